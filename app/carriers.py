"""The doctor's look at the carriers: accounts, addresses, backlogs and the time on their clocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from app.finding import Finding, Level
from bots.telegram.carrier import ChatFailed
from bots.telegram.routes import PATH
from bots.telegram.status import ChatStatus, read_status
from hotline.carrier import CarrierFailed, Number, Twilio
from hotline.urls import Urls
from settings import Settings, is_outside

DRIFT_SECONDS = 60
MANY_WAITING = 20
RECENTLY = timedelta(days=1)
SET = "Run `museline webhooks set`."


def look_at_phone(settings: Settings, _now: datetime) -> Iterator[Finding]:
    """The account, the number, and whether the number rings here."""
    if not settings.phone_is_open:
        yield Finding(Level.NOTE, "telephone: not set up", "Fill TWILIO_* to open it.")
        return
    twilio = Twilio(settings)
    try:
        status, number = twilio.account(), twilio.number(settings.twilio_phone_number)
        own = settings.staff_phone_number
        of_staff = twilio.number(own) if own else None
    except CarrierFailed as error:
        yield Finding(Level.WRONG, f"telephone: {error}", "Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.")
        return
    finally:
        twilio.close()
    level = Level.RIGHT if status == "active" else Level.WRONG
    yield Finding(level, f"telephone: the account is {status}")
    yield _judge_number(number, Urls(settings.public_url), "TWILIO_PHONE_NUMBER")
    if own:
        yield _judge_number(of_staff, Urls(settings.public_url), "STAFF_PHONE_NUMBER")


def look_at_chat(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The bot, its webhook, what waits there and the last error."""
    if not settings.chat_is_open:
        yield Finding(Level.NOTE, "chat: not set up", "Fill TELEGRAM_* to open it.")
        return
    try:
        status = read_status(settings)
    except ChatFailed as error:
        yield Finding(Level.WRONG, f"chat: {error}", "Check TELEGRAM_BOT_TOKEN and the network.")
        return
    yield Finding(Level.RIGHT, f"chat: the bot is @{status.username}")
    yield _judge_webhook(status, settings)
    yield from _judge_backlog(status, now)


def look_at_clock(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Whether our clock and a carrier's agree; opening hours and signatures of ours depend on it."""
    if not (settings.phone_is_open or settings.chat_is_open):
        return
    address = settings.twilio_api_url if settings.phone_is_open else settings.telegram_api_url
    try:
        theirs = parsedate_to_datetime(
            httpx.head(address, timeout=5, trust_env=is_outside(address)).headers["Date"]
        )
        drift = abs((now - theirs).total_seconds())
    except (httpx.HTTPError, KeyError, ValueError, TypeError):
        yield Finding(Level.NOTE, "clock: no carrier could be asked for the time")
        return
    if drift > DRIFT_SECONDS:
        yield Finding(Level.WRONG, f"clock: {drift:.0f} seconds away from the carrier's", "Set it by NTP.")
    else:
        yield Finding(Level.RIGHT, "clock: agrees with the carrier's")


def _judge_webhook(status: ChatStatus, settings: Settings) -> Finding:
    if status.url == f"{settings.public_url}{PATH}":
        return Finding(Level.RIGHT, "chat: its webhook is here")
    if status.url:
        return Finding(Level.WRONG, "chat: its webhook leads somewhere else", SET)
    return Finding(Level.NOTE, "chat: no webhook is set", f"{SET} Or keep `museline bot` running.")


def _judge_backlog(status: ChatStatus, now: datetime) -> Iterator[Finding]:
    """What waits, what went wrong within a day, and what BotFather has still to be told."""
    if status.pending > MANY_WAITING:
        words, todo = f"chat: {status.pending} messages wait", "Does `museline web` run, or `museline bot`?"
        yield Finding(Level.WRONG, words, todo)
    if status.last_error and status.last_error_at and now - status.last_error_at < RECENTLY:
        words = f"chat: Telegram's last error was {status.last_error!r}"
        yield Finding(Level.NOTE, words, f"At {status.last_error_at:%d %b %H:%M} UTC; see the log of then.")
    if not status.is_shareable:
        todo = "Send /setinline to BotFather, so that a story can be shared into any chat."
        yield Finding(Level.NOTE, "chat: inline mode is off", todo)


def _judge_number(number: Number | None, urls: Urls, setting: str) -> Finding:
    if number is None:
        return Finding(Level.WRONG, "telephone: the account has no such number", f"Check {setting}.")
    wanted = Number(number.sid, urls.answer(), number.voice_fallback_url, urls.status, urls.texts)
    if number != wanted:
        return Finding(Level.WRONG, "telephone: the number does not ring here", SET)
    if not number.voice_fallback_url:
        return Finding(Level.WRONG, "telephone: the number has no fallback", SET)
    whose = " of staff" if setting.startswith("STAFF") else ""
    return Finding(Level.RIGHT, f"telephone: the number{whose} rings here")
