"""Every route is guarded or named here as open, and nothing else answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.factory import create_app
from app.house import open_house
from tests.actors.museum import make_settings

# What anybody may ask, each with its reason; a new route is guarded, or it is written down here.
OPEN = {
    "hotline.fallback": "plays when all else is broken, a token too; holds nothing secret",
    "health.show_health": "says that the process lives",
    "health.show_ready": "says which part is down, in a word",
    "public.send_media": "published sounds and pictures",
    "public.send_words": "the words of published sounds",
    "public.read_item": "a published item to read",
    "public.send_card": "the printed card, as anybody hears it",
    "public.send_sheet": "a published activity or walk on paper",
    "public.static": "our own stylesheets and typefaces",
    "desk.static": "the desk's own stylesheets and scripts",
}
SIGNED = "hotline."
BY_SECRET = "telegram."
BY_SIGN_IN = ("desk.", "security.")  # walked role by role in the desk's own tests
BY_TOKEN = {"metrics.show_metrics": 401}
SHUT = {
    "twilio_account_sid": "", "twilio_auth_token": (), "twilio_phone_number": "", "telegram_bot_token": "",
    "telegram_webhook_secret": "", "metrics_token": "",
}  # fmt: skip


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Flask]:
    house = open_house(make_settings(tmp_path, metrics_token="a-token-to-watch"))
    yield create_app(house)
    house.database.close()


@pytest.fixture
def shut(tmp_path: Path) -> Iterator[Flask]:
    house = open_house(make_settings(tmp_path, **SHUT))
    yield create_app(house)
    house.database.close()


def requests_of(app: Flask, guard: str) -> Iterator[tuple[Rule, str, str]]:
    """Each rule behind a guard with each of its methods, and an address that fits it."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(guard) and rule.endpoint not in OPEN:
            path = rule.rule.replace("<path:place>", "item/214").replace("<token>", "x.y.z")
            path = re.sub(r"<int:\w+>", "1", path).replace("<step>", "hello")
            for method in sorted(rule.methods or ()):
                yield rule, method, path


def test_every_route_has_its_guard(opened: Flask) -> None:
    names = {rule.endpoint for rule in opened.url_map.iter_rules()}
    unknown = {
        n for n in names if not n.startswith((SIGNED, BY_SECRET, *BY_SIGN_IN)) and n not in {*OPEN, *BY_TOKEN}
    }
    assert unknown == set()
    assert set(OPEN) <= names


@pytest.mark.parametrize("guard", [SIGNED, BY_SECRET])
def test_stranger_is_refused_at_the_door(opened: Flask, guard: str) -> None:
    client, asked = opened.test_client(), list(requests_of(opened, guard))
    assert asked
    for rule, method, path in asked:
        answer = client.open(
            path, method=method, data={"CallSid": "CA1"}, headers={"X-Twilio-Signature": "forged"}
        )
        assert answer.status_code in {401, 403}, f"{method} {rule}"


def test_slash_at_the_end_opens_nothing(opened: Flask) -> None:
    for rule, method, path in requests_of(opened, SIGNED):
        assert opened.test_client().open(f"{path}/", method=method).status_code in {403, 404, 405}, rule


@pytest.mark.parametrize(("endpoint", "status"), BY_TOKEN.items())
def test_pages_by_token_need_it(opened: Flask, shut: Flask, endpoint: str, status: int) -> None:
    path = next(rule.rule for rule in opened.url_map.iter_rules() if rule.endpoint == endpoint)
    assert opened.test_client().get(path).status_code == status
    assert shut.test_client().get(path).status_code == 404


@pytest.mark.parametrize("guard", [SIGNED, BY_SECRET])
def test_closed_carrier_is_not_there(shut: Flask, guard: str) -> None:
    for rule, method, path in requests_of(shut, guard):
        answer = shut.test_client().open(path, method=method, headers={"X-Telegram-Bot-Api-Secret-Token": ""})
        assert answer.status_code == 404, f"{method} {rule}"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_fallback_always_answers(opened: Flask, shut: Flask, method: str) -> None:
    for app in (opened, shut):
        answer = app.test_client().open("/hotline/fallback", method=method)
        assert (answer.status_code, answer.mimetype) == (200, "text/xml")
        assert b"<Response>" in answer.data
