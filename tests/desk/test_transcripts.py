"""A machine's draft of what is said: marked as one, never over a person's words, and never the end of a worker."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.house import House
from tests.actors.staff import Staff
from tests.desk import post
from visitors import inbox, transcripts, worries
from visitors.requests import RequestRow
from visitors.requests_table import Dictation
from visitors.transcripts import NotUnderstood

HEARD = "Does the octopus dream?"


class Listener:
    """Who hears in every sound what they were told, in the languages they learnt."""

    def __init__(self, words: str = HEARD, languages: tuple[str, ...] = ("en", "fr", "es")) -> None:
        self.words, self.languages, self.sizes = words, languages, list[int]()

    def write_down(self, sound: Path, language: str) -> str:
        if language not in self.languages:
            raise NotUnderstood(language)
        self.sizes.append(sound.stat().st_size)
        return f" {self.words} "


@pytest.fixture
def spoken(house: House) -> int:
    """A question that only a voice asks."""
    number = post.ask(house, "", sound_source="RE" + "a" * 32)
    post.speak(house, number)
    return number


def row(house: House, number: int) -> RequestRow:
    with house.database.reads() as session:
        return session.get_one(RequestRow, number)


def write(house: House, scribe: Listener) -> bool:
    return transcripts.write_next(house.database, house.media, scribe, house.clock)


def test_draft_is_found_and_marked(house: House, editor: Staff, spoken: int) -> None:
    scribe = Listener()
    assert write(house, scribe)
    assert not write(house, scribe)
    assert len(scribe.sizes) == 1
    kept = row(house, spoken)
    assert (kept.transcript, kept.transcript_is_draft, kept.dictation) == (HEARD, True, Dictation.DONE)
    assert "a machine’s draft" in editor.see("/desk/inbox?words=octopus").text
    page = editor.see(f"/desk/inbox/{spoken}").text
    assert "A machine wrote this down" in page
    assert "This is what is said" in page


def test_person_makes_it_true(house: House, editor: Staff, spoken: int) -> None:
    write(house, Listener())
    page = editor.see(f"/desk/inbox/{spoken}").text
    seen = page.split('id="transcript-form"')[1].split('name="revision" value="')[1].split('"')[0]
    editor.send(f"/desk/inbox/{spoken}/transcript", {"transcript": HEARD, "revision": seen})
    assert row(house, spoken).transcript_is_draft is False
    assert "a machine’s draft" not in editor.see("/desk/inbox").text


def test_typed_words_are_never_overwritten(house: House, spoken: int) -> None:
    with house.database.writes() as session:
        inbox.write_transcript(session, spoken, "Do octopuses dream?", is_draft=False)
    assert not write(house, Listener())
    assert row(house, spoken).transcript == "Do octopuses dream?"


def test_words_typed_meanwhile_win(house: House, spoken: int) -> None:
    class Slow(Listener):
        def write_down(self, sound: Path, language: str) -> str:
            with house.database.writes() as session:
                inbox.write_transcript(session, spoken, "Typed by hand", is_draft=False)
            return super().write_down(sound, language)

    assert write(house, Slow())
    assert (row(house, spoken).transcript, row(house, spoken).transcript_is_draft) == ("Typed by hand", False)


def test_two_workers_never_write_the_same(house: House, spoken: int) -> None:
    now = house.clock.now()
    assert transcripts.claim_next(house.database, now) is not None
    assert transcripts.claim_next(house.database, now) is None


def test_dead_worker_tries_once_more_only(house: House, spoken: int) -> None:
    now = house.clock.now()
    for _ in range(transcripts.MOST_TRIES):
        assert transcripts.claim_next(house.database, now) is not None
        now += transcripts.CLAIM + timedelta(seconds=1)
    assert transcripts.claim_next(house.database, now) is None
    assert row(house, spoken).dictation == Dictation.FAILED


@pytest.mark.parametrize("lost", [False, True])
def test_what_is_not_understood_is_left(house: House, spoken: int, *, lost: bool) -> None:
    if lost:
        house.media.delete_private(row(house, spoken).sound_path or "")
    assert write(house, Listener(languages=() if not lost else ("en",)))
    assert (row(house, spoken).transcript, row(house, spoken).dictation) == ("", Dictation.FAILED)
    assert not write(house, Listener())


def test_phrase_in_draft_only_raises_a_message(house: House, editor: Staff, spoken: int) -> None:
    write(house, Listener("I just want to die"))
    with house.database.reads() as session:
        assert [(one.words, one.phrase, one.account) for one in worries.list_open(session)] == [
            ("want to die", True, None)
        ]
    assert "listen, and judge for yourself" in editor.see("/desk/inbox").text


@pytest.mark.parametrize(("text", "owed"), [("I want to die", 1), ("I want to dye wool", 0)])
def test_phrase_in_chat_raises_a_message_at_once(house: House, text: str, owed: int) -> None:
    post.ask(house, text, channel=post.Channel.CHAT)
    with house.database.reads() as session:
        assert len(worries.list_open(session)) == owed


def test_museum_without_machine_speaks_of_none(editor: Staff, spoken: int) -> None:
    page = editor.see(f"/desk/inbox/{spoken}").text
    assert "machine" not in page.split("</h1>")[1].split('id="notes-title"')[0]
