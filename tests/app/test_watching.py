"""What watches the machine: alive, ready with each part, and figures that are right with several processes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app import heartbeat
from app.factory import create_app
from app.health import check_parts
from app.house import House, open_house
from app.worker import Worker
from content import renditions
from content.media import MediaStore
from db.database import Database
from tests.actors.museum import TurnedClock
from visitors import calls, people
from visitors.people import Channel
from visitors.requests import Message, keep, send

BEARER = {"Authorization": "Bearer a-token-to-watch"}


def beat(house: House) -> None:
    with house.database.writes() as session:
        heartbeat.beat(session, "worker", house.clock.now())


def figures(page: str) -> dict[str, float]:
    """The page of Prometheus, read."""
    lines = [line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def test_alive_needs_nothing(house: House) -> None:
    lost = replace(house, database=Database("postgresql+psycopg://127.0.0.1:1/m"))
    answer = create_app(lost).test_client().get("/health")
    assert (answer.status_code, answer.json) == (200, {"status": "alive"})


def test_ready_when_every_part_is(house: House) -> None:
    client = create_app(house).test_client()
    assert client.get("/ready").status_code == 503
    beat(house)
    answer = client.get("/ready")
    assert (answer.status_code, answer.json) == (200, {"database": "ok", "media": "ok", "worker": "ok"})


def test_silent_worker_is_not_ready(house: House, clock: TurnedClock) -> None:
    assert check_parts(house)["worker"] == "never seen"
    beat(house)
    clock.advance(60)
    assert check_parts(house)["worker"] == "ok"
    clock.advance(1)
    assert check_parts(house)["worker"] == "silent"


def test_lost_database_is_not_ready(house: House) -> None:
    lost = replace(house, database=Database("postgresql+psycopg://u:secret@127.0.0.1:1/m"))
    answer = create_app(lost).test_client().get("/ready")
    assert (answer.status_code, answer.json) == (503, {"database": "down", "media": "ok", "worker": "down"})


def test_bucket_that_is_away_is_not_ready(house: House) -> None:
    away = MediaStore("s3://b/x", endpoint="http://127.0.0.1:1", region="r", access_key="a", secret_key="b")
    assert check_parts(replace(house, media=away))["media"] == "down"


def test_folder_without_our_sounds_is_not_ready(house: House, tmp_path: Path) -> None:
    assert renditions.render_next(house.database, house.media, house.clock)
    fresh = open_house(house.settings, house.clock)
    assert check_parts(fresh)["media"] == "ok"
    empty = replace(fresh, media=MediaStore(str(tmp_path / "unmounted")))
    assert check_parts(empty)["media"] == "gone"
    fresh.database.close()


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        ("", BEARER, 404), ("", {}, 404), ("a-token-to-watch", {}, 401),
        ("a-token-to-watch", {"Authorization": "Bearer "}, 401),
        ("a-token-to-watch", {"Authorization": "Bearer a-token-to-watc\xe9"}, 401),
        ("a-token-to-watch", {"Authorization": "Basic YTph"}, 401),
        ("a-token-to-watch", BEARER, 200),
    ],
)  # fmt: skip
def test_figures_are_for_who_bears_the_token(
    house: House, token: str, headers: dict[str, str], status: int
) -> None:
    settings = house.settings.model_copy(update={"metrics_token": token})
    answer = create_app(replace(house, settings=settings)).test_client().get("/metrics", headers=headers)
    assert answer.status_code == status
    assert ("museline_calls" in answer.text) == (status == 200)
    assert (answer.headers.get("WWW-Authenticate") == "Bearer") == (status == 401)


def test_two_processes_tell_the_same(house: House, clock: TurnedClock) -> None:
    other = open_house(house.settings, clock)
    clients = [create_app(one).test_client() for one in (house, other)]
    for number, one in enumerate((house, other)):
        with one.database.writes() as session:
            visitor = people.meet(session, Channel.PHONE, [f"{number}"], clock.now(), withheld=True)
            calls.begin(session, f"CA{number}", visitor.id, "main", clock.now())
            request = keep(
                session, visitor.id, Message(f"m{number}", "en", Channel.PHONE, sound="RE"), clock.now()
            )
            if number:
                send(session, request, visitor.id, clock.now())
    beat(house)
    clock.advance(7)
    told = [figures(client.get("/metrics", headers=BEARER).text) for client in clients]
    assert told[0] == told[1]
    assert told[0]["museline_calls"] == 2
    assert told[0]['museline_visitors{channel="phone"}'] == 2
    assert told[0]['museline_visitors{channel="chat"}'] == 0
    assert told[0]['museline_requests{state="draft"}'] == told[0]['museline_requests{state="sent"}'] == 1
    assert told[0]['museline_request_sounds{state="owed"}'] == 2
    assert told[0]["museline_worker_silence_seconds"] == 7
    other.database.close()


def test_worker_never_seen_has_no_figure(house: House) -> None:
    page = create_app(house).test_client().get("/metrics", headers=BEARER).text
    assert "museline_worker_silence_seconds" not in page


def test_what_is_forgotten_is_no_falling_counter(house: House, clock: TurnedClock) -> None:
    with house.database.writes() as session:
        people.meet(session, Channel.PHONE, ["one"], clock.now(), withheld=True)
    clock.advance(2 * 86_400)
    Worker(house, jobs=[]).turn()
    page = create_app(house).test_client().get("/metrics", headers=BEARER).text
    assert figures(page)['museline_visitors{channel="phone"}'] == 0
    assert " counter\n" not in page
