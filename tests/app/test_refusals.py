"""What is wrong is said in one line that tells what to do, whichever command meets it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from app.house import House
from app.migrating import migrate
from db.database import Database
from settings import ENV_FILE_NAME
from tests.app.shell import Shell, quiet_ports

PHONE = "TWILIO_ACCOUNT_SID=AC1\nTWILIO_AUTH_TOKEN=t\nTWILIO_PHONE_NUMBER=+441632960123\n"
CHAT = "TELEGRAM_BOT_TOKEN=1:a\nTELEGRAM_WEBHOOK_SECRET=s\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MUSEUM_NAME=x\n\nMUSEUM_NAME='half\n", "line 3: write NAME=value, and close every quotation mark"),
        ("this is no setting\n", "line 1: write NAME=value"),
        ("PORT=abc\n", "PORT: "),
        ("TIME_ZONE=Middle/Earth\n", "TIME_ZONE: no time zone is called 'Middle/Earth'"),
        ("LANGUAGES=,\n", "LANGUAGES: write codes"),
        ("LANGUAGES=English\n", "LANGUAGES: write codes"),
        ("TWILIO_AUTH_TOKEN=secret\n", "TWILIO_* is only half filled"),
        ("TWILIO_ACCOUNT_SID=secret\n", "TWILIO_ACCOUNT_SID: the account begins with AC"),
        ("TWILIO_PHONE_NUMBER=+33 1 23 45\n", "TWILIO_PHONE_NUMBER: write a + and digits"),
        ("TELEGRAM_BOT_TOKEN=secret\n", "TELEGRAM_BOT_TOKEN: write digits, a colon"),
        ("TELEGRAM_WEBHOOK_SECRET=se cret\n", "TELEGRAM_WEBHOOK_SECRET: write letters"),
        ("PUBLIC_URL=https://\n", "PUBLIC_URL: this address names no host"),
        ("MEDIA_URL=ftp://a/b\n", "MEDIA_URL: write a folder, or s3://"),
        ("MEDIA_URL=/dev/null/media\n", "MEDIA_URL: what it names cannot be opened"),
        ("DATA_DIR=/dev/null\n", "DATA_DIR: /dev/null cannot be written"),
        ("DATABASE_URL=mysql://u:secret@h/d\n", "DATABASE_URL: write sqlite:////folder/file.db or postgresql://"),
        ("DATABASE_URL=postgres://u:secret@h:x/d\n", "DATABASE_URL: write sqlite:////folder/file.db"),
        ("DATABASE_URL=postgres://u:secret@127.0.0.1:1/d\n", "The database cannot be used: connection failed"),
        ("PRIVACY_KEY=secret\n", "PRIVACY_KEY is no key: make one with `museline keys new`"),
    ],
)  # fmt: skip
def test_wrong_setting_is_one_line(shell: Shell, text: str, words: str) -> None:
    shell.writes(text)
    complaint = shell.runs("requests", "list").complaint
    assert words in complaint
    assert "secret" not in complaint


def test_settings_in_foreign_letters_are_named(shell: Shell) -> None:
    shell.file.write_bytes(b"MUSEUM_NAME=Mus\xe9e\n")
    assert f"{shell.file}: cannot be read as text in UTF-8" in shell.runs("doctor").complaint


def test_settings_file_that_is_not_there(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENV_FILE_NAME, "nowhere.env")
    assert "nowhere.env: there is no such file" in shell.runs("web").complaint


@pytest.mark.parametrize("command", ["web", "worker", "bot", "seed"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PHONE, "PRIVACY_KEY is empty"),
        (CHAT, "PRIVACY_KEY is empty"),
        (PHONE + "PRIVACY_KEY=k\n", "SECRET_KEY is empty"),
        (PHONE + "PRIVACY_KEY=k\nSECRET_KEY=s\n", "PUBLIC_URL is empty"),
        ("", "The tables are not up to date: run `museline migrate`"),
    ],
)
def test_no_door_opens_without_its_needs(shell: Shell, command: str, text: str, words: str) -> None:
    shell.writes(text)
    assert words in shell.runs(command).complaint


@pytest.mark.parametrize("command", ["web", "bot"])
def test_empty_museum_does_not_open(shell: Shell, command: str) -> None:
    database = Database(f"sqlite:///{shell.folder}/var/museline.db")
    migrate(database.engine)
    database.close()
    assert "run `museline seed`" in shell.runs(command).complaint


def test_bot_without_token_is_refused(shell: Shell, house: House) -> None:
    shell.takes(house.settings, TELEGRAM_BOT_TOKEN="", TELEGRAM_WEBHOOK_SECRET="")
    assert "fill TELEGRAM_BOT_TOKEN" in shell.runs("bot").complaint


def test_bot_without_telegram_is_refused(shell: Shell, house: House) -> None:
    shell.takes(house.settings)
    said = shell.runs("bot")
    assert (said.code, said.err) == (
        2, "museline: Telegram cannot be reached; look at the network and TELEGRAM_API_URL.\n"
    )  # fmt: skip


def test_taken_port_shuts_the_web(shell: Shell, house: House) -> None:
    shell.takes(house.settings)
    with socket.create_server(("127.0.0.1", house.settings.port)):
        complaint = shell.runs("web").complaint
    assert f"127.0.0.1:{house.settings.port} cannot be used" in complaint
    assert "set another PORT in .env, e.g. PORT=" in complaint


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.1"])
def test_foreign_host_shuts_the_web(shell: Shell, house: House, host: str) -> None:
    shell.takes(house.settings, HOST=host)
    assert shell.runs("web").complaint.endswith("127.0.0.1 behind a proxy, else 0.0.0.0")


@pytest.mark.parametrize("step", [0, 1])
def test_taken_port_shuts_the_demo(shell: Shell, step: int) -> None:
    port = quiet_ports()
    shell.writes(f"PORT={port}\n")
    with socket.create_server(("127.0.0.1", port + step)):
        complaint = shell.runs("demo").complaint
    assert f"127.0.0.1:{port + step} cannot be used" in complaint
    assert complaint.endswith(f"set another PORT in .env, e.g. PORT={port + 100}")


@pytest.mark.parametrize("text", ["PORT=abc\n", "half a line\n", "TIME_ZONE=Nowhere\n", "LANGUAGES=,x y\n"])
def test_demo_refuses_what_it_borrows(shell: Shell, text: str) -> None:
    shell.writes(text)
    assert shell.runs("demo").complaint
    assert not (shell.folder / "var" / "demo" / "museline.db").exists()


def test_demo_ignores_real_carriers(shell: Shell) -> None:
    shell.writes("TWILIO_ACCOUNT_SID=nonsense\nDATABASE_URL=mysql://x\nPORT=65534\n")
    with socket.create_server(("127.0.0.1", 65_534)):
        assert "127.0.0.1:65534 cannot be used" in shell.runs("demo").complaint
    written = (shell.folder / "var" / "demo" / "settings.env").read_text(encoding="utf-8")
    assert "nonsense" not in written
    assert "mysql" not in written


def test_what_visitors_said_is_kept_closed(shell: Shell) -> None:
    shell.runs("migrate")
    assert (shell.folder / "var").stat().st_mode & 0o077 == 0


def test_broken_database_file_is_named(shell: Shell) -> None:
    (shell.folder / "var").mkdir()
    Path(shell.folder / "var" / "museline.db").write_bytes(b"no database" * 100)
    assert "file is not a database" in shell.runs("requests", "list").complaint
