"""Import arrows only point down, and each library has its own room."""

from __future__ import annotations

import ast

import pytest

from tests.rules.tree import LEVELS, Module, product_modules

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


def asks_environment(node: ast.Attribute) -> bool:
    """Whether an expression is `os.environ` or `os.getenv`."""
    return isinstance(node.value, ast.Name) and node.value.id == "os" and node.attr in {"environ", "getenv"}


@pytest.mark.parametrize("module", product_modules(), ids=lambda module: module.name)
def test_arrows_only_point_down(module: Module) -> None:
    wrong = [name for name in module.imports() if not points_down(module.package, name.split(".")[0])]
    assert wrong == [], f"{module.path} imports upwards or sideways"


@pytest.mark.parametrize("module", product_modules(), ids=lambda module: module.name)
def test_libraries_stay_in_their_rooms(module: Module) -> None:
    for name in module.imports():
        rooms = ROOMS.get(name.split(".")[0])
        if rooms is not None:
            assert any(module.name == room or module.name.startswith(f"{room}.") for room in rooms), name


def test_twilio_lives_in_three_files() -> None:
    users = {m.name for m in product_modules() if any(n.split(".")[0] == "twilio" for n in m.imports())}
    assert len(users) <= 3, users


@pytest.mark.parametrize("module", product_modules(), ids=lambda module: module.name)
def test_only_settings_read_the_environment(module: Module) -> None:
    touches = [
        node for node in ast.walk(module.tree) if isinstance(node, ast.Attribute) and asks_environment(node)
    ]
    assert not touches or module.name == "settings"


@pytest.mark.parametrize("module", product_modules(), ids=lambda module: module.name)
def test_no_import_hides_in_functions(module: Module) -> None:
    for function in module.functions():
        assert not [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)], (
            function.name
        )
    assert "TYPE_CHECKING" not in module.text


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
