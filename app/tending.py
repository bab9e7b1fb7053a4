"""Commands for the technician's afternoon: tables, keys, check-up, webhooks, backup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from addresses.keys import make_key
from app import announcing
from app.backup import write_backup
from app.checkup import examine
from app.finding import Level
from app.house import open_house
from app.menu_doctor import examine_menus, tell
from app.migrating import migrate as bring_up_to_date
from app.opening import open_real_house, read_real_settings
from app.refusal import Refused
from app.restoring import read_backup
from content.packs.importing import PackRefused
from content.seeding import add_new_words
from content.seeding import seed as fill
from hotline.fallback import fallback_xml
from settings import read_settings

keys = typer.Typer(help="Make keys.", no_args_is_help=True)
webhooks = typer.Typer(help="Tell the carriers where we are.", no_args_is_help=True)
MARKS = {Level.RIGHT: "  ok ", Level.NOTE: "  -- ", Level.WRONG: "WRONG"}


@keys.command("new")
def new_key() -> None:
    """Print a fresh key for SECRET_KEY or PRIVACY_KEY."""
    print(make_key())


def migrate() -> None:
    """Bring the database to the newest shape."""
    house = open_house(read_settings())
    bring_up_to_date(house.database.engine)
    added = add_new_words(house.database, house.clock)
    print("The tables are up to date." + (f" The line learnt {added} new phrases." if added else ""))


def seed() -> None:
    """Fill an empty museum with the starter pack."""
    house = open_real_house()
    try:
        filled = fill(house.database, house.media, house.clock)
    except PackRefused as error:
        raise Refused("\n".join(str(mistake) for mistake in error.mistakes)) from error
    print("The starter pack is in." if filled else "There is content already; nothing was changed.")


def doctor(
    menu: Annotated[
        bool, typer.Option("--menu", help="Walk every menu instead, as callers would, and say what to mend.")
    ] = False,
) -> None:
    """Show on one screen what is right, missing or wrong, and what to do.

    It changes nothing. The exit code is 1 where something is wrong, so that a machine can ask it too."""
    if menu:
        _show_menus()
        return
    findings = examine(read_settings())
    for finding in findings:
        print(f"{MARKS[finding.level]}  {finding.what}")
        if finding.todo:
            print(f"         {finding.todo}")
    if any(finding.level is Level.WRONG for finding in findings):
        raise typer.Exit(1)


def _show_menus() -> None:
    report = examine_menus()
    for line in tell(report):
        print(line)
    if report.blocks:
        raise typer.Exit(1)


@webhooks.command("set", short_help="Tell each carrier our addresses and commands.")
def set_webhooks() -> None:
    """Tell each carrier our addresses and commands; one that fails does not stop the other."""
    results = announcing.announce(open_house(read_real_settings()))
    for result in results:
        print(f"{'  ok ' if result.done else 'WRONG'}  {result.words}")
    if not results:
        raise Refused("No carrier is set up: fill TWILIO_* or TELEGRAM_* in .env first.")
    if not all(result.done for result in results):
        raise typer.Exit(1)


@webhooks.command("fallback", short_help="Print what is heard when nothing of ours answers.")
def show_fallback(
    _print: Annotated[
        bool, typer.Option("--print", help="Print the document (it is all this command does).")
    ] = True,
) -> None:
    """Print the document that the carrier plays when nothing of ours answers, for hosting elsewhere."""
    settings = read_settings()
    if not settings.public_url:
        raise Refused("PUBLIC_URL is empty: the document leads back to it, so fill it first.")
    print(fallback_xml(settings))


def backup(
    target: Annotated[Path | None, typer.Argument(help="The file to write; it must not exist.")] = None,
) -> None:
    """Write one file with everything: rows, sounds and pictures."""
    file = target or Path(f"museline-{datetime.now(UTC):%Y-%m-%d-%H%M}.tar.gz")
    try:
        count = write_backup(open_house(read_settings()), file)
    except FileExistsError as error:
        raise Refused(f"{file} exists already: name another file.") from error
    print(f"Written to {file}, with {count} sounds and pictures. It holds what visitors said: keep it safe.")


def restore(source: Annotated[Path, typer.Argument(help="A file made by `museline backup`.")]) -> None:
    """Fill an empty museum from a backup."""
    house = open_house(read_settings())
    count = read_backup(house, source)
    add_new_words(house.database, house.clock)
    print(f"Everything is back, with {count} sounds and pictures.")
