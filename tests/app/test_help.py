"""What the command line, the Makefile and `.env.example` say of themselves is complete and true."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from settings import Settings, read_settings
from tests.app.shell import Shell
from tests.rules.tree import ROOT

COMMANDS = {
    (): "demo web worker bot migrate seed doctor backup restore staff keys webhooks privacy archive requests content",
    ("keys",): "new rotate",
    ("privacy",): "log",
    ("archive",): "export",
    ("webhooks",): "set fallback",
    ("requests",): "list show play",
    ("content",): "validate import export",
}
EVERY = [*COMMANDS, *((*group, name) for group, names in COMMANDS.items() for name in names.split())]
OLD_PYTHON = """#!/bin/sh
case "$*" in *version_info*) exit 1;; -V) echo Python 3.9.2;; esac
"""
BARE_PYTHON = """#!/bin/sh
case "$*" in *ensurepip*) echo "No module named ensurepip" >&2; exit 1;; esac
"""


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_command_says_what_it_does(shell: Shell, words: tuple[str, ...]) -> None:
    said = shell.runs(*words, "--help")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    about = next(line.strip() for line in lines if line.strip() and not line.startswith("Usage"))
    assert about[0].isupper()
    assert "..." not in said.out.replace("[ARGS]...", "")


@pytest.mark.parametrize("group", COMMANDS, ids=" ".join)
def test_every_command_is_listed(shell: Shell, group: tuple[str, ...]) -> None:
    listed = shell.runs(*group, "--help").out.partition("Commands:")[2].splitlines()
    assert [line.split()[0] for line in listed if line.startswith("  ") and line[2] != " "] == COMMANDS[
        group
    ].split()


@pytest.mark.parametrize(
    "words", [("nonsense",), ("requests", "show"), ("web", "--workers", "0"), ("demo", "--x")]
)
def test_wrong_words_show_the_way(shell: Shell, words: tuple[str, ...]) -> None:
    said = shell.runs(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Usage: ")
    assert "Traceback" not in said.err


def test_command_runs_as_installed(tmp_path: Path) -> None:
    installed = Path(sys.executable).with_name("museline")
    said = subprocess.run(
        [installed, "keys", "new"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert (len(said.stdout), said.stderr) == (45, "")


def test_example_settings_are_the_defaults(shell: Shell) -> None:
    read = read_settings(ROOT / ".env.example").model_dump()
    assert read == {name: field.default for name, field in Settings.model_fields.items()}


def make(folder: Path, *words: str, python: str = "") -> subprocess.CompletedProcess[str]:
    """Run make on a copy of the Makefile, where `python3` is this script."""
    shutil.copy(ROOT / "Makefile", folder)
    tools = folder / "tools"
    tools.mkdir()
    if python:
        (tools / "python3").write_text(python)
        (tools / "python3").chmod(0o755)
    for tool in ("sh", "make", "awk"):
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    outer = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}  # of the make that runs the tests
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    environment["PATH"] = str(tools)
    command = [str(tools / "make"), *words]
    return subprocess.run(command, check=False, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("python", "words"),
    [
        ("", "no 'python3' was found. Install it, or name yours: make run PYTHON=/path/to/python3"),
        (OLD_PYTHON, "'python3' is Python 3.9.2. Name a newer one: make run PYTHON=/path/to/python3.11"),
        (BARE_PYTHON, "On Debian and Ubuntu: apt install python3-venv"),
    ],
    ids=["none", "old", "bare"],
)
@pytest.mark.parametrize("target", ["run", "test"])
def test_wrong_python_is_one_line(tmp_path: Path, target: str, python: str, words: str) -> None:
    for name in ("requirements", "app"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    said = make(tmp_path, target, python=python)
    own = [
        line
        for line in said.stderr.splitlines() + said.stdout.splitlines()
        if not line.startswith("make: ***")
    ]
    assert said.returncode
    assert len(own) == 1, own
    assert words in own[0]


def test_make_alone_prints_its_list(tmp_path: Path) -> None:
    said = make(tmp_path)
    targets = [line.split()[1] for line in said.stdout.splitlines()]
    assert (said.returncode, said.stderr) == (0, "")
    assert targets == ["help", "run", "test", "check", "format", "torture", "bench", "lock", "clean"]
