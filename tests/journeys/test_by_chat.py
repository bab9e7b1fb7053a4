"""By message: a deaf visitor, a family abroad, a question by photograph; and the same story behind both doors."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from content.audio import render_chat
from tests.actors.museum import Museum
from tests.content.sounds import record
from tests.journeys.test_by_telephone import wait_for_story
from visitors.people import VisitorRow
from visitors.requests import RequestState, SoundState, newest

JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f"
    "141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b08000100010101"
    "1100ffc4001f0000010501010101010100000000000000000102030405060708090a0bffc400b51000020103030204030505"
    "04040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a"
    "25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a8384858687"
    "88898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2"
    "e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbd3ffd9"
)


def test_deaf_visitor_reads_every_word(museum: Museum) -> None:
    noor = museum.chat("Noor")
    noor.opens()
    assert "story line of the Museum of Small Things" in noor.sees()
    noor.presses("1 Today's story")
    [picture] = noor.looks_at()
    assert len(picture.caption.split()) >= 8
    shown = noor.sees()
    number = shown.split("Number ")[1].split()[0].strip(".")
    words = museum.house.shelf.catalogue.items[int(number)].words["en"]
    if any(label.lower().startswith("read the words") for label in noor.buttons()):
        noor.presses("Read the words")
        shown = noor.sees()
    assert words.text[0][:60] in shown
    assert words.text[-1][-40:] in shown


def test_same_story_behind_both_doors(museum: Museum) -> None:
    ana = museum.phone().dials("+441632960201")
    number = wait_for_story(ana)
    rosa = museum.chat()
    rosa.opens()
    rosa.presses("1")
    assert f"Number {number}" in rosa.sees()


@pytest.mark.parametrize(
    ("language", "button"), [("fr", "1 L'histoire du jour"), ("es", "1"), ("pt-br", "1 Today's story")]
)
def test_language_follows_the_app(museum: Museum, language: str, button: str) -> None:
    person = museum.chat(f"Lu {language}", language)
    person.opens()
    assert any(label.replace("\n", " ").startswith(button) for label in person.buttons())


def test_card_is_scanned_at_home(museum: Museum) -> None:
    rosa = museum.chat()
    rosa.opens("item-310")
    assert "The snail on the card" in rosa.sees()


def test_typed_number_brings_the_item(museum: Museum) -> None:
    rosa = museum.chat()
    rosa.opens()
    rosa.says("310")
    assert "The snail on the card" in rosa.sees()


def test_written_question_is_found(museum: Museum) -> None:
    rosa = museum.chat()
    rosa.opens()
    rosa.says("Why did the snail sleep for so long?")
    assert "Why did the snail sleep for so long?" in rosa.sees()
    rosa.presses("1")
    assert "ticket" in rosa.sees().lower()
    with museum.house.database.reads() as session:
        [row] = newest(session)
    assert (row.state, row.channel) == (RequestState.SENT, "chat")
    assert row.text == "Why did the snail sleep for so long?"
    assert row.ticket is not None


def test_question_by_photo_is_found(museum: Museum) -> None:
    rosa = museum.chat()
    rosa.opens()
    rosa.presses("3")
    rosa.sends_photo(JPEG, "What is this beetle doing on my lamp?")
    rosa.presses("1")
    museum.work()
    with museum.house.database.reads() as session:
        [row] = newest(session)
    assert row.picture_path is not None
    assert museum.house.media.get_private(row.picture_path)[:2] == b"\xff\xd8"
    assert row.text == "What is this beetle doing on my lamp?"


def test_question_by_voice_is_found(museum: Museum, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("voice")
    record(folder / "voice.wav", seconds=3)
    render_chat(folder / "voice.wav", folder / "voice.ogg")
    rosa = museum.chat()
    rosa.opens()
    rosa.presses("3")
    rosa.sends_voice((folder / "voice.ogg").read_bytes(), 3)
    rosa.presses("1")
    museum.work()
    with museum.house.database.reads() as session:
        [row] = newest(session)
    assert row.sound_state == SoundState.KEPT
    assert museum.house.media.get_private(str(row.sound_path))[:4] == b"OggS"


def test_repeated_update_is_answered_once(museum: Museum) -> None:
    rosa = museum.chat()
    rosa.opens()
    rosa.breaks("duplicate", times=3)
    rosa.says("How old is the oldest thing you have?")
    rosa.presses("1")
    with museum.house.database.reads() as session:
        assert len(newest(session)) == 1


def test_forgetting_leaves_nothing(museum: Museum) -> None:
    rosa = museum.chat()
    rosa.opens()
    rosa.says("Does anybody dust the dinosaurs, please?")
    rosa.presses("1")
    rosa.says("/forget")
    rosa.presses("1")
    museum.work()
    with museum.house.database.reads() as session:
        assert newest(session) == []
        assert session.scalars(select(VisitorRow)).all() == [] or rosa.buttons()


def test_museum_restarts_in_the_middle(museum: Museum) -> None:
    rosa = museum.chat()
    rosa.opens()
    rosa.presses("2")
    museum.house.database.close()
    rosa.presses("2")
    assert rosa.sees()
