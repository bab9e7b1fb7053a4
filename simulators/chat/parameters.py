"""A request's parameters, whichever of the four ways the Bot API allows them to travel."""

import json
from dataclasses import dataclass, field
from typing import Any

from flask import Request

from simulators.chat.refusals import bad_request


@dataclass(frozen=True)
class Upload:
    """A file inside a request."""

    name: str
    data: bytes


@dataclass
class Parameters:
    """Named values and uploads; numbers and objects may come as text."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the request names it at all, as a value or a file."""
        return name in self.values or name in self.uploads

    def text(self, name: str) -> str:
        """A string, empty where it is missing."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; the default where it is missing or no number, as the real server reads it."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def number(self, name: str) -> float:
        """A number; refuses its absence."""
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            raise bad_request(f"{name} is empty") from None

    def seconds(self, name: str, default: float = 0.0) -> float:
        """A length of time; the default where it is missing or no number."""
        try:
            return max(0.0, float(self.values.get(name, default)))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """A yes or no."""
        return self.text(name).lower() in ("true", "yes", "1", "on")

    def structure(self, name: str, what: str) -> Any:
        """An object or array, decoded; None where it is missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """A file sent under this name, or attached under another one."""
        value = self.text(name)
        if value.startswith("attach://"):
            return self.attached(value)
        return self.uploads.get(name)

    def attached(self, address: str) -> Upload:
        """The file behind `attach://name`."""
        found = self.uploads.get(address.removeprefix("attach://"))
        if not found:
            raise bad_request("can't find file by the specified attach:// address")
        return found


def read_request(request: Request) -> Parameters:
    """Collect query, form, JSON and files of one HTTP request."""
    values: dict[str, Any] = dict(request.args)
    values.update(request.form)
    if request.is_json:
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            raise bad_request("can't parse request body: JSON object expected")
        values.update(body)
    uploads = {name: Upload(part.filename or name, part.read()) for name, part in request.files.items()}
    return Parameters(values, uploads)
