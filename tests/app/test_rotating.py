"""The privacy key changes while people come and go: nothing is lost, nothing is written over, and one is told when."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from addresses.address import Address, Kind, read_chat
from addresses.keys import KeyRing, make_key
from addresses.words import WordBox
from app.house import House
from app.privacy_commands import tell
from app.rotating import AT_ONCE, OldMarks, Rotation, count_codes, count_old, count_stops, rotate
from app.tables import collect
from db.database import Database
from outbox import deliveries, stops
from outbox.deliveries import Owed
from outbox.tables import DeliveryRow
from tests.app.shell import Shell
from visitors import consents, inbox_words, notes, people, requests
from visitors.consents import ConsentRow
from visitors.notes import NoteRow
from visitors.people import Channel
from visitors.requests import Message, RequestRow

NOW = datetime(2026, 5, 18, 10, tzinfo=UTC)
OLD, NEW = make_key(), make_key()
BEFORE, AFTER, ONLY_NEW = KeyRing([OLD]), KeyRing([NEW, OLD]), KeyRing([NEW])
WORDS = WordBox([NEW, OLD])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/rotating.db")
    collect().create_all(made.engine)
    yield made
    made.close()


def number(n: int) -> Address:
    return Address(Kind.PHONE, f"+3311234{n:04}")


def ask(database: Database, ring: KeyRing, numbers: range) -> None:
    with database.writes() as session:
        for n in numbers:
            message = Message(f"RE{n}", "en", "phone", reply_to=ring.encrypt(number(n)))
            requests.keep(session, None, message, NOW)


def sealed(database: Database) -> list[str | None]:
    with database.reads() as session:
        return list(session.scalars(select(RequestRow.reply_to).order_by(RequestRow.id)))


def test_every_address_opens_with_new_key(database: Database) -> None:
    ask(database, BEFORE, range(AT_ONCE + 50))
    owed = Owed("answer/1/call", "answer", 1, "call", BEFORE.encrypt(number(7)), "en", "Europe/Paris")
    with database.writes() as session:
        deliveries.owe(session, owed, NOW)
    assert rotate(database, AFTER, WORDS) == Rotation(renewed=AT_ONCE + 51)
    with database.reads() as session:
        address = session.scalars(select(DeliveryRow.address)).one()
    assert ONLY_NEW.decrypt(address) == number(7)
    opened = [ONLY_NEW.decrypt(token or "") for token in sealed(database)]
    assert opened == [number(n) for n in range(AT_ONCE + 50)]


def test_second_time_changes_nothing(database: Database) -> None:
    ask(database, BEFORE, range(3))
    rotate(database, AFTER, WORDS)
    before = sealed(database)
    assert rotate(database, AFTER, WORDS) == Rotation()
    assert sealed(database) == before


class StoppedRing(KeyRing):
    """Somebody stops the command after some addresses."""

    left = 10

    def rotate(self, token: str) -> str:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().rotate(token)


def test_stopped_half_way_goes_on(database: Database) -> None:
    ask(database, BEFORE, range(AT_ONCE * 2))
    ring = StoppedRing([NEW, OLD])
    ring.left = AT_ONCE + 10
    with pytest.raises(KeyboardInterrupt):
        rotate(database, ring, WORDS)
    assert rotate(database, AFTER, WORDS) == Rotation(renewed=AT_ONCE)
    assert all(ONLY_NEW.decrypt(token or "") for token in sealed(database))


class CrossingRing(KeyRing):
    """Between reading and writing, somebody's request is answered and another number is given for the next."""

    database: Database
    crossed = False

    def rotate(self, token: str) -> str:
        if not self.crossed:
            self.crossed = True
            with self.database.writes() as session:
                session.execute(update(RequestRow).where(RequestRow.id == 1).values(reply_to=None))
                fresh = self.encrypt(number(999))
                session.execute(update(RequestRow).where(RequestRow.id == 2).values(reply_to=fresh))
        return super().rotate(token)


def test_what_others_wrote_meanwhile_stays(database: Database) -> None:
    ask(database, BEFORE, range(3))
    ring = CrossingRing([NEW, OLD])
    ring.database = database
    assert rotate(database, ring, WORDS) == Rotation(renewed=1, missed=2)
    first, second, third = sealed(database)
    assert first is None
    assert [ONLY_NEW.decrypt(token or "") for token in (second, third)] == [number(999), number(2)]


def test_visitors_write_while_it_runs(database: Database) -> None:
    ask(database, BEFORE, range(AT_ONCE * 3))
    busy = threading.Thread(target=ask, args=(database, AFTER, range(5000, 5100)))
    busy.start()
    rotate(database, AFTER, WORDS)
    busy.join()
    assert all(ONLY_NEW.decrypt(token or "") for token in sealed(database))
    assert len(sealed(database)) == AT_ONCE * 3 + 100


def test_lost_key_is_told_not_hidden(database: Database) -> None:
    ask(database, KeyRing([make_key()]), range(2))
    ask(database, BEFORE, range(2, 3))
    kept = sealed(database)[:2]
    assert rotate(database, AFTER, WORDS) == Rotation(renewed=1, lost=2)
    assert sealed(database)[:2] == kept


def test_old_marks_are_counted_until_met(database: Database) -> None:
    seen = [NOW - timedelta(days=300), NOW - timedelta(days=20), NOW]
    with database.writes() as session:
        for chat, moment in enumerate(seen):
            people.meet(session, Channel.CHAT, BEFORE.hashes(read_chat(chat)), moment)
        stops.stop(session, BEFORE.hashes(number(1)), "sms", NOW - timedelta(days=5))
    assert count_old(database, AFTER) == OldMarks(3, seen[0], seen[2])
    assert count_stops(database, AFTER) == 1
    with database.writes() as session:
        people.meet(session, Channel.CHAT, AFTER.hashes(read_chat(0)), NOW)
        people.meet(session, Channel.CHAT, AFTER.hashes(read_chat(77)), NOW)
    assert count_old(database, AFTER) == OldMarks(2, seen[1], seen[2])


def test_hash_of_first_version_counts_as_old(database: Database) -> None:
    """Then a hash did not tell its key; who comes again is known all the same."""
    untagged = AFTER.hashes(read_chat(5))[-1]
    with database.writes() as session:
        old = people.meet(session, Channel.CHAT, [untagged], NOW)
    assert count_old(database, AFTER).count == 1
    with database.writes() as session:
        assert people.meet(session, Channel.CHAT, AFTER.hashes(read_chat(5)), NOW).id == old.id
    assert count_old(database, AFTER).count == 0


def test_words_name_the_day_it_may_go() -> None:
    words = " ".join(tell(OldMarks(3, NOW - timedelta(days=9), NOW), 0, days=730))
    assert all(part in words for part in ("older key: 3", "2026-05-09", "2028-05-17"))
    assert "no calls or texts" in tell(OldMarks(0, None, None), 0, days=730, stops=2)[0]
    assert "may take it out" in tell(OldMarks(0, None, None), 0, days=730)[0]
    assert (
        tell(OldMarks(0, None, None), 4, days=730)[0] == "Withdrawal codes that only an older key knows: 4."
    )


def with_keys(database: Database, *keys: str) -> Database:
    """The same rows, read by a process with these keys."""
    return Database(str(database.engine.url), WordBox(keys))


def test_words_are_sealed_anew_and_found(database: Database) -> None:
    before, after, alone = (with_keys(database, *keys) for keys in ((OLD,), (NEW, OLD), (NEW,)))
    with before.writes() as session:
        who = people.meet(session, Channel.CHAT, ["c" * 64], NOW).id
        asked = requests.keep(session, who, Message("tg:1", "en", "chat", text="Who wound the clock?"), NOW)
        requests.send(session, asked, who, NOW)
        notes.add(session, asked, 1, "Ana", "ask the watchmaker", NOW)
        consent = ConsentRow(
            visitor_id=who,
            text_version=1,
            language="en",
            channel="chat",
            keys="1",
            agreed_at=NOW,
            name="Old Sam",
        )
        session.add(consent)
        session.flush()
        consents.give_code(session, consent, NOW)
        code = consents.read_code(session, consent, NOW)
    with database.writes() as session:  # what the first version wrote lies in the clear
        session.execute(text("UPDATE notes SET text = 'ask the watchmaker'"))
    assert rotate(after, AFTER, WORDS) == Rotation(renewed=3)
    assert rotate(after, AFTER, WORDS) == Rotation()
    assert count_codes(after, WORDS) == 1
    with after.reads() as session:
        assert consents.find_code(session, code) is not None
    with alone.reads() as session:
        assert session.get_one(RequestRow, asked).text == "Who wound the clock?"
        assert session.scalars(select(NoteRow.text)).all() == ["ask the watchmaker"]
        assert session.scalars(select(ConsentRow.name)).all() == ["Old Sam"]
        assert list(inbox_words.find(session, "clock", None, newest=True)) == [[asked]]
    for one in (before, after, alone):
        one.close()


def test_technician_rotates_at_the_shell(shell: Shell, house: House) -> None:
    old = house.settings.privacy_key[0]
    ask(house.database, KeyRing([old]), range(3))
    house.database.close()
    shell.takes(house.settings.model_copy(update={"privacy_key": (NEW, old)}))
    said = shell.runs("keys", "rotate")
    assert (said.code, "Encrypted anew: 3." in said.out, "take it out" in said.out) == (0, True, True), said
    with house.database.reads() as session:
        tokens = session.scalars(select(RequestRow.reply_to)).all()
    assert all(ONLY_NEW.decrypt(token or "") for token in tokens)
