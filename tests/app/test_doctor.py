"""The doctor: one screen, right where all is right, and for each thing that is wrong a line and what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from app import heartbeat
from app.checkup import examine
from app.finding import Finding, Level
from app.house import House
from content.media import MediaStore
from tests.actors.museum import Museum, TurnedClock, make_settings
from tests.app.shell import Said, Shell
from visitors.people import Channel
from visitors.requests import Message, keep


def beat(house: House, ago: float = 0) -> None:
    """Let a worker have been alive so many seconds ago."""
    with house.database.writes() as session:
        heartbeat.beat(session, "worker", datetime.now(UTC) - timedelta(seconds=ago))


def wrongs(said: Said) -> dict[str, str]:
    """What is wrong, with what to do."""
    lines = said.out.splitlines()
    return {line[7:]: lines[n + 1].strip() for n, line in enumerate(lines) if line.startswith("WRONG")}


def level_of(findings: list[Finding], beginning: str) -> Level:
    return next(finding.level for finding in findings if finding.what.startswith(beginning))


def test_all_right_is_one_screen(shell: Shell, resting: Museum) -> None:
    shell.takes(resting.house.settings)
    said = shell.runs("doctor")
    assert (said.code, said.err, wrongs(said)) == (0, "", {})
    for words in (
        f"settings: read from {shell.file}", "web: answers at PUBLIC_URL", "database: sqlite, tables up to date",
        "media store: wrote, read and deleted", "audio: every codec", "content: ", "worker: alive",
        "telephone: the account is active", "telephone: the number rings here", "chat: the bot is @",
        "chat: its webhook is here", "clock: agrees",
    ):  # fmt: skip
        assert f"  ok   {words}" in said.out
    assert len(said.out.splitlines()) <= 24
    assert all(len(line) <= 120 for line in said.out.splitlines() if "settings" not in line)


@pytest.mark.parametrize(
    ("changes", "words", "todo"),
    [
        ({"SECRET_KEY": ""}, "settings: SECRET_KEY is empty", "museline keys new"),
        ({"SECRET_KEY": "short"}, "settings: SECRET_KEY is so short", "museline keys new"),
        ({"PRIVACY_KEY": ""}, "settings: PRIVACY_KEY is empty", "museline keys new"),
        ({"PRIVACY_KEY": "nonsense"}, "settings: PRIVACY_KEY ", "Correct it"),
        ({"PUBLIC_URL": ""}, "settings: PUBLIC_URL is empty", "how the outside reaches us"),
        ({"DATABASE_URL": "postgres://127.0.0.1:1/m"}, "database: it does not answer", "Check DATABASE_URL"),
        ({"DATABASE_URL": "mysql://h/d"}, "settings: DATABASE_URL: write sqlite", "Correct it"),
        ({"DATA_DIR": "new"}, "database: its tables are not up to date", "museline migrate"),
        ({"DATA_DIR": "/dev/null"}, "settings: DATA_DIR: /dev/null cannot be written", "Correct it"),
        ({"MEDIA_URL": "/dev/null/x"}, "settings: MEDIA_URL: what it names", "Correct it"),
        ({"LANGUAGES": "en,de"}, "content: nothing speaks 'de'", "take it out of LANGUAGES"),
        ({"TWILIO_AUTH_TOKEN": "wrong"}, "telephone: the carrier answered 401", "TWILIO_AUTH_TOKEN"),
        (
            {"TWILIO_PHONE_NUMBER": "+15550000000"},
            "telephone: the account has no such number",
            "PHONE_NUMBER",
        ),
        ({"TELEGRAM_BOT_TOKEN": "1:wrong"}, "chat: Telegram does not know this token", "TELEGRAM_BOT_TOKEN"),
        ({"PUBLIC_URL": "http://127.0.0.1:9"}, "telephone: the number does not ring here", "webhooks set"),
        ({"PUBLIC_URL": "http://127.0.0.1:9"}, "chat: its webhook leads somewhere else", "webhooks set"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_one_thing_wrong_has_its_line(
    shell: Shell, resting: Museum, changes: dict[str, str], words: str, todo: str
) -> None:
    shell.takes(resting.house.settings, **changes)
    said = shell.runs("doctor")
    found = {what: advice for what, advice in wrongs(said).items() if what.startswith(words)}
    assert (said.code, said.err, len(found)) == (1, "", 1), said
    assert todo in next(iter(found.values()))


def test_store_that_cannot_be_written(shell: Shell, resting: Museum) -> None:
    settings = resting.house.settings.model_copy(
        update={"media_url": "s3://b/x", "s3_endpoint": "http://127.0.0.1:1"}
    )
    findings = examine(
        settings.model_copy(update={"s3_access_key": "a", "s3_secret_key": "b", "s3_region": "r"})
    )
    assert level_of(findings, "media store: it cannot be written") is Level.WRONG


def test_silent_worker_is_named(shell: Shell, museum: Museum) -> None:
    shell.takes(museum.house.settings)
    assert "worker: it has never run" in wrongs(shell.runs("doctor"))
    beat(museum.house, ago=600)
    assert wrongs(shell.runs("doctor"))["worker: it has been silent for 10 minutes"].startswith("Start")


def test_slip_of_the_pen_is_noted(shell: Shell, resting: Museum) -> None:
    shell.takes(resting.house.settings, MUSEUM_NAM="x")
    assert "--   settings: MUSEUM_NAM is no setting of ours" in shell.runs("doctor").out


def test_drifting_clock_is_named(resting: Museum) -> None:
    now = TurnedClock(datetime.now(UTC))
    assert level_of(examine(resting.house.settings, now), "clock: agrees") is Level.RIGHT
    now.advance(600)
    late = next(found for found in examine(resting.house.settings, now) if found.what.startswith("clock"))
    assert (late.level, late.todo) == (Level.WRONG, "Set it by NTP.")
    assert int(late.what.split()[1]) == pytest.approx(600, abs=30)


def test_real_carriers_need_https(tmp_path: Path) -> None:
    settings = make_settings(
        tmp_path, twilio_account_sid="", twilio_auth_token=(), twilio_phone_number="", telegram_bot_token="",
        telegram_webhook_secret="", twilio_api_url="https://api.twilio.com",
    )  # fmt: skip
    findings = examine(settings)
    assert level_of(findings, "settings: PUBLIC_URL is not an https address") is Level.WRONG
    assert level_of(findings, "telephone: not set up") is Level.NOTE
    assert level_of(findings, "chat: not set up") is Level.NOTE
    assert not [found for found in findings if found.what.startswith("clock")]


def test_missing_fallback_is_named(shell: Shell, museum: Museum) -> None:
    set_number(museum, VoiceFallbackUrl="")
    shell.takes(museum.house.settings)
    assert "webhooks set" in wrongs(shell.runs("doctor"))["telephone: the number has no fallback"]


def test_fallback_elsewhere_is_right(shell: Shell, museum: Museum) -> None:
    set_number(museum, VoiceFallbackUrl="https://other.example/fallback.xml")
    shell.takes(museum.house.settings)
    assert "ok   telephone: the number rings here" in shell.runs("doctor").out


def test_sounds_still_owed_are_noted(shell: Shell, museum: Museum, clock: TurnedClock) -> None:
    with museum.house.database.writes() as session:
        keep(session, None, Message("CA1:1", "en", Channel.PHONE, sound="RE1"), clock.now())
    shell.takes(museum.house.settings)
    assert "--   requests: 1 sounds are still with the carrier" in shell.runs("doctor").out


def test_doctor_leaves_everything_as_it_was(shell: Shell, resting: Museum) -> None:
    media: MediaStore = resting.house.media
    before = sorted(media.paths())
    shell.takes(resting.house.settings)
    shell.runs("doctor")
    assert sorted(media.paths()) == before


def set_number(museum: Museum, **changes: str) -> None:
    """Change the number at the carrier, as somebody in its console would."""
    settings = museum.house.settings
    account = f"{museum.simulators}/2010-04-01/Accounts/{settings.twilio_account_sid}"
    with httpx.Client(
        auth=(settings.twilio_account_sid, settings.twilio_auth_token[0]), trust_env=False
    ) as client:
        sid = client.get(f"{account}/IncomingPhoneNumbers.json").json()["incoming_phone_numbers"][0]["sid"]
        client.post(f"{account}/IncomingPhoneNumbers/{sid}.json", data=changes).raise_for_status()
