"""Asked by telephone or in the chat, answered by voice at the desk, and heard by the one who asked: every way back."""

from __future__ import annotations

import pytest

from tests.actors.caller import Caller
from tests.actors.museum import Museum
from tests.journeys.answerer import Answerer, Postman
from tests.journeys.asking import ANA, QUESTION, Outside, ask_by_phone, ask_in_chat

BO = "+441632960202"
ANSWER = "With a brush made of goat hair, every Monday."
VOICE_SECONDS = 4.0


@pytest.fixture
def mira(museum: Museum) -> Answerer:
    return Answerer(museum)


@pytest.fixture
def post(museum: Museum) -> Postman:
    return Postman(museum)


@pytest.fixture
def outside(museum: Museum) -> Outside:
    return Outside(museum)


def listens(outside: Outside, caller: Caller) -> bytes:
    """Wait, key by no key, until somebody's own voice is heard; what the telephone played."""
    for _ in range(30):
        if caller.now["kind"] == "play" and "/hotline/audio/" in caller.now["url"]:
            break
        caller.waits_seconds(max(caller.now["seconds"], 0.5))
    sound = outside.fetches(caller.now["audio"])
    assert abs(caller.now["seconds"] - VOICE_SECONDS) < 1, caller.transcript()
    return sound


def test_voice_is_heard_on_call_back(museum: Museum, mira: Answerer, post: Postman, outside: Outside) -> None:
    ask_by_phone(museum)
    post.works()
    number = mira.finds()
    mira.records(number)
    assert "we ring as soon as one may" in mira.answers(number)
    post.works()
    ana = museum.phone()
    assert ana.rings(ANA)
    ana.answers()
    assert listens(outside, ana)[:4] == b"RIFF"
    ana.waits_until("To hear it again, press 9")
    ana.presses("9")
    listens(outside, ana)
    ana.waits_for("ended")
    assert "Mira" in ana.hears()
    assert ana.problems() == []
    assert "Heard when we rang" in mira.reads(number)
    post.works(3600)
    assert (outside.counts_rings(), mira.has_open()) == (1, [])
    assert "waiting" not in begin_again(museum)


def begin_again(museum: Museum, number: str = ANA) -> str:
    """The first words of another call."""
    caller = museum.phone().dials(number)
    caller.waits_until("press 1")
    words = caller.hears()
    caller.hangs_up()
    return words


@pytest.mark.parametrize("way", ["2", "3"])
def test_voice_is_heard_on_redial(
    museum: Museum, mira: Answerer, post: Postman, outside: Outside, way: str
) -> None:
    """As the visitor chose: a text that says so first, or nothing at all."""
    ask_by_phone(museum, way=way)
    post.works()
    number = mira.finds()
    mira.records(number)
    mira.answers(number)
    post.works()
    texts = museum.phone().reads(ANA)
    assert len(texts) == (1 if way == "2" else 0)
    assert all("1632 960123" in text and "STOP" in text for text in texts)
    ana = museum.phone().dials(ANA)
    ana.waits_until("An answer is waiting for you")
    listens(outside, ana)
    ana.waits_until("To go on")
    ana.waits()
    ana.hangs_up()
    assert "Heard on the telephone" in mira.reads(number)
    assert (outside.counts_rings(), ana.problems()) == (0, [])


def test_redial_comes_before_the_call(
    museum: Museum, mira: Answerer, post: Postman, outside: Outside
) -> None:
    """Who rings while the call to them waits for its hour is not rung any more."""
    ask_by_phone(museum)
    post.works()
    museum.clock.advance(10 * 3600)  # half past eight in the evening, where Ana lives
    number = mira.finds()
    mira.answers(number, ANSWER)
    post.works()
    assert "leaves on" in mira.reads(number)
    assert outside.counts_rings() == 0
    ana = museum.phone().dials(ANA)
    ana.waits_until(ANSWER)
    ana.waits_until("To go on")
    ana.presses("1")
    ana.hangs_up()
    post.works(14 * 3600)
    assert outside.counts_rings() == 0
    assert "not needed any more" in mira.reads(number)


def test_withheld_number_keys_its_ticket(
    museum: Museum, mira: Answerer, post: Postman, outside: Outside
) -> None:
    ticket = ask_by_phone(museum, withheld=True)
    post.works()
    number = mira.finds()
    assert "We have no number or chat to answer to" in mira.reads(number)
    mira.records(number)
    assert "it waits on the line" in mira.answers(number)
    post.works()
    bo = museum.phone().dials(withheld=True)
    bo.presses("5", after=1)
    bo.waits_until("hash key")
    bo.presses(f"{ticket}#")
    bo.waits_until("There is an answer")
    bo.presses("1")
    listens(outside, bo)
    bo.waits_until("To go on")
    bo.waits()
    bo.hangs_up()
    assert "Heard on the telephone" in mira.reads(number)
    assert (outside.counts_rings(), bo.problems()) == (0, [])


def test_answer_waits_until_its_ticket_is_keyed_from_elsewhere(
    museum: Museum, mira: Answerer, post: Postman
) -> None:
    """At a neighbour's telephone nothing is said of an answer before its ticket is keyed."""
    ticket = ask_by_phone(museum, way="3")
    post.works()
    mira.answers(mira.finds(), ANSWER)
    post.works()
    assert "answer" not in begin_again(museum, BO).lower()
    bo = museum.phone().dials(BO)
    bo.presses("5", after=1)
    bo.waits_until("hash key")
    bo.presses(f"{ticket}#")
    bo.waits_until(ANSWER)


def test_voice_note_and_words_come_into_the_chat(
    museum: Museum, mira: Answerer, post: Postman, outside: Outside
) -> None:
    rosa = ask_in_chat(museum)
    post.works()
    number = mira.finds()
    assert QUESTION in mira.reads(number)
    mira.records(number)
    assert "Sent into the chat" in mira.answers(number, ANSWER)
    before = len(rosa.messages())
    post.works()
    fresh = rosa.messages()[before:]
    assert [sorted({"voice", "audio", "text"} & set(one)) for one in fresh] == [["voice"]]
    assert ANSWER in fresh[0]["caption"]
    assert "Mira" in fresh[0]["caption"]
    assert outside.fetches(fresh[0]["voice"]["url"])[:4] == b"OggS"
    assert fresh[0]["voice"]["duration"] == round(VOICE_SECONDS)
    assert "Arrived in the chat" in mira.reads(number)
    post.works(3600)
    assert len(rosa.messages()) == before + 1


def test_words_alone_are_read_out_and_written(museum: Museum, mira: Answerer, post: Postman) -> None:
    """A typed answer: read out to one who rang, written to one who wrote, in the order they asked."""
    ask_by_phone(museum)
    rosa = ask_in_chat(museum)
    post.works()
    for _ in range(2):
        mira.answers(mira.finds(), ANSWER)
    post.works()
    assert ANSWER in rosa.reads_all()
    ana = museum.phone()
    assert ana.rings(ANA)
    ana.answers()
    ana.waits_for("ended")
    assert ANSWER in ana.hears()
    assert mira.has_open() == []


def test_machine_is_told_and_its_owner_rings(museum: Museum, mira: Answerer, post: Postman) -> None:
    ask_by_phone(museum)
    post.works()
    number = mira.finds()
    mira.answers(number, ANSWER)
    post.works()
    ana = museum.phone()
    assert ana.rings(ANA)
    ana.answers("machine_end_beep")
    ana.waits_for("ended")
    told = ana.hears()
    assert "An answer is waiting for you" in told
    assert (ANSWER in told, "Mira" in told) == (False, False)
    assert "An answering machine took the call" in mira.reads(number)
    ana.dials(ANA)
    ana.waits_until(ANSWER)


def test_what_came_back_is_heard_all_the_same(
    museum: Museum, mira: Answerer, post: Postman, outside: Outside
) -> None:
    """Somebody lifts and puts down at once: staff see it, and the answer waits for a redial."""
    ask_by_phone(museum)
    post.works()
    number = mira.finds()
    mira.answers(number, ANSWER)
    post.works()
    ana = museum.phone()
    assert ana.rings(ANA)
    ana.answers()
    ana.hangs_up()
    assert "Somebody lifted, and did not hear it" in mira.reads(number)
    assert mira.has_open() == [number]
    ana.dials(ANA)
    ana.waits_until(ANSWER)
    ana.waits_until("To go on")
    ana.presses("1")
    ana.hangs_up()
    assert "Heard on the telephone" in mira.reads(number)
    assert (outside.counts_rings(), mira.has_open()) == (1, [])


def test_no_more_calls_until_one_asks_to_be_rung(
    museum: Museum, mira: Answerer, post: Postman, outside: Outside
) -> None:
    """The hash key, then 1: no call any more, also for later answers; who asks to be rung again, is."""
    ask_by_phone(museum)
    post.works()
    number = mira.finds()
    mira.answers(number, ANSWER)
    post.works()
    ana = museum.phone()
    assert ana.rings(ANA)
    ana.answers()
    ana.presses("#1", after=1)
    ana.waits_for("ended")
    assert "They asked for no more calls" in mira.reads(number)
    assert "Sent: a text tells them" in mira.tries_again(number, "sms")
    post.works()
    assert len(museum.phone().reads(ANA)) == 1
    asks_after_answer(museum, ANA)
    post.works()
    mira.answers(mira.finds(), ANSWER)
    post.works()
    assert outside.counts_rings() == 2


def asks_after_answer(museum: Museum, number: str) -> None:
    """Hear the answer that waits, ask something else, and wish to be rung."""
    caller = museum.phone().dials(number)
    caller.waits_until("omething else to ask, 2")
    caller.presses("2")
    caller.waits_for("record")
    caller.says(6.0)
    caller.waits_until("To send it,")
    caller.presses("1")
    caller.waits_until("Your ticket is")
    caller.presses("21")
    caller.waits_until("Good.")
    caller.hangs_up()


def test_texts_stop_and_start_again(museum: Museum, mira: Answerer, post: Postman, outside: Outside) -> None:
    """STOP by text is kept also for what comes later; START ends it, with us and at the carrier."""
    ask_by_phone(museum, way="2")
    museum.phone().texts("STOP", from_=ANA)
    post.works()
    number = mira.finds()
    mira.answers(number, ANSWER)
    post.works()
    assert "They asked for no more calls or messages" in mira.reads(number)
    assert outside.lists_texts() == []
    museum.phone().texts("START", from_=ANA)
    mira.tries_again(number, "sms")
    post.works()
    outside.goes_on()
    assert sum("reply STOP" in one for one in outside.lists_texts()) == 1
    assert mira.has_open() == []


def test_voice_comes_as_a_file_to_whom_it_must(museum: Museum, mira: Answerer, post: Postman) -> None:
    rosa = ask_in_chat(museum, refuses_voice=True)
    post.works()
    number = mira.finds()
    mira.records(number)
    mira.answers(number, ANSWER)
    before = len(rosa.messages())
    post.works()
    [fresh] = rosa.messages()[before:]
    assert ("document" in fresh, ANSWER in fresh["caption"]) == (True, True)
    assert "Arrived in the chat" in mira.reads(number)


def test_phone_rendition_is_mu_law(museum: Museum, mira: Answerer, post: Postman, outside: Outside) -> None:
    ask_by_phone(museum, way="3")
    post.works()
    number = mira.finds()
    mira.records(number)
    mira.answers(number)
    post.works()
    ana = museum.phone().dials(ANA)
    sound = listens(outside, ana)
    assert sound[20:22] == b"\x07\x00"  # WAVE_FORMAT_MULAW
