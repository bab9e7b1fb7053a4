"""The demonstration: the whole museum on this machine, with a practice telephone and chat as its carriers."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from dotenv import dotenv_values

from addresses.keys import make_key
from app.server import check_port
from settings import Settings, child_environment, make_settings, read_given, write_env_file

FOLDER = Path("var/demo")
BORROWED = ("MUSEUM_NAME", "TIME_ZONE", "LANGUAGES", "PORT")
PRACTICE_NUMBER = "+441632960123"  # Ofcom keeps 01632 960000 to 960999 free for plays and examples
# Nobody sleeps beside the practice telephone, and its people live in four countries.
AWAKE = {
    "CALLS_FROM": "00:00", "CALLS_UNTIL": "23:59", "CALL_DAYS": "mon,tue,wed,thu,fri,sat,sun",
    "CALL_COUNTRIES": "US,GB,FR,ES",
}  # fmt: skip


def prepare(folder: Path = FOLDER) -> Settings:
    """Settings of the demonstration's own; its keys are made at the first start and kept."""
    file = folder / "settings.env"
    values = _keep_keys(dotenv_values(file) if file.is_file() else {}) | _borrow()
    port = int(values.get("PORT", "8000"))
    here = "http://127.0.0.1"
    values |= {
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "MEDIA_URL": "",
        "HOST": "127.0.0.1",
        "PUBLIC_URL": f"{here}:{port}",
        "TWILIO_PHONE_NUMBER": PRACTICE_NUMBER,
        "TWILIO_API_URL": f"{here}:{port + 1}",
        "TELEGRAM_API_URL": f"{here}:{port + 1}",
        "PORT": str(port),
        **AWAKE,
    }
    write_env_file(file, values)
    return make_settings(values)


def check_ports(settings: Settings) -> None:
    """Both ports must be free before anything starts; raises `PortTaken`."""
    for port in (settings.port, settings.port + 1):
        check_port(settings.host, port, wanted=settings.port)


def environment(folder: Path = FOLDER) -> dict[str, str]:
    """The environment in which the demonstration's processes read its own settings and no others."""
    return child_environment((folder / "settings.env").resolve())


def practice_program(settings: Settings, folder: Path = FOLDER) -> list[str]:
    """How the practice carriers are started; they listen on the next port."""
    config = str(_write_simulators(settings, folder))
    return ["simulators", "--host", settings.host, "--port", str(settings.port + 1), "--config", config]


def _borrow() -> dict[str, str]:
    """The museum's own name, zone, languages and port; checked, in words, before they are used."""
    given = read_given(BORROWED)
    make_settings(given)
    return given


def _keep_keys(kept: dict[str, str | None]) -> dict[str, str]:
    made = {
        "SECRET_KEY": make_key(),
        "PRIVACY_KEY": make_key(),
        "TWILIO_ACCOUNT_SID": f"AC{secrets.token_hex(16)}",
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TELEGRAM_BOT_TOKEN": f"{secrets.randbelow(9 * 10**8) + 10**8}:{secrets.token_urlsafe(26)}",
        "TELEGRAM_WEBHOOK_SECRET": secrets.token_urlsafe(24),
    }
    return {name: kept.get(name) or value for name, value in made.items()}


def _write_simulators(settings: Settings, folder: Path) -> Path:
    """The carriers' side of the same account."""
    values = {
        "museum_name": settings.museum_name or "the museum",
        "hotline_url": settings.public_url,
        "account_sid": settings.twilio_account_sid,
        "auth_token": settings.twilio_auth_token[0],
        "phone_number": settings.twilio_phone_number,
        "bot_token": settings.telegram_bot_token,
        "public_url": settings.twilio_api_url,
        "data_dir": str((folder / "simulators").resolve()),
        "languages": list(settings.languages),
    }
    file = folder / "simulators.json"
    file.touch(mode=0o600)
    file.write_text(json.dumps(values, indent=1), encoding="utf-8")
    return file.resolve()
