"""No caller hears an error: sorry and a way on, and never the same sorry in a circle."""

from __future__ import annotations

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.hotline.house import ANNA, PUBLIC, House, Line

RE = "RE" + "d" * 32


class Torn:
    """A catalogue whose items cannot be read, while its prompts can."""

    def __init__(self, whole: object) -> None:
        self._whole = whole

    def __getattr__(self, name: str) -> object:
        if name in {"items", "series"}:
            raise KeyError(name)
        return getattr(self._whole, name)


@pytest.fixture
def torn(house: House) -> House:
    house.shelf.catalogue = Torn(house.shelf.catalogue)  # type: ignore[assignment]
    return house


def test_fault_becomes_apology_and_way_on(torn: House, line: Line) -> None:
    line.dials()
    with capture_logs() as logs:
        line.asks("/hotline/at/item/214?lang=en&pace=ordinary&k=1")
    assert "not with you" in line.said
    assert line.place == "sorry"
    assert "f=1" in line.address("Redirect")
    assert line.presses("1").place == "lobby"
    assert [entry["call"] for entry in logs] == [line.sid]
    assert ANNA not in str(logs)


def test_second_fault_goes_to_fallback(torn: House, line: Line) -> None:
    line.dials().asks("/hotline/at/item/214?lang=en&pace=ordinary&k=1").waits(10)
    assert line.address("Redirect") == f"{PUBLIC}/hotline/fallback?again=1"
    line.asks("/hotline/fallback?again=1")
    assert "sorry" not in line.said
    assert "museum guard" in line.said
    line.asks(line.address("Redirect"))
    assert line.place == "lobby"
    assert "f=1" in line.address("Redirect")


def test_lost_database_leads_to_fallback(house: House, line: Line) -> None:
    line.dials()
    house.database.close()
    Path(str(house.database.engine.url.database)).unlink()
    line.presses("2")
    assert line.address("Redirect") == f"{PUBLIC}/hotline/fallback"
    line.asks("/hotline/answer")
    assert line.address("Redirect") == f"{PUBLIC}/hotline/fallback"


def test_failing_report_is_not_called_success(house: House, line: Line) -> None:
    line.dials()
    house.database.close()
    Path(str(house.database.engine.url.database)).unlink()
    assert line.hangs_up().status_code == 500
    assert line.tells_recorded(RE, address="/hotline/recordings?place=ask&lang=en").status_code == 500


@pytest.mark.parametrize(
    "place", ["nowhere", "item/9", "item/214/x", "review/99", "sent/1", "~", "a" * 200, "lobby/", "%C3%A9"]
)
def test_unknown_places_lead_to_lobby(line: Line, place: str) -> None:
    line.asks(f"/hotline/at/{place}?lang=en&pace=ordinary")
    assert line.place == "lobby"
    line.asks(f"/hotline/at/{place}?on=key&lang=xx&k=-4&t=9e9&silences=", Digits="1")
    assert line.document.find(".//Gather") is not None


@pytest.mark.parametrize("on", ["key", "voice", "rang", "other", ""])
def test_verbs_out_of_place_are_harmless(line: Line, on: str) -> None:
    line.dials()
    for place in ("lobby", "ask", "number", "person", "item/214/0", "today", "send/1", "whisper"):
        line.asks(f"/hotline/at/{place}?on={on}&lang=en", Digits="1")


def test_text_message_tells_how_to_ring(house: House, line: Line) -> None:
    line.asks("/hotline/sms", Body="Hello, what is this?", MessageSid="SM1")
    message = line.document.find("Message")
    assert message is not None
    assert "+33 1 23 45 67 89" in (message.text or "")
    assert len(message.text or "") <= 160


@pytest.mark.parametrize("form", [{"Body": "STOP"}, {"Body": " Quit. "}, {"Body": "x", "OptOutType": "STOP"}])
def test_who_wants_no_messages_gets_none(line: Line, form: dict[str, str]) -> None:
    line.asks("/hotline/sms", **form)
    assert list(line.document) == []
