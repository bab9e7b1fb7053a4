"""The command line, `museline`: one page of commands, each telling what it does."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer
from obstore.exceptions import BaseError
from sqlalchemy.exc import DBAPIError

from addresses.keys import WrongKey
from app import curating, listening_in, privacy_commands, running, staffing, tending
from app.logs import start_logs
from app.refusal import Refused
from app.server import PortTaken
from bots.telegram.polling import PollingRefused
from content.published.catalogue import EmptyMuseum
from settings import WrongSettings

REFUSED = 2
cli = typer.Typer(
    name="museline",
    help="A museum that one can telephone and message.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
cli.command("demo", short_help="Try everything on this machine; no account needed.")(running.demo)
cli.command("web", short_help="Serve the telephone, the bot and the public pages.")(running.web)
cli.command("worker", short_help="Do what takes time: sounds, answers, clearing up.")(running.worker)
cli.command("bot", short_help="Fetch the chat's messages, without a public address.")(running.bot)
cli.command("migrate")(tending.migrate)
cli.command("seed")(tending.seed)
cli.command("doctor", short_help="Show what is right, what is wrong, and what to do.")(tending.doctor)
cli.command("backup")(tending.backup)
cli.command("restore")(tending.restore)
cli.add_typer(staffing.staff, name="staff")
cli.add_typer(tending.keys, name="keys")
tending.keys.command("rotate", short_help="Encrypt addresses anew under the first key.")(
    privacy_commands.rotate
)
cli.add_typer(tending.webhooks, name="webhooks")
cli.add_typer(privacy_commands.privacy, name="privacy")
cli.add_typer(privacy_commands.archive, name="archive")
cli.add_typer(listening_in.requests, name="requests")
cli.add_typer(curating.content, name="content")

PLAIN = (WrongSettings, WrongKey, PortTaken, Refused, PollingRefused, EmptyMuseum)


def main() -> None:
    """Run the command of this process."""
    start_logs(quiet=True)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command, and its exit code; what is wrong with a setting is one clear line, never a traceback."""
    try:
        cli(list(arguments), prog_name="museline")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except PLAIN as error:
        return _say(str(error))
    except DBAPIError as error:
        return _say(f"The database cannot be used: {_reason(error)}. `museline doctor` says what to do.")
    except BaseError as error:
        return _say(
            f"The media store cannot be used: {type(error).__name__}. `museline doctor` says what to do."
        )
    except OSError as error:
        return _say(f"{error.filename or 'A file'} cannot be used: {error.strerror or type(error).__name__}.")
    return 0


def _reason(error: DBAPIError) -> str:
    return (str(error.orig).splitlines() or ["it does not answer"])[0].rstrip(".")


def _say(words: str) -> int:
    for line in words.splitlines():
        print(f"museline: {line}", file=sys.stderr)
    return REFUSED
