"""People's own stories: agreed to in two steps, judged by staff with a clock, and taken back by their owners."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from content.tables import ItemRow
from staff.trail import TrailRow
from tests.visitors.reception import ANA, BEN, NOW, Reception
from visitors import answers, contributions, contributions_calls, inbox, inbox_words, notes, requests
from visitors.consents import ConsentRow, MayPlay
from visitors.contributions import OVERDUE, REASONS, Moderation, NotAllowed
from visitors.contributions_calls import CHILDREN, CallForm
from visitors.requests import RequestKind, RequestRow, RequestState

WAITING, SECOND = Moderation.WAITING, Moderation.SECOND
APPROVED, REFUSED = Moderation.APPROVED, Moderation.REFUSED
OTHERS, MUSEUM = MayPlay.OTHERS, MayPlay.MUSEUM


def judge(reception: Reception, number: int, state: Moderation, by: Any = ANA, reason: str = "") -> bool:
    reason = reason or ("unclear" if state == REFUSED else "")
    return reception.does(contributions.moderate, number, by.id, state, reception.now, reason)


def consent_of(reception: Reception, number: int) -> ConsentRow:
    with reception.database.reads() as session:
        return session.get_one(ConsentRow, reception.row(number).consent)


def test_first_step_keeps_version_and_language(reception: Reception) -> None:
    call = reception.opens()
    reception.agrees(call, keys="1", language="en")
    row = reception.rows(ConsentRow)[0]
    assert (row.open_call, row.text_version, row.language, row.channel, row.keys) == (
        call.id,
        1,
        "en",
        "phone",
        "1",
    )
    assert (row.agreed_at, row.may_play, row.decided_at, row.by_adult) == (NOW, "", None, False)


@pytest.mark.parametrize(
    ("change", "same"),
    [({}, True), ({"language": "fr"}, False), ({"name": "otto"}, False), ({"visitor_id": None}, False)],
)
def test_repeated_key_agrees_once(reception: Reception, change: dict[str, Any], same: bool) -> None:
    call = reception.opens()
    first = reception.agrees(call, **({"visitor_id": None} if "visitor_id" in change else {}))
    assert (reception.agrees(call, **change) == first) is same


def test_second_story_needs_its_own_consent(reception: Reception) -> None:
    call = reception.opens()
    first, second = reception.tells(call), reception.tells(call)
    assert consent_of(reception, first).id != consent_of(reception, second).id


def test_who_took_back_may_tell_again(reception: Reception) -> None:
    """Also when the emptied row is gone, and the old consent stands alone."""
    call = reception.opens()
    number = reception.tells(call)
    old = consent_of(reception, number).id
    reception.does(contributions.withdraw, old, NOW)
    with reception.database.writes() as session:
        session.execute(delete(RequestRow))
    assert reception.agrees(call) != old


def test_new_words_ask_anew(reception: Reception) -> None:
    call = reception.opens()
    first = reception.agrees(call)
    form = CallForm(call.title, call.prompt, {"en": "We keep it, and show it."})
    with reception.database.writes() as session:
        changed = contributions_calls.describe(contributions_calls.change(session, call.id, form, NOW))
    second = reception.agrees(changed)
    assert second != first
    assert [row.text_version for row in reception.rows(ConsentRow)] == [1, 2]


@pytest.mark.parametrize(("audience", "by_adult", "agrees"), [
    (CHILDREN, True, True), (CHILDREN, False, False), ("everyone", False, True), ("everyone", True, True),
])  # fmt: skip
def test_children_need_an_adult(reception: Reception, audience: str, by_adult: bool, agrees: bool) -> None:
    call = reception.opens(audience)
    if not agrees:
        with pytest.raises(NotAllowed, match="adult"):
            reception.agrees(call, by_adult=by_adult)
        assert reception.rows(ConsentRow) == []
        return
    reception.agrees(call, by_adult=by_adult)
    assert reception.rows(ConsentRow)[0].by_adult is by_adult


def test_consent_without_adult_is_not_used_for_children(reception: Reception) -> None:
    """The call was for everyone when the key was pressed."""
    call = reception.opens()
    first = reception.agrees(call)
    form = CallForm(call.title, call.prompt, call.consent, audience=CHILDREN)
    with reception.database.writes() as session:
        changed = contributions_calls.describe(contributions_calls.change(session, call.id, form, NOW))
    assert reception.agrees(changed, by_adult=True) != first


@pytest.mark.parametrize(("name", "done"), [("rosa", True), ("otto", False)])
def test_only_its_teller_decides(reception: Reception, name: str, done: bool) -> None:
    number = reception.tells(reception.opens(), MayPlay.UNSAID)
    who = reception.visits(name)
    assert reception.does(contributions.let_play, number, who, OTHERS, "1", NOW) is done
    assert consent_of(reception, number).may_play == (OTHERS if done else "")
    assert not reception.does(contributions.let_play, number, None, OTHERS, "1", NOW)


def test_nothing_is_decided_about_a_question(reception: Reception) -> None:
    number = reception.asks()
    assert not reception.does(contributions.let_play, number, reception.visits(), OTHERS, "1", NOW)


# What it is (may be played, sensitive), what was judged before by whom, who judges what now -> how that ends.
JUDGED = [
    (OTHERS, False, [], ANA, APPROVED, True),
    (OTHERS, False, [], ANA, REFUSED, True),
    (OTHERS, False, [], ANA, SECOND, True),
    (MUSEUM, False, [], ANA, APPROVED, "museum_only"),
    (MayPlay.UNSAID, False, [], ANA, APPROVED, "museum_only"),
    (MUSEUM, False, [], ANA, REFUSED, True),
    (OTHERS, True, [], ANA, APPROVED, "second_look"),
    (OTHERS, True, [], ANA, REFUSED, True),
    (OTHERS, True, [(ANA, SECOND)], ANA, APPROVED, "second_look"),
    (OTHERS, True, [(ANA, SECOND)], BEN, APPROVED, True),
    (OTHERS, False, [(ANA, SECOND)], ANA, APPROVED, "second_look"),
    (OTHERS, False, [(ANA, SECOND)], BEN, APPROVED, True),
    (OTHERS, False, [(ANA, SECOND)], ANA, REFUSED, True),
    (OTHERS, False, [(ANA, SECOND), (BEN, SECOND)], ANA, APPROVED, True),
    (OTHERS, False, [(ANA, APPROVED)], BEN, REFUSED, False),
    (OTHERS, False, [(ANA, REFUSED)], BEN, APPROVED, False),
    (OTHERS, False, [(ANA, REFUSED)], BEN, SECOND, False),
]


@pytest.mark.parametrize(("may_play", "sensitive", "before", "who", "state", "end"), JUDGED)
def test_story_is_judged_by_whom_it_may(
    reception: Reception,
    may_play: MayPlay,
    sensitive: bool,
    before: list[Any],
    who: Any,
    state: Moderation,
    end: Any,
) -> None:
    number = reception.tells(reception.opens(), may_play)
    reception.does(inbox.set_sensitive, number, sensitive)
    for other, said in before:
        assert judge(reception, number, said, other)
    was = reception.row(number)
    if isinstance(end, str):
        with pytest.raises(NotAllowed, match=end):
            judge(reception, number, state, who)
    else:
        assert judge(reception, number, state, who) is end
    row = reception.row(number)
    judged = (state, who.id) if end is True else (was.moderation, was.moderated_by)
    assert (row.moderation, row.moderated_by) == judged
    is_done = row.moderation in {APPROVED, REFUSED}
    assert (row.state == RequestState.CLOSED, row.reply_to is None, row.done_at is not None) == (is_done,) * 3


@pytest.mark.parametrize("reason", ["", "ugly", *REASONS])
def test_refusal_has_a_reason(reception: Reception, reason: str) -> None:
    number = reception.tells(reception.opens())
    work = contributions.moderate, number, ANA.id, REFUSED, NOW, reason
    if reason in REASONS:
        assert reception.does(*work)
        assert reception.row(number).moderation_reason == reason
    else:
        with pytest.raises(NotAllowed, match="reason"):
            reception.does(*work)


@pytest.mark.parametrize("kind", [RequestKind.QUESTION, RequestKind.CALLBACK])
def test_only_stories_are_judged(reception: Reception, kind: RequestKind) -> None:
    number = reception.asks("", kind)
    assert not judge(reception, number, APPROVED)
    assert not judge(reception, number + 1, APPROVED)


def test_judged_too_early_waits_again(reception: Reception) -> None:
    number = reception.tells(reception.opens())
    assert not reception.does(contributions.reconsider, number)
    judge(reception, number, REFUSED)
    assert reception.does(contributions.reconsider, number)
    row = reception.row(number)
    assert (row.moderation, row.state, row.moderated_by, row.done_at) == (
        WAITING,
        RequestState.SENT,
        None,
        None,
    )
    assert judge(reception, number, APPROVED)
    reception.makes_item(number, 777)
    assert not reception.does(contributions.reconsider, number)


# How long it has waited, what was said of it -> whether the clock rings.
CLOCK = [
    (OVERDUE - timedelta(hours=1), None, False),
    (OVERDUE + timedelta(hours=1), None, True),
    (OVERDUE + timedelta(hours=1), SECOND, True),
    (OVERDUE + timedelta(hours=1), APPROVED, False),
    (OVERDUE + timedelta(hours=1), REFUSED, False),
]


@pytest.mark.parametrize(("later", "said", "rings"), CLOCK)
def test_clock_rings_after_a_week(
    reception: Reception, later: timedelta, said: Moderation | None, rings: bool
) -> None:
    number = reception.tells(reception.opens())
    reception.asks("A question is none of it")
    if said:
        judge(reception, number, said)
    found = reception.does(contributions.list_overdue, NOW + later)
    assert [row.id for row in found] == ([number] if rings else [])


def say_name(reception: Reception, story: int, words: str, name: str = "rosa") -> int:
    return reception.asks(words, RequestKind.NAME, name=name, about=story, sent=False)


def take_name(reception: Reception, number: int, name: str = "rosa") -> int | None:
    row = reception.does(contributions.take_name, number, reception.visits(name))
    return row.id if row else None


def test_last_name_said_counts(reception: Reception) -> None:
    story = reception.tells(reception.opens())
    first, second = say_name(reception, story, "Rosa"), say_name(reception, story, "Rosa of the mill")
    assert take_name(reception, first) == story
    assert take_name(reception, second) == story
    assert take_name(reception, second) == story
    consent = consent_of(reception, story)
    assert (consent.name, consent.named) == ("Rosa of the mill", second)
    assert [reception.row(one).state for one in (first, second)] == [RequestState.THROWN, RequestState.PART]
    assert "Rosa" not in reception.dumps("consents")


def test_nobody_names_anothers_story(reception: Reception) -> None:
    story = reception.tells(reception.opens())
    forged = say_name(reception, story, "Otto", "otto")
    assert take_name(reception, forged, "otto") is None
    assert take_name(reception, forged) is None
    assert take_name(reception, story) is None
    assert consent_of(reception, story).name == ""


def test_taken_back_leaves_nothing_but_that(reception: Reception) -> None:
    call = reception.opens()
    number, other = reception.tells(call), reception.tells(call, name="otto")
    named = say_name(reception, number, "Rosa")
    take_name(reception, named)
    for one in (number, other):
        reception.does(inbox.write_transcript, one, "I was six then.", is_draft=False)
        reception.does(notes.add, one, ANA.id, "Ana", "a note", NOW)
    reception.answers(number, words="Thank you!")
    consent = consent_of(reception, number).id
    assert reception.does(contributions.withdraw, consent, NOW)
    row, kept = reception.row(number), consent_of(reception, number)
    assert (row.state, row.text, row.transcript, row.ticket, row.reply_to) == (
        RequestState.THROWN,
        "",
        "",
        None,
        None,
    )
    assert (kept.withdrawn_at, kept.name, kept.salt) == (NOW, "", "")
    assert (reception.row(named).state, reception.row(named).text) == (RequestState.THROWN, "")
    assert [note.request for note in reception.rows(notes.NoteRow)] == [other]
    assert reception.does(answers.of_request, number) == []
    assert reception.lists(words="six") == [other]
    assert {row.request for row in reception.rows(inbox_words.RequestWordRow)} == {other}
    assert reception.row(other).text == "I was six."


def test_taking_back_twice_changes_nothing(reception: Reception) -> None:
    consent = consent_of(reception, reception.tells(reception.opens())).id
    assert reception.does(contributions.withdraw, consent, NOW)
    assert not reception.does(contributions.withdraw, consent, NOW + timedelta(days=1))
    assert not reception.does(contributions.withdraw, consent + 1, NOW)
    assert reception.rows(ConsentRow)[0].withdrawn_at == NOW


def item_state(reception: Reception) -> str:
    return reception.rows(ItemRow)[0].state


@pytest.mark.parametrize("how", ["withdraw", "museum"])
def test_item_leaves_the_line_at_once(reception: Reception, how: str) -> None:
    number = reception.tells(reception.opens())
    judge(reception, number, APPROVED)
    reception.makes_item(number, 777)
    if how == "withdraw":
        reception.does(contributions.withdraw, consent_of(reception, number).id, NOW)
    else:
        reception.does(contributions.let_play, number, reception.visits(), MUSEUM, "2", NOW)
    assert item_state(reception) == "withdrawn"
    told = [(row.what, row.key, row.account) for row in reception.rows(TrailRow)]
    assert told == [("withdraw", "777", None)]


def test_saying_yes_again_leaves_it_on(reception: Reception) -> None:
    number = reception.tells(reception.opens())
    reception.makes_item(number, 777)
    reception.does(contributions.let_play, number, reception.visits(), OTHERS, "1", NOW)
    assert item_state(reception) == "published"


def test_question_stays_when_its_consent_goes(reception: Reception) -> None:
    """Its asker no longer lets others hear it, but still waits for an answer."""
    number = reception.asks("Why has the whale no teeth?")
    consent = ConsentRow(
        visitor_id=reception.visits(), text_version=1, language="en", channel="phone", keys="1", agreed_at=NOW,
        may_play=OTHERS,
    )  # fmt: skip
    with reception.database.writes() as session:
        session.add(consent)
        session.flush()
        session.get_one(RequestRow, number).consent = consent.id
    reception.makes_item(number, 777)
    assert reception.does(contributions.withdraw, consent.id, NOW)
    assert item_state(reception) == "withdrawn"
    assert (reception.row(number).state, reception.row(number).text[:3]) == (RequestState.SENT, "Why")


def test_cut_off_story_belongs_to_the_museum(reception: Reception) -> None:
    call = reception.opens()
    agreed = reception.agrees(call)
    number = reception.asks("I was", RequestKind.CONTRIBUTION, about=agreed, sent=False, call="CA1")
    assert reception.does(requests.close_call, "CA1") == 1
    assert reception.row(number).moderation == WAITING
    with pytest.raises(NotAllowed, match="museum_only"):
        judge(reception, number, APPROVED)
