"""Commands that run the museum: the demonstration, the web server, the worker and the polling bot."""

from __future__ import annotations

import sys
import time
from typing import Annotated

import typer

from app import demo as demonstration
from app.children import Children, answers
from app.curator import invite
from app.first_story import prepare_story
from app.house import open_house
from app.leaving import Leaving
from app.logs import start_logs
from app.migrating import migrate
from app.opening import open_filled_house, open_real_house
from app.refusal import Refused
from app.server import serve
from app.worker import run_worker
from bots.telegram import polling
from content.seeding import seed
from settings import Settings

PATIENCE_SECONDS = 60


def demo() -> None:
    """Open the museum on this machine, with a practice telephone and chat; no account is needed.

    Of the settings it takes only MUSEUM_NAME, TIME_ZONE, LANGUAGES and PORT; the rest lies under var/demo."""
    settings = demonstration.prepare()
    demonstration.check_ports(settings)
    leaving = Leaving()
    leaving.listen()
    print("Laying out the rooms ...", flush=True)
    welcome = _lay_out(settings)
    children = Children(demonstration.environment())
    try:
        _attend(settings, welcome, children, leaving)
        gone = children.gone()
    finally:
        children.stop()
    sys.exit(_report(gone, leaving))


def web(
    workers: Annotated[int, typer.Option(help="How many processes serve.", min=1, max=32)] = 2,
) -> None:
    """Serve the telephone's and the bot's webhooks, and the public pages."""
    house = open_filled_house()
    house.database.close()
    serve(house.settings, workers)


def worker() -> None:
    """Render recordings, bring answers, fetch what visitors sent, clear up what is over; until stopped."""
    house = open_real_house()
    start_logs()
    run_worker(house)


def bot(
    take_over: Annotated[bool, typer.Option("--take-over", help="Remove a webhook that is set.")] = False,
) -> None:
    """Fetch the chat's messages by polling, where no public address exists."""
    house = open_filled_house()
    if not house.settings.chat_is_open:
        raise Refused("The chat is not set up: fill TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET.")
    start_logs()
    parts = (house.settings, house.database, house.shelf, house.media, house.keys, house.clock)
    polling.run(*parts, take_over=take_over)


def _lay_out(settings: Settings) -> str:
    """Tables and starter pack, where they are not there yet, a voice for today's story, and a place at the desk: how
    one signs in there."""
    house = open_house(settings)
    migrate(house.database.engine)
    seed(house.database, house.media, house.clock)
    prepare_story(house)
    welcome = invite(house, demonstration.FOLDER)
    house.database.close()
    return welcome


def _attend(settings: Settings, welcome: str, children: Children, leaving: Leaving) -> None:
    """Open the doors, say where, and stay until somebody leaves or a part stops."""
    page, health = f"{settings.twilio_api_url}/", f"{settings.public_url}/health"
    children.start("practice telephone", demonstration.practice_program(settings))
    children.start("web", ["app", "web", "--workers", "1"])
    children.start("worker", ["app", "worker"])
    if not _wait_for(page, children, leaving):
        return
    children.start("bot", ["app", "bot"])
    if not _wait_for(health, children, leaving):
        return
    print(
        f"\n  The museum is open:  {page}\n  {welcome}\n\n  Lift the receiver and wait, or write to the bot."
    )
    print("  Ctrl-C closes the museum; what was said and asked is kept.\n", flush=True)
    while not leaving.rest(0.5) and not children.gone():
        pass


def _wait_for(page: str, children: Children, leaving: Leaving) -> bool:
    """Whether a page is there before somebody leaves, something stops, or patience ends."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not answers(page):
        if leaving.rest(0.2) or children.gone() or time.monotonic() > end:
            return False
    return True


def _report(gone: str | None, leaving: Leaving) -> int:
    """Why it is over, once all is: somebody wanted it, or a part has stopped; the exit code."""
    if leaving.asked:
        print("\nThe museum is closed. Good night.", flush=True)
        return 0
    words = (
        f"the {gone} has stopped; its last words stand above"
        if gone
        else "the doors did not open in a minute"
    )
    print(f"museline: {words}", file=sys.stderr)
    return 1
