"""Our side of the carrier's REST API, against the practice telephone's, over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, Response
from werkzeug.serving import make_server

from hotline import carrier
from hotline.carrier import CarrierFailed, Twilio
from simulators.app import create_app
from simulators.config import SimulatorConfig
from simulators.telephone.exchange import Exchange
from tests.actors.museum import put_away
from tests.hotline.house import ACCOUNT, PUBLIC, TOKEN, make_settings
from tests.scenes.museum import LINE

CALL = "CA" + "1" * 32


@pytest.fixture(scope="module")
def simulator() -> Iterator[tuple[str, Exchange]]:
    app = create_app(SimulatorConfig("The Museum", PUBLIC, ACCOUNT, TOKEN, LINE.number, "1:practice"))
    with serve(app) as url:
        yield url, app.extensions["exchange"]


class serve:  # noqa: N801 - reads as a verb
    """Serve an application on a free port for a while."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        put_away(self._app)


@pytest.fixture
def twilio(simulator: tuple[str, Exchange]) -> Iterator[Twilio]:
    made = Twilio(make_settings(twilio_api_url=simulator[0]))
    yield made
    made.close()


def test_recording_is_fetched_and_deleted(simulator: tuple[str, Exchange], twilio: Twilio) -> None:
    taken = simulator[1].recordings.keep(CALL, b"RIFF sound", 3.0)
    assert twilio.fetch_recording(taken.sid) == b"RIFF sound"
    twilio.delete_recording(taken.sid)
    assert simulator[1].recordings.about(taken.sid) is None
    twilio.delete_recording(taken.sid)
    with pytest.raises(CarrierFailed) as failure:
        twilio.fetch_recording(taken.sid)
    assert (failure.value.permanent, failure.value.status) == (False, 404)


def test_account_and_number_are_found(twilio: Twilio) -> None:
    assert twilio.account() == "active"
    found = twilio.number(LINE.number)
    assert found is not None
    assert found.voice_url == f"{PUBLIC}/hotline/answer"
    moved = replace(
        found, voice_url="https://new.example/hotline/answer", sms_url="https://new.example/hotline/sms"
    )
    assert twilio.set_urls(moved) == moved
    assert twilio.number(LINE.number) == moved
    assert twilio.number("+33999999999") is None


def test_wrong_password_is_permanent(simulator: tuple[str, Exchange]) -> None:
    stranger = Twilio(make_settings(twilio_api_url=simulator[0], twilio_auth_token="wrong"))
    with pytest.raises(CarrierFailed) as failure:
        stranger.account()
    assert failure.value.permanent
    assert "20003" in str(failure.value)
    with pytest.raises(CarrierFailed):
        stranger.fetch_recording("RE" + "0" * 32)
    stranger.close()


def test_too_many_requests_pass_by(simulator: tuple[str, Exchange], twilio: Twilio) -> None:
    simulator[1].refusals = 1
    with pytest.raises(CarrierFailed) as failure:
        twilio.account()
    assert not failure.value.permanent
    assert twilio.account() == "active"


def test_nobody_there_is_no_end() -> None:
    lonely = Twilio(make_settings(twilio_api_url="http://127.0.0.1:9"))
    for ask in (lonely.account, lambda: lonely.fetch_recording("RE" + "0" * 32)):
        with pytest.raises(CarrierFailed) as failure:
            ask()
        assert not failure.value.permanent
    lonely.close()


def test_endless_recording_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Flask("endless")
    app.add_url_rule("/<path:path>", "sound", lambda path: Response(b"x" * 70_000 for _ in range(10)))
    monkeypatch.setattr(carrier, "MOST_BYTES", 200_000)
    with serve(app) as url:
        greedy = Twilio(make_settings(twilio_api_url=url))
        with pytest.raises(CarrierFailed, match="too large"):
            greedy.fetch_recording("RE" + "0" * 32)
        greedy.close()
