"""A story of one's own: why it is asked for, what one agrees to, the recording, who may hear it, and a name."""

from __future__ import annotations

from sqlalchemy.orm import Session

from scenes.durations import say_length
from scenes.menu import greet, is_chat, offer, option, person_last, shows, universal
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Listens, Saying, Scene
from scenes.visit import Visit
from visitors import consents, contributions, requests
from visitors.consents import MayPlay
from visitors.contributions import Agreement
from visitors.contributions_calls import OpenCall
from visitors.memory import Kept
from visitors.requests import RequestKind, RequestRow, RequestState

MOST_CALLS = 4
NAME_SECONDS = 10
ADULT = "adult"
# By which key; where nothing was pressed the museum alone keeps it, and no key is written down.
DECISIONS = {
    "others": (MayPlay.OTHERS, "1"),
    "museum": (MayPlay.MUSEUM, "2"),
    "silent": (MayPlay.MUSEUM, ""),
}
WITH_US = frozenset({RequestState.SENT, RequestState.UNCONFIRMED, RequestState.ANSWERED, RequestState.CLOSED})


def list_calls(visit: Visit) -> tuple[OpenCall, ...]:
    """What people may tell just now, as many as a menu holds."""
    return visit.recall.calls(visit.now.date(), visit.language)[:MOST_CALLS]


def enter(place: Place, visit: Visit) -> Scene | None:
    """`tell` offers the open calls, `tell/<call>` one of them; a children's call asks for an adult first."""
    calls = list_calls(visit)
    if not place.parts and len(calls) > 1:
        options = tuple(
            option(visit, str(key), write("tell", call.id), "tell.one", title=call.title[visit.language])
            for key, call in enumerate(calls, 1)
        )
        return offer(visit, "tell", options, says=(prompt(visit, "tell.calls"),), back="ask", once_more=True)
    call = next((one for one in calls if place.number() in {one.id, None}), None)
    if call is None:
        return None
    if call.is_for_children and place.parts[1:] != (ADULT,):
        return _ask_adult(visit, call)
    return _ask_agreement(visit, call, place.parts[1:])


def _ask_adult(visit: Visit, call: OpenCall) -> Scene:
    options = (
        option(visit, "1", write("tell", call.id, ADULT), "tell.adult_here"),
        option(visit, "2", "lobby", "tell.adult_away"),
    )
    says = (prompt(visit, "tell.adult"),)
    return offer(visit, write("tell", call.id), options, says=says, onward="lobby", once_more=True)


def _ask_agreement(visit: Visit, call: OpenCall, rest: tuple[str, ...]) -> Scene:
    """Why, and what happens with it; without a key nobody has agreed."""
    says = (*(Saying(words[visit.language], visit.language) for words in (call.prompt, call.consent)),)
    options = (
        option(visit, "1", write("agree", call.id, call.consent_version, *rest), "tell.agree"),
        option(visit, "2", "lobby", "tell.decline"),
    )
    return offer(
        visit, write("tell", call.id, *rest), options, says=says, back="ask", onward="lobby", once_more=True
    )


def agree(session: Session, place: Place, visit: Visit) -> str:
    """The first step of consent: `agree/<call>/<version>`, with `/adult` after it. Where the words have changed since
    they were said, they are said anew: nobody agrees to what they have not heard."""
    call = next((one for one in list_calls(visit) if one.id == place.number()), None)
    rest = place.parts[2:]
    if call is None or visit.visitor is None or (call.is_for_children and rest != (ADULT,)):
        return "lobby/lost"
    if place.number(1) != call.consent_version:
        return write("tell", call.id, *rest)
    keys = "11" if call.is_for_children else "1"
    who = Agreement(visit.visitor.id, visit.language, visit.channel, keys, call.is_for_children)
    return write("record", contributions.agree(session, call, who, visit.now))


def enter_record(place: Place, visit: Visit) -> Scene | None:
    """The tone, and the story."""
    consent = visit.recall.consent(place.number() or 0, visit.now)
    if consent is None or not consent.mine or consent.call is None:
        return None
    here = write("record", consent.id)
    done = "lobby" if is_chat(visit) else "lobby/later"
    length = say_length(visit, visit.language, consent.call.longest)
    say = prompt(visit, "tell.unheard") if visit.silences else prompt(visit, "tell.speak", length=length)
    return Scene(
        here, visit.language, (*greet(visit, ()), say), universal(visit, here, "lobby", done), person_last(visit),
        listens=Listens.VOICE, silence="lobby/later" if visit.silences else here, longest=consent.call.longest,
        shows=shows(visit, "tell.write"),
    )  # fmt: skip


def enter_consent(place: Place, visit: Visit) -> Scene | None:
    """The second step: who may hear it. Silence means that the museum alone keeps it."""
    kept = find(place, visit)
    if kept is None:
        return None
    options = (
        option(visit, "1", write("allow", kept.id, "others"), "consent.others"),
        option(visit, "2", write("allow", kept.id, "museum"), "consent.museum"),
    )
    onward = write("allow", kept.id, "silent")
    says = (prompt(visit, "consent.say"),)
    return offer(visit, write("consent", kept.id), options, says=says, onward=onward, once_more=True)


def allow(session: Session, place: Place, visit: Visit) -> str:
    """`allow/<id>/others`, `/museum` and `/silent` keep what was said, by which key, and when."""
    decision = DECISIONS.get(place.parts[1] if len(place.parts) > 1 else "")
    request, visitor = place.number() or 0, visit.visitor.id if visit.visitor else None
    if decision is None or not contributions.let_play(session, request, visitor, *decision, visit.now):
        return "lobby/lost"
    return write("name" if decision[0] == MayPlay.OTHERS else "code", request)


def enter_name(place: Place, visit: Visit) -> Scene | None:
    """The name as they want it said, or none: the hash key, or silence."""
    kept = find(place, visit)
    if kept is None:
        return None
    here, none = write("name", kept.id), write("code", kept.id)
    keys = universal(visit, here, write("consent", kept.id), none)
    shown = tuple(
        choice if choice.key != "#" else option(visit, "#", none, "consent.no_name") for choice in keys
    )
    return Scene(
        here, visit.language, (*greet(visit, ()), prompt(visit, "consent.name")), shown if is_chat(visit) else keys,
        person_last(visit), listens=Listens.VOICE, silence=none, longest=NAME_SECONDS,
        shows=shows(visit, "consent.name_chat"),
    )  # fmt: skip


def make_code(session: Session, place: Place, visit: Visit) -> str:
    """A withdrawal code, once for each contribution."""
    row = requests.own(session, place.number() or 0, visit.visitor.id if visit.visitor else None)
    consent = consents.of_request(session, row) if row else None
    if row is None or consent is None or row.kind != RequestKind.CONTRIBUTION:
        return "lobby/lost"
    consents.give_code(session, consent, visit.now)
    return write("code", row.id)


def find(place: Place, visit: Visit) -> Kept | None:
    """One's own contribution that was sent."""
    kept = visit.load_request(place.number() or 0)
    if kept is None or not kept.mine or kept.kind != RequestKind.CONTRIBUTION or kept.consent is None:
        return None
    return kept if kept.state in WITH_US else None


def follow_up(row: RequestRow) -> str:
    """Where to go on after a contribution, or a name, was sent."""
    return write("code", row.part_of) if row.kind == RequestKind.NAME else write("consent", row.id)


def repeat(row: RequestRow) -> str:
    """Where to say a contribution, or a name, again."""
    return write("name", row.part_of) if row.kind == RequestKind.NAME else write("record", row.consent)
