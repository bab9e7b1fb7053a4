"""Where the card and the sheets are fetched, printed anew whenever what they tell has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from content.catalogue import Catalogue
from content.media import MediaStore, NoSuchMedia
from content.shelf import Shelf
from public.card import read_card
from public.card_paper import print_card
from public.print.paper import Size
from public.print.typeface import can_print
from public.sheets import read_activity, read_walk
from public.sheets_paper import print_activity, print_walk

FRESH = "public, max-age=60"
WALK = "walk-"
MOST = 64  # documents kept, some 100 kB each


@dataclass(frozen=True, slots=True)
class Name:
    """What the name of a document says: what it is about, in which language, on which paper."""

    about: str
    language: str
    size: Size


def read_name(name: str, catalogue: Catalogue) -> Name | None:
    """`202-pt-BR-a5` is 202, in Brazilian Portuguese, on A5; None where it names no language or paper of ours."""
    rest, _, size = name.rpartition("-")
    if size not in set(Size):
        return None
    for code, language in catalogue.languages.items():
        if (rest == code or rest.endswith(f"-{code}")) and can_print(language.endonym):
            return Name(rest.removesuffix(code).removesuffix("-"), code, Size(size))
    return None


@dataclass
class Press:
    """Prints what is asked for and keeps it for as long as the catalogue stays the same."""

    shelf: Shelf
    media: MediaStore
    museum: str
    find_chat: Callable[[], str]
    _catalogue: Catalogue | None = None
    _kept: dict[tuple[str, str, str], bytes] = field(default_factory=dict)

    def send_card(self, name: str) -> ResponseReturnValue:
        """The card in one language on one paper."""
        return self._send("card", name, self._print_card)

    def send_sheet(self, name: str) -> ResponseReturnValue:
        """The sheet of an activity by its number, or of a walk by its name."""
        return self._send("sheet", name, self._print_sheet)

    def _send(
        self, kind: str, name: str, make: Callable[[Catalogue, Name, str], bytes | None]
    ) -> ResponseReturnValue:
        catalogue, chat = self.shelf.catalogue, self.find_chat()
        if catalogue is not self._catalogue or len(self._kept) >= MOST:
            self._catalogue, self._kept = catalogue, {}
        kept, asked = self._kept, (kind, name, chat)
        body = kept.get(asked)
        if body is None:
            read = read_name(name, catalogue)
            body = make(catalogue, read, chat) if read else None
        if body is None:
            abort(404)
        kept[asked] = body
        return _describe(body, f"{kind}-{name}.pdf")

    def _print_card(self, catalogue: Catalogue, name: Name, chat: str) -> bytes | None:
        if name.about:
            return None
        card = read_card(catalogue, name.language, self.museum, chat)
        return print_card(card, name.size, name.language, catalogue.languages[name.language].locale)

    def _print_sheet(self, catalogue: Catalogue, name: Name, chat: str) -> bytes | None:
        tag = catalogue.languages[name.language].locale
        if name.about.startswith(WALK):
            walk = read_walk(catalogue, name.about.removeprefix(WALK), name.language, chat)
            return print_walk(walk, name.size, name.language, tag) if walk else None
        number = (
            int(name.about) if name.about.isascii() and name.about.isdecimal() and len(name.about) < 5 else 0
        )
        activity = read_activity(catalogue, number, name.language, chat)
        if activity is None:
            return None
        return print_activity(activity, self._fetch(activity.picture), name.size, name.language, tag)

    def _fetch(self, picture: str) -> bytes:
        """The bytes of a picture; none where there is no such file (the sheet is of use without)."""
        try:
            return self.media.get(picture) if picture else b""
        except NoSuchMedia:
            return b""


def attach(
    blueprint: Blueprint, shelf: Shelf, media: MediaStore, museum: str, find_chat: Callable[[], str]
) -> None:
    """`/card/<language>-<paper>.pdf` and `/sheet/<about>-<language>-<paper>.pdf`, for anybody."""
    press = Press(shelf, media, museum, find_chat)
    blueprint.add_url_rule("/card/<name>.pdf", "send_card", press.send_card)
    blueprint.add_url_rule("/sheet/<name>.pdf", "send_sheet", press.send_sheet)


def _describe(body: bytes, name: str) -> Response:
    response = Response(body, mimetype="application/pdf")
    response.set_etag(sha256(body).hexdigest())
    response.headers["Cache-Control"] = FRESH
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.make_conditional(request)
    return response
