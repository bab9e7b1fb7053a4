"""Settings: read once, refused in plain words, never with a value that may be a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import WrongSettings, is_outside, read_settings, unknown_names, write_env_file


def write(folder: Path, text: str) -> Path:
    file = folder / ".env"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("PORT=abc", "PORT: "),
        ("PORT=70000", "PORT: "),
        ("TIME_ZONE=Middle/Earth", "write for example Europe/Paris"),
        ("PUBLIC_URL=line.museum.example", "an address begins with https://"),
        ("MENU_WAIT=1", "MENU_WAIT: "),
        ("TWILIO_ACCOUNT_SID=AC1", "TWILIO_* is only half filled"),
        (
            "TWILIO_AUTH_TOKEN=,\nTWILIO_ACCOUNT_SID=AC1\nTWILIO_PHONE_NUMBER=+4412",
            "TWILIO_* is only half filled",
        ),
        ("TELEGRAM_BOT_TOKEN=1:a", "TELEGRAM_* is only half filled"),
    ],
)
def test_wrong_setting_gives_clear_line(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(WrongSettings) as caught:
        read_settings(write(tmp_path, line + "\n"))
    assert words in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_wrong_secret_is_never_repeated(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings) as caught:
        read_settings(write(tmp_path, "TELEGRAM_BOT_TOKEN=12345:very-secret\nPORT=x\n"))
    assert "very-secret" not in str(caught.value)


def test_empty_settings_close_both_doors(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, "TWILIO_AUTH_TOKEN=\nTELEGRAM_BOT_TOKEN=\n"))
    assert not settings.phone_is_open
    assert not settings.chat_is_open


def test_lists_are_separated_by_commas(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, "LANGUAGES=fr, en ,\nPRIVACY_KEY=new,old\n"))
    assert settings.languages == ("fr", "en")
    assert settings.privacy_key == ("new", "old")


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgres://a:b@host/m", "postgresql+psycopg://a:b@host/m"),
        ("postgresql://a:b@host/m", "postgresql+psycopg://a:b@host/m"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_database_addresses_are_understood(tmp_path: Path, given: str, url: str) -> None:
    assert read_settings(write(tmp_path, f"DATABASE_URL={given}\n")).database == url


def test_slash_after_address_is_dropped(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path, "PUBLIC_URL=https://a.example/\n")).public_url == "https://a.example"


def test_unknown_names_are_found(tmp_path: Path) -> None:
    assert unknown_names(write(tmp_path, "MUSEUM_NAM=x\nPORT=8000\n")) == ["MUSEUM_NAM"]


def test_written_file_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "own" / "settings.env"
    write_env_file(file, {"MUSEUM_NAME": "Musée d'été # 1", "PORT": "8100"})
    settings = read_settings(file)
    assert (settings.museum_name, settings.port) == ("Musée d'été # 1", 8100)
    assert file.stat().st_mode & 0o077 == 0


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, ""))
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("https://api.twilio.com", True),
        ("http://127.0.0.1:8001", False),
        ("http://localhost:8001", False),
        ("http://[::1]:8001", False),
    ],
)
def test_proxies_lead_outside_only(address: str, outside: bool) -> None:
    assert is_outside(address) is outside
