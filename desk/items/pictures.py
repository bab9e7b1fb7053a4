"""A picture for an item: any JPEG or PNG becomes a JPEG of a sensible size, without what the camera wrote into it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import IO

from flask import abort, redirect, request, url_for
from PIL import Image, ImageOps, UnidentifiedImageError
from werkzeug.wrappers import Response

from content.editing import drafts
from content.editing.sheet import item_sheet, text_sheet
from desk.changing import changing
from desk.items.showing import choose_language, find_item
from desk.items.wording import endonyms
from desk.page import Page
from desk.parts import house
from desk.person import me, t
from desk.rendering import say_done, say_wrong
from desk.scope import check_item
from staff.roles import Right

NAME = "picture.jpg"
SIDE, QUALITY = 1600, 82  # pixels; a page is never wider, and a chat shows no more
MOST_PIXELS, MOST_BYTES = 80_000_000, 40 << 20
SORTS = ("JPEG", "PNG")
PATH = re.compile(r"[0-9a-f]{64}/[a-z0-9._-]{1,80}")


class NoPicture(Exception):
    """The file can't be shown; `code` names the words for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def add_picture(number: int) -> Response:
    """Keep a picture as part of the draft."""
    _check(number)
    file = request.files.get("picture")
    if file is None or not file.filename:
        say_wrong(t("items.picture_none"))
        return _back(number)
    try:
        path = house().media.put(redraw(file.stream), NAME)
    except NoPicture as error:
        say_wrong(t(f"items.{error.code}"))
        return _back(number)
    before, is_described = _set(number, path)
    say_done("items.picture_added", undo=_undo(number, before))
    if not is_described:
        say_wrong(t("items.picture_describe"))
    return _back(number, "" if is_described else "description")


def set_picture(number: int) -> Response:
    """Go back to another picture, or to none."""
    _check(number)
    path = request.args.get("path", "")
    if path and not (PATH.fullmatch(path) and house().media.exists(path)):
        abort(404)
    before, _ = _set(number, path)
    say_done("items.picture_changed" if path else "items.picture_removed", undo=_undo(number, before))
    return _back(number)


def redraw(file: IO[bytes]) -> bytes:
    """The same picture as a JPEG, upright and at most `SIDE` pixels wide and high; raises `NoPicture`."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NoPicture("picture_too_big")
    try:
        with Image.open(BytesIO(data), formats=SORTS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NoPicture("picture_too_big")
            return _write(ImageOps.exif_transpose(found))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise NoPicture("picture_broken") from error


def _write(picture: Image.Image) -> bytes:
    """What is transparent becomes white, as on paper."""
    if picture.mode in {"RGBA", "LA", "P"}:
        layer = picture.convert("RGBA")
        picture = Image.new("RGB", layer.size, "white")
        picture.paste(layer, mask=layer.getchannel("A"))
    picture = picture.convert("RGB")
    picture.thumbnail((SIDE, SIDE))
    written = BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _set(number: int, path: str) -> tuple[str, bool]:
    """The picture before, and whether this one is described in the language that is edited first."""
    with changing() as (session, now):
        there = drafts.open(session, item_sheet(number))
        drafts.save(session, item_sheet(number), {"picture": path}, there.revision, me().name, now)
        code = choose_language(session, number, endonyms(session))
        described = drafts.open(session, text_sheet(number, code)).data["description"]
    return str(there.data["picture"]), bool(described.strip())


def _check(number: int) -> None:
    with house().database.reads() as session:
        find_item(session, number)
        check_item(session, number)


def _undo(number: int, path: str) -> str:
    return url_for("desk.set_picture", number=number, path=path or None)


def _back(number: int, place: str = "picture") -> Response:
    return redirect(url_for("desk.edit_item", number=number, _anchor=place), 303)


PAGES = (
    Page("/items/<int:number>/picture", add_picture, Right.EDIT, ("POST",)),
    Page("/items/<int:number>/picture/set", set_picture, Right.EDIT, ("POST",)),
)
