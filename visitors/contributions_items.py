"""An answer, or somebody's own story, becomes an item of the line: a draft that editors finish, and traces back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from content.editing import drafts, publishing
from content.editing.numbers import free_number
from content.editing.sheet import SPEAKER, Sheet, text_sheet
from content.editing.view import list_languages
from content.media import MediaStore
from content.recordings import Take, Target, accept
from content.tables import (
    DraftRow,
    EditionRow,
    ItemTextRow,
    RecordingRow,
    SearchWordRow,
    SpeakerRow,
    StepRow,
)
from db.database import Database
from staff.trail import TrailRow
from visitors import consents
from visitors.contributions import Moderation, NotAllowed
from visitors.requests_table import RequestKind, RequestRow, RequestState

VISITOR = "visitor"  # the speaker of all who told us their own story
NAMES = {"en": "A visitor", "fr": "Une voix du public", "es": "Una voz del público"}
ROLES = {
    "en": "one of the people who ring us",
    "fr": "parmi celles qui nous appellent",
    "es": "de quienes nos llaman",
}
ABOUT = ("item", "text", "thread", "release")


@dataclass(frozen=True, slots=True)
class NewItem:
    """What the item begins with. `master` is the recording's path after `keep_master`; `quotes` says that the asker's
    own words or voice are in it."""

    language: str
    title: str
    body: str
    credit: str
    speaker: str = VISITOR
    teaser: str = ""
    master: str | None = None
    came_by: str = "telephone"
    quotes: bool = False
    facts: Mapping[str, object] = field(default_factory=dict)


def keep_master(media: MediaStore, private: str) -> str:
    """Copy a private sound to where recordings are made of; nothing slow belongs into a transaction."""
    return media.put_master(media.get_private(private), private.rpartition("/")[2])


def become_item(session: Session, request_id: int, new: NewItem, by: str, now: datetime) -> int:
    """A new item in draft, linked to the request; the same request again gives the same item.

    Raises `NotAllowed` where its sender did not agree, or nobody has approved it yet; `content.editing`'s `Refused`."""
    row = session.get_one(RequestRow, request_id, with_for_update=True, populate_existing=True)
    if row.became is not None:
        return row.became
    _check_consent(session, row, new)
    number = free_number(session)
    if new.speaker == VISITOR:
        _ensure_visitor(session, by, now)
    facts = {
        "kind": "story",
        "intent": "story",
        "speaker": new.speaker,
        "sensitive": row.sensitive,
        **new.facts,
    }
    publishing.begin_item(session, number, facts, by, now)
    words = {"title": new.title, "teaser": new.teaser or new.title, "body": new.body, "credit": new.credit}
    drafts.save(session, text_sheet(number, new.language), words, 0, by, now)
    if new.master:
        accept(session, Target(new.language, item=number), Take(new.master, by=by, came_by=new.came_by), now)
    row.became = number
    session.flush()
    return number


def erase_next(database: Database, media: MediaStore) -> bool:
    """Erase the words and recordings of one item whose story was taken back; whether there was one."""
    gone = (RequestRow.kind == RequestKind.CONTRIBUTION, RequestRow.state == RequestState.THROWN)
    with database.reads() as session:
        row = session.scalars(
            select(RequestRow).where(*gone, RequestRow.became.is_not(None)).limit(1)
        ).first()
    if row is None or row.became is None:
        return False
    with database.writes() as session:
        paths = erase_item(session, row.became)
        session.execute(update(RequestRow).where(RequestRow.id == row.id).values(became=None))
    for path in paths:
        media.delete(path)
    return True


def erase_item(session: Session, number: int) -> list[str]:
    """Nothing of what an item said stays, in no version, nor in the trail; the files that only it needed.

    The number stays taken, so that a card that names it leads to nobody else's story."""
    takes = session.scalars(select(RecordingRow).where(RecordingRow.item == number)).all()
    paths = {path for take in takes for path in (take.master, take.phone, take.slow, take.chat) if path}
    session.execute(delete(RecordingRow).where(RecordingRow.item == number))
    session.execute(delete(ItemTextRow).where(ItemTextRow.item == number))
    session.execute(delete(SearchWordRow).where(SearchWordRow.item == number))
    for table in (DraftRow, StepRow, EditionRow):
        session.execute(delete(table).where(table.kind.in_(ABOUT), table.key == str(number)))
    told = (TrailRow.kind.in_(ABOUT), TrailRow.key == str(number))
    session.execute(update(TrailRow).where(*told).values(before=None, after=None))
    return sorted(paths - _find_shared(session, paths))


def _find_shared(session: Session, paths: Iterable[str]) -> set[str]:
    """Files that another recording needs as well."""
    columns = (RecordingRow.master, RecordingRow.phone, RecordingRow.slow, RecordingRow.chat)
    wanted = list(paths)
    rows = session.execute(select(*columns).where(or_(*(column.in_(wanted) for column in columns))))
    return {path for row in rows for path in row if path}


def _check_consent(session: Session, row: RequestRow, new: NewItem) -> None:
    """A story of one's own only with consent and once approved; of a question the asker's words only with consent."""
    if row.state == RequestState.THROWN:
        raise NotAllowed("gone")
    if row.kind == RequestKind.CONTRIBUTION and row.moderation != Moderation.APPROVED:
        raise NotAllowed("not_approved")
    needs = row.kind == RequestKind.CONTRIBUTION or new.quotes
    if needs and not consents.may_play(session, row):
        raise NotAllowed("no_consent")


def _ensure_visitor(session: Session, by: str, now: datetime) -> None:
    """The speaker who is nobody in particular; editors may rename it as they like."""
    if session.get(SpeakerRow, VISITOR) is not None:
        return
    languages, sheet = list_languages(session), Sheet(SPEAKER, VISITOR)
    role = {code: ROLES.get(code, ROLES["en"]) for code in languages}
    drafts.save(session, sheet, {"name": NAMES.get(languages[0], NAMES["en"]), "role": role}, 0, by, now)
    publishing.publish(session, [sheet], by, now)
