"""Logs: one line an event, never a name, a number or a message."""

from __future__ import annotations

import logging
import sys

import structlog

# These write whole addresses, the bot's token among them, or every step of every request.
CHATTY = ("httpx", "httpcore", "telegram", "twilio", "urllib3", "apscheduler", "granian.access", "alembic")


def start_logs(*, quiet: bool = False) -> None:
    """Send every log line to standard error; `quiet` keeps those below a warning back. May be called again."""
    level = logging.WARNING if quiet else logging.INFO
    logging.basicConfig(
        level=level, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr, force=True
    )
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
