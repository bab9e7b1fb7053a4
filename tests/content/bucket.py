"""As much of an S3 server as the store uses, in memory; it knows one access key."""

from __future__ import annotations

import re
import threading
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape, unescape


class Bucket:
    """A server on a free port while the block lasts."""

    def __init__(self, access_key: str) -> None:
        self.files: dict[str, bytes] = {}
        handler = type("Bound", (Handler,), {"files": self.files, "access_key": access_key})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Handler(BaseHTTPRequestHandler):
    """One request, signed by the key that the settings gave."""

    files: dict[str, bytes]
    access_key: str
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self.files[self._key()] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200)

    def do_GET(self) -> None:
        if "list-type" in parse_qs(urlsplit(self.path).query):
            return self._answer(200, self._listing())
        data = self.files.get(self._key())
        if data is None:
            return self._answer(404)
        wanted = self.headers.get("Range")
        if wanted is None:
            return self._answer(200, data)
        first, _, last = wanted.removeprefix("bytes=").partition("-")
        part = data[int(first) : int(last) + 1]
        return self._answer(206, part, {"Content-Range": f"bytes {first}-{last}/{len(data)}"})

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        """Only ?delete is ever posted: a list of keys."""
        keys = re.findall(r"<Key>(.*?)</Key>", self.rfile.read(int(self.headers["Content-Length"])).decode())
        for key in keys:
            self.files.pop(unescape(key), None)
        gone = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self._answer(200, f"<DeleteResult>{gone}</DeleteResult>".encode())

    def log_message(self, *_: Any) -> None:
        """Nobody reads it."""

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/sounds/")

    def _listing(self) -> bytes:
        entries = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(data)}</Size><ETag>e</ETag>"
            "<LastModified>2026-05-18T10:00:00.000Z</LastModified></Contents>"
            for key, data in self.files.items()
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>".encode()

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        known = f"Credential={self.access_key}/" in self.headers.get("Authorization", "")
        self.send_response(status if known else 403)
        plain = {
            "Content-Length": str(len(body)),
            "ETag": f'"{md5(body).hexdigest()}"',
            "Last-Modified": MONDAY,
        }
        for name, value in {**plain, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


MONDAY = "Mon, 18 May 2026 10:00:00 GMT"
