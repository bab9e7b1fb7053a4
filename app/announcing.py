"""Tells the carriers where we are, each apart: one that fails does not stop the other."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from app.house import House
from bots.telegram.carrier import ChatFailed
from bots.telegram.registration import register
from content.published.catalogue import EmptyMuseum
from hotline.carrier import CarrierFailed, Number, Twilio
from hotline.urls import Urls


@dataclass(frozen=True)
class Announced:
    """What was done at one carrier, or why it was not."""

    done: bool
    words: str


def announce(house: House) -> list[Announced]:
    """Set the number's addresses and the bot's webhook and commands."""
    results = []
    if house.settings.phone_is_open:
        results.append(_announce_phone(house))
    if house.settings.chat_is_open:
        results.append(_announce_chat(house))
    return results


def _announce_phone(house: House) -> Announced:
    twilio = Twilio(house.settings)
    try:
        return _set_number(house, twilio)
    except CarrierFailed as error:
        return Announced(False, f"telephone: {error}; check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")
    finally:
        twilio.close()


def _set_number(house: House, twilio: Twilio) -> Announced:
    """The account is asked first: of a wrong token the list of numbers only says that it has no pages."""
    twilio.account()
    urls, wanted = (
        Urls(house.settings.public_url),
        {"TWILIO_PHONE_NUMBER": house.settings.twilio_phone_number},
    )
    if house.settings.staff_phone_number:
        wanted["STAFF_PHONE_NUMBER"] = house.settings.staff_phone_number
    elsewhere = ""
    for setting, telephone in wanted.items():
        number = twilio.number(telephone)
        if number is None:
            return Announced(False, f"telephone: this account has no such number; check {setting}")
        fallback = _keep_fallback(number, urls)
        twilio.set_urls(Number(number.sid, urls.answer(), fallback, urls.status, urls.texts))
        elsewhere += "" if fallback == urls.fallback else f"; its fallback stays {fallback}"
    rings = "the number rings" if len(wanted) == 1 else "both numbers ring"
    return Announced(True, f"telephone: {rings} here now{elsewhere}")


def _keep_fallback(number: Number, urls: Urls) -> str:
    """A fallback that somebody hosts elsewhere stays: it is worth more than ours, which goes when we go."""
    is_ours = number.voice_fallback_url.endswith(urlsplit(urls.fallback).path)
    return urls.fallback if is_ours or not number.voice_fallback_url else number.voice_fallback_url


def _announce_chat(house: House) -> Announced:
    try:
        register(house.settings, house.shelf.catalogue)
    except (ChatFailed, EmptyMuseum) as error:
        return Announced(False, f"chat: {error}")
    except SQLAlchemyError:
        return Announced(False, "chat: its words stand in the database, which cannot be used")
    return Announced(True, "chat: webhook set, commands registered in every language")
