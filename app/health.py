"""Is it alive, is it ready: two pages for whatever watches the machine."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.heartbeat import FRESH_SECONDS, age
from app.house import House
from content.published.catalogue import EmptyMuseum


def create_blueprint(house: House) -> Blueprint:
    """`/health` while the process lives, `/ready` when database, media store and worker answer."""
    pages = Blueprint("health", __name__)

    @pages.get("/health")
    def show_health() -> Response:
        return jsonify(status="alive")

    @pages.get("/ready")
    def show_ready() -> tuple[Response, int]:
        parts = check_parts(house)
        return jsonify(parts), 200 if all(word == "ok" for word in parts.values()) else 503

    return pages


def check_parts(house: House) -> dict[str, str]:
    """Each part with `ok`, or a word of what is wrong."""
    return {
        "database": _ask(lambda: _reach_database(house)),
        "media": _ask(lambda: _reach_media(house)),
        "worker": _ask(lambda: _find_worker(house)),
    }


def _ask(question: Callable[[], str]) -> str:
    """A part that raises is down; why stands in the log and in `museline doctor`, not on a public page."""
    try:
        return question() or "ok"
    except Exception:  # noqa: BLE001
        return "down"


def _reach_database(house: House) -> str:
    with house.database.connects() as connection:
        connection.execute(text("SELECT 1"))
    return ""


def _reach_media(house: House) -> str:
    """A folder that is not mounted answers too, but what callers should hear now is not in it."""
    path = _find_sound(house)
    return "" if house.media.exists(path or "probe.txt") or not path else "gone"


def _find_sound(house: House) -> str:
    """Any published sound; none where nothing is published, or where the database must be asked and is away."""
    try:
        items = house.shelf.catalogue.items.values()
    except (EmptyMuseum, SQLAlchemyError):
        return ""
    return next((words.sound.phone for item in items for words in item.words.values() if words.sound), "")


def _find_worker(house: House) -> str:
    with house.database.reads() as session:
        seconds = age(session, "worker", house.clock.now())
    if seconds is None:
        return "never seen"
    return "" if seconds <= FRESH_SECONDS else "silent"
