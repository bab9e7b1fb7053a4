"""The demonstration: the whole museum on this machine, with a practice telephone and chat as its carriers."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from pathlib import Path

import httpx
from dotenv import dotenv_values

from addresses.keys import make_key
from app.server import check_port
from settings import Settings, child_environment, make_settings, read_given, write_env_file

FOLDER = Path("var/demo")
BORROWED = ("MUSEUM_NAME", "TIME_ZONE", "LANGUAGES", "PORT")
Children = dict[str, subprocess.Popen[bytes]]
PRACTICE_NUMBER = "+441632960123"  # Ofcom keeps 01632 960000 to 960999 free for plays and examples


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
    }
    write_env_file(file, values)
    return make_settings(values)


def check_ports(settings: Settings) -> None:
    """Both ports must be free before anything starts; raises `PortTaken`."""
    check_port(settings.host, settings.port)
    check_port(settings.host, settings.port + 1, "PORT (the practice telephone takes the next one)")


def start_children(settings: Settings, folder: Path = FOLDER) -> Children:
    """Web, worker, bot and the practice carriers, each a process that reads the demonstration's settings."""
    environment = child_environment((folder / "settings.env").resolve())
    port = str(settings.port + 1)
    config = str(_write_simulators(settings, folder))
    programs = {
        "practice telephone": ["simulators", "--host", settings.host, "--port", port, "--config", config],
        "web": ["app", "web", "--workers", "1"],
        "worker": ["app", "worker"],
        "bot": ["app", "bot"],
    }
    return {
        name: subprocess.Popen([sys.executable, "-m", *program], env=environment)  # noqa: S603 - our own programs
        for name, program in programs.items()
    }


def answers(url: str) -> bool:
    """Whether a page is there already."""
    try:
        return httpx.get(url, timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def stop_children(children: Children, patience: float = 8) -> None:
    """Ask every child to leave, and insist after `patience` seconds."""
    for child in children.values():
        child.terminate()
    for child in children.values():
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


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
        "museum_name": settings.museum_name,
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
