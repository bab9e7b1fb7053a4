"""The web server: Granian, with two worker processes."""

from __future__ import annotations

import errno
import socket

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from settings import Settings

THREADS = 4  # a process: with more they stand in each other's way (measured: 4 serve a third more than 8)
LAST_ANSWERS = 20  # seconds for what is under way when the server is told to stop: no carrier waits longer
LAST_PORT = 65_534


class PortTaken(Exception):
    """Somebody else listens there already; the message says what to do."""


def check_port(host: str, port: int, *, wanted: int | None = None) -> None:
    """Raise `PortTaken` with a way out, before anything is started; `wanted` is PORT where `port` is another."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            other = min((wanted or port) + 100, LAST_PORT)
            advice = f"stop what runs there, or set another PORT in .env, e.g. PORT={other}"
            if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                advice = "HOST in .env is no address of this machine; 127.0.0.1 behind a proxy, else 0.0.0.0"
            raise PortTaken(f"{host}:{port} cannot be used ({error.strerror}): {advice}") from error


def serve(settings: Settings, workers: int = 2, target: str = "app.factory:create_served_app") -> None:
    """Serve the web application until told to stop; `target` names what makes it."""
    check_port(settings.host, settings.port)
    Granian(
        target,
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_ANSWERS,
        log_level=LogLevels.error,
        log_access=False,
    ).serve()
