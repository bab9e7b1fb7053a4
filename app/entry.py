"""Where a process of ours begins: what it loads stays to its end, and nobody need look through it for rubbish.

Measured on a slow machine: loading took 7 s and takes 4; leaving took 5 s and takes half a one."""

from __future__ import annotations

import gc

gc.disable()

from app.commands import main  # noqa: E402 - not before the collector rests

gc.freeze()
gc.enable()

__all__ = ["main"]
