"""Every mistake that a person makes in a pack is named, with its line and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from content.packs.validation import validate
from content.seeding import LIBRARY
from tests.content.museum import JPEG, PackFolder

Spoil = Callable[[PackFolder], None]
ITEM, EN, FR = "items/214/item.toml", "items/214/en.md", "items/214/fr.md"


def changes(file: str, old: str, new: str) -> Spoil:
    return lambda pack: pack.change(file, old, new)


def writes(file: str, text: str | bytes) -> Spoil:
    return lambda pack: pack.write(file, text)


def removes(file: str) -> Spoil:
    return lambda pack: pack.remove(file)


def test_hand_written_pack_is_sound(pack: PackFolder) -> None:
    assert [str(mistake) for mistake in validate(pack.path) if mistake.blocks] == []


MISTAKES = [
    (changes(EN, 'title = "The astronomer"\n', ""), EN, 2, "`title` is missing"),
    (changes(EN, '"The astronomer"', '" "'), EN, 2, "there are no words"),
    (changes(EN, '"reviewed"', '"perhaps"'), EN, 6, "`review` can't be 'perhaps'"),
    (changes(EN, "+++", "---"), EN, 1, "the head is missing"),
    (changes(EN, "teaser =", 'title = "Twice"\nteaser ='), EN, 3, "for the second time"),
    (changes(EN, '"The astronomer"', "The astronomer"), EN, 2, "not TOML"),
    (
        changes(EN, "He looks up. He has found something.\n\nWhat have you found?", ""),
        EN,
        8,
        "the text is empty",
    ),
    (changes(EN, '"A man at a window."', '""'), EN, 4, "the picture is not described"),
    (
        changes(EN, '"Painted in 1668. Told by Ana Moreau, curator."', '""'),
        EN,
        5,
        "the spoken credit is missing",
    ),
    (changes(EN, "review =", 'warning = "Beware."\nreview ='), EN, 6, "the item is not sensitive"),
    (writes(EN, b'+++\ntitle = "\xff"\n+++\n'), EN, 1, "can't be read as text"),
    (changes(ITEM, '"ana"', '"anna"'), ITEM, 2, 'nobody in speakers.toml is called "anna"'),
    (changes(ITEM, '"story"', '"poem"'), ITEM, 1, "`kind` can't be 'poem'"),
    (changes(ITEM, "asks = true", 'asks = "yes"'), ITEM, 6, "`asks` is not what is expected"),
    (changes(ITEM, "asks = true", "ask = true"), ITEM, 6, "nobody knows `ask`"),
    (changes(ITEM, "2028-05-01", '"May"'), ITEM, 9, "`review_by` is wrong"),
    (
        changes(ITEM, 'rights = "https://creativecommons.org/licenses/by/4.0/"\n', ""),
        ITEM,
        1,
        "`rights` is missing",
    ),
    (changes(ITEM, "to = 305", "to = 306"), ITEM, 13, "leads nowhere: 306"),
    (changes(ITEM, "to = 305", "to = 214"), ITEM, 13, "leads nowhere: 214"),
    (changes(ITEM, "to = 305", 'to = "305"'), ITEM, 13, "`to` is not what is expected"),
    (changes(ITEM, 'fr = "quelque', 'de = "quelque'), ITEM, 14, "the reason is missing in fr"),
    (changes(ITEM, 'fr = "quelque', 'xx = "quelque'), ITEM, 16, 'no language "xx"'),
    (
        changes(ITEM, "[[threads]]", '[recordings.en]\nfile = "en.opus"\n[[threads]]'),
        ITEM,
        13,
        "en.opus is missing",
    ),
    (
        changes(ITEM, "[[threads]]", '[recordings.en]\nfile = "../x.opus"\n[[threads]]'),
        ITEM,
        13,
        "no name for a rec",
    ),
    (
        changes(ITEM, "[[threads]]", '[recordings.es]\nfile = "es.opus"\n[[threads]]'),
        ITEM,
        12,
        'no language "es"',
    ),
    (writes("items/214/picture.jpg", b"\x89PNG and more"), "items/214/picture.jpg", 1, "is a PNG inside"),
    (writes("items/214/picture.jpg", b"hello"), "items/214/picture.jpg", 1, "is no picture inside"),
    (writes("items/214/picture.jpg", JPEG[:9]), "items/214/picture.jpg", 1, "breaks off"),
    (writes("items/214/picture.jpg", JPEG * 80_000), "items/214/picture.jpg", 1, "too big"),
    (removes("items/214/picture.jpg"), EN, 4, "a picture is described, but there is none"),
    (writes("items/0123/item.toml", ""), "items/0123", 1, "can't begin with 0"),
    (writes("items/star/item.toml", ""), "items/star", 1, '"star" is no number'),
    (writes("items/12/item.toml", ""), "items/12", 1, '"12" is no number'),
    (removes(ITEM), ITEM, 1, "this file is missing"),
    (removes("items/305/en.md"), "items/305/en.md", 1, "the words are missing"),
    (changes("items/305/en.md", "1. Fold it.\n2. Cut it.", "Fold it."), "items/305/en.md", 7, "has no steps"),
    (changes("items/410/en.md", "This story speaks of a death.", ""), "items/410/en.md", 4, "has no warning"),
    (
        lambda pack: pack.write("items/214/de.md", FILES_DE),
        "items/214/de.md",
        1,
        "that lines.toml does not know",
    ),
    (changes("speakers.toml", ', fr = "gardien"', ""), "speakers.toml", 7, "`role` is missing in fr"),
    (changes("speakers.toml", "[jo]", "[Jo Smith]"), "speakers.toml", 5, "not TOML"),
    (changes("speakers.toml", "[jo]", '["Jo"]'), "speakers.toml", 1, '"Jo" is no short name'),
    (changes("speakers.toml", "[jo]", f"[{'j' * 27}]"), "speakers.toml", 1, "too long for a place"),
    (changes("speakers.toml", "[jo]", "[ana]"), "speakers.toml", 5, "for the second time"),
    (removes("speakers.toml"), "speakers.toml", 1, "this file is missing"),
    (changes("series.toml", "305", "306"), "series.toml", 4, "there is no item 306"),
    (changes("series.toml", "305", "214"), "series.toml", 4, "item 214 stands here twice"),
    (changes("series.toml", "[214, 305]", "[]"), "series.toml", 4, "this series is empty"),
    (changes("series.toml", 'weekdays = ["mon", "thu"]\n', ""), "series.toml", 1, "has no weekdays"),
    (changes("series.toml", '"mon"', '"lundi"'), "series.toml", 5, "can't be 'lundi'"),
    (changes("series.toml", '"serial"', '"trail"'), "series.toml", 5, "a trail is open on every day"),
    (changes("series.toml", '"ana"', '"anna"'), "series.toml", 3, 'is called "anna"'),
    (changes("series.toml", "[blues]", f"[{'b' * 29}]"), "series.toml", 1, "too long for a place"),
    (changes("lines.toml", "key = 2", "key = 1"), "lines.toml", 11, "key 1 stands for two"),
    (changes("lines.toml", 'language = "en"', 'language = "de"'), "lines.toml", 14, 'nobody speaks "de"'),
    (changes("lines.toml", "10:00-12:30", "12:30-10:00"), "lines.toml", 19, "are no hours"),
    (changes("lines.toml", "tue =", "tuesday ="), "lines.toml", 19, "can't be 'tuesday'"),
    (
        changes("lines.toml", "[lines.main.greeting]\nen", "[lines.main.greeting]\nxx"),
        "lines.toml",
        22,
        "no language",
    ),
    (removes("lines.toml"), "lines.toml", 1, "this file is missing"),
    (removes("prompts/fr.toml"), "prompts/fr.toml", 1, "the prompts are missing"),
    (changes("prompts/fr.toml", "hello =", "helo ="), "prompts/fr.toml", 2, "nobody says `lobby.helo`"),
    (changes("prompts/fr.toml", "hello =", "helo ="), "prompts/fr.toml", 1, "`lobby.hello` is missing"),
    (changes("prompts/fr.toml", "{museum}", "{musee}"), "prompts/fr.toml", 2, "fills in other places"),
    (changes("prompts/fr.toml", "{museum}", "{museum"), "prompts/fr.toml", 2, "a curly bracket is open"),
    (
        changes("prompts/en.toml", "{museum}", "{musuem}"),
        "prompts/en.toml",
        2,
        "nothing is filled into {musuem}",
    ),
    (
        changes("prompts/en.toml", '"Hello from {museum}."', "3"),
        "prompts/en.toml",
        2,
        "`lobby.hello` has no words",
    ),
    (
        writes("prompts/recordings.toml", '[en."lobby.hello"]\nfile = "x.wav"\n'),
        "prompts/recordings.toml",
        1,
        "x.wav is",
    ),
    (
        writes("prompts/recordings.toml", "[en]\nnone = {file = 'x.wav'}\n"),
        "prompts/recordings.toml",
        2,
        "no prompt `none`",
    ),
]
FILES_DE = '+++\ntitle = "A"\nteaser = "b"\ncredit = "c"\ndescription = "d"\nreview = "draft"\n+++\nJa.\n'


@pytest.mark.parametrize(
    ("spoil", "file", "line", "what"), MISTAKES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_names_file_line_and_remedy(pack: PackFolder, spoil: Spoil, file: str, line: int, what: str) -> None:
    spoil(pack)
    blocking = [mistake for mistake in validate(pack.path) if mistake.blocks]
    found = [mistake for mistake in blocking if mistake.file == file and what in mistake.what]
    assert [mistake.line for mistake in found] == [line], [str(mistake) for mistake in blocking]
    assert found[0].todo[0].isupper()
    assert not found[0].todo.endswith(".")


@pytest.mark.parametrize(
    ("spoil", "file", "line", "what"),
    [
        (
            changes(EN, "touches the stars", "touches the stars and the moon each night"),
            EN,
            3,
            "long for a menu",
        ),
        (changes(EN, "He looks up.", "He *looks* up."), EN, 8, '"*" can\'t be heard'),
        (changes(EN, "What have", "- What have"), EN, 10, "here is a list"),
        (changes(ITEM, "something to do", "something " * 15), ITEM, 15, "long for the ear"),
        (removes(FR), FR, 1, "not yet told in fr"),
    ],
)
def test_advice_does_not_block(pack: PackFolder, spoil: Spoil, file: str, line: int, what: str) -> None:
    spoil(pack)
    found = validate(pack.path)
    assert not any(mistake.blocks for mistake in found)
    assert (file, line) in [(mistake.file, mistake.line) for mistake in found if what in mistake.what]


def test_slip_in_the_source_blames_no_translation(pack: PackFolder) -> None:
    pack.change("prompts/en.toml", "{museum}", "{musuem}")
    assert [mistake.file for mistake in validate(pack.path) if mistake.blocks] == ["prompts/en.toml"]


def test_same_slip_in_every_language_is_named(pack: PackFolder) -> None:
    for language in ("en", "fr"):
        pack.change(f"prompts/{language}.toml", "{museum}", "{musuem}")
    assert [mistake.todo for mistake in validate(pack.path) if mistake.blocks] == ["Use {museum}"] * 2


def test_text_with_a_mistake_is_told_already(pack: PackFolder) -> None:
    pack.change(FR, '"L\'astronome"', "\"L'astronome")
    assert [mistake.line for mistake in validate(pack.path) if mistake.file == FR] == [2]


def test_missing_folder_is_one_mistake(tmp_path: Path) -> None:
    assert [mistake.what for mistake in validate(tmp_path / "nowhere")] == ["there is no such folder"]


def test_mistake_reads_as_a_sentence(pack: PackFolder) -> None:
    pack.change(EN, 'title = "The astronomer"\n', "")
    expected = 'items/214/en.md:2: `title` is missing. Add a line `title = "The astronomer looks up"`.'
    assert expected in map(str, validate(pack.path))


def test_shipped_library_has_no_mistakes() -> None:
    assert [str(mistake) for mistake in validate(LIBRARY) if mistake.blocks] == []
