"""A process of ours looks no more through what it loaded, and clears up what comes after."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import atexit, gc, runpy, sys
atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 10 * len(gc.get_objects())))
sys.argv = ["museline", "keys", "new"]
{start}
"""


@pytest.mark.parametrize(
    "start", ["from app.entry import main; main()", "runpy.run_module('app', run_name='__main__')"]
)
def test_loaded_things_are_left_in_peace(start: str, tmp_path: Path) -> None:
    look = [sys.executable, "-c", LOOK.format(start=start)]
    said = subprocess.run(look, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert said.stdout.splitlines()[1:] == ["True True"]
