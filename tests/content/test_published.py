"""What of the rows reaches a caller: only what is published, in languages that are offered, and whole."""

from __future__ import annotations

from datetime import time

import pytest
from sqlalchemy import delete

from content.catalogue import Catalogue, Opening
from content.published.catalogue import EmptyMuseum, load_catalogue
from content.recordings import Take, Target, accept
from content.tables import ItemRow, ItemTextRow, RecordingRow, ThreadRow
from tests.content.museum import NOW, PackFolder, SmallHouse, make_settings


@pytest.fixture
def filled(house: SmallHouse, pack: PackFolder) -> SmallHouse:
    house.take_in(pack)
    return house


def load(house: SmallHouse, languages: str = "en,fr") -> Catalogue:
    with house.database.reads() as session:
        return load_catalogue(session, make_settings(languages=languages))


def test_empty_museum_says_how_to_fill_it(house: SmallHouse) -> None:
    with pytest.raises(EmptyMuseum, match="museline"):
        load(house)


@pytest.mark.parametrize(
    ("languages", "offered", "items"),
    [("en,fr", ["en", "fr"], [214, 305]), ("fr,en", ["fr", "en"], [214, 305]), ("fr", ["fr"], [214]),
     ("fr,de", ["fr"], [214])],
)  # fmt: skip
def test_only_offered_languages_are_told(
    filled: SmallHouse, languages: str, offered: list[str], items: list[int]
) -> None:
    known = load(filled, languages)
    assert (list(known.languages), known.house, list(known.items)) == (offered, offered[0], items)
    assert all(set(item.words) <= set(offered) for item in known.items.values())
    assert all(set(prompts) for prompts in known.prompts.values())


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_unpublished_item_leaves_everything(filled: SmallHouse, state: str) -> None:
    filled.write(ItemRow, ItemRow.number == 305, state=state)
    known = load(filled)
    assert (list(known.items), known.items[214].threads, known.series["blues"].items) == ([214], (), (214,))


def test_item_without_words_is_not_told(filled: SmallHouse) -> None:
    filled.write(ItemTextRow, ItemTextRow.item == 305, live=False)
    assert list(load(filled).items) == [214]


def test_series_of_nothing_is_left_out(filled: SmallHouse) -> None:
    filled.write(ItemRow, ItemRow.number.in_([214, 305]), state="draft")
    known = load(filled)
    assert (known.items, known.series) == ({}, {})


def test_words_come_with_what_one_needs(filled: SmallHouse) -> None:
    known = load(filled)
    story, star = known.items[214].words["en"], known.items[305].words["en"]
    assert story.text == ("He looks up. He has found something.", "What have you found?")
    assert (star.text, star.needed, star.steps, star.ending) == (
        ("Let's make a star.",), ("paper", "a pair of scissors"), ("Fold it.", "Cut it."), ("Hang it up.",)
    )  # fmt: skip
    assert [words.reviewed for words in known.items[214].words.values()] == [True, False]


@pytest.mark.parametrize(
    ("values", "heard"),
    [
        ({"state": "ready", "live": True}, True), ({"state": "ready", "live": False}, False),
        ({"state": "ready", "live": True, "slow": None}, True),
    ],
)  # fmt: skip
def test_live_recordings_are_heard(filled: SmallHouse, values: dict[str, object], heard: bool) -> None:
    take = Take(filled.media.put_master(b"sound", "take.wav"))
    with filled.database.writes() as session:
        accept(session, Target("en", item=214), take, NOW)
    paths = {"seconds": 12.5, "phone": "a/phone.wav", "chat": "a/chat.ogg", "slow": "a/slow.wav"}
    filled.write(RecordingRow, RecordingRow.id == 1, **{**paths, "pauses": [[2.0, 0.5]], **values})
    words = load(filled).items[214].words
    assert (words["en"].sound is not None) is heard
    assert words["fr"].sound is None
    if words["en"].sound:
        assert (words["en"].sound.seconds, words["en"].sound.phone) == (12.5, "a/phone.wav")
        assert words["en"].sound.slow == (values.get("slow", "a/slow.wav") or "")


def test_lines_keep_their_hours_in_order(filled: SmallHouse) -> None:
    (line,) = load(filled).lines
    assert line.hours == (Opening(1, time(10), time(12, 30)), Opening(1, time(14), time(17)))
    assert (line.zone, line.region, line.greeting["en"]) == ("Europe/Paris", "", "Hello from the tower.")


def test_item_without_links_leads_nowhere(filled: SmallHouse) -> None:
    (thread,) = load(filled).items[214].threads
    assert (thread.to, thread.reason["fr"]) == (305, "quelque chose avec des étoiles")
    with filled.database.writes() as session:
        session.execute(delete(ThreadRow))
    assert load(filled).items[214].threads == ()
