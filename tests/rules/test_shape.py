"""Small things with good names: sizes, docstrings and words that are not allowed as names."""

from __future__ import annotations

import ast

import pytest

from tests.rules.tree import Module, product_modules

MODULE_LINES, FUNCTION_LINES = 250, 40
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def written_modules() -> list[Module]:
    """All but the steps of the migrations, which Alembic writes."""
    return [module for module in product_modules() if not module.name.startswith("migrations.versions")]


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("module", written_modules(), ids=lambda module: module.name)
def test_modules_and_functions_stay_small(module: Module) -> None:
    assert sum(1 for line in module.text.splitlines() if line.strip()) <= MODULE_LINES
    long = [function.name for function in module.functions() if lines_of(function) > FUNCTION_LINES]
    assert long == []


@pytest.mark.parametrize("module", written_modules(), ids=lambda module: module.name)
def test_names_say_what_they_are(module: Module) -> None:
    assert not VAGUE & set(module.name.split("."))
    assert ast.get_docstring(module.tree), f"{module.path} says nothing of itself"


@pytest.mark.parametrize("module", written_modules(), ids=lambda module: module.name)
def test_public_functions_explain_themselves(module: Module) -> None:
    tops = [
        node
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    silent = [node.name for node in tops if not node.name.startswith("_") and not ast.get_docstring(node)]
    assert silent == []


def test_nine_functions_in_ten_are_short() -> None:
    sizes = [lines_of(function) for module in written_modules() for function in module.functions()]
    short = sum(1 for size in sizes if size <= 25)
    assert short / len(sizes) >= 0.9
