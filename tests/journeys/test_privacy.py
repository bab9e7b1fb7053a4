"""A day with a caller, a chatter and staff: then the database and the logs are searched for anybody in them."""

from __future__ import annotations

import io
import json
import logging
import re
import sqlite3
import zipfile
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import select

from addresses.keys import KeyRing, make_key
from addresses.words import WordBox
from app.factory import create_app
from app.logs import start_logs
from app.outboxes import open_outbox
from app.rotating import count_old, rotate
from app.worker import Worker, make_bringing, make_errands
from staff.people import Person
from staff.roles import Role
from tests.actors.museum import Museum, open_museum
from tests.actors.staff import Staff, employ
from visitors import answers, notes, requests, worries
from visitors.answers_letters import Answers
from visitors.exporting import NAME
from visitors.people import VisitorRow
from visitors.requests_table import RequestRow

ANA, BO = "+441632960207", "+441632960208"
QUESTION = "Does anybody dust the dinosaurs, please? My name is Philippa Featherstonehaugh."
ANSWER = "Every Monday, with a brush made of goat hair."
SECRETS = ("dinosaurs", "Philippa", "Featherstonehaugh", "goat hair", "watchmaker", "sounded lonely")


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """Logs as a service writes them, down to the smallest, into what the test may read."""
    handlers, level = logging.root.handlers[:], logging.root.level
    start_logs()
    logging.root.setLevel(logging.DEBUG)
    yield capsys
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def ask_by_phone(museum: Museum, number: str) -> None:
    ana = museum.phone().dials(number)
    ana.presses("3", after=1)
    ana.waits_for("record")
    ana.says(6.0)
    ana.waits_until("To send it, press 1")
    ana.presses("1")
    ana.waits_until("Your ticket is")
    ana.hangs_up()


def wish_for_a_call(museum: Museum, number: str) -> None:
    bo = museum.phone().dials(number)
    bo.presses("0", after=1)
    bo.waits_until("To be called back, press 1")
    bo.presses("1")
    bo.waits_until("ticket")
    bo.hangs_up()


def answer_all(museum: Museum, by: Person) -> None:
    """Staff write a note, worry a little, and answer everything."""
    now = museum.clock.now()
    with museum.house.database.writes() as session:
        for row in requests.newest(session):
            notes.add(session, row.id, by.id, by.name, "ask the watchmaker", now)
            worries.raise_worry(session, row.id, by.id, by.name, "sounded lonely", now)
            answers.answer(session, row.id, answers.Answer(ANSWER), by, now, zone="Europe/Paris")


def bring(museum: Museum) -> None:
    house = museum.house
    outbox = open_outbox(house, Answers())
    Worker(house, [*make_errands(house), *make_bringing(house, outbox)]).drain()


def live_a_day(museum: Museum) -> int:
    """Everybody comes; the chat's number is given back."""
    ask_by_phone(museum, ANA)
    wish_for_a_call(museum, BO)
    rosa = museum.chat("Rosa").opens()
    rosa.says(QUESTION)
    rosa.presses("1")
    email = employ(museum.house, "Joseph", Role.ADMIN)
    desk = Staff(create_app(museum.house), email)
    assert desk.see("/desk/").status_code == 200
    museum.work()
    answer_all(museum, Person(1, "Joseph", email, frozenset({Role.ADMIN})))
    bring(museum)
    assert ANSWER in rosa.reads_all()
    museum.phone().texts("hello?", from_=ANA)
    return int(rosa.person["id"])


def dump(museum: Museum) -> str:
    """The whole database as its owner's tools write it, and the raw bytes of its files with what was not yet tidied."""
    folder = museum.house.settings.data_dir
    with sqlite3.connect(folder / "museline.db") as connection:
        plain = "\n".join(connection.iterdump())
    raw = b"".join(path.read_bytes() for path in sorted(folder.glob("museline.db*")))
    return plain + raw.decode("latin-1")


def find_secrets(text: str, chat: int) -> list[str]:
    """Which numbers, names and words of visitors stand in a text, however they are written."""
    found = [word for word in SECRETS if word.lower() in text.lower()]
    for number in (ANA, BO):
        national = number.removeprefix("+44")
        spaced = r"[\s().-]*".join(national)
        found += [number] if re.search(spaced, text) else []
    return found + ([f"chat {chat}"] if re.search(rf"(?<!\d){chat}(?!\d)", text) else [])


def test_search_finds_what_is_there() -> None:
    """The searcher itself is tried: a search that finds nothing proves nothing."""
    assert find_secrets("called 01632 960 207", 5) == [ANA]
    assert find_secrets("goat HAIR", 5) == ["goat hair"]
    assert find_secrets("chat=42,", 42) == ["chat 42"]
    assert find_secrets("nothing, 421", 42) == []


def test_dump_and_logs_hold_nobody(museum: Museum, logged: pytest.CaptureFixture[str]) -> None:
    chat = live_a_day(museum)
    with museum.house.database.reads() as session:
        assert len(session.scalars(select(RequestRow)).all()) == 3
    said, written = "".join(logged.readouterr()), dump(museum)
    assert (len(str(chat)) > 6, "Joseph" in written, "asyncio" in said) == (True, True, True)
    assert find_secrets(written, chat) == []
    assert find_secrets(said, chat) == []


def test_media_names_tell_nothing(museum: Museum) -> None:
    chat = live_a_day(museum)
    assert find_secrets("\n".join(museum.house.media.paths()), chat) == []


def test_chatter_gets_all_as_one_file(museum: Museum) -> None:
    rosa = museum.chat("Rosa").opens()
    rosa.says(QUESTION)
    rosa.presses("1")
    rosa.says("/mydata")
    assert "What we have of yours" in rosa.sees()
    rosa.presses("3")
    assert "Here is all we keep about you" in rosa.sees()
    document = next(one["document"] for one in reversed(rosa.messages()) if "document" in one)
    with zipfile.ZipFile(io.BytesIO(rosa.http.get(document["url"]).content)) as archive:
        data = json.loads(archive.read(NAME))
    assert QUESTION in json.dumps(data, ensure_ascii=False)
    assert data["parts"][3]["what"].startswith("What you sent us")


def test_caller_hears_what_is_kept_and_ends_it(museum: Museum) -> None:
    ask_by_phone(museum, ANA)
    museum.work()
    ana = museum.phone().dials(ANA)
    ana.presses("7", after=1)
    ana.waits_until("what we keep about you")
    ana.presses("1")
    ana.waits_until("2 years without a visit")
    ana.presses("3")
    ana.waits_until("messages, one")
    ana.presses("1")
    ana.waits_until("To delete it, 1")
    ana.presses("1")
    ana.hangs_up()
    museum.work()
    with museum.house.database.reads() as session:
        assert requests.newest(session) == []
        assert session.scalars(select(RequestRow.visitor_id)).all() == [None]
    assert find_secrets(dump(museum), 10**12) == []


def test_key_changes_while_doors_are_open(museum: Museum) -> None:
    """The doors know both keys; all is sealed anew under the first while somebody rings, who is known again."""
    ask_by_phone(museum, ANA)
    museum.work()
    both = (make_key(), museum.house.settings.privacy_key[0])
    ring, words = KeyRing(both), WordBox(both)
    with open_museum(museum.house.settings.data_dir, privacy_key=both) as renewed:
        database = renewed.house.database
        assert count_old(database, ring).count == 1
        ana = renewed.phone().dials(ANA)
        assert rotate(database, ring, words).renewed >= 1
        ana.presses("3", after=1)
        ana.waits_for("record")
        ana.hangs_up()
        assert count_old(database, ring).count == 0
        with database.reads() as session:
            [row] = session.scalars(select(VisitorRow)).all()
            [asked] = requests.newest(session)
            assert (asked.visitor_id, row.key.endswith(ring.tag)) == (row.id, True)
            assert KeyRing(both[:1]).decrypt(asked.reply_to or "").value == ANA
