"""Tells the carriers where we are, each apart: one that fails does not stop the other."""

from __future__ import annotations

from dataclasses import dataclass

from app.house import House
from bots.telegram.registration import register
from bots.telegram.status import ChatFailed
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
    settings, twilio = house.settings, Twilio(house.settings)
    try:
        number = twilio.number(settings.twilio_phone_number)
        if number is None:
            return Announced(False, "telephone: this account has no such number; check TWILIO_PHONE_NUMBER")
        urls = Urls(settings.public_url)
        twilio.set_urls(Number(number.sid, urls.answer(), urls.fallback, urls.status, urls.texts))
    except CarrierFailed as error:
        return Announced(False, f"telephone: {error}; check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")
    return Announced(True, "telephone: the number rings here now")


def _announce_chat(house: House) -> Announced:
    try:
        register(house.settings, house.shelf.catalogue)
    except ChatFailed as error:
        return Announced(False, f"chat: {error}")
    return Announced(True, "chat: webhook set, commands registered in every language")
