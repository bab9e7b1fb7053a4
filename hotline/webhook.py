"""One request of the carrier, read once: its signature covers every field, so all of them are needed anyway."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote_plus

from flask import Request, abort

MOST_BYTES = 64 * 1024
FORM = "application/x-www-form-urlencoded"


class Fields(dict[str, list[str]]):
    """Names with all their values; read without a library, because every turn of a call does it."""

    def getall(self, name: str) -> list[str]:
        """All values of a name, as the carrier's library asks for them."""
        return self[name]

    def first(self) -> dict[str, str]:
        """Names with their first value."""
        return {name: values[0] for name, values in self.items()}

    @classmethod
    def read(cls, text: str) -> Fields:
        """The fields of a query or a form."""
        fields = cls()
        for part in text.split("&"):
            name, _, value = part.partition("=")
            if "%" in value or "+" in value:
                value = unquote_plus(value)
            if "%" in name or "+" in name:
                name = unquote_plus(name)
            if part:
                fields.setdefault(name, []).append(value)
        return fields


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request as it came: `path` decoded, `query` raw; `fields` are all of the form, `form` and `args` the first."""

    path: str
    query: str
    fields: Fields
    form: dict[str, str]
    args: dict[str, str]

    @classmethod
    def read(cls, request: Request) -> Webhook:
        """The request that is being answered; more than a form of the carrier can hold is refused (413)."""
        query = str(request.environ.get("QUERY_STRING", ""))
        is_form = str(request.environ.get("CONTENT_TYPE", "")).lower().startswith(FORM)
        fields = Fields.read(_read_body(request)) if is_form else Fields()
        return cls(request.path, query, fields, fields.first(), Fields.read(query).first())


def _read_body(request: Request) -> str:
    """The body as text. A length is always given by the carrier; without one there is nothing to read safely."""
    length = request.content_length or 0
    if length > MOST_BYTES:
        abort(413)
    body: bytes = request.environ["wsgi.input"].read(length)
    return body.decode("utf-8", "replace")
