"""The sign-in library's messages in our own words; what we have none for stays in its translation."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_security.babel import FsDomain

from desk import words
from desk.person import t

PREFIX = "SECURITY_MSG_"
OURS = "security.message."


class OwnWords(FsDomain):
    """Looks a message up by the library's English, and says it in the person's language."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)  # type: ignore[no-untyped-call]
        names = {key.removeprefix(OURS) for key in words.load(words.SOURCE) if key.startswith(OURS)}
        self._known = {str(app.config[f"{PREFIX}{name.upper()}"][0]): f"{OURS}{name}" for name in names}

    def gettext(self, string: Any, **variables: Any) -> str:
        """The words, with what the library fills in."""
        key = self._known.get(str(string))
        return t(key, **variables) if key else str(super().gettext(string, **variables))  # type: ignore[no-untyped-call]
