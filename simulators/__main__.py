"""Serves the simulators: `python -m simulators --port 8001 --config simulators.json`."""

import argparse
import socket
import sys
from functools import partial
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from simulators.app import create_app
from simulators.config import SimulatorConfig, read_config

# A page waits for news on one thread each, and the museum asks back while it is being asked.
THREADS = 64


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; 2 when the configuration cannot be read or the port is taken."""
    parser = argparse.ArgumentParser(prog="python -m simulators", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument(
        "--config", type=Path, required=True, help="a JSON file with the fields of SimulatorConfig"
    )
    options = parser.parse_args(arguments)
    try:
        config = read_config(options.config)
    except (OSError, ValueError) as error:
        print(f"The simulators cannot start: {error}", file=sys.stderr)
        return 2
    if not is_free(options.host, options.port):
        print(f"The simulators cannot start: port {options.port} is taken.", file=sys.stderr)
        return 2
    serve(config, options.host, options.port)
    return 0


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there: the server itself would quietly share the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def serve(config: SimulatorConfig, host: str, port: int) -> None:
    """Serve one process with many threads: both simulators keep live calls in memory."""
    server = Server(
        "simulators", address=host, port=port, interface=Interfaces.WSGI, workers=1, blocking_threads=THREADS,
        log_level=LogLevels.error, workers_kill_timeout=2,
    )  # fmt: skip
    server.serve(target_loader=partial(create_app, config), wrap_loader=False)


if __name__ == "__main__":
    sys.exit(main())
