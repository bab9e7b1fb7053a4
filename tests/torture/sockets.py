"""Which process is at the other end of a connection on this machine."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

TABLE = Path("/proc/net/tcp")


def find_owner(own_port: int, other_port: int, pids: Iterable[int]) -> int | None:
    """Whose socket it is that has `own_port` on its side and `other_port` on the other."""
    for line in TABLE.read_text().splitlines()[1:]:
        fields = line.split()
        if (_read_port(fields[1]), _read_port(fields[2])) == (own_port, other_port):
            owner = next((pid for pid in pids if _holds(pid, f"socket:[{fields[9]}]")), None)
            if owner is not None:
                return owner
    return None


def _read_port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)


def _holds(pid: int, name: str) -> bool:
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            if str(link.readlink()) == name:
                return True
    return False
