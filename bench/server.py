"""PostgreSQL for a measurement, where it is installed: a server of our own, gone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine

from tests.content.cluster import Cluster, find_tools


def is_installed() -> bool:
    """Whether there is one to start."""
    try:
        find_tools()
    except pytest.skip.Exception:
        return False
    return True


@contextmanager
def serving(*names: str) -> Iterator[list[str]]:
    """The addresses of fresh databases with these names, while a block lasts."""
    with Cluster() as cluster:
        engine = create_engine(cluster.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for name in names:
                connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        yield [cluster.url.replace("/postgres?", f"/{name}?") for name in names]
