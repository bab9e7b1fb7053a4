"""Where an error of ours arose: file and line, never its message, which may hold what somebody wrote."""

from __future__ import annotations

import traceback
from pathlib import PurePath


def locate(error: BaseException | None) -> str:
    """`KeyError at sayings.py:22`, for a log."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    where = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
