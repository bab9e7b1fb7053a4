"""One request of the carrier, read once: its signature covers every field, so all of them are needed anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from flask import abort

MOST_BYTES = 64 * 1024
FORM = "application/x-www-form-urlencoded"
HEADER = "HTTP_X_TWILIO_SIGNATURE"
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request as it came: `path` decoded, `query` raw, `fields` all of the form; `form`, `args`: first values."""

    path: str
    query: str
    signature: str
    fields: Pairs
    form: dict[str, str]
    args: dict[str, str]

    @classmethod
    def read(cls, environ: Mapping[str, Any]) -> Webhook:
        """The request of a WSGI environment; more than a form of the carrier can hold is refused (413)."""
        path, query = str(environ.get("PATH_INFO", "")), str(environ.get("QUERY_STRING", ""))
        is_form = str(environ.get("CONTENT_TYPE", "")).lower().startswith(FORM)
        fields = read_fields(_read_body(environ)) if is_form else []
        args = dict(reversed(read_fields(query)))
        decoded = path.encode("latin-1").decode("utf-8", "replace")
        return cls(decoded, query, str(environ.get(HEADER, "")), fields, dict(reversed(fields)), args)


def read_fields(text: str) -> Pairs:
    """The fields of a query or a form, in their order. Every turn of a call does this, so it is kept short."""
    parts = [part.partition("=") for part in text.replace("+", " ").split("&") if part]
    if "%" not in text:
        return [(name, value) for name, _, value in parts]
    return [
        (unquote(name) if "%" in name else name, unquote(value) if "%" in value else value)
        for name, _, value in parts
    ]


def _read_body(environ: Mapping[str, Any]) -> str:
    """The body as text. The carrier always gives its length; without one there is nothing to read safely."""
    given = str(environ.get("CONTENT_LENGTH") or "0")
    length = int(given) if given.isascii() and given.isdecimal() else 0
    if length > MOST_BYTES:
        abort(413)
    body: bytes = environ["wsgi.input"].read(length)
    return body.decode("utf-8", "replace")
