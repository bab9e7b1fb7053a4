"""Speaking to a person: rung in hours; else a wish to be called back, or a message."""

from __future__ import annotations

import itertools

import phonenumbers
from sqlalchemy.orm import Session

from scenes.digits import say_telephone
from scenes.hours import find_opening, is_open, promise_day
from scenes.menu import greet, is_chat, offer, option, person_last, shows, universal
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Listens, Ring, Saying, Scene
from scenes.times import say_moment
from scenes.visit import Visit
from visitors import requests
from visitors.people import Channel
from visitors.requests import OPEN, Message, RequestKind, RequestRow, RequestState

AWAY = "person/away"
TYPED, UNCLEAR = "callme/typed", "callme/unclear"
WAITS = frozenset({RequestState.DRAFT, *OPEN})


def enter(place: Place, visit: Visit) -> Scene:
    """Ring somebody who is there; `person/away` is where it leads when nobody lifts the receiver."""
    if is_chat(visit):
        return _write_to_us(visit)
    if place.text != AWAY and visit.line.staff_phone and is_open(visit.line, visit.now):
        return _ring(visit)
    return _promise(place, visit)


def _ring(visit: Visit) -> Scene:
    keys = universal(visit, "person", "lobby", AWAY)
    ring = Ring(visit.line.staff_phone)
    says = (*greet(visit, ()), prompt(visit, "person.ringing"))
    return Scene("person", visit.language, says, keys, listens=Listens.RING, silence=AWAY, ring=ring)


def _promise(place: Place, visit: Visit) -> Scene:
    """Nobody is there: when we are back, and what somebody may leave for us until then."""
    options = (
        option(visit, "1", "callback", "person.callback"),
        option(visit, "2", "message", "person.message"),
    )
    says = (prompt(visit, "person.nobody") if place.text == AWAY else _say_opening(visit),)
    return offer(visit, place.text, options, says=says, once_more=True, person=False)


def _say_opening(visit: Visit) -> Saying:
    opening = find_opening(visit.line, visit.now)
    if opening is None:
        return prompt(visit, "person.closed")
    return prompt(visit, "person.opens", moment=say_moment(visit, opening))


def _write_to_us(visit: Visit) -> Scene:
    """In the chat somebody leaves a message, and is told the number to ring."""
    number = show_telephone(visit.line.number)
    shown = shows(visit, "person.chat", number=number) if number else shows(visit, "person.chat_only")
    options = (option(visit, "1", "message", "person.write"),)
    return offer(visit, "person", options, says=(_say_opening(visit),), shows=shown, person=False)


def enter_callme(place: Place, visit: Visit) -> Scene | None:
    """A withheld number is asked for by keys (`callme`), then read back (`callme/<id>`)."""
    if place.parts and place.text != UNCLEAR:
        return _read_back(place, visit)
    keys = tuple(choice for choice in universal(visit, "callme", "person", "message") if choice.key != "#")
    key = "callme.again" if visit.silences else "callme.unclear" if place.parts else "callme.say"
    silence = "message" if visit.silences else "callme"
    return Scene(
        "callme", visit.language, (prompt(visit, key),), keys, person_last(visit),
        listens=Listens.NUMBER, silence=silence, wait=visit.line.wait,
    )  # fmt: skip


def _read_back(place: Place, visit: Visit) -> Scene | None:
    kept = visit.load_request(place.number() or 0)
    if kept is None or not kept.mine or kept.state != RequestState.DRAFT or kept.reply_to is None:
        return None
    digits = say_telephone(visit.envelope.open(kept.reply_to))
    options = (
        option(visit, "1", write("send", kept.id), "callme.right"),
        option(visit, "2", "callme", "callme.wrong"),
    )
    says = (prompt(visit, "callme.check", digits=digits),)
    return offer(visit, place.text, options, says=says, back="person", onward=write("send", kept.id))


def wish_callback(session: Session, _: Place, visit: Visit) -> str:
    """Promise to ring back: one wish a day waits for each visitor; a withheld number is asked for first."""
    sealed = visit.envelope.own()
    if visit.visitor is None or visit.withheld or sealed is None:
        return "callme" if visit.channel == Channel.PHONE else "message"
    return write("send", _keep(session, visit, "callback", sealed).id)


def take_number(session: Session, place: Place, visit: Visit) -> str:
    """Keep the number that was typed as a draft, to be read back; one a day for each visitor until we have rung."""
    if place.text != TYPED:
        return place.text
    sealed = visit.envelope.close(visit.typed)
    if visit.visitor is None or sealed is None:
        return UNCLEAR
    row = _keep(session, visit, "callme", sealed)
    if row.state != RequestState.DRAFT:
        return write("sent", row.id)
    row.reply_to = sealed
    return write("callme", row.id)


def show_telephone(number: str) -> str:
    """A number of ours for the eye: `+33 1 23 45 67 89`; empty where the line has none."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _keep(session: Session, visit: Visit, name: str, sealed: str) -> RequestRow:
    """The wish that waits, or a new one: what we have rung back about, or thrown away, waits no more."""
    visitor_id = visit.visitor.id if visit.visitor else None
    origins = (f"{name}-{visitor_id}-{visit.now.date().isoformat()}-{count}" for count in itertools.count(1))
    known = ((origin, requests.find_origin(session, [origin])) for origin in origins)
    origin = next(origin for origin, row in known if row is None or row.state in WAITS)
    message = Message(origin, visit.language, visit.channel, reply_to=sealed)
    row = session.get_one(
        RequestRow, requests.keep(session, visitor_id, message, visit.now, RequestKind.CALLBACK)
    )
    row.promised_for = row.promised_for or promise_day(visit.line, visit.now)
    return row
