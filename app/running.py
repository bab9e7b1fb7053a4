"""Commands that run the museum: the demonstration, the web server, the worker and the polling bot."""

from __future__ import annotations

import signal
import sys
import threading
import time
from typing import Annotated

import typer

from app import demo as demonstration
from app.house import House, open_house
from app.logs import start_logs
from app.migrating import migrate
from app.refusal import Refused
from app.server import serve
from app.worker import run_worker
from bots.telegram import polling
from content.seeding import seed
from settings import Settings, read_settings

PATIENCE_SECONDS = 60


def demo() -> None:
    """Open the museum on this machine, with a practice telephone and chat; no account is needed."""
    settings = demonstration.prepare()
    demonstration.check_ports(settings)
    print("Laying out the rooms ...", flush=True)
    house = open_house(settings)
    migrate(house.database.engine)
    seed(house.database, house.media, house.clock)
    house.database.close()
    closing = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: closing.set())
    children = demonstration.start_children(settings)
    try:
        sys.exit(_attend(settings, children, closing))
    finally:
        demonstration.stop_children(children)


def web(
    workers: Annotated[int, typer.Option(help="How many processes serve.", min=1, max=32)] = 2,
) -> None:
    """Serve the telephone's and the bot's webhooks, and the public pages."""
    serve(_real_settings(), workers)


def worker() -> None:
    """Render recordings and fetch what visitors sent, until stopped."""
    start_logs()
    run_worker(_open_real_house())


def bot(
    take_over: Annotated[bool, typer.Option("--take-over", help="Remove a webhook that is set.")] = False,
) -> None:
    """Fetch the chat's messages by polling, where no public address exists."""
    start_logs()
    house = _open_real_house()
    if not house.settings.chat_is_open:
        raise Refused("The chat is not set up: fill TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET.")
    parts = (house.settings, house.database, house.shelf, house.media, house.keys, house.clock)
    polling.run(*parts, take_over=take_over)


def _attend(settings: Settings, children: demonstration.Children, closing: threading.Event) -> int:
    """Wait until the doors are open, say where, and stay until somebody leaves."""
    page = f"{settings.twilio_api_url}/"
    patience = time.monotonic() + PATIENCE_SECONDS
    while not (demonstration.answers(page) and demonstration.answers(f"{settings.public_url}/health")):
        if closing.wait(0.2) or time.monotonic() > patience or _gone(children):
            return _report(children, closing)
    print(f"\n  The museum is open:  {page}\n\n  Lift the receiver and wait, or write to the bot.")
    print("  Ctrl-C closes the museum; what was said and asked is kept.\n", flush=True)
    while not closing.wait(0.5):
        if _gone(children):
            return _report(children, closing)
    print("\nThe museum is closed. Good night.", flush=True)
    return 0


def _gone(children: demonstration.Children) -> str | None:
    return next((name for name, child in children.items() if child.poll() is not None), None)


def _report(children: demonstration.Children, closing: threading.Event) -> int:
    if closing.is_set():
        return 0
    name = _gone(children)
    words = (
        f"the {name} has stopped; its last words stand above"
        if name
        else "the doors did not open in a minute"
    )
    print(f"museline: {words}", file=sys.stderr)
    return 1


def _open_real_house() -> House:
    return open_house(_real_settings())


def _real_settings() -> Settings:
    """Settings with which a carrier can be served: keys and a public address are needed."""
    settings = read_settings()
    if (settings.phone_is_open or settings.chat_is_open) and not settings.privacy_key:
        raise Refused("PRIVACY_KEY is empty: make one with `museline keys new`.")
    if settings.phone_is_open and not settings.secret_key:
        raise Refused("SECRET_KEY is empty: make one with `museline keys new`.")
    if settings.phone_is_open and not settings.public_url:
        raise Refused("PUBLIC_URL is empty: the telephone's carrier must know how to reach us.")
    return settings
