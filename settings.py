"""Everything that can be set from outside: one frozen object, read once, loudly."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Listed = Annotated[tuple[str, ...], NoDecode]
Days = Annotated[tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...], NoDecode]
Countries = Annotated[tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...], NoDecode]
Kept = Annotated[int, Field(ge=0, le=36500)]  # days
KeptThere = Annotated[int, Field(ge=2, le=36500)]  # for a day we look ourselves how a call ended
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
STORE = re.compile(r"s3://[^/].*|file:///.+")
OWN_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
SHAPES = {
    "twilio_account_sid": (r"AC\w+", "the account begins with AC; the token belongs into TWILIO_AUTH_TOKEN"),
    "twilio_phone_number": (r"\+\d{4,15}", "write a + and digits without spaces, e.g. +33123456789"),
    "staff_phone_number": (r"\+\d{4,15}", "write a + and digits without spaces, e.g. +33123456789"),
    "telegram_bot_token": (r"\d+:\S+", "write digits, a colon and letters, just as BotFather gave it"),
    "telegram_webhook_secret": (
        r"[\w-]{1,256}",
        "write letters, digits, _ and -; Telegram takes nothing else",
    ),
}


class WrongSettings(Exception):
    """A setting is missing or wrong; the message is one line per setting, for a technician."""


class Settings(BaseSettings):
    """All settings, from the environment first and `.env` second.

    Lists are separated by commas, the first is current."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True)

    data_dir: Path = Field(Path("var"), description="Where the database, recordings and pictures are kept.")
    database_url: str = Field("", description="SQLAlchemy URL; empty: a SQLite file under DATA_DIR.")
    media_url: str = Field("", description="A folder, or s3://bucket/prefix; empty: a folder under DATA_DIR.")
    s3_endpoint: str = Field("", description="Address of the S3 server, when it is not Amazon's.")
    s3_region: str = Field("", description="Region of the bucket.")
    s3_access_key: str = Field("", description="Access key of the bucket.")
    s3_secret_key: str = Field("", description="Secret key of the bucket.")
    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(
        8000, description="The port to listen on; the practice telephone takes the next.", ge=1, le=65534
    )
    public_url: str = Field("", description="How the outside reaches us, e.g. https://line.museum.example")
    secret_key: Listed = Field(
        (), description="Signs short-lived addresses; make one with `museline keys new`."
    )
    privacy_key: Listed = Field((), description="Hides telephone numbers; make one with `museline keys new`.")
    museum_name: str = Field("", description='The name as it is spoken and shown; empty: "the museum".')
    time_zone: str = Field("Europe/Paris", description="Zone in which times are spoken and shown.")
    languages: Listed = Field(
        ("en", "fr", "es"), description="Languages offered; the first is the house language."
    )
    menu_wait: int = Field(
        10, description="Seconds of silence before the line goes on by itself.", ge=3, le=30
    )
    twilio_account_sid: str = Field("", description="Twilio's account, AC and 32 characters.")
    twilio_auth_token: Listed = Field(
        (), description="Twilio's auth token; old ones after it while rotating."
    )
    twilio_phone_number: str = Field("", description="The number people ring, e.g. +33123456789")
    staff_phone_number: str = Field(
        "", description="A second number of the account, for staff who record; empty: they type a sequence."
    )
    twilio_api_url: str = Field("https://api.twilio.com", description="Where Twilio's API answers.")
    telegram_bot_token: str = Field("", description="The bot's token from BotFather.")
    telegram_webhook_secret: str = Field("", description="Secret that Telegram sends with each update.")
    telegram_api_url: str = Field("https://api.telegram.org", description="Where Telegram's API answers.")
    calls_from: time = Field(
        time(10), description="Before this hour nobody is rung or texted, where they live."
    )
    calls_until: time = Field(time(19), description="From this hour on nobody is rung or texted.")
    call_days: Days = Field(("mon", "tue", "wed", "thu", "fri", "sat"), description="Days on which we ring.")
    call_countries: Countries = Field(
        (), description="Whom we ring and text, e.g. FR,BE; empty: our own country."
    )
    calls_per_hour: int = Field(60, description="Calls to people in an hour, at most.", ge=0)
    cost_per_day: int = Field(500, description="Cents for calls and text messages in a day, at most.", ge=0)
    call_cost: int = Field(10, description="Cents that a minute of a call is taken to cost.", ge=0)
    text_cost: int = Field(8, description="Cents that a text message is taken to cost.", ge=0)
    retention_answered: Kept = Field(365, description="Days for what was asked, once answered or closed.")
    retention_unanswered: Kept = Field(730, description="Days for what was asked and never answered.")
    retention_drafts: Kept = Field(30, description="Days for what was written in the chat and never sent.")
    retention_refused: Kept = Field(30, description="Days for contributions that were not taken.")
    retention_addresses: Kept = Field(0, description="Days for an address to answer to, once that is over.")
    retention_deliveries: Kept = Field(90, description="Days for the record of how an answer was brought.")
    retention_calls: Kept = Field(90, description="Days for the record of a call, which has no number in it.")
    retention_carrier: KeptThere = Field(30, description="Days for the carrier's lists of calls and texts.")
    retention_visitors: Kept = Field(730, description="Days for knowing who does not come again.")
    retention_heard: Kept = Field(730, description="Days for what somebody has heard.")
    retention_trail: Kept = Field(1095, description="Days for who of the staff changed what.")
    retention_takes: Kept = Field(30, description="Days for what staff recorded and did not use.")
    retention_uploads: Kept = Field(7, description="Days for uploads that broke off.")
    retention_passing: Kept = Field(2, description="Days for what is needed for minutes: codes, open pages.")
    transcripts_model: str = Field(
        "", description="Model that drafts what visitors say, e.g. small; empty: none. Needs an extra."
    )
    metrics_token: str = Field("", description="Bearer token for /metrics; empty: no such page.")

    @field_validator(
        "secret_key", "privacy_key", "languages", "twilio_auth_token", "call_days", "call_countries", mode="before"
    )  # fmt: skip
    @classmethod
    def split_list(cls, value: object) -> object:
        """Read `a,b,c` as a tuple."""
        parts = value.split(",") if isinstance(value, str) else ()
        return tuple(part.strip() for part in parts if part.strip()) if isinstance(value, str) else value

    @field_validator("time_zone")
    @classmethod
    def know_zone(cls, value: str) -> str:
        """Refuse a zone that nobody knows, with an example of one that works."""
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"no time zone is called {value!r}; write for example Europe/Paris") from error
        return value

    @field_validator("public_url", "twilio_api_url", "telegram_api_url")
    @classmethod
    def drop_slash(cls, value: str) -> str:
        """Addresses are glued to paths that begin with a slash."""
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("an address begins with https:// (or http:// on your own machine)")
        if value and not _find_host(value):
            raise ValueError("this address names no host; write for example https://line.museum.example")
        return value.rstrip("/")

    @field_validator("languages")
    @classmethod
    def name_languages(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """At least one, and codes, not names: `English` would silently offer nothing."""
        if not value or not all(LANGUAGE.fullmatch(code) for code in value):
            raise ValueError("write codes separated by commas, the house language first, e.g. en,fr,es")
        return value

    @field_validator("media_url")
    @classmethod
    def know_store(cls, value: str) -> str:
        """A folder or a bucket; another scheme would become a folder of that name."""
        if "://" in value and not STORE.fullmatch(value):
            raise ValueError("write a folder, or s3://bucket/prefix")
        return value

    @field_validator(*SHAPES)
    @classmethod
    def look_right(cls, value: str, info: ValidationInfo) -> str:
        """Refuse what cannot be right, e.g. a token in the place of the account; the value itself is not repeated."""
        shape, words = SHAPES[info.field_name or ""]
        if value and not re.fullmatch(shape, value):
            raise ValueError(words)
        return value

    @model_validator(mode="after")
    def fill_or_empty(self) -> Settings:
        """A carrier half set would be a door that looks open and is not (an empty token signs forgeries)."""
        halves = {
            "TWILIO_*": (self.twilio_account_sid, self.twilio_auth_token, self.twilio_phone_number),
            "TELEGRAM_*": (self.telegram_bot_token, self.telegram_webhook_secret),
        }
        for name, parts in halves.items():
            if any(parts) and not all(parts):
                raise ValueError(f"{name} is only half filled: fill every one of them, or empty them all")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The museum's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def phone_is_open(self) -> bool:
        """Whether the telephone's door is set up."""
        return bool(self.twilio_account_sid)

    @property
    def chat_is_open(self) -> bool:
        """Whether the chat's door is set up."""
        return bool(self.telegram_bot_token)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL, `postgres://` understood as psycopg 3."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir.resolve()}/museline.db"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else self.database_url


def is_outside(address: str) -> bool:
    """Whether a museum's proxy may lead there; to one's own machine, as to the practice carriers, it does not."""
    return _find_host(address) not in OWN_MACHINE


ENV_FILE_NAME = "MUSELINE_SETTINGS"


def env_file() -> Path:
    """The file that this process reads its settings from."""
    return Path(os.environ.get(ENV_FILE_NAME) or ".env")


def child_environment(file: Path) -> dict[str, str]:
    """The environment for a child process that is to read `file` and nothing else of ours."""
    ours = {name.upper() for name in Settings.model_fields}
    return {k: v for k, v in os.environ.items() if k.upper() not in ours} | {ENV_FILE_NAME: str(file)}


def read_given(names: Iterable[str]) -> dict[str, str]:
    """What the environment or the file says of these settings, and of no others."""
    file = env_file()
    _check_file(file)
    given = dotenv_values(file) if file.is_file() else {}
    found = {name: os.environ.get(name) or given.get(name) for name in names}
    return {name: value for name, value in found.items() if value}


def write_env_file(file: Path, values: Mapping[str, str]) -> None:
    """Write settings for a child process, readable by its owner only since they hold keys."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}={value!r}\n" for name, value in values.items()), encoding="utf-8")


def make_settings(values: Mapping[str, object]) -> Settings:
    """Settings from these values by their names in capitals, whatever file there is; raises `WrongSettings`."""
    try:
        return Settings(_env_file=None, **{name.lower(): value for name, value in values.items()})  # type: ignore[call-arg, arg-type]
    except ValidationError as error:
        raise WrongSettings(_explain_all(error)) from error


def unknown_names(file: Path) -> list[str]:
    """Names in the file that are no setting, e.g. a slip of the pen."""
    known = {name.upper() for name in Settings.model_fields}
    return sorted(name for name in dotenv_values(file) if name.upper() not in known) if file.is_file() else []


def read_settings(file: Path | None = None) -> Settings:
    """The settings of this process; raises `WrongSettings` with a line for each that is wrong."""
    file = file or env_file()
    _check_file(file)
    try:
        return Settings(_env_file=file)  # type: ignore[call-arg]
    except ValidationError as error:
        raise WrongSettings(_explain_all(error)) from error


def _check_file(file: Path) -> None:
    """A line that is no setting would be passed over in silence; its text is not repeated, it may be a secret."""
    if not file.exists() and os.environ.get(ENV_FILE_NAME):
        raise WrongSettings(f"{file}: there is no such file; {ENV_FILE_NAME} names it")
    try:
        with file.open(encoding="utf-8") as stream:
            broken = [part.original for part in parse_stream(stream) if part.error]
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSettings(f"{file}: cannot be read as text in UTF-8 ({type(error).__name__})") from error
    if broken:
        text = broken[0].string
        line = broken[0].line + text[: len(text) - len(text.lstrip())].count("\n")
        raise WrongSettings(f"{file}, line {line}: write NAME=value, and close every quotation mark")


def _find_host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _explain_all(error: ValidationError) -> str:
    return "\n".join(_explain(part["loc"], part["msg"]) for part in error.errors())


def _explain(place: tuple[int | str, ...], message: str) -> str:
    """`PORT: Input should be a valid integer`, without the value, which may be a secret."""
    name = str(place[0]).upper() if place else ""
    words = message.removeprefix("Value error, ")
    return f"{name}: {words}" if name else words
