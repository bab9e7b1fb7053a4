"""Asking the museum something, sending it, and the ticket for it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from scenes import answering, counting, telling
from scenes.digits import say_ticket
from scenes.hours import promise_day
from scenes.menu import greet, is_chat, offer, option, person_last, shows, universal
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Listens, Scene
from scenes.times import say_day
from scenes.visit import Visit
from visitors import contributions, requests
from visitors.memory import Kept
from visitors.people import Channel
from visitors.requests import RequestKind, RequestState
from visitors.tallies import What

LONGEST = 180


def enter(place: Place, visit: Visit) -> Scene:
    """`ask` and `ask/<n>` listen for a question, `message` for words to a person: by voice, in the chat in writing."""
    name = place.head if place.head == "message" or place.number() is None else "tell"
    onward = "lobby/later" if visit.silences else place.text
    says = (*greet(visit, ()), prompt(visit, f"{name}.again" if visit.silences else f"{name}.say"))
    done = "lobby" if is_chat(visit) else "lobby/later"
    keys = universal(visit, place.text, "lobby", done)
    if place.text == "ask" and telling.list_calls(visit):
        keys = (option(visit, "2", "tell", "tell.instead"), *keys)
    return Scene(
        place.text, visit.language, says, keys, person_last(visit),
        listens=Listens.VOICE, silence=onward, longest=LONGEST, shows=shows(visit, f"{name}.chat"),
    )  # fmt: skip


def enter_sent(place: Place, visit: Visit) -> Scene | None:
    """Thanks, and the ticket: in groups, twice, after a word about a pencil."""
    kept = find(place, visit)
    if kept is None or kept.ticket is None:
        return None
    spoken = say_ticket(kept.ticket)
    thanks = prompt(visit, "sent.thanks")
    if kept.kind == RequestKind.CALLBACK and kept.promised_for:
        thanks = prompt(visit, "sent.callback", day=say_day(visit, kept.promised_for))
    says = (thanks, prompt(visit, "sent.ticket", ticket=spoken))
    another = [option(visit, "1", "ask", "sent.another")]
    if not is_chat(visit) and kept.kind == RequestKind.QUESTION and kept.reply_to:
        another.append(option(visit, "2", write("reach", kept.id), "answer.choose"))
    shown = (thanks.text, *shows(visit, "sent.chat", ticket=kept.ticket)) if is_chat(visit) else ()
    return offer(visit, write("sent", kept.id), tuple(another), says=says, shows=shown)


def enter_ticket(place: Place, visit: Visit) -> Scene | None:
    """What became of a request whose ticket was keyed; in the chat, where buttons can be forged, of one's own only."""
    kept = visit.load_request(place.number() or 0)
    if kept is None or kept.ticket is None or kept.state == RequestState.THROWN:
        return None
    if is_chat(visit) and not kept.mine:
        return None
    answer = visit.recall.answer_to(kept.id)
    if answer is not None:
        return answering.enter(Place("answer", (str(answer.id),)), visit)
    asked = say_day(visit, kept.asked_at.astimezone(visit.now.tzinfo).date())
    if kept.kind == RequestKind.CALLBACK and kept.promised_for:
        says = prompt(visit, "ticket.callback", day=say_day(visit, kept.promised_for))
    else:
        says = prompt(visit, "ticket.with_us", day=asked)
    return offer(visit, place.text, (option(visit, "1", "ask", "sent.another"),), says=(says,))


def find(place: Place, visit: Visit) -> Kept | None:
    """The visitor's own request at a place."""
    kept = visit.load_request(place.number() or 0)
    return kept if kept is not None and kept.mine else None


def send(session: Session, place: Place, visit: Visit) -> str:
    """Send a draft; repeated, it gives the same ticket. A message that can be answered by a call gets its day."""
    row = requests.own(session, place.number() or 0, _visitor_id(visit))
    if row is not None and row.kind == RequestKind.NAME:
        told = contributions.take_name(session, row.id, row.visitor_id)
        return telling.follow_up(row) if told else "lobby/lost"
    was_sent = row is not None and row.sent_at is not None
    if row is None or requests.send(session, row.id, row.visitor_id, visit.now) is None:
        return "lobby/lost"
    if not was_sent:
        counting.count(session, visit, What.ASKED, row.kind)
    if row.kind == RequestKind.CONTRIBUTION:
        return telling.follow_up(row)
    if row.kind == RequestKind.CALLBACK and row.channel == Channel.PHONE and row.reply_to:
        row.promised_for = row.due_on = row.promised_for or promise_day(visit.line, visit.now)
    return write("sent", row.id)


def throw(session: Session, place: Place, visit: Visit) -> str:
    """Throw a draft away; without a name a story still gets its code."""
    row = requests.own(session, place.number() or 0, _visitor_id(visit))
    requests.throw_away(session, place.number() or 0, _visitor_id(visit))
    is_name = row is not None and row.kind == RequestKind.NAME
    return telling.follow_up(row) if row is not None and is_name else "lobby/thrown"


def say_again(session: Session, place: Place, visit: Visit) -> str:
    """Throw a draft away and listen anew, for the same thing."""
    row = requests.own(session, place.number() or 0, _visitor_id(visit))
    if row is None:
        return "ask"
    requests.throw_away(session, row.id, row.visitor_id)
    if row.kind in {RequestKind.CONTRIBUTION, RequestKind.NAME}:
        return telling.repeat(row)
    if row.kind == RequestKind.CALLBACK:
        return "message"
    return write("ask", row.item) if row.item else "ask"


def _visitor_id(visit: Visit) -> int | None:
    return visit.visitor.id if visit.visitor else None
