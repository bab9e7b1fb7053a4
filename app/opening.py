"""What must be right before a door opens: keys, tables and content, each refused in one line."""

from __future__ import annotations

from app.house import House, open_house
from app.migrating import current_and_newest
from app.refusal import Refused
from content.published.catalogue import EmptyMuseum
from settings import Settings, read_settings


def read_real_settings() -> Settings:
    """Settings with which a carrier can be served: keys and a public address are needed."""
    settings = read_settings()
    needed = {
        "PRIVACY_KEY": settings.phone_is_open or settings.chat_is_open,
        "SECRET_KEY": settings.phone_is_open,
    }
    for name, is_needed in needed.items():
        if is_needed and not getattr(settings, name.lower()):
            raise Refused(f"{name} is empty: make one with `museline keys new`.")
    if settings.phone_is_open and not settings.public_url:
        raise Refused("PUBLIC_URL is empty: the telephone's carrier must know how to reach us.")
    return settings


def open_real_house() -> House:
    """A house whose tables are up to date."""
    house = open_house(read_real_settings())
    current, newest = current_and_newest(house.database.engine)
    if current != newest:
        raise Refused("The tables are not up to date: run `museline migrate`.")
    return house


def open_filled_house() -> House:
    """A house with something to tell: a visitor of an empty one would only hear an apology."""
    house = open_real_house()
    try:
        house.shelf.catalogue  # noqa: B018 - reading it is the question
    except EmptyMuseum as error:
        raise Refused(str(error)) from error
    return house
