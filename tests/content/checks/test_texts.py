"""Bad words are found and good words are left alone, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from content.bodies import tidy_body
from content.catalogue import Audience, ItemKind, SeriesKind
from content.checks.parts import Facts
from content.checks.remarks import Remark
from content.checks.texts import check_reason, check_text
from content.packs.places import LIBRARY
from content.packs.reading import read_pack
from tests.content.checks.texts import LANGUAGES, LEARNED, PLAIN, make_data

FACTS = Facts(asks=True, pictured=True)
STEPS = "Welcome to the table.\n\n- A cup\n\n1. Hold it.\n\n2. Turn it.\n\nWell done."
AND = " and on"


def codes(remarks: list[Remark]) -> list[str]:
    return [remark.code for remark in remarks]


def check(language: str = "en", facts: Facts | None = FACTS, **more: Any) -> list[Remark]:
    return check_text(language, ItemKind.STORY, Audience.EVERYONE, make_data(language, **more), facts)


def read_library() -> Iterator[tuple[str, list[Remark]]]:
    pack = read_pack(LIBRARY).pack
    kinds = {number: one.kind for one in pack.series.values() for number in one.items}
    for item in pack.items.values():
        shape = item.shape
        facts = Facts(shape.asks, shape.sensitive, item.picture is not None, kinds.get(item.number))
        for language, text in item.texts.items():
            data = text.head.model_dump() | {"body": tidy_body(text.body)}
            yield f"{item.number} {language}", check_text(language, shape.kind, shape.audience, data, facts)


def test_shipped_library_is_praised() -> None:
    checked = dict(read_library())
    assert len(checked) > 100
    assert {name: remarks for name, remarks in checked.items() if remarks} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_good_words_are_left_alone(language: str) -> None:
    assert check(language) == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", " ", "missing-title"),
        ("teaser", "", "missing-teaser"),
        ("body", "", "missing-body"),
        ("description", "", "missing-description"),
        ("credit", "", "missing-credit"),
        ("body", PLAIN["en"] * 18, "missing-question"),
        ("title", "One" + AND * 6, "field-long"),
        ("teaser", "a man" + AND * 4, "teaser-long"),
        ("teaser", "a man at a window.", "teaser-stop"),
        ("description", "One. " * 61, "field-long"),
        ("credit", "One. " * 41, "field-long"),
        ("warning", "It speaks" + AND * 10 + ".", "sentence-long"),
        ("description", "A man sits" + AND * 12 + ".", "sentence-long"),
        ("credit", "See www.museum.example.", "mark"),
        ("body", make_data()["body"] + " *Look!*", "mark"),
        ("body", make_data()["body"] + "\n\n- A list?", "list"),
        ("body", make_data()["body"] + " And he goes on" + AND * 9 + ".", "sentence-long"),
        ("body", PLAIN["en"] * 4 + "Why?", "short"),
        ("body", PLAIN["en"] * 45 + "Why?", "long"),
    ],
)
def test_bad_field_is_remarked_on(field: str, value: str, code: str) -> None:
    data = make_data() | {field: value}
    remarks = check_text("en", ItemKind.STORY, Audience.EVERYONE, data, FACTS)
    assert [(remark.field, remark.code) for remark in remarks] == [(field, code)]
    assert not any(remark.blocks for remark in remarks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_learned_words_are_found(language: str) -> None:
    remarks = check(language, body=make_data(language)["body"].replace(PLAIN[language], LEARNED[language], 8))
    found = codes(remarks)
    assert found.count("hard") == 1
    assert 1 <= found.count("hard-word") <= 3
    assert all(remark.where for remark in remarks if remark.code.startswith("hard"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_sentence_is_quoted(language: str) -> None:
    long = PLAIN[language].replace(". ", ", ").strip(", ") + ", and so on."
    found = check(language, body=f"{long}\n\n{make_data(language)['body']}")
    assert [(one.code, one.where, one.values["words"]) for one in found] == [
        ("sentence-long", long, len(long.split()))
    ]


def test_five_long_sentences_are_enough_at_once() -> None:
    long = "He goes" + AND * 10 + ". "
    assert codes(check(body=long * 12 + "Why?")).count("sentence-long") == 5


def test_mark_between_french_words_is_no_word() -> None:
    twenty = " ".join(["oui"] * 19) + " : non !"
    data = make_data("fr", body=f"{twenty}\n\n{make_data('fr')['body']}")
    assert check_text("fr", ItemKind.STORY, Audience.EVERYONE, data, FACTS) == []


@pytest.mark.parametrize(
    ("kind", "audience", "series", "words", "code"),
    [
        ("smile", "everyone", None, 60, ""),
        ("smile", "everyone", None, 150, "long"),
        ("story", "everyone", None, 200, "short"),
        ("story", "everyone", SeriesKind.TRAIL, 200, ""),
        ("story", "everyone", SeriesKind.TRAIL, 400, "long"),
        ("story", "everyone", SeriesKind.SERIAL, 1000, ""),
        ("story", "everyone", None, 700, ""),
        ("story", "group", None, 700, ""),
        ("story", "children", None, 700, "long"),
        ("story", "older", None, 730, "long"),
    ],
)
def test_length_fits_kind_and_listeners(
    kind: str, audience: str, series: SeriesKind | None, words: int, code: str
) -> None:
    data = make_data(body="We are in one. " * (words // 4))
    found = codes(check_text("en", kind, audience, data, Facts(series=series)))
    assert found == ([code] if code else [])


def test_without_facts_nothing_is_called_missing() -> None:
    data = {"title": "A", "teaser": "b", "body": PLAIN["en"] * 8}
    assert check_text("en", "story", "everyone", data) == []
    assert codes(check_text("en", "story", "everyone", data, FACTS)) == [
        "missing-description", "missing-credit", "missing-question", "short",
    ]  # fmt: skip


def test_sensitive_item_needs_its_warning() -> None:
    assert codes(check(facts=Facts(sensitive=True))) == ["missing-warning"]
    assert check(facts=Facts(sensitive=True), warning="This speaks of a death.") == []


def test_activity_needs_steps_and_may_have_lists() -> None:
    data = make_data(body=STEPS + "\n\n" + PLAIN["en"] * 4)
    assert check_text("en", "activity", "everyone", data) == []
    assert "missing-steps" in codes(check_text("en", "activity", "everyone", make_data()))


def test_things_of_a_list_are_no_sentences() -> None:
    things = "- Some wool" + ", some wool" * 12
    data = make_data(body=STEPS.replace("- A cup", things) + "\n\n" + PLAIN["en"] * 4)
    assert check_text("en", "activity", "everyone", data) == []


def test_unknown_language_is_measured_by_its_length_alone() -> None:
    data = make_data(body="Donaudampfschifffahrtsgesellschaft! " * 300)
    assert check_text("de", "story", "everyone", data) == []
    assert codes(check_text("de", "story", "everyone", make_data(body="Ja " * 25))) == [
        "sentence-long",
        "short",
    ]


def test_reason_is_short_for_the_ear() -> None:
    assert check_reason("another small thing people carried") == []
    assert codes(check_reason("small " * 16)) == ["reason-long"]
