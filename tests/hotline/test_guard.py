"""The guard: every address of the telephone refuses what the carrier did not sign."""

from __future__ import annotations

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from hotline.fallback import document
from tests.hotline.house import ANNA, OLD_TOKEN, PUBLIC, House, Line, sign

FORM = {"CallSid": "CA" + "1" * 32, "From": ANNA, "Body": "a private word"}
ADDRESSES = {"place": "item/214/0", "token": "forged", "delivery": "1", "number": "1", "step": "hello"}


def every_address(house: House) -> list[tuple[str, str, str]]:
    """Each route of the telephone with each of its methods."""
    adapter = house.app.url_map.bind("")
    rules = [rule for rule in house.app.url_map.iter_rules() if rule.endpoint.startswith("hotline.")]
    return [
        (
            rule.endpoint,
            method,
            adapter.build(rule.endpoint, {name: ADDRESSES[name] for name in rule.arguments}),
        )
        for rule in rules
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_every_route_refuses_forgeries(house: House) -> None:
    addresses = every_address(house)
    assert len(addresses) == 12
    for endpoint, method, path in addresses:
        for headers in ({}, {"X-Twilio-Signature": sign(PUBLIC + path, FORM.items(), "forged")}):
            answer = house.client.open(path, method=method, data=FORM, headers=headers)
            assert answer.status_code == (200 if endpoint == "hotline.fallback" else 403), path


def test_refusal_is_logged_without_contents(house: House) -> None:
    with capture_logs() as logs:
        house.client.post("/hotline/answer", data=FORM)
    assert len(logs) == 1
    assert logs[0]["route"] == "hotline.answer"
    assert ANNA not in str(logs)
    assert "private" not in str(logs)


def test_older_token_still_opens(house: House) -> None:
    headers = {"X-Twilio-Signature": sign(f"{PUBLIC}/hotline/answer", FORM.items(), OLD_TOKEN)}
    assert house.client.post("/hotline/answer", data=FORM, headers=headers).status_code == 200


def test_host_of_request_means_nothing(line: Line) -> None:
    headers = {"X-Twilio-Signature": sign(f"{PUBLIC}/hotline/answer", FORM.items()), "Host": "10.0.0.7:8000"}
    assert line.house.client.post("/hotline/answer", data=FORM, headers=headers).status_code == 200
    lured = {
        "X-Twilio-Signature": sign("https://evil.example/hotline/answer", FORM.items()),
        "Host": "evil.example",
    }
    assert line.house.client.post("/hotline/answer", data=FORM, headers=lured).status_code == 403


def test_changed_query_is_refused(line: Line) -> None:
    line.dials()
    path = "/hotline/at/today?lang=en&pace=ordinary&k=1"
    headers = {"X-Twilio-Signature": sign(PUBLIC + path, FORM.items())}
    assert line.house.client.post(path, data=FORM, headers=headers).status_code == 200
    assert line.house.client.post(path.replace("k=1", "k=2"), data=FORM, headers=headers).status_code == 403


def test_slash_at_end_never_redirects(line: Line) -> None:
    assert line.posts("/hotline/answer/").status_code == 200


def test_without_carrier_only_fallback_answers(tmp_path: Path) -> None:
    closed = House(tmp_path, twilio_account_sid="", twilio_auth_token="", twilio_phone_number="")
    for endpoint, method, path in every_address(closed):
        status = closed.client.open(path, method=method, data=FORM).status_code
        assert status == (200 if endpoint == "hotline.fallback" else 404), path
    closed.close()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_fallback_works_without_database(house: House, method: str) -> None:
    house.database.close()
    (Path(str(house.database.engine.url.database))).unlink()
    answer = house.client.open("/hotline/fallback", method=method, data={"ErrorCode": "11200"})
    assert answer.status_code == 200
    assert answer.mimetype == "text/xml"
    assert answer.get_data(as_text=True) == document(PUBLIC, ("en", "fr", "es"))


def test_fallback_apologises_in_house_languages() -> None:
    written = document(PUBLIC, ("fr", "en", "de"))
    assert written.index("désolés") < written.index("we are sorry")
    assert "gardien" in written
    assert "guard" not in written
    assert "gardien" in document(PUBLIC, ("fr",), again=True)
    assert "désolés" not in document(PUBLIC, ("fr",), again=True)
    assert "we are sorry" in document(PUBLIC, ("de",))
    assert written.endswith(f"<Redirect>{PUBLIC}/hotline/answer?f=1</Redirect></Response>")
