"""Telling the carriers where we are: each apart, and what somebody set by hand elsewhere stays."""

from __future__ import annotations

import pytest

from hotline.carrier import Number, Twilio
from tests.actors.museum import Museum
from tests.app.shell import Shell
from tests.app.test_doctor import set_number

PHONE_SHUT = {"TWILIO_ACCOUNT_SID": "", "TWILIO_AUTH_TOKEN": "", "TWILIO_PHONE_NUMBER": ""}
CHAT_SHUT = {"TELEGRAM_BOT_TOKEN": "", "TELEGRAM_WEBHOOK_SECRET": ""}


def number_of(museum: Museum) -> Number:
    twilio = Twilio(museum.house.settings)
    try:
        number = twilio.number(museum.house.settings.twilio_phone_number)
    finally:
        twilio.close()
    assert number
    return number


def test_both_carriers_learn_our_address(shell: Shell, resting: Museum) -> None:
    shell.takes(resting.house.settings, PUBLIC_URL="https://line.museum.example")
    said = shell.runs("webhooks", "set")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "  ok   telephone: the number rings here now",
        "  ok   chat: webhook set, commands registered in every language",
    ]
    number = number_of(resting)
    assert number.voice_url == "https://line.museum.example/hotline/answer"
    assert number.voice_fallback_url == "https://line.museum.example/hotline/fallback"
    assert number.status_callback == "https://line.museum.example/hotline/status"
    assert number.sms_url == "https://line.museum.example/hotline/sms"


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({"TWILIO_AUTH_TOKEN": "wrong"}, ("WRONG  telephone: the carrier answered 401", "  ok   chat")),
        ({"TWILIO_PHONE_NUMBER": "+15550000000"}, ("WRONG  telephone: this account has no such", "  ok   chat")),
        ({"STAFF_PHONE_NUMBER": "+15550000000"}, ("WRONG  telephone: this account has no such", "  ok   chat")),
        ({"TELEGRAM_BOT_TOKEN": "1:wrong"}, ("  ok   telephone", "WRONG  chat: Telegram does not know this token")),
        ({"LANGUAGES": "de"}, ("  ok   telephone", "WRONG  chat: There is no content in de yet")),
        ({"DATABASE_URL": "postgres://127.0.0.1:1/m"}, ("  ok   telephone", "WRONG  chat: its words stand in")),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_one_that_fails_stops_not_the_other(
    shell: Shell, resting: Museum, changes: dict[str, str], lines: tuple[str, str]
) -> None:
    shell.takes(resting.house.settings, **changes)
    said = shell.runs("webhooks", "set")
    assert (said.code, said.err) == (1, "")
    for line, beginning in zip(said.out.splitlines(), lines, strict=True):
        assert line.startswith(beginning)


def test_closed_carrier_is_not_told(shell: Shell, resting: Museum) -> None:
    shell.takes(resting.house.settings, **CHAT_SHUT)
    assert shell.runs("webhooks", "set").out == "  ok   telephone: the number rings here now\n"
    shell.takes(resting.house.settings, **CHAT_SHUT, **PHONE_SHUT)
    assert "No carrier is set up" in shell.runs("webhooks", "set").complaint


def test_fallback_hosted_elsewhere_stays(shell: Shell, museum: Museum) -> None:
    set_number(museum, VoiceFallbackUrl="https://other.example/fallback.xml")
    shell.takes(museum.house.settings)
    said = shell.runs("webhooks", "set")
    assert "; its fallback stays https://other.example/fallback.xml" in said.out
    assert number_of(museum).voice_fallback_url == "https://other.example/fallback.xml"


def test_fallback_document_can_be_hosted(shell: Shell) -> None:
    assert "PUBLIC_URL is empty" in shell.runs("webhooks", "fallback").complaint
    shell.writes("PUBLIC_URL=https://line.museum.example\nLANGUAGES=fr\n")
    for words in (("webhooks", "fallback"), ("webhooks", "fallback", "--print")):
        said = shell.runs(*words)
        assert said.out.startswith('<?xml version="1.0" encoding="UTF-8"?><Response>')
        assert "https://line.museum.example/hotline/answer" in said.out
        assert "C'est notre faute" in said.out
