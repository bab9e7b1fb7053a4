"""Import arrows only point down, and each library has its own room."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

import pytest

from tests.rules.tree import LEVELS, Module, each_package, product_modules

ROOMS = {
    "twilio": {"hotline.render", "hotline.signature", "hotline.carrier", "hotline.speech"},
    "telegram": {"bots.telegram"},
    "flask": {"hotline", "bots.telegram", "desk", "public", "app", "simulators"},
    "av": {"content.audio"},
}


def points_down(importer: str, imported: str) -> bool:
    """Whether a module of one package may import another package."""
    if importer == imported or imported not in LEVELS:
        return True
    if importer == "simulators":
        return False
    return LEVELS[importer] > LEVELS[imported]


def may_use(module: str, library: str) -> bool:
    """Whether a module stands in a room of the library, or the library has none."""
    rooms = ROOMS.get(library)
    return rooms is None or any(module == room or module.startswith(f"{room}.") for room in rooms)


def find_wrong(modules: Iterable[Module], may_import: Callable[[Module, str], bool]) -> list[tuple[str, str]]:
    """Which module imports what it may not; `may_import` is asked with the top of each imported name."""
    return [
        (module.name, name)
        for module in modules
        for name in module.imports()
        if not may_import(module, name.split(".")[0])
    ]


def asks_environment(node: ast.Attribute) -> bool:
    """Whether an expression is `os.environ` or `os.getenv`."""
    return isinstance(node.value, ast.Name) and node.value.id == "os" and node.attr in {"environ", "getenv"}


@each_package(product_modules())
def test_arrows_only_point_down(modules: list[Module]) -> None:
    wrong = find_wrong(modules, lambda module, imported: points_down(module.package, imported))
    assert wrong == [], "these import upwards or sideways"


@each_package(product_modules())
def test_libraries_stay_in_their_rooms(modules: list[Module]) -> None:
    assert find_wrong(modules, lambda module, library: may_use(module.name, library)) == []


def test_twilio_lives_in_three_files() -> None:
    users = {m.name for m in product_modules() if any(n.split(".")[0] == "twilio" for n in m.imports())}
    assert len(users) <= 3, users


@each_package(product_modules())
def test_only_settings_read_the_environment(modules: list[Module]) -> None:
    touching = {
        module.name
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and asks_environment(node)
    }
    assert touching <= {"settings"}


@each_package(product_modules())
def test_no_import_hides_in_functions(modules: list[Module]) -> None:
    hiding = [
        (module.name, function.name)
        for module in modules
        for function in module.functions()
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    ]
    assert hiding == []
    assert [module.name for module in modules if "TYPE_CHECKING" in module.text] == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("hotline", "scenes", True),
        ("hotline", "bots", False),
        ("scenes", "hotline", False),
        ("content", "visitors", False),
        ("content", "outbox", False),
        ("visitors", "content", True),
        ("simulators", "settings", False),
        ("db", "addresses", False),
        ("app", "hotline", True),
    ],
)
def test_rule_knows_both_answers(importer: str, imported: str, allowed: bool) -> None:
    assert points_down(importer, imported) is allowed
