"""Commands to read and hear what visitors sent, until there is a desk for it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated
from unicodedata import category

import typer

from app.house import House, open_house
from app.refusal import Refused
from content.media import NoSuchMedia
from settings import read_settings
from visitors.requests import RequestRow, SoundState, find_ticket, newest

requests = typer.Typer(help="Read and hear what visitors sent.", no_args_is_help=True)
# Marks that turn the direction of writing: with them a line could say another thing than it means.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
Ticket = Annotated[str, typer.Argument(help="The six digits, with or without spaces.")]


@requests.command("list")
def list_requests(
    limit: Annotated[int, typer.Option(help="How many, newest first.", min=1)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the newest requests, a line each."""
    house = open_house(read_settings())
    with house.database.reads() as session:
        rows = newest(session, limit)
    if not rows and not as_json:
        print("Nobody has asked anything yet. What callers and chatters send will appear here.")
    for row in rows:
        print(json.dumps(_describe(row), ensure_ascii=False) if as_json else _line(house, row))


@requests.command("show")
def show_request(ticket: Ticket) -> None:
    """Show one request with its words."""
    house = open_house(read_settings())
    row = _find(house, ticket)
    print(_line(house, row))
    print(make_harmless(row.text) or "(no words)")
    print(_file_words(row))


@requests.command("play", short_help="Write the sound or picture of a request into a file.")
def play_request(
    ticket: Ticket,
    target: Annotated[
        Path | None, typer.Option("--to", help="Where to write it; the file must not exist.")
    ] = None,
) -> None:
    """Write the sound of a request, and its picture, into files that any player opens; only you can read them."""
    house = open_house(read_settings())
    row = _find(house, ticket)
    paths = [path for path in (row.sound_path, row.picture_path) if path]
    if not paths:
        raise Refused(_file_words(row))
    for path in paths:
        file = (target or Path(row.ticket or "request")).with_suffix(Path(path).suffix)
        _write(file if target is None or path == row.picture_path else target, _get(house, path))


def make_harmless(words: str) -> str:
    """A visitor's words without what would move a terminal's cursor or turn its writing round."""
    return "".join(
        sign for sign in words if sign in "\n\t" or not (category(sign) == "Cc" or sign in TURNING)
    )


def _get(house: House, path: str) -> bytes:
    try:
        return house.media.get_private(path)
    except NoSuchMedia as error:
        raise Refused("The media store has lost it: is MEDIA_URL the one it was kept under?") from error


def _write(file: Path, data: bytes) -> None:
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(data)
    except FileExistsError as error:
        raise Refused(f"{file} exists already: name another file with --to.") from error
    print(f"Written to {file}")


def _find(house: House, ticket: str) -> RequestRow:
    digits = "".join(filter(str.isdigit, ticket))
    with house.database.reads() as session:
        row = find_ticket(session, digits)
    if row is None:
        raise Refused(f"No request has the ticket {ticket}. `museline requests list` shows those there are.")
    return row


def _line(house: House, row: RequestRow) -> str:
    when = row.asked_at.astimezone(house.settings.zone).strftime("%d %b %Y %H:%M")
    about = f" about {row.item}" if row.item else ""
    words = " ".join(make_harmless(row.text).split())[:60] or _file_words(row)
    return f"{row.ticket or '------'}  {when}  {row.kind}{about} by {row.channel}, {row.language}, {row.state}: {words}"


def _file_words(row: RequestRow) -> str:
    """What there is besides words, and how to get it."""
    if row.sound_state == SoundState.KEPT:
        seconds = f" of {row.sound_seconds:.0f} seconds" if row.sound_seconds else ""
        kinds = ((row.sound_path, f"a sound{seconds}"), (row.picture_path, "a picture"))
        there = " and ".join(words for path, words in kinds if path)
        return f"There is {there}: museline requests play {row.ticket}" if there else "Its sound was deleted."
    return {
        SoundState.NONE: "There is no sound and no picture.",
        SoundState.OWED: "Its sound or picture is still with the carrier; the worker fetches it.",
        SoundState.LOST: "The carrier has lost its sound or picture.",
    }[SoundState(row.sound_state)]


def _describe(row: RequestRow) -> dict[str, object]:
    return {
        "ticket": row.ticket,
        "kind": row.kind,
        "state": row.state,
        "channel": row.channel,
        "language": row.language,
        "item": row.item,
        "asked_at": row.asked_at.isoformat(),
        "text": row.text,
        "sound": row.sound_state,
        "seconds": row.sound_seconds,
        "picture": row.picture_path is not None,
    }
