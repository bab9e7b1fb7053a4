"""The command line, `museline`: one page of commands, each telling what it does."""

from __future__ import annotations

import sys

import typer
from sqlalchemy.exc import OperationalError, ProgrammingError

from addresses.keys import WrongKey
from app import curating, listening_in, running, tending
from app.refusal import Refused
from app.server import PortTaken
from bots.telegram.polling import PollingRefused
from settings import WrongSettings

cli = typer.Typer(
    name="museline",
    help="A museum that one can telephone and message.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
cli.command("demo")(running.demo)
cli.command("web")(running.web)
cli.command("worker")(running.worker)
cli.command("bot")(running.bot)
cli.command("migrate")(tending.migrate)
cli.command("seed")(tending.seed)
cli.command("doctor")(tending.doctor)
cli.command("backup")(tending.backup)
cli.command("restore")(tending.restore)
cli.add_typer(tending.keys, name="keys")
cli.add_typer(tending.webhooks, name="webhooks")
cli.add_typer(listening_in.requests, name="requests")
cli.add_typer(curating.content, name="content")

PLAIN = (WrongSettings, WrongKey, PortTaken, Refused, PollingRefused)


def main() -> None:
    """Run a command; what is wrong with a setting is one clear line, never a traceback."""
    try:
        cli()
    except PLAIN as error:
        sys.exit(_say(str(error)))
    except (OperationalError, ProgrammingError) as error:
        reason = str(error.orig).splitlines()[0] if error.orig else "it does not answer"
        sys.exit(
            _say(f"The database cannot be used: {reason}. Check DATABASE_URL, then run `museline migrate`.")
        )


def _say(words: str) -> int:
    for line in words.splitlines():
        print(f"museline: {line}", file=sys.stderr)
    return 2
