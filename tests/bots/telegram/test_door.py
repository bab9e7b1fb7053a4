"""The webhook's door: shut without a bot, deaf without the secret, never stuck on one update."""

from __future__ import annotations

import json
import logging
import multiprocessing
import warnings
from typing import Any

import pytest
import structlog
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy import update as change

from bots.telegram.house import House
from bots.telegram.routes import HEADER, create_blueprint, open_door
from tests.bots.telegram.museum import SECRET, Museum
from visitors import updates
from visitors.updates import UpdateRow

PATH = "/bots/telegram"
PARTS = ("settings", "database", "shelf", "media", "keys", "clock")


def make_client(house: House, **changes: Any) -> Any:
    parts = {name: getattr(house, name) for name in PARTS} | changes
    app = Flask("museum", static_folder=None)
    app.register_blueprint(create_blueprint(**parts))
    return app.test_client()


def open_client(museum: Museum) -> Any:
    app = Flask("museum", static_folder=None)
    app.register_blueprint(open_door(museum.house.settings, museum.runner))
    return app.test_client()


@pytest.mark.parametrize("given", [{}, {HEADER: ""}, {HEADER: "a_secret"}, {HEADER: SECRET + "é"}])
def test_without_the_secret_nobody_enters(house: House, given: dict[str, str]) -> None:
    assert make_client(house).post(PATH, json={"update_id": 1}, headers=given).status_code == 403
    assert count_updates(house) == 0


@pytest.mark.parametrize("change", [{"telegram_bot_token": "", "telegram_webhook_secret": ""}])
def test_without_a_bot_there_is_no_door(house: House, change: dict[str, str]) -> None:
    shut = house.settings.model_copy(update=change)
    assert make_client(house, settings=shut).post(PATH, headers={HEADER: ""}).status_code == 404
    assert make_client(house, keys=None).post(PATH, headers={HEADER: SECRET}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b"\xff\xfe",
        b"1" * (2 << 20),
    ],
)
def test_poison_is_heard_and_dropped(house: House, body: bytes) -> None:
    answer = make_client(house).post(
        PATH, data=body, headers={HEADER: SECRET}, content_type="application/json"
    )
    assert (answer.status_code, answer.data) == (200, b"")
    assert count_updates(house) == 0


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 901},
        {"update_id": 902, "message": {"text": "no chat, no date"}},
        {"update_id": 903, "message": "words"},
        {"update_id": 904, "poll": {"id": "1"}},
        {
            "update_id": 905,
            "channel_post": {"message_id": 1, "date": 1, "chat": {"id": -1, "type": "channel"}, "text": "x"},
        },
        {"update_id": 906, "a_thing_of_the_future": {"x": 1}},
    ],
)
def test_strange_updates_hold_nobody_up(museum: Museum, update: dict[str, Any]) -> None:
    assert open_client(museum).post(PATH, json=update, headers={HEADER: SECRET}).status_code == 200


def test_unreachable_telegram_brings_it_again(house: House) -> None:
    nowhere = house.settings.model_copy(update={"telegram_api_url": "http://127.0.0.1:1"})
    client = make_client(house, settings=nowhere)
    assert client.post(PATH, json={"update_id": 1}, headers={HEADER: SECRET}).status_code == 503
    assert count_updates(house) == 0


def test_fault_of_ours_is_told_kindly(own_museum: Museum, capsys: pytest.CaptureFixture[str]) -> None:
    structlog.reset_defaults()
    rosa = own_museum.chat().opens()
    own_museum.house.database.close()
    with own_museum.house.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE visitors")
    assert "Something went wrong here, not with you" in rosa.says("my private words to you").sees()
    told = capsys.readouterr().out
    assert "an update could not be answered" in told
    assert "private" not in told


def test_nothing_said_is_ever_logged(museum: Museum, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    museum.chat("Whisperer").opens().says("These are very private words").presses("1 Send it")
    told = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("asyncio"))
    assert "private" not in told
    assert museum.house.settings.telegram_bot_token not in told


def test_closed_loop_starts_again(own_museum: Museum) -> None:
    rosa = own_museum.chat().opens()
    own_museum.runner.close()
    own_museum.runner.close()
    assert rosa.presses("2").sees()


def test_fork_starts_a_loop_of_its_own(own_museum: Museum) -> None:
    """A thread that was started before a fork is not there after it: the update would wait for ever."""
    own_museum.chat().opens()
    context = multiprocessing.get_context("fork")
    child = context.Process(target=own_museum.runner.process, args=({"update_id": 77},))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of forking beside threads
        child.start()
    child.join(15)
    assert child.exitcode == 0


def count_updates(house: House) -> int:
    with house.database.reads() as session:
        return session.scalar(select(func.count()).select_from(UpdateRow)) or 0


def test_update_is_noted_only_once(museum: Museum) -> None:
    update = {
        "update_id": 911,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "hi"},
    }
    before = count_updates(museum.house)
    for _ in range(3):
        headers = {HEADER: SECRET}
        assert open_client(museum).post(PATH, data=json.dumps(update), headers=headers).status_code == 200
    assert count_updates(museum.house) == before + 1


def test_cut_off_update_is_answered_anew(museum: Museum) -> None:
    update = {
        "update_id": 912,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 6, "type": "private"}, "text": "hi"},
    }
    house, client = museum.house, open_client(museum)
    with house.database.writes() as session:
        updates.begin(session, house.bot, 912, house.clock.now())  # and the process dies

    def repeat() -> int:
        return client.post(PATH, data=json.dumps(update), headers={HEADER: SECRET}).status_code

    assert repeat() == 503
    with house.database.writes() as session:
        session.execute(change(UpdateRow).values(seen_at=house.clock.now() - updates.CUT_OFF))
    assert repeat() == 200
    with house.database.reads() as session:
        row = session.scalars(select(UpdateRow).where(UpdateRow.update_id == 912)).one()
    assert row.done_at is not None
