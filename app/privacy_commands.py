"""Commands about what is kept of people: changing the key, and handing their stories to an archive."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from addresses.words import WordBox
from app.archiving import export
from app.opening import open_real_house
from app.refusal import Refused
from app.rotating import OldMarks, count_codes, count_old, count_stops
from app.rotating import rotate as renew
from visitors import erasures

privacy = typer.Typer(help="What was deleted, and when.", no_args_is_help=True)
archive = typer.Typer(help="Hand people's stories to an archive.", no_args_is_help=True)


def rotate() -> None:
    """Encrypt every address and message anew under the first PRIVACY_KEY, and tell whether an older one is needed.

    Everything else may go on running; stopping it and beginning again does no harm."""
    house = open_real_house()
    if house.keys is None:
        raise Refused("PRIVACY_KEY is empty: make one with `museline keys new`.")
    words = WordBox(house.settings.privacy_key)
    done = renew(house.database, house.keys, words)
    print(f"Encrypted anew: {done.renewed}.")
    if done.lost:
        print(f"No key that is listed opens {done.lost}: put back the key they were written with.")
    left, stops = count_old(house.database, house.keys), count_stops(house.database, house.keys)
    for line in tell(left, count_codes(house.database, words), house.settings.retention_visitors, stops):
        print(line)


def tell(left: OldMarks, codes: int, days: int, stops: int = 0) -> list[str]:
    """Whether the older keys may go, and if not, when."""
    if not left.count and not codes and not stops:
        return ["Nothing is left under an older key: you may take it out of PRIVACY_KEY."]
    lines = [*_tell_codes(codes), *_tell_stops(stops)]
    if left.since is None or left.until is None:
        return lines
    end = left.until + timedelta(days=days)
    return [
        *lines,
        f"People still known under an older key: {left.count}, the one longest away since {left.since:%Y-%m-%d}.",
        "Each changes when they come again. Keep the older key until this says nothing is left;",
        f"those who never come again are forgotten by {end:%Y-%m-%d}.",
    ]


def _tell_codes(codes: int) -> list[str]:
    if not codes:
        return []
    return [
        f"Withdrawal codes that only an older key knows: {codes}.",
        "Keep that key for as long as these stories are kept: without it nobody can take theirs back.",
    ]


def _tell_stops(stops: int) -> list[str]:
    if not stops:
        return []
    return [
        f"Wishes to get no calls or texts that only an older key knows: {stops}. Without that key they are lost."
    ]


@privacy.command("log", short_help="Show what was deleted, how much and when.")
def show_log(
    days: Annotated[int, typer.Option(help="How many days back.", min=1, max=3660)] = 31,
) -> None:
    """Show how many of each kind were deleted on which day: by their periods, at the carrier, and by forgetting."""
    house = open_real_house()
    today = house.clock.now().astimezone(house.settings.zone).date()
    with house.database.reads() as session:
        gone = erasures.list_erasures(session, today - timedelta(days=days), today)
    for row in gone:
        print(f"{row.day.isoformat()}  {row.count:>7}  {row.kind}")
    if not gone:
        print(f"Nothing was deleted in the last {days} days.")


@archive.command("export", short_help="Write people's approved stories as a package for an archive.")
def export_stories(
    folder: Annotated[Path, typer.Argument(help="The folder to write; it must be new or empty.")],
) -> None:
    """Write people's approved stories as a BagIt package: sound, words, consent, facts, and checksums."""
    try:
        count = export(open_real_house(), folder)
    except FileExistsError as error:
        raise Refused(f"{folder} is not empty: name another folder.") from error
    print(f"Written to {folder}. Stories in it: {count}. It holds what people said: keep it safe.")
    print("A story that is taken back later must be taken out of it too.")
