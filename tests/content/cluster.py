"""A PostgreSQL server of our own, on a socket in a folder, while a block lasts."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Self

import pytest

USER = "museline"


class Cluster:
    """Refuses to run as root, as PostgreSQL does: then its own account takes over."""

    def __enter__(self) -> Self:
        self.tools = find_tools()
        self.folder = Path(tempfile.mkdtemp(prefix="museline-pg-"))
        self.account = "postgres" if os.geteuid() == 0 else None
        if self.account:
            shutil.chown(self.folder, self.account)
        self._run("initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync")
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", f"-k {self.folder} -h ''", "start")
        return self

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://{USER}@/postgres?host={self.folder}"

    def dump(self) -> bytes:
        """All of it, as its owner's tools write it."""
        command: list[str | Path] = [self.tools / "pg_dump", "-U", USER, "-h", str(self.folder), "postgres"]
        return subprocess.run(command, check=True, capture_output=True, cwd="/", user=self.account).stdout

    def _run(self, tool: str, *words: str) -> None:
        command: list[str | Path] = [self.tools / tool, "-D", str(self.folder / "data"), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", user=self.account)


def find_tools() -> Path:
    """Where initdb lies; Debian keeps it off the path."""
    homes = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    homes += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not homes:
        pytest.skip("no PostgreSQL server is installed (apt-get install postgresql)")
    return homes[0]
