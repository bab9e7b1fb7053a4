"""A day with a caller, a chatter and staff: then the database and the logs are searched for anybody in them."""

from __future__ import annotations

import io
import json
import logging
import sqlite3
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from flask import Flask
from sqlalchemy import select, text

from addresses.keys import KeyRing, make_key
from addresses.words import WordBox
from app.backup import write_backup
from app.factory import create_app
from app.house import open_house
from app.logs import start_logs
from app.outboxes import open_outbox
from app.restoring import read_backup
from app.rotating import count_old, rotate
from app.worker import Worker, make_bringing, make_errands
from staff.people import Person
from staff.roles import Role
from tests.actors.museum import Museum, make_settings, open_museum
from tests.actors.staff import Staff, employ
from tests.content.cluster import Cluster
from tests.journeys.secrets import find_secrets
from visitors import answers, notes, requests, worries
from visitors.answers_letters import Answers
from visitors.exporting import NAME
from visitors.people import VisitorRow
from visitors.requests_table import RequestRow

ANA, BO, STRANGER = "+441632960207", "+441632960208", "+441632960209"
QUESTION = "Does anybody dust the dinosaurs, please? My name is Zoë Philippa Featherstonehaugh."
LOST = "While you were away I wanted to ask about the rhinoceros in the cellar."
ANSWER = "Every Monday, with a brush made of goat hair."
WORDS = (
    QUESTION, LOST, ANSWER, "dinosaurs", "Zoë Philippa", "Featherstonehaugh", "goat hair", "watchmaker",
    "sounded lonely", "rhinoceros", "wolpertinger", "Rosalind-Quill",
)  # fmt: skip
NUMBERS = (ANA, BO, STRANGER)
TALKERS = (
    "asyncio", "gunicorn.access", "httpcore", "httpx", "requests", "sqlalchemy.engine", "sqlalchemy.pool", "telegram",
    "telegram.ext", "twilio", "twilio.http_client", "urllib3", "urllib3.connectionpool", "werkzeug", "_granian",
)  # fmt: skip


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """Logs as a service writes them; and whoever may speak has been told to speak as much as they can."""
    handlers, level, hooks = (
        logging.root.handlers[:],
        logging.root.level,
        (sys.excepthook, threading.excepthook),
    )
    start_logs()
    names = {*logging.root.manager.loggerDict, *TALKERS}
    before = {name: logging.getLogger(name).level for name in names}
    for logger in (logging.root, *map(logging.getLogger, names)):
        logger.setLevel(logging.DEBUG)
    yield capsys
    structlog.reset_defaults()
    for name, kept in before.items():
        logging.getLogger(name).setLevel(kept)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks


def log_access(app: Flask) -> None:
    """A line for each request as servers and proxies before us write them: its address, where from, with what."""
    inner = app.wsgi_app

    def outer(environ: dict[str, str], start: object) -> object:
        told = [
            environ.get(name, "-")
            for name in ("REQUEST_METHOD", "RAW_URI", "HTTP_REFERER", "HTTP_USER_AGENT")
        ]
        told[1:1] = [environ.get("REQUEST_URI", "-"), environ.get("QUERY_STRING", "-")]
        print("access", *told, file=sys.stderr)
        return inner(environ, start)

    app.wsgi_app = outer  # type: ignore[method-assign]


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
    """Everybody comes, and some things go wrong; the chat's number is given back."""
    ask_by_phone(museum, ANA)
    wish_for_a_call(museum, BO)
    rosa = museum.chat("Rosalind-Quill").opens()
    rosa.says(QUESTION)
    rosa.presses("1")
    email = employ(museum.house, "Joseph", Role.ADMIN)
    app = create_app(museum.house)
    log_access(app)
    desk = Staff(app, email)
    assert desk.see("/desk/inbox").status_code == 200
    museum.work()
    answer_all(museum, Person(1, "Joseph", email, frozenset({Role.ADMIN})))
    break_down(museum, desk)
    bring(museum)
    museum.phone().texts("Is the wolpertinger hello?", from_=ANA)
    return int(rosa.person["id"])


def break_down(museum: Museum, desk: Staff) -> None:
    """A table is missing for a while: in a call, in the chat, at the desk, in the worker. Then the carriers fail."""
    engine = museum.house.database.engine
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE requests RENAME TO mislaid"))
    museum.phone().dials(STRANGER).presses("3", after=1).hangs_up()
    museum.chat("Rosalind-Quill").says(LOST)
    assert desk.see("/desk/inbox?words=keys").status_code == 500
    museum.work()
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE mislaid RENAME TO requests"))


def blurt_out() -> None:
    """A library warns of an address with a number in it, and a thread ends with words of a visitor's."""
    logging.getLogger("urllib3").warning("Retrying after %r: %s", "reset", f"/Calls.json?To=%2B{ANA[1:]}")
    whole = f"bad request: {LOST}"
    logging.getLogger("telegram").error(whole)
    try:
        {}[LOST]  # type: ignore[var-annotated]
    except KeyError as error:
        logging.getLogger("werkzeug").exception("%s", LOST)
        threading.excepthook(threading.ExceptHookArgs((KeyError, error, error.__traceback__, None)))


def dump(museum: Museum) -> bytes:
    """The whole database as its owner's tools write it, and the raw bytes of its files with what was not yet tidied."""
    folder = museum.house.settings.data_dir
    with sqlite3.connect(folder / "museline.db") as connection:
        plain = "\n".join(connection.iterdump())
    raw = b"".join(path.read_bytes() for path in sorted(folder.glob("museline.db*")))
    return plain.encode() + raw


def test_search_finds_what_is_there() -> None:
    """The searcher itself is tried: a search that finds nothing proves nothing."""
    for data in (
        "called 01632 960 207", "%2B441632960207", "tel:+44-1632-960207", "MTYzMjk2MDIwNw==", "xMTYzMjk2MDIwNw==",
        ANA.encode().hex(),
    ):  # fmt: skip
        assert find_secrets(data.encode(), (), NUMBERS) == [ANA], data
    for data in (
        "zoë PHILIPPA",
        "zo\\u00eb philippa",
        "zo%C3%AB+philippa",
        "Wm/DqyBQaGlsaXBwYS4=",
        "zo&euml;",
    ):
        assert bool(find_secrets(data.encode(), ("Zoë Philippa",), ())) is (data != "zo&euml;"), data
    assert find_secrets(b"chat=42,", (), (), (42,)) == ["chat 42"]
    assert find_secrets(b"nothing, 421", WORDS, NUMBERS, (42,)) == []


def test_dump_and_logs_hold_nobody(museum: Museum, logged: pytest.CaptureFixture[str]) -> None:
    chat = live_a_day(museum)
    blurt_out()
    with museum.house.database.reads() as session:
        assert len(session.scalars(select(RequestRow)).all()) == 3
    said, written = "".join(logged.readouterr()), dump(museum)
    assert b"Joseph" in written
    for line in ("a step of a call failed", "an update could not be answered", "a page failed", "a job failed",
                 "WARNING urllib3 Retrying after %r: %s", "museline: KeyError at", "access GET"):  # fmt: skip
        assert line in said, line
    assert find_secrets(written, WORDS, NUMBERS, (chat,)) == []
    assert find_secrets(said.encode(), WORDS, NUMBERS, (chat,)) == []


@pytest.mark.postgres
def test_dump_of_postgresql_holds_nobody(
    tmp_path: Path, filled: Path, logged: pytest.CaptureFixture[str]
) -> None:
    with Cluster() as cluster:
        move(filled, tmp_path, cluster.url)
        with open_museum(tmp_path / "museum", database_url=cluster.url) as museum:
            chat = live_a_day(museum)
            written = cluster.dump()
        log = (cluster.folder / "log").read_bytes()
    said = "".join(logged.readouterr())
    assert b"Joseph" in written
    for data in (written, said.encode()):
        assert find_secrets(data, WORDS, NUMBERS, (chat,)) == []
    assert find_secrets(log, WORDS, NUMBERS, ()) == []


def move(filled: Path, folder: Path, url: str) -> None:
    """The filled museum into another database."""
    old, new = (
        open_house(make_settings(filled)),
        open_house(make_settings(folder / "museum", database_url=url)),
    )
    write_backup(old, folder / "moved.tar.gz")
    read_backup(new, folder / "moved.tar.gz")
    for house in (old, new):
        house.database.close()


def test_backup_holds_words_but_no_number(museum: Museum, tmp_path: Path) -> None:
    """As the document about privacy says: no number and no chat; messages can be read."""
    chat = live_a_day(museum)
    write_backup(museum.house, tmp_path / "kept.tar.gz")
    with tarfile.open(tmp_path / "kept.tar.gz") as archive:
        tables = [archive.extractfile(name) for name in archive.getnames() if name.startswith("tables/")]
        written = b"".join(file.read() for file in tables if file)
    assert QUESTION in find_secrets(written, WORDS, ())
    assert find_secrets(written, (), NUMBERS, (chat,)) == []


def test_media_names_tell_nothing(museum: Museum) -> None:
    chat = live_a_day(museum)
    assert find_secrets("\n".join(museum.house.media.paths()).encode(), WORDS, NUMBERS, (chat,)) == []


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
    assert find_secrets(dump(museum), WORDS, NUMBERS) == []


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
