"""The simulators as the process that the demo starts: it serves, and leaves nothing running."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

CONFIG = {
    "museum_name": "The Museum", "hotline_url": "http://127.0.0.1:9", "account_sid": "AC1", "auth_token": "t",
    "phone_number": "+12025550100", "bot_token": "1:x",
}  # fmt: skip


def is_up(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def wait_for(port: int, up: bool) -> bool:
    for _ in range(100):
        if is_up(port) is up:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_leaves_nothing_running(tmp_path: Path, way: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    path = tmp_path / "config.json"
    path.write_text(json.dumps(CONFIG | {"data_dir": str(tmp_path)}), "utf-8")
    command = [sys.executable, "-m", "simulators", "--port", str(port), "--config", str(path)]
    with subprocess.Popen(command) as process:
        assert wait_for(port, up=True)
        process.send_signal(way)
        assert process.wait(10) == 0
    assert wait_for(port, up=False)
