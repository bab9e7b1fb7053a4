"""The preview: the whole line walked as heard and as read, with drafts, by nobody."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.house import House
from content.catalogue import Sound
from content.editing import drafts
from content.editing.sheet import prompt_sheet, text_sheet
from content.version import read_version
from db.base import Base
from desk.preview.parts import list_heard
from scenes.scene import Saying, Scene
from staff.roles import Role
from tests.actors.staff import Staff

HREF = re.compile(r'<a class="(?:key|button)[^"]*"[^>]*href="(/desk/preview/[^"]*)"')
KEY = '<a class="key" href="([^"]*)"><b>{}</b>'


def count_rows(house: House) -> dict[str, int]:
    """How many rows each table has."""
    with house.database.reads() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def draft(house: House, language: str, **changes: str) -> None:
    """A draft of the words of item 220 that nobody published."""
    sheet = text_sheet(220, language)
    with house.database.writes() as session:
        opened = drafts.open(session, sheet)
        drafts.save(session, sheet, opened.data | changes, opened.revision, "Ana", house.clock.now())


def draft_prompt(house: House, key: str, text: str) -> None:
    sheet = prompt_sheet(key, "en")
    with house.database.writes() as session:
        drafts.save(
            session, sheet, {"text": text}, drafts.open(session, sheet).revision, "Ana", house.clock.now()
        )


class Walker:
    """Somebody at the desk who presses the preview's keys."""

    def __init__(self, staff: Staff, path: str = "/desk/preview/") -> None:
        self._staff = staff
        self.text = ""
        self.goes(path)

    def goes(self, path: str) -> None:
        answer = self._staff.see(html.unescape(path))
        assert answer.status_code == 200, path
        self.text = answer.text

    def presses(self, key: str) -> None:
        found = re.search(KEY.format(re.escape(key)), self.text)
        assert found, f"no key {key}"
        self.goes(found[1])

    def waits(self) -> None:
        found = re.search(r'<a class="button wait" href="([^"]*)"', self.text)
        assert found
        self.goes(found[1])

    @property
    def words(self) -> str:
        """What can be read on the page, without its tags."""
        return html.unescape(re.sub(r"<[^>]+>", " ", self.text))

    @property
    def ways(self) -> list[str]:
        return [html.unescape(path) for path in HREF.findall(self.text)]


@pytest.fixture
def walker(editor: Staff) -> Walker:
    return Walker(editor)


def test_lobby_is_heard_sentence_by_sentence(walker: Walker) -> None:
    assert "<p>For today&#39;s story, press 1, or just wait.</p>" in walker.text
    assert '<div class="heard" lang="fr">' in walker.text
    assert "This is a preview." in walker.words
    assert "nobody else hears it" in walker.words


def test_keys_and_silence_lead_on(walker: Walker) -> None:
    walker.presses("2")
    assert "Choosing what to hear: what is heard" in walker.words
    walker.presses("*")
    assert "The greeting: what is heard" in walker.words
    walker.waits()
    assert "An item: what is heard" in walker.words
    walker.waits()
    assert "Listen to the end" in walker.words
    assert "While it plays" in walker.words or "while it plays" in walker.words


def test_next_is_another_item_each_time(walker: Walker) -> None:
    titles = []
    walker.waits()
    for _ in range(3):
        titles.append(re.findall(r"heard=(?:\d+\.)*(\d+)", walker.text)[0])
        walker.waits()
        walker.waits()
        assert "After an item" in walker.words
        walker.waits()
    assert len(set(titles)) == 3


def test_wrong_key_is_told_and_silence_says_it_again(walker: Walker) -> None:
    idle = re.search(r'<a class="key idle" href="([^"]*)"', walker.text)
    assert idle
    walker.goes(idle[1])
    assert "That key does nothing here." in walker.words
    walker.goes("/desk/preview/?to=choose&silences=1")
    assert "To speak to someone, press 0." in walker.words


def test_number_is_dialled(walker: Walker) -> None:
    walker.goes("/desk/preview/?to=number&typed=220")
    assert "An item: what is heard" in walker.words
    walker.goes("/desk/preview/?to=number&typed=9")
    assert "I don't know that number." in walker.words


@pytest.mark.parametrize(("language", "words"), [("fr", "appuyez sur le 1"), ("es", "pulse el 1")])
def test_line_speaks_the_chosen_language(walker: Walker, language: str, words: str) -> None:
    walker.goes(f"/desk/preview/?lang={language}&chosen=1")
    assert words in walker.words


def test_desk_speaks_the_language_of_its_staff(app: Flask, staff: object, house: House) -> None:
    for language, words in (("fr", "Ceci est un aperçu."), ("es", "Esto es una vista previa.")):
        person = staff(f"Ana-{language}", Role.EDITOR, language=language)  # type: ignore[operator]
        assert words in Walker(person).words


def test_chat_is_read_with_its_card_and_buttons(walker: Walker) -> None:
    walker.goes("/desk/preview/?by=chat")
    assert "1 Today" in walker.words
    walker.goes("/desk/preview/?by=chat&to=choose")
    assert "0 A person" in walker.words
    walker.goes("/desk/preview/?by=chat&to=item/220~today")
    assert re.search(r'<img src="/media/[0-9a-f]{64}/picture.jpg" alt="[^"]{20,}"', walker.text)
    assert "The words" in walker.words
    assert "<audio controls" not in walker.text or "/chat.ogg" in walker.text


def test_drafts_are_in_it_and_can_be_left_out(house: House, editor: Staff) -> None:
    draft(house, "en", title="The draft of a title")
    walker = Walker(editor, "/desk/preview/?to=item/220~today")
    assert "The draft of a title" in walker.words
    walker.goes("/desk/preview/?to=item/220~today&live=1")
    assert "The draft of a title" not in walker.words
    assert "The draft of a title" not in {
        words.title for words in house.shelf.catalogue.items[220].words.values()
    }


def test_whole_line_is_walked_and_nothing_is_written(house: House, editor: Staff) -> None:
    before = count_rows(house)
    with house.database.reads() as session:
        version = read_version(session)
    places = {place: path for path in walk(editor) for place in re.findall(r"to=([a-z]+)", path)}
    assert {
        "lobby",
        "choose",
        "people",
        "pick",
        "item",
        "done",
        "skip",
        "callback",
        "message",
    } <= places.keys()
    assert count_rows(house) == before
    with house.database.reads() as session:
        assert read_version(session) == version


def walk(editor: Staff, most: int = 120) -> Iterator[str]:
    """Every sort of way from the greeting on, in both channels; each kind of place is looked at a few times."""
    waiting, seen, kinds = ["/desk/preview/", "/desk/preview/?by=chat"], set[str](), dict[str, int]()
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        kind = re.sub(r"heard=[^&]*|\d+", "", path)
        if path in seen or kinds.get(kind, 0) > 1:
            continue
        seen.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        yield path
        waiting += Walker(editor, path).ways


@pytest.mark.parametrize(
    "query",
    [
        "to=send/1", "to=sent/1", "to=ticket/1", "to=nowhere", "to=%22%3E%3Cb", "to=item/99999", "lang=xx", "line=none",
        "heard=a.b.99999999", "silences=-1", "wrong=1000000", "by=fax", "typed=%C2%B2", "to=item/220/999999",
        "to=goodbye",
    ],
)  # fmt: skip
def test_nonsense_in_the_address_leads_kindly_on(walker: Walker, query: str) -> None:
    walker.goes(f"/desk/preview/?{query}")
    assert "This is a preview." in walker.words


def test_broken_draft_is_told_in_words(house: House, editor: Staff) -> None:
    draft_prompt(house, "lobby.hello", "Hello from {nobody}.")
    walker = Walker(editor)
    assert "Callers would hear an apology here." in walker.words
    walker.goes("/desk/preview/checks")
    assert "would break the line" in walker.words
    walker.goes("/desk/preview/checks?live=1")
    assert "Nothing to mend." in walker.words


def test_stranger_sees_no_preview(app: Flask) -> None:
    for path in ("/desk/preview/", "/desk/preview/checks"):
        assert app.test_client().get(path).status_code == 303


SOUND = Sound(60.0, "aa/phone.wav", "aa/chat.ogg", slow="aa/slow.wav")


@pytest.mark.parametrize(
    ("saying", "audio", "voice"),
    [
        (Saying("Once.", "en", SOUND), "/media/aa/phone.wav", "recorded"),
        (Saying("Once.", "en", SOUND, 15), "/media/aa/phone-15.wav", "recorded"),
        (Saying("Once.", "en", SOUND, 15, slow=True), "/media/aa/slow-15.wav", "recorded"),
        (Saying("Once.", "en", replace(SOUND, synthetic=True)), "/media/aa/phone.wav", "computer"),
        (Saying("Once.", "en"), "", "carrier"),
    ],
)
def test_recording_plays_as_its_channel_plays_it(saying: Saying, audio: str, voice: str) -> None:
    (heard,) = list_heard(Scene("item/220/15", "en", (saying,)))
    assert (heard.audio, heard.voice, heard.sentences) == (audio, voice, ("Once.",))


def test_sentences_of_one_voice_stand_together() -> None:
    says = (
        Saying("One. Two.", "en"),
        Saying("Three.", "en"),
        Saying("Quatre.", "fr"),
        Saying("Five.", "en", SOUND),
    )
    heard = list_heard(Scene("lobby", "en", says))
    assert [one.sentences for one in heard] == [("One.", "Two.", "Three."), ("Quatre.",), ("Five.",)]


def test_digits_of_a_number_are_no_wrong_keys(walker: Walker) -> None:
    walker.goes("/desk/preview/?to=number")
    assert walker.words.count("for the number") == 9
    assert "nothing" not in walker.words.replace("press nothing", "")
