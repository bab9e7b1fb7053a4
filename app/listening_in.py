"""Commands to read and hear what visitors sent, until there is a desk for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.house import House, open_house
from app.refusal import Refused
from settings import read_settings
from visitors.requests import RequestRow, SoundState, find_ticket, newest

requests = typer.Typer(help="Read and hear what visitors sent.", no_args_is_help=True)
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
        print("Nobody has asked anything yet. What callers and chatters send will stand here.")
    for row in rows:
        print(json.dumps(_describe(row), ensure_ascii=False) if as_json else _line(house, row))


@requests.command("show")
def show_request(ticket: Ticket) -> None:
    """Show one request with its words."""
    house = open_house(read_settings())
    row = _find(house, ticket)
    print(_line(house, row))
    print(row.text or "(no words: it was spoken)")
    print(_sound_words(row))


@requests.command("play")
def play_request(
    ticket: Ticket,
    target: Annotated[Path | None, typer.Option("--to", help="Where to write the sound.")] = None,
) -> None:
    """Write the sound of a request into a file that any player opens."""
    house = open_house(read_settings())
    row = _find(house, ticket)
    if row.sound_state != SoundState.KEPT or not row.sound_path:
        raise Refused(_sound_words(row))
    file = target or Path(f"{row.ticket}{Path(row.sound_path).suffix}")
    file.write_bytes(house.media.get_private(row.sound_path))
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
    words = " ".join(row.text.split())[:60] or _sound_words(row)
    return f"{row.ticket or '------'}  {when}  {row.kind}{about} by {row.channel}, {row.language}, {row.state}: {words}"


def _sound_words(row: RequestRow) -> str:
    seconds = f", {row.sound_seconds:.0f} seconds" if row.sound_seconds else ""
    return {
        SoundState.NONE: "There is no sound.",
        SoundState.OWED: "The sound is still with the carrier; the worker fetches it.",
        SoundState.KEPT: f"There is a sound{seconds}: museline requests play {row.ticket}",
        SoundState.LOST: "The carrier has lost the sound.",
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
    }
