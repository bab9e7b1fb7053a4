"""An import is all or nothing, writes new versions only of what changed, and leaves the rest alone."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import delete, update

from content.catalogue import Opening
from content.packs.importing import PackRefused, import_pack
from content.seeding import add_new_words, seed
from content.tables import ItemRow, ItemTextRow, PromptRow, RecordingRow, ThreadRow, VersionRow
from tests.content.museum import PackFolder, SmallHouse

EN, FR = "items/214/en.md", "items/214/fr.md"


def live_text(house: SmallHouse, language: str) -> ItemTextRow:
    return house.rows(ItemTextRow, item=214, language=language, live=True)[0]


def is_stale(house: SmallHouse, language: str) -> bool:
    return live_text(house, language).source_version < live_text(house, "en").version


def add_recording(pack: PackFolder, sound: bytes, language: str = "en") -> None:
    pack.write(f"items/214/{language}.opus", sound)
    pack.change(
        "items/214/item.toml",
        "[[threads]]",
        f'[recordings.{language}]\nfile = "{language}.opus"\n\n[[threads]]',
    )


def test_everything_is_in_the_catalogue(house: SmallHouse, pack: PackFolder) -> None:
    house.take_in(pack)
    catalogue = house.shelf.catalogue
    item, line = catalogue.items[214], catalogue.lines[0]
    assert item.words["en"].text == ("He looks up. He has found something.", "What have you found?")
    assert (item.asks, item.speaker.role["fr"], item.words["fr"].reviewed) == (True, "conservatrice", False)
    assert [(thread.to, thread.reason["en"]) for thread in item.threads] == [
        (305, "something to do with stars")
    ]
    assert catalogue.items[305].words["en"].needed == ("paper", "a pair of scissors")
    assert house.media.get(item.picture).startswith(b"\xff\xd8")
    assert line.hours == (Opening(1, time(10), time(12, 30)), Opening(1, time(14), time(17)))
    assert (line.closed, line.greeting) == (frozenset({date(2026, 12, 24)}), {"en": "Hello from the tower."})
    assert catalogue.series["blues"].weekdays == frozenset({0, 3})
    assert catalogue.prompt("fr", "lobby.today.button").text == "L'histoire du jour"
    assert 410 not in catalogue.items


def test_mistaken_pack_changes_nothing(house: SmallHouse, pack: PackFolder) -> None:
    house.take_in(pack)
    pack.change(EN, "He looks up", "She looks up")
    pack.change("items/305/item.toml", '"jo"', '"nobody"')
    with pytest.raises(PackRefused) as refused:
        import_pack(house.database, house.media, pack.path, house.clock)
    assert [mistake.file for mistake in refused.value.mistakes] == ["items/305/item.toml"]
    assert live_text(house, "en").body.startswith("He looks up")
    assert [row.version for row in house.rows(VersionRow)] == [1]


def test_failure_midway_leaves_no_trace(house: SmallHouse, pack: PackFolder) -> None:
    house.take_in(pack)
    pack.change(EN, "He looks up", "She looks up")
    add_recording(pack, b"sound")
    house.media.put_master = lambda *_: "wrong"  # type: ignore[method-assign]
    with pytest.raises(IndexError):
        house.take_in(pack)
    assert live_text(house, "en").version == 1
    assert house.rows(RecordingRow) == []


def test_second_import_changes_nothing(house: SmallHouse, pack: PackFolder) -> None:
    add_recording(pack, b"sound")
    house.take_in(pack)
    report = import_pack(house.database, house.media, pack.path, house.clock)
    assert (report.items, report.texts, report.prompts, report.recordings) == (3, 0, 0, 0)
    assert str(report).startswith("3 items are in.")
    assert len(house.rows(RecordingRow)) == 1


def test_changed_source_makes_translation_stale(house: SmallHouse, pack: PackFolder) -> None:
    house.take_in(pack)
    assert not is_stale(house, "fr")
    pack.change(EN, "He looks up", "She looks up")
    house.take_in(pack)
    assert (live_text(house, "en").version, live_text(house, "fr").version) == (2, 1)
    assert is_stale(house, "fr")
    pack.change(FR, "Il lève", "Elle lève")
    house.take_in(pack)
    assert not is_stale(house, "fr")


def test_old_versions_are_kept(house: SmallHouse, pack: PackFolder) -> None:
    for name in ("Anna", "Berta", "Carla"):
        pack.write(
            "items/305/en.md",
            (pack.path / "items/305/en.md").read_text().replace("a star", f"a star for {name}"),
        )
        house.take_in(pack)
    rows = house.rows(ItemTextRow, item=305)
    assert [(row.version, row.live) for row in rows] == [(1, False), (2, False), (3, True)]


def test_pack_may_say_it_is_stale(house: SmallHouse, pack: PackFolder) -> None:
    pack.change(FR, 'review = "draft"', 'review = "draft"\nstale = true')
    pack.write("prompts/stale.toml", 'fr = ["lobby.hello"]\n')
    house.take_in(pack)
    house.take_in(pack)
    assert is_stale(house, "fr")
    assert [row.source_version for row in house.rows(PromptRow, key="lobby.hello", language="fr")] == [0]


def test_what_the_pack_drops_leaves_the_line(house: SmallHouse, pack: PackFolder) -> None:
    add_recording(pack, b"sound", "fr")
    house.take_in(pack)
    pack.remove(FR)
    pack.remove("items/214/picture.jpg")
    pack.change(EN, '"A man at a window."', '""')
    item = (pack.path / "items/214/item.toml").read_text("utf-8")
    pack.write("items/214/item.toml", item.split("[recordings.fr]")[0])
    house.take_in(pack)
    assert set(house.shelf.catalogue.items[214].words) == {"en"}
    assert house.shelf.catalogue.items[214].picture == ""
    assert house.rows(ThreadRow) == []
    assert house.rows(RecordingRow, goes_live=True) == []


def test_what_the_pack_does_not_mention_stays(house: SmallHouse, pack: PackFolder) -> None:
    house.take_in(pack)
    (pack.path / "items/410/item.toml").unlink()
    (pack.path / "items/410/en.md").unlink()
    (pack.path / "items/410").rmdir()
    house.take_in(pack)
    assert [row.state for row in house.rows(ItemRow, number=410)] == ["draft"]


def test_new_sound_waits_while_old_one_plays(house: SmallHouse, pack: PackFolder) -> None:
    add_recording(pack, b"one")
    house.take_in(pack)
    house.write(
        RecordingRow,
        RecordingRow.version == 1,
        state="ready",
        live=True,
        goes_live=False,
        phone="x",
        chat="y",
    )
    pack.write("items/214/en.opus", b"two")
    house.take_in(pack)
    rows = house.rows(RecordingRow, item=214)
    assert [(row.version, row.state, row.live, row.goes_live) for row in rows] == [
        (1, "ready", True, False),
        (2, "pending", False, True),
    ]


def test_seed_fills_only_an_empty_museum(house: SmallHouse) -> None:
    assert seed(house.database, house.media, house.clock)
    assert not seed(house.database, house.media, house.clock)
    assert [row.version for row in house.rows(VersionRow)] == [1]
    assert len(house.shelf.catalogue.items) >= 24


@pytest.mark.parametrize(("language", "words"), [("en", "the museum"), ("fr", "le musée")])
def test_newer_version_brings_its_words(house: SmallHouse, language: str, words: str) -> None:
    seed(house.database, house.media, house.clock)
    with house.database.writes() as session:
        session.execute(delete(PromptRow).where(PromptRow.key == "museum.name"))
        own = update(PromptRow).where(PromptRow.key == "lobby.hello", PromptRow.live)
        session.execute(own.values(text="Welcome to {museum}."))
    assert add_new_words(house.database, house.clock) == 3
    assert house.shelf.catalogue.prompt(language, "museum.name").text == words
    assert house.shelf.catalogue.prompt(language, "lobby.hello").text == "Welcome to {museum}."
    assert add_new_words(house.database, house.clock) == 0
