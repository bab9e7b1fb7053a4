"""An answer that waits: before all else, heard once, on any telephone by its ticket, and perhaps lent to others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from scenes import visiting
from tests.scenes.museum import LANGUAGES, TUESDAY, read_prompts
from tests.scenes.stories import answer, consent_of, row_of
from tests.scenes.stroll import KEYS, Stroll
from visitors.answers_table import AnswerRow
from visitors.consents import MayPlay
from visitors.people import Channel
from visitors.requests import RequestRow

MakeStroll = Callable[..., Stroll]
SAYS = read_prompts("en")
WORDS = "Every Monday, with a brush."


def heard_at(walker: Stroll, given: int) -> object:
    with walker.database.reads() as session:
        return session.get_one(AnswerRow, given).heard_at


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("language", LANGUAGES)
def test_waiting_answer_comes_first(channel: Channel, language: str, stroll: MakeStroll) -> None:
    walker = stroll(language=language, channel=channel)
    _, given = answer(walker)
    assert visiting.welcome(walker.visit()) == f"answer/{given}"
    assert walker.enter(f"answer/{given}").silence == f"answer/{given}/play"
    assert visiting.welcome(stroll(name="other").visit()) == "lobby"


def test_it_is_heard_once_it_was_played(stroll: MakeStroll) -> None:
    walker = stroll()
    question, given = answer(walker)
    walker.go(f"answer/{given}")
    assert WORDS in " ".join(saying.text for saying in walker.press("1").says)
    assert heard_at(walker, given) is None
    assert walker.wait().place == f"share/{question}"
    assert heard_at(walker, given) == TUESDAY
    assert visiting.welcome(walker.visit()) == "lobby"


def test_reading_it_in_the_chat_counts_at_once(stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    _, given = answer(walker)
    walker.go(f"answer/{given}")
    assert WORDS in walker.press("1").shows
    assert heard_at(walker, given) == TUESDAY


def test_kept_for_later_it_waits_again(stroll: MakeStroll) -> None:
    walker = stroll()
    _, given = answer(walker)
    walker.go(f"answer/{given}")
    assert walker.press("2").place == "lobby"
    assert visiting.welcome(walker.visit()) == f"answer/{given}"


def test_two_answers_come_one_by_one(stroll: MakeStroll) -> None:
    walker = stroll()
    (_, one), (last, two) = answer(walker), answer(walker, "And a cloth.", "RE8")
    walker.go(f"answer/{one}/play")
    assert walker.wait().place == f"answer/{two}"
    walker.press("1")
    assert walker.press("1").place == f"share/{last}"


def test_answer_leads_to_another_question(stroll: MakeStroll) -> None:
    walker = stroll()
    _, given = answer(walker)
    walker.go(f"answer/{given}/play")
    assert walker.press("2").place == "ask"
    assert heard_at(walker, given) == TUESDAY


def test_ticket_brings_it_on_another_telephone(stroll: MakeStroll) -> None:
    asker, other = stroll(name="asker"), stroll(name="other")
    question, given = answer(asker)
    place = visiting.look_up(row_of(asker.database, question).ticket or "", other.visit())
    assert other.go(place).place == f"answer/{given}"
    assert other.scene.says[0].text == SAYS["answer.here"].format(day="today")
    other.press("1")
    assert other.wait().place == "lobby"
    assert heard_at(asker, given) == TUESDAY


@pytest.mark.parametrize("place", ["answer/{}", "answer/{}/play", "heard/{}"])
def test_chat_opens_nobody_elses(place: str, stroll: MakeStroll) -> None:
    asker, other = stroll(name="asker"), stroll(name="other", channel=Channel.CHAT)
    _, given = answer(asker)
    assert other.go(place.format(given)).place == "lobby"
    assert (heard_at(asker, given), WORDS in str(other.scene)) == (None, False)


@pytest.mark.parametrize(
    ("key", "may_play", "keys"), [("1", MayPlay.OTHERS, "1"), ("2", MayPlay.MUSEUM, "2")]
)
def test_asker_says_who_may_hear_it(key: str, may_play: MayPlay, keys: str, stroll: MakeStroll) -> None:
    walker = stroll(language="fr")
    question, given = answer(walker)
    walker.go(f"heard/{given}")
    assert walker.press(key).place == "shared"
    kept = consent_of(walker.database, question)
    assert (kept.may_play, kept.keys, kept.language, kept.text_version) == (may_play, keys, "fr", 1)
    assert (kept.open_call, kept.decided_at) == (None, TUESDAY)


def test_silence_shares_nothing(stroll: MakeStroll) -> None:
    walker = stroll()
    question, given = answer(walker)
    walker.go(f"heard/{given}")
    assert [walker.wait().place, walker.wait().place] == [f"share/{question}", "lobby"]
    assert row_of(walker.database, question).consent is None


def test_nobody_lends_anothers_question(stroll: MakeStroll) -> None:
    asker, other = stroll(name="asker"), stroll(name="other")
    question, _ = answer(asker)
    assert [other.go(f"share/{question}{said}").place for said in ("", "/yes")] == ["lobby", "lobby"]
    assert row_of(asker.database, question).consent is None


@pytest.mark.parametrize(("key", "way"), [("1", "call"), ("2", "sms"), ("3", "redial")])
def test_asker_chooses_how_it_comes(key: str, way: str, stroll: MakeStroll) -> None:
    walker = stroll()
    question = send_reachable(walker)
    assert walker.press("2").place == f"reach/{question}"
    assert walker.press(key).says[0].text == SAYS[f"answer.by_{way}"]
    assert row_of(walker.database, question).way == way


def test_without_a_number_there_is_no_choice(stroll: MakeStroll) -> None:
    walker = stroll()
    question = walker.writes("Who dusts the whale?")
    assert walker.go(f"send/{question}").target("2") is None
    assert walker.go(f"reach/{question}").place == "lobby"
    assert walker.go(f"way/{question}/pigeon").place == "lobby"


def send_reachable(walker: Stroll) -> int:
    """A question that was sent from a number that is known."""
    question = walker.writes("Who dusts the whale?")
    with walker.database.writes() as session:
        session.get_one(RequestRow, question).reply_to = walker.visit().envelope.own()
    walker.go(f"send/{question}")
    return question


def test_number_is_kept_sealed(stroll: MakeStroll) -> None:
    walker = stroll()
    send_reachable(walker)
    with walker.database.reads() as session:
        [sealed] = session.scalars(select(RequestRow.reply_to)).all()
    assert "612345678" not in (sealed or "")
    assert KEYS.decrypt(sealed or "").value == "+33612345678"
