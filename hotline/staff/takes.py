"""What staff recorded in a call: kept row first, heard back, then put on the line, said again or thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from content.catalogue import Catalogue
from content.codes import number_prompts
from content.media import MediaStore
from content.recordings import Target
from db.carried import SoundState
from db.database import Database
from hotline.takes import THROWN_BY, Take
from scenes.places import Place
from scenes.studio import deeds, subjects
from staff import calls, takes
from staff.people import Person
from staff.takes import TakeRow, TakeState
from visitors.people import Channel

MASTER = "take.wav"
CAME_BY = "telephone"
ANSWER = "answer"  # the room in which a visitor is answered


@dataclass(frozen=True, slots=True)
class Heard:
    """A take as it stands: of what it is, by the number one types for it (0: it answers a request), and where its sound
    is."""

    id: int
    number: int
    language: str
    sound_state: str
    request: int | None = None


def keep(
    session: Session, catalogue: Catalogue, take: Take, place: Place, ended_by: str, now: datetime
) -> int | None:
    """The take's row, whichever of its webhooks comes first, twice or late; None where nothing was said, the star threw
    it away, or nobody had shown a PIN in its call."""
    account, target = calls.find_account(session, take.call), read_target(catalogue, place)
    request = place.number(1) if place.parts[:1] == (ANSWER,) else None
    if account is None or target is None:
        return None
    row = TakeRow(
        state=TakeState.DRAFT, channel=Channel.PHONE, language=target.language, origin=take.sid, call=take.call,
        asked_at=now, sound_state=SoundState.OWED, sound_source=take.sid, sound_seconds=float(take.seconds),
        carrier_copy=True, account=account, request=request,
        item=None if request else target.item, prompt=None if request else target.prompt,
    )  # fmt: skip
    kept = takes.keep(session, row)
    if take.is_empty or ended_by == THROWN_BY:
        takes.settle(session, kept, account, TakeState.THROWN)
        return None
    return kept


def read_target(catalogue: Catalogue, place: Place) -> Target | None:
    """What is recorded at `staff/record/<number>/<language>`."""
    number, language = place.number(1), place.parts[2] if len(place.parts) > 2 else ""
    if number is None or language not in catalogue.languages:
        return None
    key = number_prompts(catalogue).get(number)
    return Target(language, prompt=key) if key else Target(language, item=number)


def find(session: Session, catalogue: Catalogue, take_id: int, who: Person) -> Heard | None:
    """Somebody's own take, while it waits for a word."""
    row = takes.own(session, take_id, who.id)
    if row is None or row.state != TakeState.DRAFT:
        return None
    if row.request is not None:
        return Heard(row.id, 0, row.language, row.sound_state, row.request)
    number = subjects.number_of(catalogue, Target(row.language, row.item, row.prompt))
    return Heard(row.id, number, row.language, row.sound_state)


def find_waiting(session: Session, who: Person) -> int | None:
    """The take that waits since an earlier call broke off."""
    row = takes.find_waiting(session, who.id, Channel.PHONE)
    return row.id if row else None


def put_on_line(database: Database, media: MediaStore, who: Person, take_id: int, now: datetime) -> None:
    """Keep a take: it will be on the line once it is prepared. A repetition changes nothing. Raises `NotYours`."""
    with database.reads() as session:
        row = takes.own(session, take_id, who.id)
    if row is None or row.request or row.state != TakeState.DRAFT or row.sound_path is None:
        return
    master = media.put_master(media.get_private(row.sound_path), MASTER)
    database.write(lambda session: _use(session, who, take_id, master, now))


def throw_away(session: Session, who: Person, take_id: int) -> None:
    """A take is not wanted; its sound goes, with us and at the carrier."""
    takes.settle(session, take_id, who.id, TakeState.THROWN)


def _use(session: Session, who: Person, take_id: int, master: str, now: datetime) -> None:
    row = takes.settle(session, take_id, who.id, TakeState.USED)
    if row is not None:
        target = Target(row.language, row.item, row.prompt)
        deeds.put_in(session, who, target, master, CAME_BY, now, goes_live=True)
