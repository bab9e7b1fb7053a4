"""Who writes: the visitor behind a chat, and this moment of their visit."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from addresses.address import read_chat
from bots.telegram.house import House
from content.catalogue import Catalogue
from scenes.visit import Visit
from visitors import people
from visitors.memory import Envelope, Memory
from visitors.people import Channel, Visitor
from visitors.periods import read_periods


def describe(house: House, chat: int, tag: str) -> Visit:
    """This moment of a chat's visit; `tag` is the language of the app (IETF, maybe empty). One row is read."""
    visitor = people.recall(house.database.engine, house.keys.hashes(read_chat(chat)))
    catalogue = house.catalogue
    line = catalogue.line_for(house.settings.twilio_phone_number)
    own = visitor.language if visitor and visitor.language in catalogue.languages else None
    memory = Memory(house.database, visitor.id if visitor else None, read_periods(house.settings))
    return Visit(
        catalogue, line, Channel.CHAT, own or guess_language(catalogue, tag), own is not None,
        house.clock.now().astimezone(ZoneInfo(line.zone)), house.settings.museum_name, visitor, memory.heard,
        newcomer=visitor is None, load_request=memory.request, load_ticket=memory.ticket, recall=memory,
        envelope=Envelope(house.keys, read_chat(chat)),
    )  # fmt: skip


def meet(session: Session, house: House, chat: int) -> Visitor:
    """The visitor behind a chat, made at the first contact; in a group that is everybody together."""
    return people.meet(session, Channel.CHAT, house.keys.hashes(read_chat(chat)), house.clock.now())


def guess_language(catalogue: Catalogue, tag: str) -> str:
    """The language an app is set to, whole or without its country; the house's where we have neither."""
    known = {code.lower(): code for code in catalogue.languages}
    wanted = tag.lower().replace("_", "-")
    return known.get(wanted) or known.get(wanted.partition("-")[0]) or catalogue.house
