"""Whose hands a request is in: nobody takes what another has, and what is done stays done until it is reopened."""

from __future__ import annotations

import pytest

from tests.visitors.reception import ANA, BEN, CLEO, NOW, Reception
from visitors import contributions, inbox
from visitors.contributions import Moderation
from visitors.requests import RequestState

FREE, MINE, OTHERS = None, ANA.id, BEN.id
SENT, UNSURE = RequestState.SENT, RequestState.UNCONFIRMED
ANSWERED, CLOSED, THROWN = RequestState.ANSWERED, RequestState.CLOSED, RequestState.THROWN
DRAFT = RequestState.DRAFT
# What Ana does to a request in a state and in somebody's hands -> whether it is done, and in whose hands it is then.
COURSES = [
    ("claim", SENT, FREE, True, MINE),
    ("claim", UNSURE, FREE, True, MINE),
    ("claim", SENT, MINE, True, MINE),
    ("claim", SENT, OTHERS, False, OTHERS),
    ("claim", ANSWERED, FREE, False, FREE),
    ("claim", CLOSED, MINE, False, MINE),
    ("claim", DRAFT, FREE, False, FREE),
    ("claim", THROWN, FREE, False, FREE),
    ("release", SENT, MINE, True, FREE),
    ("release", SENT, OTHERS, False, OTHERS),
    ("release", SENT, FREE, False, FREE),
    ("release", ANSWERED, MINE, False, MINE),
    ("hand_over", SENT, MINE, True, CLEO.id),
    ("hand_over", SENT, FREE, True, CLEO.id),
    ("hand_over", SENT, OTHERS, False, OTHERS),
    ("hand_over", CLOSED, MINE, False, MINE),
    ("close", SENT, FREE, True, MINE),
    ("close", UNSURE, MINE, True, MINE),
    ("close", SENT, OTHERS, False, OTHERS),
    ("close", ANSWERED, MINE, False, MINE),
    ("close", CLOSED, MINE, False, MINE),
    ("close", THROWN, FREE, False, FREE),
]


@pytest.mark.parametrize(("deed", "state", "holder", "done", "after"), COURSES)
def test_hands_are_respected(
    reception: Reception, deed: str, state: RequestState, holder: int | None, done: bool, after: int | None
) -> None:
    number = reception.asks()
    with reception.database.writes() as session:
        row = session.get_one(inbox.RequestRow, number)
        row.state, row.claimed_by = state, holder
    deeds = {
        "claim": lambda session: inbox.claim(session, number, ANA.id, NOW),
        "release": lambda session: inbox.release(session, number, ANA.id),
        "hand_over": lambda session: inbox.hand_over(session, number, ANA.id, CLEO.id, NOW),
        "close": lambda session: inbox.close(session, number, ANA.id, NOW),
    }
    assert reception.does(deeds[deed]) is done
    assert reception.row(number).claimed_by == after


@pytest.mark.parametrize("deed", ["claim", "release", "close", "reopen", "set_due", "write_transcript"])
def test_nothing_happens_to_what_never_was(reception: Reception, deed: str) -> None:
    deeds = {
        "claim": lambda session: inbox.claim(session, 99, ANA.id, NOW),
        "release": lambda session: inbox.release(session, 99, ANA.id),
        "close": lambda session: inbox.close(session, 99, ANA.id, NOW),
        "reopen": lambda session: inbox.reopen(session, 99),
        "set_due": lambda session: inbox.set_due(session, 99, NOW.date()),
        "write_transcript": lambda session: inbox.write_transcript(session, 99, "words", is_draft=False),
    }
    assert reception.does(deeds[deed]) is False


def test_claim_remembers_since_when(reception: Reception) -> None:
    number = reception.asks()
    reception.does(inbox.claim, number, ANA.id, NOW)
    assert reception.row(number).claimed_at == NOW
    reception.does(inbox.release, number, ANA.id)
    assert reception.row(number).claimed_at is None


def test_closing_forgets_where_to_answer(reception: Reception) -> None:
    number = reception.asks()
    assert reception.row(number).reply_to
    reception.does(inbox.close, number, ANA.id, NOW)
    closed = reception.row(number)
    assert (closed.state, closed.done_at, closed.reply_to) == (CLOSED, NOW, None)


def test_closed_too_early_waits_again(reception: Reception) -> None:
    number = reception.asks()
    reception.does(inbox.close, number, ANA.id, NOW)
    assert reception.does(inbox.reopen, number)
    assert (reception.row(number).state, reception.row(number).done_at) == (SENT, None)
    assert not reception.does(inbox.reopen, number)


def test_answered_is_not_reopened(reception: Reception) -> None:
    number = reception.asks()
    reception.answers(number)
    assert not reception.does(inbox.reopen, number)


def test_story_is_judged_and_never_closed(reception: Reception) -> None:
    """Closed, it would wait to be listened to for ever, and be kept for ever."""
    number = reception.tells(reception.opens())
    assert not reception.does(inbox.close, number, ANA.id, NOW)
    reception.does(contributions.moderate, number, ANA.id, Moderation.APPROVED, NOW)
    assert reception.row(number).state == CLOSED
    assert not reception.does(inbox.reopen, number)
    assert reception.row(number).moderation == Moderation.APPROVED


# What stands there, and whether a person wrote it -> what is written, by whom -> what stands there then.
TRANSCRIPTS = [
    ("", False, "by machine", True, "by machine"),
    ("", False, "by hand", False, "by hand"),
    ("by machine", True, "by machine again", True, "by machine again"),
    ("by machine", True, "by hand", False, "by hand"),
    ("by hand", False, "by machine", True, "by hand"),
    ("by hand", False, "by hand again", False, "by hand again"),
    ("by hand", False, "", False, ""),
]


@pytest.mark.parametrize(("there", "was_draft", "text", "is_draft", "after"), TRANSCRIPTS)
def test_machine_never_overwrites_a_person(
    reception: Reception, there: str, was_draft: bool, text: str, is_draft: bool, after: str
) -> None:
    number = reception.asks("")
    reception.does(inbox.write_transcript, number, there, is_draft=was_draft)
    done = reception.does(inbox.write_transcript, number, text, is_draft=is_draft)
    row = reception.row(number)
    assert (done, row.transcript) == (after == text, after)
    assert row.transcript_is_draft is (is_draft and done)
