"""Forget me: each table that knows visitors is emptied of one and of no other, save what others may hear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.tables import collect
from content.media import MediaStore
from content.tables import ItemRow, SpeakerRow
from db.database import Database
from hotline.clearing import Clearing
from outbox import stops
from outbox.tables import DeliveryRow, StopRow
from settings import make_settings
from staff.accounts import User
from tests.actors.museum import TurnedClock
from tests.visitors.conftest import NOW
from tests.visitors.everybody import Rows, arrive, list_lines, read_rows
from visitors import answer_drafts, consents, erasing, erasures, people, privacy, retention, worries
from visitors.consents import ConsentRow, MayPlay
from visitors.leftovers import LeftoverRow
from visitors.notes import NoteRow
from visitors.people import Channel, VisitorRow
from visitors.requests_table import RequestKind, RequestRow, RequestState
from visitors.worries import WorryRow

# What the forgetting does with every table: nobody adds one without deciding it here.
FORGOTTEN = {
    "visitors": "deleted",
    "heard": "deleted",
    "surveys": "deleted",
    "calls": "no visitor any more, and deleted two days later",
    "requests": "emptied, then deleted by the worker",
    "request_words": "deleted with the words",
    "answers": "emptied, then deleted by the worker",
    "answer_drafts": "emptied, then deleted by the worker",
    "notes": "deleted",
    "consents": "deleted, or nobody's any more where others hear the story",
    "worries": "deleted; while one is open it stays without the message",
    "deliveries": "taken back, without an address; what was brought stays as a count and a cost",
    "attempts": "they belong to a delivery, and name nothing at the carrier any more",
    "paces": "deleted",
    "link_tries": "deleted",
}
# These keep a row each: what is in it leads to nobody.
STAYS = {"worries": 1, "deliveries": 2, "attempts": 2}
KEPT = {
    "stops": "somebody's wish to be left alone, known by the keyed hash alone; it must outlive them",
    "leftovers": "what is to be deleted at the carrier, gone when that is done",
    "erasures": "how many went on which day",
    "tallies": "counts by day, of nobody",
    "updates": "numbers of updates, two days long; they name no chat",
    "trail": "what staff did: numbers of requests, never a word; what was made of a story is blotted out",
    "duty": "who of the staff is on duty",
    "topics": "what may be asked",
    "open_calls": "what the museum asks",
    "consent_texts": "what the museum asks",
    "heartbeats": "the worker",
    "telegram_files": "files of the museum",
    **dict.fromkeys(
        ("accounts", "roles", "roles_users", "passkeys", "link_codes", "staff_calls", "presences", "takes", "uploads",
         "upload_pieces"), "staff, and what they record",
    ),
    **dict.fromkeys(
        ("closings", "content_version", "drafts", "editions", "greetings", "item_texts", "items", "languages", "lines",
         "openings", "prompts", "recordings", "schedules", "search_words", "season_texts", "seasons", "series",
         "series_entries", "series_texts", "speaker_roles", "speakers", "steps", "thread_reasons", "threads"),
        "the museum's own; a story in it was published with consent, and is erased when it is taken back",
    ),
}  # fmt: skip
BRIEF = ("paces", "link_tries")  # of everybody, two days later
WORDS = (
    "a" * 64,
    "words of a",
    "transcript of a",
    "Name of a",
    "answer a",
    "note on a",
    "draft on a",
    "box-a",
)
NAMES = ("CAa", "REa", "call-a", "sms-a", "line-a")  # by which a carrier knows something


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/privacy.db")
    collect().create_all(made.engine)
    yield made
    made.close()


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore(str(tmp_path / "media"))


@pytest.mark.parametrize("table", sorted(collect().tables))
def test_every_table_is_decided(table: str) -> None:
    """All of them, whatever their columns are called: a new one fails until somebody has thought about it."""
    assert (table in FORGOTTEN) != (table in KEPT)


def test_lists_name_no_table_that_is_gone() -> None:
    assert set(FORGOTTEN) | set(KEPT) <= set(collect().tables)


class Lists:
    """The carrier's lists of calls and texts, of which two are ours."""

    def __init__(self, *sids: str) -> None:
        self.sids = set(sids)

    def list_old(self, kind: str, last: date) -> list[str]:
        return []

    def delete_record(self, kind: str, sid: str) -> None:
        self.sids.discard(sid)


def clear_up(database: Database, media: MediaStore, lists: Lists, days: int) -> None:
    """All that the worker does after a forgetting, some days later."""
    clock = TurnedClock(NOW + timedelta(days=days))
    carrier = Clearing(database, lists, clock, 30, ZoneInfo("UTC"))
    jobs = (
        lambda: erasing.erase_next(database, media),
        lambda: answer_drafts.sweep_next(database, media, clock),
        carrier.clear_next,
    )
    while any(job() for job in jobs):
        pass
    with database.writes() as session:
        erasing.sweep(session, clock.now())
    retention.retain(database, make_settings({}), clock)


def test_nothing_is_left_in_any_table_or_file(database: Database, media: MediaStore) -> None:
    """Walks over all of them: what is there after somebody came and went is what was there before."""
    with database.writes() as session:
        arrive(session, "b", media=media)
    before, files = read_rows(database), sorted(media.paths())
    with database.writes() as session:
        who, _ = arrive(session, "a", media=media)
    there, lists = read_rows(database), Lists("CAa", "call-a", "sms-a", "CAb", "call-b", "sms-b")
    assert {table for table in FORGOTTEN if there[table] == before[table]} == set(), "nobody fills these"
    assert len(list(media.paths())) == 2 * len(files) > 0
    with database.writes() as session:
        privacy.forget(session, who, NOW)
    clear_up(database, media, lists, days=1)
    at_once = read_rows(database)
    assert sorted(media.paths()) == files
    assert lists.sids == {"CAb", "call-b", "sms-b"}
    clear_up(database, media, lists, days=3)
    after = read_rows(database)
    for table in set(FORGOTTEN) - set(BRIEF):
        mine = Counter(map(repr, after[table])) - Counter(map(repr, before[table]))
        assert (mine.total(), set(before[table]) - set(after[table])) == (STAYS.get(table, 0), set()), table
    assert find_marks(at_once, WORDS) == []
    assert find_marks(after, (*WORDS, *NAMES)) == []


def find_marks(rows: Rows, marks: tuple[str, ...]) -> list[str]:
    """Rows in which something of the first visitor stands, but for what is to stay."""
    lines = [line for line in list_lines(rows) if not line.startswith("stops:") and "fear for" not in line]
    return [line for line in lines if any(mark in line for mark in marks)]


def test_others_keep_everything(database: Database) -> None:
    with database.writes() as session:
        arrive(session, "b")
    before = read_rows(database)
    with database.writes() as session:
        who, _ = arrive(session, "a")
    with database.writes() as session:
        privacy.forget(session, who, NOW)
    after = read_rows(database)
    assert [line for line in list_lines(before) if line not in set(list_lines(after))] == []


def test_what_is_on_its_way_forgets_its_address(database: Database) -> None:
    with database.writes() as session:
        who, _ = arrive(session, "a")
        privacy.forget(session, who, NOW)
    with database.reads() as session:
        rows = session.scalars(select(DeliveryRow).order_by(DeliveryRow.id)).all()
        assert [(row.channel, row.state, row.address, row.who) for row in rows] == [
            ("call", "cancelled", "", None),
            ("sms", "sent", "", None),
        ]
        assert sorted(session.scalars(select(LeftoverRow.sid))) == ["CAa", "call-a", "sms-a"]


def test_log_counts_the_forgotten(database: Database) -> None:
    with database.writes() as session:
        for letter in "ab":
            who, _ = arrive(session, letter)
            privacy.forget(session, who, NOW)
            privacy.forget(session, who, NOW)
        log = erasures.list_erasures(session, NOW.date(), NOW.date())
        assert [(row.kind, row.count) for row in log] == [("forgotten", 2)]


def test_open_worry_waits_without_the_message(database: Database) -> None:
    with database.writes() as session:
        who, _ = arrive(session, "a")
        privacy.forget(session, who, NOW)
        (row,) = session.scalars(select(WorryRow)).all()
        assert (row.request, row.state) == (None, worries.WorryState.RAISED)


def become(session: Session, row: RequestRow, state: str) -> None:
    """An item was made of it."""
    session.add(SpeakerRow(slug="visitor", position=9, name="A visitor"))
    session.flush()
    session.add(
        ItemRow(
            number=777, kind="story", speaker="visitor", intent="story", audience="all", state=state, rights="",
            sources=[], changed_at=NOW,
        )
    )  # fmt: skip
    session.flush()
    row.became = 777


def test_published_story_stays_nobodys(database: Database) -> None:
    with database.writes() as session:
        who, request = arrive(session, "a", RequestKind.CONTRIBUTION)
        row = session.get_one(RequestRow, request)
        become(session, row, "published")
        consents.give_code(session, session.get_one(ConsentRow, row.consent), NOW)
        privacy.forget(session, who, NOW)
        session.refresh(row)
        assert (row.text, row.became, row.state) == ("words of a", 777, RequestState.SENT)
        assert {getattr(row, name) for name in privacy.NOBODYS} == {None}
        (consent,) = session.scalars(select(ConsentRow)).all()
        assert (consent.visitor_id, consent.salt, consent.name) == (None, "", "Name of a")
        assert consent.code is not None
        assert session.scalars(select(NoteRow)).all() == []
        parts = session.scalars(select(RequestRow).where(RequestRow.part_of == request)).all()
        assert {part.kind for part in parts} == {RequestKind.NAME, RequestKind.PICTURE}
        assert {(part.visitor_id, part.state) for part in parts} == {(None, RequestState.PART)}


@pytest.mark.parametrize(
    ("may_play", "state"),
    [
        (MayPlay.MUSEUM, "published"),
        (MayPlay.UNSAID, "published"),
        (MayPlay.OTHERS, "draft"),
        (MayPlay.OTHERS, "withdrawn"),
    ],
)
def test_unpublished_story_goes_all_the_same(database: Database, may_play: MayPlay, state: str) -> None:
    """Also one of which an item was made that nobody hears: its words go with it."""
    with database.writes() as session:
        who, request = arrive(session, "a", RequestKind.CONTRIBUTION)
        row = session.get_one(RequestRow, request)
        become(session, row, state)
        session.get_one(ConsentRow, row.consent).may_play = may_play
        privacy.forget(session, who, NOW)
        session.refresh(row)
        assert (row.text, row.state) == ("", RequestState.THROWN)


def test_forgetting_twice_changes_nothing(database: Database) -> None:
    with database.writes() as session:
        who, _ = arrive(session, "a")
        privacy.forget(session, who, NOW)
    before = read_rows(database)
    with database.writes() as session:
        privacy.forget(session, who, NOW)
    assert read_rows(database) == before


def test_who_comes_again_is_under_the_new_key(database: Database) -> None:
    old, new = "0" * 64, "1" * 64
    with database.writes() as session:
        who = people.meet(session, Channel.CHAT, [old], NOW).id
        session.add(User(id=1, email="a@b.example", name="Ana", active=True, fs_uniquifier="a", chat=old))
        stops.stop(session, [old], "sms", NOW)
        stops.stop(session, [old], "call", NOW)
        stops.stop(session, [new], "sms", NOW)
        privacy.rekey(session, [new, old])
    with database.reads() as session:
        assert session.get_one(VisitorRow, who).key == new
        assert session.get_one(User, 1).chat == new
        assert sorted((row.who, row.channel) for row in session.scalars(select(StopRow))) == [
            (new, "call"),
            (new, "sms"),
        ]
