"""Logs: one line an event, never a name, a number or a message."""

from __future__ import annotations

import io
import logging
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO, cast

import structlog

FRAMES_LOGGED = 6
Found = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Ear(io.TextIOBase):
    """Standard error, whatever it is at the moment; where nobody listens any more, a call goes on all the same."""

    def write(self, words: str, /) -> int:
        """Say it."""
        with suppress(OSError, ValueError):
            sys.stderr.write(words)
        return len(words)

    def flush(self) -> None:
        """At once."""
        with suppress(OSError, ValueError):
            sys.stderr.flush()


class Discreet(logging.Formatter):
    """What libraries say, without what they say it of: their messages hold addresses with numbers, forms, rows, tokens.

    A message that is put together of parts shows its pattern alone, one that came whole only where it was said; an
    error is shown by its kind and its place in the code."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        told = f"{record.levelname} {record.name} {_tell_pattern(record)}"
        return f"{told} {tell_error(record.exc_info)}" if record.exc_info else told


EAR = cast(TextIO, Ear())


def tell_error(found: Found) -> str:
    """The kind of an error and where it arose: its own words stay out, they may be a visitor's."""
    kind, error, trace = found
    if kind is None:
        return ""
    frames = traceback.extract_tb(trace)[-FRAMES_LOGGED:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    cause = error.__cause__ if error else None
    return f"{kind.__name__}{f' from {type(cause).__name__}' if cause else ''} at {places or 'nowhere'}"


def start_logs(*, quiet: bool = False) -> None:
    """Send every log line to standard error; `quiet` keeps ours below a warning back. May be called again.

    Libraries are heard from a warning on and through our hands alone, whatever level somebody gives them: what they
    say below that is about whom we serve."""
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    handler = logging.StreamHandler(EAR)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(Discreet())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    sys.excepthook = _tell_end
    threading.excepthook = _tell_thread
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(EAR),
        cache_logger_on_first_use=False,
    )


def _tell_pattern(record: logging.LogRecord) -> str:
    """The words that stand in the library's code."""
    words = " ".join(str(record.msg).split())
    return words if record.args else f"said something at {Path(record.pathname).name}:{record.lineno}"


def _tell_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    print(f"museline: {tell_error((kind, error, trace))}", file=EAR, flush=True)


def _tell_thread(found: threading.ExceptHookArgs) -> None:
    if found.exc_type is not SystemExit and found.exc_value is not None:
        _tell_end(found.exc_type, found.exc_value, found.exc_traceback)
