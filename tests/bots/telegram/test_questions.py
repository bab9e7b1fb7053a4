"""Questions from the chat: words, voice notes and photos become drafts, and go only when they are sent."""

from __future__ import annotations

import pytest

from tests.actors.chatter import Chatter
from tests.bots.telegram.museum import OGG, STORY, Museum, make_png
from tests.scenes.museum import read_prompts
from visitors.requests import RequestRow, RequestState

SAYS = read_prompts("en")
SENTENCE = "How old is your snail?"


def newest(museum: Museum) -> RequestRow:
    return museum.requests()[-1]


def test_question_is_asked_and_sent(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().presses("3")
    assert SAYS["ask.chat"] in rosa.sees()
    rosa.says("Snails?")
    assert rosa.sees() == SAYS["review.chat"].format(text="Snails?")
    rosa.presses("1 Send it")
    kept = newest(museum)
    assert (kept.kind, kept.state, kept.text, kept.channel) == ("question", "sent", "Snails?", "chat")
    assert str(kept.ticket) in rosa.sees()
    assert museum.house.keys.decrypt(str(kept.reply_to)).value == str(rosa.person["id"])


def test_ticket_stays_and_can_be_typed(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().says(SENTENCE).presses("1 Send it").presses("Back")
    ticket = str(newest(museum).ticket)
    assert ticket in rosa.reads_all()
    assert "is with us" in rosa.says(ticket).sees()
    assert SAYS["number.unknown_chat"] in museum.chat("A guesser").opens().says(ticket).sees()


@pytest.mark.parametrize("words", ["help", "1", "214", "today", "Story please?", "a b c d e"])
def test_where_we_asked_all_is_an_answer(rosa: Chatter, museum: Museum, words: str) -> None:
    rosa.opens().presses("3").says(words)
    assert newest(museum).text == words


@pytest.mark.parametrize(
    ("words", "is_offered"),
    [
        ("请问这只猫的爪印是什么时候留下来的？", True),
        ("この足跡は誰のですか", True),
        ("你好", False),
        ("ما هذا", False),
    ],
)
def test_sentence_needs_no_spaces_everywhere(rosa: Chatter, words: str, is_offered: bool) -> None:
    rosa.opens().says(words)
    assert ("1 Send it" in rosa.buttons()) is is_offered


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("back", "lobby.welcome"),
        ("*", "lobby.welcome"),
        ("/help", "help.chat"),
    ],
)
def test_leaving_a_question_is_possible(rosa: Chatter, museum: Museum, words: str, expected: str) -> None:
    before = len(museum.requests())
    rosa.opens().presses("3").says(words)
    assert SAYS[expected].format(museum="the Museum of Small Things") in rosa.sees()
    assert len(museum.requests()) == before


def test_sentence_anywhere_is_offered_to_the_museum(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().says(SENTENCE)
    assert SENTENCE in rosa.sees()
    assert rosa.buttons()[:3] == ["1 Send it", "2 Say it again", "Throw it away"]
    rosa.presses("Throw it away")
    assert SAYS["lobby.thrown"] in rosa.sees()
    assert (newest(museum).state, newest(museum).text) == ("thrown", "")


def test_sentence_at_a_story_is_about_it(rosa: Chatter, museum: Museum) -> None:
    rosa.opens(f"item-{STORY}").says(SENTENCE)
    assert newest(museum).item == STORY


def test_answer_to_a_story_is_about_it(rosa: Chatter, museum: Museum) -> None:
    rosa.opens(f"item-{STORY}").presses("3 Tell us").says("Mine.")
    assert (newest(museum).item, newest(museum).text) == (STORY, "Mine.")


def test_message_for_a_person_is_kept(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().presses("0").presses("1 Leave a message").says("Please write back")
    rosa.presses("1 Send it")
    assert (newest(museum).kind, newest(museum).state) == ("callback", "sent")


def test_voice_note_is_a_question_anywhere(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().sends_voice(OGG, 7)
    assert SAYS["review.chat_sound"] in rosa.sees()
    kept = newest(museum)
    assert (kept.sound_state, kept.sound_seconds, bool(kept.sound_source)) == ("owed", 7.0, True)


def test_very_first_message_may_be_a_question(rosa: Chatter, museum: Museum) -> None:
    rosa.says(SENTENCE).presses("1 Send it")
    assert str(newest(museum).ticket) in rosa.sees()


def test_photo_with_words_is_a_question(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().presses("3").sends_photo(make_png(), "Is this one?")
    kept = newest(museum)
    assert (kept.text, bool(kept.picture_source), kept.sound_source) == ("Is this one?", True, None)


def test_photo_after_words_is_the_same_message(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().presses("3").says("How old is it?").sends_photo(make_png(), "This one.")
    assert rosa.sees() == SAYS["review.chat"].format(text="How old is it?\n\nThis one.")
    rosa.sends_voice(OGG, 7).presses("1 Send it")
    kept = newest(museum)
    assert (kept.state, kept.text) == (RequestState.SENT, "How old is it?\n\nThis one.")
    assert (bool(kept.picture_source), kept.sound_seconds, kept.sound_state) == (True, 7.0, "owed")


@pytest.mark.parametrize(("name", "data"), [("snail.png", make_png()), ("song.ogg", OGG)])
def test_file_of_a_known_kind_counts_too(rosa: Chatter, museum: Museum, name: str, data: bytes) -> None:
    rosa.opens().sends_document(name, data)
    kept = newest(museum)
    assert bool(kept.picture_source) == name.endswith("png")
    assert bool(kept.sound_source) == name.endswith("ogg")


def test_corrected_draft_takes_the_new_words(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().says("How old is the snale?").edits(SENTENCE)
    assert rosa.sees() == SAYS["review.chat"].format(text=SENTENCE)
    assert newest(museum).text == SENTENCE
    assert len([one for one in rosa.messages() if one["buttons"]]) == 1


def test_corrected_sent_question_stays_as_sent(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().says(SENTENCE)
    mine = [one["id"] for one in rosa.messages() if one["is_mine"]][-1]
    rosa.presses("1 Send it").edits("Something else entirely now", mine)
    assert rosa.sees() == SAYS["chat.edited"]
    assert newest(museum).text == SENTENCE


def test_corrected_ordinary_word_is_let_be(rosa: Chatter) -> None:
    assert rosa.opens().says("help").edits("helps").sees() == ""


def test_repeated_update_changes_nothing(rosa: Chatter, museum: Museum) -> None:
    rosa.opens()
    before, bubbles = len(museum.requests()), len(rosa.messages())
    rosa.breaks("duplicate").says(SENTENCE)
    assert len(museum.requests()) == before + 1
    assert len(rosa.messages()) == bubbles + 2


def test_pressing_send_twice_gives_one_ticket(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().says(SENTENCE).presses("1 Send it")
    kept = newest(museum)
    rosa.presses_data(f"send/{kept.id}")
    assert str(kept.ticket) in rosa.sees()
    assert newest(museum).ticket == kept.ticket


def test_nobody_sends_what_another_wrote(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().says(SENTENCE)
    thief = museum.chat("A thief").opens().presses_data(f"send/{newest(museum).id}")
    assert SAYS["lobby.lost"] in thief.sees()
    assert newest(museum).state == "draft"


@pytest.mark.parametrize("text", ["🐌 " * 2000, "<b>a & b <i> c</b> d", "كم عمر الحلزون عندكم؟"])
def test_any_letters_come_through(rosa: Chatter, museum: Museum, text: str) -> None:
    rosa.opens().says(text)
    assert newest(museum).text == text.strip()
    assert rosa.buttons()[0] == "1 Send it"


def test_second_message_joins_the_draft(rosa: Chatter, museum: Museum) -> None:
    rosa.opens().says(SENTENCE).says("And does it ever come down again?")
    assert newest(museum).text == f"{SENTENCE}\n\nAnd does it ever come down again?"
    rosa.presses("1 Send it")
    assert newest(museum).state == RequestState.SENT


def test_letter_in_two_messages_is_sent_whole(rosa: Chatter, museum: Museum) -> None:
    first, second = "Dear museum, I write to you. " * 100, "This is how my letter ends."
    rosa.opens().says(first).says(second).presses("1 Send it")
    assert newest(museum).text.startswith("Dear museum")
    assert newest(museum).text.endswith(second)
