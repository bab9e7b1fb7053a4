"""What somebody agreed to, step by step, and the eight digits by which they take it back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from addresses.keys import make_key
from tests.visitors.reception import NOW, Reception
from visitors import consents, contributions
from visitors.consents import READ_AGAIN, UNUSED, ConsentRow, MayPlay
from visitors.memory import Memory
from visitors.requests import RequestKind, RequestRow

OTHERS, MUSEUM, UNSAID = MayPlay.OTHERS, MayPlay.MUSEUM, MayPlay.UNSAID


def give(reception: Reception, consent: int) -> str:
    """The code, made or read again."""

    def work(session: Session) -> str:
        row = session.get_one(ConsentRow, consent)
        consents.give_code(session, row, reception.now)
        return consents.read_code(session, row, reception.now)

    return reception.does(work)


def find(reception: Reception, digits: str) -> int | None:
    row = reception.does(consents.find_code, digits)
    return row.id if row else None


def agreed(reception: Reception, name: str = "rosa") -> int:
    number = reception.tells(reception.opens(), name=name)
    return reception.row(number).consent or 0


@pytest.mark.parametrize(
    ("said", "keys", "at"),
    [
        ([(OTHERS, "1")], "11", 0),
        ([(OTHERS, "1"), (OTHERS, "1")], "11", 0),
        ([(OTHERS, "1"), (MUSEUM, "2")], "112", 1),
        ([(MUSEUM, "")], "1", 0),
        ([(UNSAID, "")], "1", 0),
        ([(OTHERS, "1"), (MUSEUM, "2")] * 12, ("1" + "12" * 12)[:20], 23),
    ],
)
def test_keys_and_moment_are_kept(
    reception: Reception, said: list[tuple[MayPlay, str]], keys: str, at: int
) -> None:
    consent = reception.agrees(reception.opens())
    for minute, (answer, key) in enumerate(said):
        with reception.database.writes() as session:
            consents.decide(
                session.get_one(ConsentRow, consent), answer, key, NOW + timedelta(minutes=minute)
            )
    row = reception.rows(ConsentRow)[0]
    assert (row.keys, row.may_play) == (keys, said[-1][0])
    assert row.decided_at == NOW + timedelta(minutes=at)


@pytest.mark.parametrize(
    ("answer", "withdrawn", "plays"),
    [(OTHERS, False, True), (OTHERS, True, False), (MUSEUM, False, False), (UNSAID, False, False)],
)
def test_only_a_yes_lets_others_hear(
    reception: Reception, answer: MayPlay, withdrawn: bool, plays: bool
) -> None:
    number = reception.tells(reception.opens(), answer)
    with reception.database.writes() as session:
        row = session.get_one(RequestRow, number)
        consent = consents.of_request(session, row)
        assert consent
        consent.withdrawn_at = NOW if withdrawn else None
        assert consents.may_play(session, row) is plays
        other = session.get_one(RequestRow, reception_asks(session, row))
        assert not consents.may_play(session, other)


def reception_asks(session: Session, like: RequestRow) -> int:
    """Another request, about which nobody agreed to anything."""
    row = RequestRow(
        kind=RequestKind.QUESTION, state="sent", channel="phone", language="en", origin="x", asked_at=NOW
    )
    session.add(row)
    session.flush()
    assert row.id != like.id
    return row.id


def test_code_is_eight_digits_and_one(reception: Reception) -> None:
    codes = {give(reception, agreed(reception, f"n{number}")) for number in range(8)}
    assert len(codes) == 8
    assert all(len(code) == 8 and code.isdecimal() and code[0] != "0" for code in codes)


def test_code_is_made_once_and_found(reception: Reception) -> None:
    consent = agreed(reception)
    code = give(reception, consent)
    assert give(reception, consent) == code
    assert find(reception, code) == consent
    assert find(reception, str((int(code) + 1) % 10**8)) is None
    assert find(reception, "") is None


def test_database_holds_no_code(reception: Reception) -> None:
    code = give(reception, agreed(reception))
    row = reception.rows(ConsentRow)[0]
    assert row.code
    assert len(row.code) == 64
    assert code not in reception.dumps("consents")


def test_stranger_with_database_makes_no_code(reception: Reception) -> None:
    """The salt alone is of no use: every code of eight digits could be tried against a plain hash of it."""
    code = give(reception, agreed(reception))
    stranger = Reception(str(reception.database.engine.url))
    with stranger.database.reads() as session:
        assert consents.read_code(session, session.get_one(ConsentRow, 1), NOW) == ""
        assert consents.find_code(session, code) is None
    stranger.close()


@pytest.mark.parametrize(("later", "reads"), [(timedelta(minutes=119), True), (READ_AGAIN, False)])
def test_code_is_read_again_for_two_hours(reception: Reception, later: timedelta, reads: bool) -> None:
    consent = agreed(reception)
    code = give(reception, consent)
    reception.now += later
    assert give(reception, consent) == (code if reads else "")
    assert find(reception, code) == consent


def test_code_survives_a_new_key(tmp_path: Path) -> None:
    """Read out and used, it is the one that was given under the older key."""
    url, old = f"sqlite:///{tmp_path}/keys.db", make_key()
    before = Reception(url, [old])
    consent = agreed(before)
    code = give(before, consent)
    before.close()
    after = Reception(url, [make_key(), old])
    assert (give(after, consent), find(after, code)) == (code, consent)
    after.close()


def test_used_code_leads_nowhere(reception: Reception) -> None:
    consent = agreed(reception)
    code = give(reception, consent)
    assert reception.does(contributions.withdraw, consent, NOW)
    assert find(reception, code) is None
    assert give(reception, consent) == ""


@pytest.mark.parametrize(("name", "reads"), [("rosa", True), ("otto", False)])
def test_only_its_owner_hears_it(reception: Reception, name: str, reads: bool) -> None:
    consent = agreed(reception)
    code = give(reception, consent)
    seen = Memory(reception.database, reception.visits(name)).consent(consent, NOW)
    assert seen
    assert (seen.code, seen.mine) == ((code, True) if reads else ("", False))


# What became of a consent, and after how long -> whether it is still there.
SWEPT = [
    ("nothing", UNUSED - timedelta(hours=1), True),
    ("nothing", UNUSED + timedelta(hours=1), False),
    ("told", timedelta(days=400), True),
    ("withdrawn", timedelta(days=400), True),
]


@pytest.mark.parametrize(("what", "later", "stays"), SWEPT)
def test_unused_consents_are_swept(reception: Reception, what: str, later: timedelta, stays: bool) -> None:
    consent = reception.agrees(reception.opens()) if what == "nothing" else agreed(reception)
    if what == "withdrawn":
        reception.does(contributions.withdraw, consent, NOW)
    reception.does(consents.sweep, NOW + later)
    assert [row.id for row in reception.rows(ConsentRow)] == ([consent] if stays else [])


def test_salt_is_swept_when_nobody_may_read(reception: Reception) -> None:
    give(reception, agreed(reception))
    reception.does(consents.sweep, NOW + READ_AGAIN)
    assert reception.rows(ConsentRow)[0].salt
    reception.does(consents.sweep, NOW + READ_AGAIN + timedelta(seconds=1))
    assert reception.rows(ConsentRow)[0].salt == ""
    assert reception.rows(ConsentRow)[0].code


def test_request_of_a_consent_is_found(reception: Reception) -> None:
    number = reception.tells(reception.opens())
    consent = reception.row(number).consent or 0
    found = reception.does(consents.find_request, consent)
    assert found
    assert found.id == number
    reception.does(contributions.withdraw, consent, NOW)
    assert reception.does(consents.find_request, consent) is None
