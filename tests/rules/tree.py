"""Reads the project's own Python files, as text, for the rules."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEVELS = {
    "migrations": 7,
    "app": 6,
    "hotline": 5, "bots": 5, "desk": 5, "public": 5,
    "scenes": 4,
    "visitors": 3,
    "content": 2, "outbox": 2, "staff": 2,
    "db": 1, "addresses": 1,
    "settings": 0,
}  # fmt: skip


@dataclass(frozen=True)
class Module:
    """One file: its dotted name, its text and its syntax tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        return self.name.split(".")[0]

    def imports(self) -> Iterator[str]:
        """Dotted names of all imports, those hidden in functions and under TYPE_CHECKING included."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path}: relative imports hide where an arrow points"
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


@cache
def product_modules() -> tuple[Module, ...]:
    """Every module of the product, simulators included, tests and benches not."""
    tops = [*LEVELS, "simulators"]
    paths = [path for top in tops for path in [ROOT / f"{top}.py", *sorted((ROOT / top).rglob("*.py"))]]
    return tuple(_read(path) for path in paths if path.is_file())


def each_package(modules: Iterable[Module]) -> pytest.MarkDecorator:
    """A test of its own for each top-level package: `modules` are those in it."""
    packages: dict[str, list[Module]] = defaultdict(list)
    for module in modules:
        packages[module.package].append(module)
    return pytest.mark.parametrize("modules", packages.values(), ids=list(packages))


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(part for part in parts if part != "__init__")
    text = path.read_text(encoding="utf-8")
    return Module(name, path.relative_to(ROOT), text, ast.parse(text))
