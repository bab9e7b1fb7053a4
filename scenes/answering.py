"""An answer that waits: offered before all else, heard or read, and then perhaps lent to others."""

from __future__ import annotations

from sqlalchemy.orm import Session

from outbox import stops
from outbox.tables import Way
from scenes.menu import is_chat, offer, option, shows
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Saying, Scene
from scenes.times import say_past
from scenes.visit import Visit
from visitors import answers, consents, contributions, requests
from visitors.answers import REDIAL
from visitors.consents import ConsentRow, MayPlay
from visitors.memory import Kept, KeptAnswer
from visitors.requests import RequestKind, RequestState

PLAY = "play"
SHARE_VERSION = 1  # of the words under `answer.share`; goes up when they come to mean something else
SHARED = {"yes": MayPlay.OTHERS, "no": MayPlay.MUSEUM}
KEYS = {"yes": "1", "no": "2"}
WAYS = (Way.CALL, Way.SMS, REDIAL)


def welcome(visit: Visit) -> str:
    """Where a visit begins: with the answer that waits for this visitor, else in the lobby."""
    waiting = visit.recall.waiting()
    return write("answer", waiting[0]) if waiting else "lobby"


def enter(place: Place, visit: Visit) -> Scene | None:
    """`answer/<id>` says that an answer waits; `answer/<id>/play` is the answer itself."""
    found = find(place, visit)
    if found is None:
        return None
    if place.parts[1:] == (PLAY,):
        return _play(visit, found)
    play = write("answer", found.id, PLAY)
    options = (option(visit, "1", play, "answer.hear"), option(visit, "2", "lobby", "answer.later"))
    asked = say_past(visit, found.asked_at.astimezone(visit.now.tzinfo).date())
    says = prompt(visit, "answer.waiting" if found.mine else "answer.here", day=asked)
    return offer(visit, write("answer", found.id), options, says=(says,), onward=play)


def _play(visit: Visit, found: KeptAnswer) -> Scene:
    """The voice, or the words where none was recorded. What follows costs: then it is heard."""
    place, on = write("answer", found.id, PLAY), write("heard", found.id)
    by = prompt(visit, "answer.by", name=found.by) if found.by else prompt(visit, "answer.ours")
    voice = Saying("", found.language, private=f"answer/{found.id}")
    answer = voice if found.is_spoken else Saying(found.text, found.language)
    options = (
        option(visit, "1", on, "answer.on"),
        option(visit, "2", write("heard", found.id, "ask"), "answer.more"),
    )
    shown = (by.text, found.text) if is_chat(visit) and found.text else shows(visit, "answer.voice")
    return offer(visit, place, options, says=(by, answer), onward=on, shows=shown)


def enter_share(place: Place, visit: Visit) -> Scene | None:
    """After an answer its asker is asked once whether others may hear both; silence means no."""
    kept = _find_question(place, visit)
    if kept is None:
        return None
    yes, no = (write("share", kept.id, said) for said in SHARED)
    options = (option(visit, "1", yes, "answer.share_yes"), option(visit, "2", no, "answer.share_no"))
    says = (prompt(visit, "answer.share"),)
    return offer(visit, write("share", kept.id), options, says=says, onward="lobby", once_more=True)


def enter_shared(_: Place, visit: Visit) -> Scene:
    """Thanks, and on."""
    options = (option(visit, "1", "today", "answer.today"),)
    return offer(visit, "shared", options, says=(prompt(visit, "answer.shared"),))


def enter_reach(place: Place, visit: Visit) -> Scene | None:
    """How the answer shall come: by a call, a text message, or when they ring again."""
    kept = visit.load_request(place.number() or 0)
    if kept is None or not kept.mine or is_chat(visit) or not kept.reply_to:
        return None
    if place.parts[1:] and place.parts[1] in WAYS:
        on = (option(visit, "1", "today", "answer.today"),)
        return offer(visit, place.text, on, says=(prompt(visit, f"answer.by_{place.parts[1]}"),))
    options = tuple(
        option(visit, str(key), write("way", kept.id, way), f"answer.{way}")
        for key, way in enumerate(WAYS, 1)
    )
    says = (prompt(visit, "answer.how"),)
    return offer(visit, write("reach", kept.id), options, says=says, once_more=True)


def choose_way(session: Session, place: Place, visit: Visit) -> str:
    """`way/<id>/<way>` remembers how the answer shall come; who asks to be rung had enough of calls no longer."""
    way = place.parts[1] if len(place.parts) > 1 else ""
    if way not in WAYS or not requests.choose_way(session, place.number() or 0, _visitor_id(visit), way):
        return "lobby/lost"
    if way == Way.CALL:
        stops.resume(session, visit.envelope.hashes(), Way.CALL)
    return write("reach", place.number() or 0, way)


def show(session: Session, place: Place, visit: Visit) -> str:
    """In the chat what is shown is read, so that nothing is brought a second time."""
    found = find(place, visit)
    if found is not None and is_chat(visit) and place.parts[1:] == (PLAY,):
        answers.heard(session, found.id, visit.channel, visit.now)
    return place.text


def hear(session: Session, place: Place, visit: Visit) -> str:
    """An answer was heard to its end, or skipped: on to the next, to the question about it, or to the lobby."""
    found = find(place, visit)
    if found is None:
        return "lobby/lost"
    answers.heard(session, found.id, visit.channel, visit.now)
    if place.parts[1:] == ("ask",):
        return "ask"
    waiting = answers.waiting_for(session, visit.visitor.id) if visit.visitor else []
    if waiting:
        return write("answer", waiting[0].id)
    return (
        write("share", found.request) if _find_question(Place("", (str(found.request),)), visit) else "lobby"
    )


def share(session: Session, place: Place, visit: Visit) -> str:
    """`share/<id>/yes` and `share/<id>/no` keep who may hear a question and its answer; alone it only asks."""
    said = place.parts[1] if len(place.parts) > 1 else ""
    if said not in SHARED:
        return place.text
    row = requests.own(session, place.number() or 0, _visitor_id(visit))
    if row is None or row.kind != RequestKind.QUESTION or row.state == RequestState.THROWN:
        return "lobby/lost"
    consent = consents.of_request(session, row)
    if consent is None:
        consent = ConsentRow(
            visitor_id=row.visitor_id, open_call=None, text_version=SHARE_VERSION, language=visit.language,
            channel=visit.channel, keys="", agreed_at=visit.now,
        )  # fmt: skip
        session.add(consent)
        session.flush()
        row.consent = consent.id
    contributions.decide(session, row, consent, SHARED[said], KEYS[said], visit.now)
    return "shared"


def find(place: Place, visit: Visit) -> KeptAnswer | None:
    """The answer at a place. A button of the chat may be made by hand: there only one's own are found."""
    found = visit.recall.answer(place.number() or 0)
    return found if found is not None and (found.mine or not is_chat(visit)) else None


def _find_question(place: Place, visit: Visit) -> Kept | None:
    """One's own question about which nobody was asked yet."""
    kept = visit.load_request(place.number() or 0)
    is_asked = kept is not None and kept.mine and kept.kind == RequestKind.QUESTION and kept.consent is None
    return kept if is_asked else None


def _visitor_id(visit: Visit) -> int | None:
    return visit.visitor.id if visit.visitor else None
