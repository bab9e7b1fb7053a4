"""What is given out and taken in again is the same, whatever people wrote."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from content.catalogue import Catalogue
from content.packs.exporting import FolderInUse, export_pack
from content.packs.validation import validate
from content.recordings import Take, Target, accept
from content.seeding import LIBRARY
from content.tables import ItemTextRow, PromptRow, RecordingRow
from tests.content.museum import PackFolder, SmallHouse

PARTS = ("languages", "lines", "speakers", "items", "series", "prompts", "house")
WRITTEN = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
SAID = WRITTEN.filter(lambda text: "{" not in text and "}" not in text)


def open_house(folder: Path, name: str) -> SmallHouse:
    (folder / name).mkdir()
    return SmallHouse(folder / name)


def parts(catalogue: Catalogue) -> list[object]:
    return [getattr(catalogue, name) for name in PARTS]


def give_out(house: SmallHouse, folder: Path) -> PackFolder:
    export_pack(house.database, house.media, folder)
    given = PackFolder.__new__(PackFolder)
    given.path = folder
    return given


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def travel(pack: PackFolder, folder: Path) -> tuple[SmallHouse, SmallHouse]:
    """Into a first house, out again, into a second, and out of that: both packs are equal byte for byte."""
    first, second = open_house(folder, "first"), open_house(folder, "second")
    first.take_in(pack)
    second.take_in(give_out(first, folder / "out"))
    give_out(second, folder / "again")
    assert tree(folder / "out") == tree(folder / "again")
    return first, second


@settings(max_examples=25, deadline=None)
@given(
    title=WRITTEN,
    body=WRITTEN,
    role=WRITTEN,
    hello=SAID,
    reason=WRITTEN,
    voice=st.text(st.characters(exclude_categories=["Cs"])),
)
def test_any_words_survive_the_journey(
    title: str, body: str, role: str, hello: str, reason: str, voice: str
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        pack = PackFolder(folder / "pack")
        quoted = {
            key: tomlkit.string(text).as_string()
            for key, text in (("title", title), ("role", role), ("reason", reason))
        }
        said = tomlkit.string(hello).as_string()
        pack.change("items/214/en.md", '"The astronomer"', quoted["title"])
        pack.write("items/214/en.md", (pack.path / "items/214/en.md").read_bytes() + body.encode())
        pack.change("speakers.toml", '"curator"', quoted["role"])
        pack.change("items/214/item.toml", '"something to do with stars"', quoted["reason"])
        pack.change("prompts/en.toml", '"Hello from {museum}."', said)
        pack.change("prompts/fr.toml", '"Bonjour, ici {museum}."', said)
        pack.write("items/214/en.opus", b"sound")
        spoken = f'file = "en.opus"\nvoice = {tomlkit.string(voice).as_string()}'
        pack.change("items/214/item.toml", "[[threads]]", f"[recordings.en]\n{spoken}\n[[threads]]")
        first, second = travel(pack, folder)
        assert parts(first.shelf.catalogue) == parts(second.shelf.catalogue)
        assert second.shelf.catalogue.items[214].words["en"].title == title.strip()
        assert second.shelf.catalogue.prompt("fr", "lobby.hello").text == hello.strip()
        assert [row.voice for row in second.rows(RecordingRow)] == [voice]


def test_hand_written_files_keep_their_meaning(pack: PackFolder, tmp_path: Path) -> None:
    first, _ = travel(pack, tmp_path)
    for file in ("speakers.toml", "series.toml", "prompts/fr.toml", "items/214/item.toml"):
        written, given_out = (
            tomllib.loads((folder / file).read_text("utf-8")) for folder in (pack.path, tmp_path / "out")
        )
        assert given_out == written, file
    assert (
        first.media.get(first.shelf.catalogue.items[214].picture)
        == (tmp_path / "out/items/214/picture.jpg").read_bytes()
    )
    assert not any(mistake.blocks for mistake in validate(tmp_path / "out"))


def test_shipped_library_survives_the_journey(tmp_path: Path) -> None:
    library = PackFolder.__new__(PackFolder)
    library.path = LIBRARY
    first, second = travel(library, tmp_path)
    assert parts(first.shelf.catalogue) == parts(second.shelf.catalogue)
    assert tomllib.loads((tmp_path / "out/lines.toml").read_text()) == tomllib.loads(
        (LIBRARY / "lines.toml").read_text()
    )
    masters = [
        {(row.item, row.language, row.master_sha256) for row in house.rows(RecordingRow)}
        for house in (first, second)
    ]
    assert masters[0] == masters[1]


def test_staleness_and_spoken_prompts_travel(pack: PackFolder, tmp_path: Path) -> None:
    house = open_house(tmp_path, "old")
    house.take_in(pack)
    pack.change("items/214/en.md", "He looks", "She looks")
    pack.change("prompts/en.toml", "Hello from", "Welcome to")
    house.take_in(pack)
    take = Take(house.media.put_master(b"sound", "anything.flac"), synthetic=True, voice="flite")
    with house.database.writes() as session:
        accept(session, Target("fr", prompt="lobby.hello"), take, house.clock.now(), goes_live=True)
    other = open_house(tmp_path, "new")
    other.take_in(give_out(house, tmp_path / "out"))
    assert (tmp_path / "out/prompts/fr/lobby.hello.flac").read_bytes() == b"sound"
    assert [row.source_version for row in other.rows(ItemTextRow, item=214, language="fr")] == [0]
    assert [row.source_version for row in other.rows(PromptRow, key="lobby.hello", language="fr")] == [0]
    found = [(row.prompt, row.language, row.synthetic, row.voice) for row in other.rows(RecordingRow)]
    assert found == [("lobby.hello", "fr", True, "flite")]


def test_never_writes_over_a_folder_in_use(pack: PackFolder, house: SmallHouse) -> None:
    house.take_in(pack)
    with pytest.raises(FolderInUse):
        export_pack(house.database, house.media, pack.path)
