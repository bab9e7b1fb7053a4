"""A small load: processes with open connections, each asking again as soon as it is answered."""

from __future__ import annotations

import socket
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context

PROCESSES, CONNECTIONS = 2, 8
END = b"\r\n\r\n"


@dataclass(frozen=True)
class Address:
    """Where to ask."""

    host: str
    port: int


class Connection:
    """One connection that is kept open, and one request that is repeated on it."""

    def __init__(self, address: Address, request: bytes) -> None:
        self._socket = socket.create_connection((address.host, address.port), timeout=15)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._request = request

    def send(self) -> None:
        """Ask."""
        self._socket.sendall(self._request)

    def receive(self) -> bytes:
        """Take the whole answer; raises RuntimeError for any status but 200."""
        answer = b""
        while END not in answer:
            answer += self._more()
        head, _, body = answer.partition(END)
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise RuntimeError(head.decode())
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        missing = int(length.partition(b":")[2]) - len(body)
        while missing > 0:
            more = self._more()
            body, missing = body + more, missing - len(more)
        return body

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _more(self) -> bytes:
        more = self._socket.recv(65536)
        if not more:
            raise RuntimeError("the server closed the connection")
        return more


def measure_throughput(address: Address, request: bytes, seconds: float) -> float:
    """Answers a second, with every connection always busy."""
    with get_context("spawn").Pool(PROCESSES) as pool:
        pool.starmap(count_answers, [(address, request, 0.3)] * PROCESSES)
        counts = pool.starmap(count_answers, [(address, request, seconds)] * PROCESSES)
    return sum(counts)


def count_answers(address: Address, request: bytes, seconds: float) -> float:
    """What one process of the load gets answered in a second."""
    connections = [Connection(address, request) for _ in range(CONNECTIONS)]
    for connection in connections:
        connection.send()
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        for connection in connections:
            connection.receive()
            connection.send()
            count += 1
    passed = time.perf_counter() - began
    _finish(connections)
    return count / passed


def measure_median(address: Address, request: bytes, times: int) -> float:
    """The median of milliseconds from question to answer, one at a time."""
    connection, took = Connection(address, request), []
    for _ in range(times):
        began = time.perf_counter()
        connection.send()
        connection.receive()
        took.append(time.perf_counter() - began)
    connection.close()
    return statistics.median(took) * 1000


def _finish(connections: Sequence[Connection]) -> None:
    for connection in connections:
        connection.receive()
        connection.close()
