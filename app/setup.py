"""The doctor's look at the settings: what was read, what is missing, and whether the world reaches us."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from app.finding import Finding, Level
from settings import Settings, env_file, is_outside, unknown_names

SHORTEST_SECRET = 32
MAKE_KEY = "Make one with `museline keys new`."


def look_at_settings(settings: Settings) -> Iterator[Finding]:
    """Where they come from, slips of the pen, keys, and the address."""
    file = env_file()
    source = f"read from {file}" if file.is_file() else "from the environment; there is no .env here"
    yield Finding(Level.RIGHT, f"settings: {source}")
    for name in unknown_names(file):
        yield Finding(Level.NOTE, f"settings: {name} is no setting of ours", "Look for a slip of the pen.")
    yield from _look_at_keys(settings)
    yield from _look_at_address(settings)


def _look_at_keys(settings: Settings) -> Iterator[Finding]:
    for name, keys in (("SECRET_KEY", settings.secret_key), ("PRIVACY_KEY", settings.privacy_key)):
        if not keys:
            yield Finding(Level.WRONG, f"settings: {name} is empty", MAKE_KEY)
    if any(len(key) < SHORTEST_SECRET for key in settings.secret_key):
        yield Finding(Level.WRONG, "settings: SECRET_KEY is so short that it could be guessed", MAKE_KEY)


def _look_at_address(settings: Settings) -> Iterator[Finding]:
    """The carriers only ring at https, practised ones on this machine excepted."""
    is_practice = not is_outside(settings.twilio_api_url)
    if not settings.public_url:
        todo = "Fill in how the outside reaches us; without it the telephone cannot ring."
        yield Finding(Level.WRONG, "settings: PUBLIC_URL is empty", todo)
        return
    if not settings.public_url.startswith("https://") and not is_practice:
        todo = "The carriers only ring at https."
        yield Finding(Level.WRONG, "settings: PUBLIC_URL is not an https address", todo)
    yield _reach(settings.public_url)


def _reach(address: str) -> Finding:
    """Some networks do not let a machine see itself from outside: then it is only worth knowing."""
    try:
        alive = httpx.get(f"{address}/health", timeout=5, trust_env=is_outside(address)).json() == {
            "status": "alive"
        }
    except (httpx.HTTPError, ValueError):
        alive = False
    if alive:
        return Finding(Level.RIGHT, "web: answers at PUBLIC_URL")
    todo = "Is `museline web` running, and does the proxy lead to it?"
    return Finding(Level.NOTE, "web: nobody of ours answers at PUBLIC_URL", todo)
