"""Ringing and writing through the practice telephone, which fails as it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from addresses.address import Address, Kind
from hotline.carrier import Twilio
from hotline.outgoing.carriers import Calls, Texts
from hotline.urls import Urls
from outbox.carrier import DeliveryFailed, Errand, Receipt
from outbox.contents import Letter
from outbox.outcomes import Outcome
from outbox.tables import Reason
from simulators.app import create_app
from simulators.config import SimulatorConfig
from simulators.telephone.exchange import Exchange
from tests.hotline.house import ACCOUNT, ANNA, PUBLIC, TOKEN, FixedShelf, make_settings
from tests.hotline.test_carrier import serve
from tests.scenes.museum import LINE

Both = Calls | Texts


class Practice:
    """The practice telephone and our two carriers that use it."""

    def __init__(self, url: str, exchange: Exchange) -> None:
        self.url, self.exchange = url, exchange
        self.twilio, urls = Twilio(make_settings(twilio_api_url=url)), Urls(PUBLIC)
        self.calls = Calls(self.twilio, urls)
        self.texts = Texts(self.twilio, urls, FixedShelf(), "the museum")  # type: ignore[arg-type]

    def misbehaves(self, **how: Any) -> None:
        assert httpx.post(f"{self.url}/telephone/troubles", json=how).status_code == 200


@pytest.fixture
def practice() -> Iterator[Practice]:
    app = create_app(SimulatorConfig("The Museum", PUBLIC, ACCOUNT, TOKEN, LINE.number, "1:practice"))
    with serve(app) as url:
        made = Practice(url, app.extensions["exchange"])
        yield made
        made.twilio.close()


@pytest.fixture(params=["calls", "texts"])
def carrier(practice: Practice, request: pytest.FixtureRequest) -> Both:
    found: Both = getattr(practice, request.param)
    return found


def errand(taken: frozenset[str] = frozenset(), to: str = ANNA) -> Errand:
    now = datetime.now(UTC)
    address = Address(Kind.PHONE, to)
    return Errand(7, 2, "answer/1", "answer", 1, address, "en", "Europe/Paris", Letter("A"), now, taken)


def count(practice: Practice) -> int:
    return len(practice.exchange.calls) + len(practice.exchange.messages.search({}))


def test_call_is_made_as_agreed(practice: Practice) -> None:
    receipt = practice.calls.send(errand())
    call = practice.exchange.calls[receipt.carrier_id]
    assert (call.called, call.caller) == (ANNA, LINE.number)
    assert call.opening.fetch is not None
    assert call.opening.fetch.url == f"{PUBLIC}/hotline/deliver/7/2/hello"
    assert call.callback is not None
    assert set(call.callback.events) == {"initiated", "answered", "completed"}
    assert call.detection is not None
    assert call.detection.url == f"{PUBLIC}/hotline/deliver/7/2/detected"


def test_text_is_short_and_says_stop(practice: Practice) -> None:
    practice.texts.send(errand())
    body = practice.exchange.messages.search({})[0]["body"]
    assert len(body) <= 160
    assert "STOP" in body
    assert "Answer" not in body


# What the carrier does -> for good, why, nobody can tell, how many it has taken all the same.
FAULTS = [
    ({"faults": [{"kind": "429"}]}, False, Reason.CARRIER, False, 0),
    ({"faults": [{"kind": "500"}]}, False, Reason.CARRIER, True, 0),
    ({"faults": [{"kind": "timeout"}]}, False, Reason.CARRIER, True, 0),
    ({"faults": [{"kind": "lost"}]}, False, Reason.CARRIER, True, 1),
    ({"numbers": {ANNA: "invalid"}}, True, Reason.NUMBER, False, 0),
]  # fmt: skip


@pytest.mark.parametrize(("how", "permanent", "reason", "unsure", "taken"), FAULTS)
def test_each_fault_has_its_name(
    practice: Practice,
    carrier: Both,
    how: dict[str, Any],
    permanent: bool,
    reason: Reason,
    unsure: bool,
    taken: int,
) -> None:
    practice.misbehaves(**how)
    with pytest.raises(DeliveryFailed) as failure:
        carrier.send(errand())
    error = failure.value
    assert (error.permanent, error.reason, error.unsure) == (permanent, reason, unsure)
    assert count(practice) == taken
    assert ANNA not in str(error)


def test_who_told_the_carrier_to_stop(practice: Practice) -> None:
    practice.misbehaves(numbers={ANNA: "stopped"})
    with pytest.raises(DeliveryFailed) as failure:
        practice.texts.send(errand())
    assert (failure.value.permanent, failure.value.reason) == (True, Reason.STOPPED)


def test_lost_answer_is_found_again(practice: Practice, carrier: Both) -> None:
    wanted = errand()
    assert carrier.find(wanted) is None
    practice.misbehaves(faults=[{"kind": "lost"}])
    with pytest.raises(DeliveryFailed):
        carrier.send(wanted)
    found = carrier.find(wanted)
    assert isinstance(found, Receipt)
    assert carrier.find(errand(frozenset({found.carrier_id}))) is None
    assert carrier.find(errand(to="+12025550199")) is None


def test_old_calls_are_not_taken_for_new(practice: Practice, carrier: Both) -> None:
    carrier.send(errand())
    later = errand()
    later = Errand(*(getattr(later, name) for name in list(Errand.__dataclass_fields__)[:9]),
                   later.began_at + timedelta(minutes=1))  # fmt: skip
    assert carrier.find(later) is None


def test_carrier_nobody_reaches_took_nothing() -> None:
    lonely = Twilio(make_settings(twilio_api_url="http://127.0.0.1:9"))
    with pytest.raises(DeliveryFailed) as failure:
        Calls(lonely, Urls(PUBLIC)).send(errand())
    assert (failure.value.permanent, failure.value.unsure) == (False, False)
    lonely.close()


def hang_up(server: socket.socket) -> None:
    """Take a request and cut the line without a word."""
    with server, server.accept()[0] as line:
        line.recv(65536)


def test_line_that_is_cut_may_have_carried_it() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=hang_up, args=(server,), daemon=True).start()
    twilio = Twilio(make_settings(twilio_api_url=f"http://127.0.0.1:{server.getsockname()[1]}"))
    with pytest.raises(DeliveryFailed) as failure:
        Calls(twilio, Urls(PUBLIC)).send(errand())
    assert (failure.value.permanent, failure.value.unsure) == (False, True)
    twilio.close()


def test_wrong_password_can_be_put_right(practice: Practice) -> None:
    stranger = Twilio(make_settings(twilio_api_url=practice.url, twilio_auth_token="wrong"))
    with pytest.raises(DeliveryFailed) as failure:
        Calls(stranger, Urls(PUBLIC)).send(errand())
    assert (failure.value.permanent, failure.value.unsure) == (False, False)
    stranger.close()


@pytest.mark.parametrize(
    ("manner", "outcome"),
    [("busy", Outcome.BUSY), ("no-answer", Outcome.NO_ANSWER), ("failed", Outcome.UNPLACED), ("", None)],
)
def test_silent_carrier_can_be_asked(practice: Practice, manner: str, outcome: Outcome | None) -> None:
    practice.misbehaves(numbers={ANNA: manner} if manner else {}, callbacks=["lost"])
    sid = practice.calls.send(errand()).carrier_id
    httpx.get(f"{practice.url}/telephone/ringing")
    assert practice.calls.look(sid) == outcome


def test_unknown_misbehaviour_is_refused(practice: Practice) -> None:
    answer = httpx.post(f"{practice.url}/telephone/troubles", json={"numbers": {ANNA: "drunk"}})
    assert answer.status_code == 400
