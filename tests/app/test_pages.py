"""Every answer of the web: careful headers, short pages for errors, and bounds for what is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from structlog.testing import capture_logs

from app.factory import LARGEST_BODY, create_app
from app.house import House
from db.database import Database

SECRET = {"X-Telegram-Bot-Api-Secret-Token": "a-secret-of-practice"}


@pytest.fixture
def app(house: House) -> Flask:
    return create_app(house)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/health", 200), ("GET", "/nothing", 404), ("GET", "/", 404), ("DELETE", "/health", 405),
        ("GET", "/media/x/../../settings.env", 404), ("GET", "/media/%2e%2e/settings.env", 404),
        ("GET", "/media/words.json", 200), ("GET", "/transcript/99999999999999999999", 404),
        ("POST", "/hotline/answer", 403), ("POST", "/bots/telegram", 403), ("GET", "/hotline/fallback", 200),
        ("GET", "/%00", 404), ("GET", "/<script>alert(1)</script>", 404), ("GET", "/hotline/audio/" + "x" * 4000, 403),
    ],
)  # fmt: skip
def test_every_answer_is_careful(app: Flask, method: str, path: str, status: int) -> None:
    answer = app.test_client().open(path, method=method)
    assert answer.status_code == status
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src" in answer.headers["Content-Security-Policy"]
    if status >= 400 and not path.startswith("/hotline/"):
        assert answer.mimetype == "text/plain"
        assert len(answer.text.split()) <= 4
        assert "script" not in answer.text


def test_refused_method_names_the_right_ones(app: Flask) -> None:
    assert set(app.test_client().post("/health").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_fault_of_ours_tells_nothing(app: Flask) -> None:
    def stumble() -> str:
        raise LookupError("Ana Moreau, +441632960201")

    app.add_url_rule("/stumble", "stumble", stumble)
    with capture_logs() as lines:
        answer = app.test_client().get("/stumble?name=Ana")
    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert answer.text == "Something went wrong here. It is our fault; please try again later.\n"
    assert [(line["event"], line["error"], line["route"]) for line in lines] == [
        ("a page failed", "LookupError", "stumble")
    ]
    assert "Ana" not in str(lines)
    assert "stumble" in lines[0]["where"][-1]


def test_lost_database_tells_nothing(house: House) -> None:
    lost = replace(house, database=Database("postgresql+psycopg://u:secret@127.0.0.1:1/m"))
    with capture_logs() as lines:
        answer = (
            create_app(lost)
            .test_client()
            .get("/metrics", headers={"Authorization": "Bearer a-token-to-watch"})
        )
    assert answer.status_code == 500
    assert "secret" not in answer.text + str(lines)


@pytest.mark.parametrize(
    ("path", "headers", "kind"),
    [
        ("/hotline/answer", {}, "application/x-www-form-urlencoded"),
        ("/hotline/sms", {}, "multipart/form-data; boundary=x"),
        ("/bots/telegram", SECRET, "application/json"),
    ],
)
def test_body_too_large_is_not_read(app: Flask, path: str, headers: dict[str, str], kind: str) -> None:
    data = b"a=" + b"x" * LARGEST_BODY
    answer = app.test_client().post(path, data=data, headers=headers, content_type=kind)
    assert answer.status_code in {200, 403, 413}
    assert len(answer.data) < 250


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"a=1&a=2&%zz=%",
        b"&" * 5000,
        b"CallSid=" + b"%00" * 500,
        b"From=%F0%9F%90%8C",
    ],
)
@pytest.mark.parametrize(
    "path", ["/hotline/answer", "/hotline/at/lobby?k=x&lang=%ff", "/hotline/status", "/hotline/sms"]
)
def test_odd_bodies_are_only_unsigned(app: Flask, path: str, body: bytes) -> None:
    answer = app.test_client().post(path, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 403
