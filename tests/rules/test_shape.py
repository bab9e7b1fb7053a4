"""Small things with good names: sizes, docstrings and words that are not allowed as names."""

from __future__ import annotations

import ast

from tests.rules.tree import Module, each_package, product_modules

MODULE_LINES, FUNCTION_LINES = 250, 40
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def written_modules() -> list[Module]:
    """All but the steps of the migrations, which Alembic writes."""
    return [module for module in product_modules() if not module.name.startswith("migrations.versions")]


def count_lines(module: Module) -> int:
    return sum(1 for line in module.text.splitlines() if line.strip())


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@each_package(written_modules())
def test_modules_and_functions_stay_small(modules: list[Module]) -> None:
    assert [module.name for module in modules if count_lines(module) > MODULE_LINES] == []
    long = [
        (module.name, function.name)
        for module in modules
        for function in module.functions()
        if lines_of(function) > FUNCTION_LINES
    ]
    assert long == []


@each_package(written_modules())
def test_names_say_what_they_are(modules: list[Module]) -> None:
    assert [module.name for module in modules if VAGUE & set(module.name.split("."))] == []
    silent = [module.path for module in modules if not ast.get_docstring(module.tree)]
    assert silent == [], "these say nothing of themselves"


@each_package(written_modules())
def test_public_functions_explain_themselves(modules: list[Module]) -> None:
    silent = [
        (module.name, node.name)
        for module in modules
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_nine_functions_in_ten_are_short() -> None:
    sizes = [lines_of(function) for module in written_modules() for function in module.functions()]
    short = sum(1 for size in sizes if size <= 25)
    assert short / len(sizes) >= 0.9
