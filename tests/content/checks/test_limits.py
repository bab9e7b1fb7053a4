"""Where each limit lies, to the word and to the second: at it nothing is said, one beyond it something is."""

from __future__ import annotations

import pytest

from content.catalogue import Audience, ItemKind, SeriesKind
from content.checks.lengths import find_limits, find_seconds, write_length
from content.checks.parts import Facts
from content.checks.prompts import check_greeting, check_prompt
from content.checks.reading_level import find_age
from content.checks.remarks import Remark, quote
from content.checks.texts import check_reason, check_text
from tests.content.checks.texts import make_data

STORY, ACTIVITY, SMILE = ItemKind.STORY, ItemKind.ACTIVITY, ItemKind.SMILE
TRAIL, SERIAL = SeriesKind.TRAIL, SeriesKind.SERIAL
EVERYONE, CHILDREN = Audience.EVERYONE, Audience.CHILDREN
# Words of one, two and three syllables, as a dictionary parts them.
BY_SYLLABLES = {
    "en": ("cat", "table", "photograph"), "fr": ("chat", "bonjour", "poésie"), "es": ("muy", "casa", "historia")
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "series", "told", "audience", "limits"),
    [
        (STORY, None, True, EVERYONE, (120, 330)),
        (STORY, None, True, CHILDREN, (120, 264)),
        (STORY, TRAIL, True, EVERYONE, (40, 120)),
        (STORY, TRAIL, True, CHILDREN, (40, 96)),
        (STORY, SERIAL, True, EVERYONE, (90, 480)),
        (STORY, None, False, EVERYONE, (45, 480)),
        (STORY, SERIAL, False, Audience.GROUP, (45, 480)),
        (SMILE, TRAIL, True, EVERYONE, (10, 40)),
        (SMILE, None, False, CHILDREN, (10, 32)),
        (ACTIVITY, SERIAL, True, Audience.OLDER, (30, 330)),
        (ACTIVITY, None, False, CHILDREN, (30, 264)),
    ],
)
def test_each_kind_has_its_seconds(
    kind: ItemKind, series: SeriesKind | None, told: bool, audience: Audience, limits: tuple[int, int]
) -> None:
    assert find_limits(kind, audience, series, told=told) == limits


@pytest.mark.parametrize(
    ("audience", "seconds"), [("everyone", 60), ("group", 65), ("older", 65), ("children", 65)]
)
def test_some_listeners_are_read_to_slowly(audience: str, seconds: int) -> None:
    assert find_seconds("word " * 140, Audience(audience)) == seconds
    assert find_seconds("", Audience(audience)) == 0


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0 s"),
        (1, "1 s"),
        (59, "59 s"),
        (60, "1 min"),
        (61, "1 min 1 s"),
        (370, "6 min 10 s"),
        (3600, "60 min"),
    ],
)
def test_length_is_written_without_nothing(seconds: int, written: str) -> None:
    assert write_length(seconds) == written


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        ("smile", 21, "short"), ("smile", 23, ""), ("smile", 94, ""), ("smile", 95, "long"),
        ("story", 277, "short"), ("story", 280, ""), ("story", 771, ""), ("story", 773, "long"),
    ],
)  # fmt: skip
def test_length_is_judged_to_the_second(kind: str, words: int, code: str) -> None:
    body = " ".join(["We are in."] * (words // 3) + ["So."] * (words % 3))
    remarks = check_text("en", kind, "everyone", make_data(body=body), Facts(pictured=True))
    assert [remark.code for remark in remarks] == ([code] if code else [])


def test_length_says_what_it_is_and_may_be() -> None:
    (remark,) = check_text(
        "en", "smile", "everyone", make_data(body="We are in. " * 50), Facts(pictured=True)
    )
    assert remark.values == {"length": "1 min 4 s", "limit": "40 s"}
    (remark,) = check_text("en", "smile", "everyone", make_data(body="So."), Facts(pictured=True))
    assert remark.values == {"length": "0 s", "limit": "10 s"}


@pytest.mark.parametrize(
    ("field", "most", "code"),
    [
        ("title", 12, "field-long"), ("teaser", 8, "teaser-long"), ("description", 60, "field-long"),
        ("credit", 40, "field-long"), ("warning", 30, "field-long"),
    ],
)  # fmt: skip
def test_fields_are_counted_to_the_word(field: str, most: int, code: str) -> None:
    def look(words: int) -> list[Remark]:
        return check_text("en", "story", "everyone", make_data(**{field: "one. " * (words - 1) + "one"}))

    assert look(most) == []
    assert [(one.field, one.code, one.values) for one in look(most + 1)] == [
        (field, code, {"words": most + 1, "most": most})
    ]


@pytest.mark.parametrize(("field", "most"), [("body", 20), ("description", 25), ("warning", 20)])
def test_sentences_are_counted_to_the_word(field: str, most: int) -> None:
    def look(words: int) -> list[Remark]:
        there = make_data()[field]
        data = make_data(**{field: f"{'so ' * (words - 1)}on. {there}".strip()})
        return check_text("en", "story", "everyone", data)

    assert look(most) == []
    assert [(one.field, one.code, one.values) for one in look(most + 1)] == [
        (field, "sentence-long", {"words": most + 1, "most": most})
    ]


def test_reason_and_greeting_are_counted_to_the_word() -> None:
    assert check_reason("small " * 15) == []
    assert [one.values for one in check_reason("small " * 16)] == [{"words": 16, "most": 15}]
    assert check_greeting("Hi. " * 22 + "{museum}", "the Small Museum") == []
    assert [one.values for one in check_greeting("Hi. " * 23 + "{museum}", "the Small Museum")] == [
        {"words": 26, "most": 25}
    ]


@pytest.mark.parametrize("key", ["lobby.hello", "lobby.welcome", "lobby.today.say"])
def test_only_greetings_are_short(key: str) -> None:
    found = [one.code for one in check_prompt("en", key, "Hello to you. " * 9)]
    assert found == (["greeting-long"] if key != "lobby.today.say" else [])


@pytest.mark.parametrize(
    ("teaser", "said"),
    [("a man at a window", 0), ("a man at a window.", 1), ("a man, and ...", 0), ("a man…", 0)],
)
def test_teaser_ends_without_a_stop(teaser: str, said: int) -> None:
    found = check_text("en", "story", "everyone", make_data(teaser=teaser))
    assert [one.code for one in found] == ["teaser-stop"] * said


def sentences(language: str, ones: int, twos: int, threes: int = 0) -> list[str]:
    """Ten words each."""
    words = [
        word
        for word, count in zip(BY_SYLLABLES[language], (ones, twos, threes), strict=True)
        for _ in range(count)
    ]
    return [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]


@pytest.mark.parametrize(
    ("language", "syllables", "age"),
    [
        ("en", (40, 0), 5.11), ("en", (20, 20), 11.01), ("en", (0, 20, 20), 22.81),
        ("fr", (36, 4), 9), ("fr", (24, 16), 9.619), ("fr", (20, 20), 10.355), ("fr", (16, 24), 11.091),
        ("fr", (12, 28), 11.827), ("fr", (8, 32), 13.126), ("fr", (4, 36), 14.598), ("fr", (0, 40), 16.035),
        ("fr", (0, 32, 8), 17.507), ("fr", (0, 20, 20), 20.287), ("fr", (0, 4, 36), 22),
        ("es", (20, 20), 8), ("es", (12, 28), 8.9075), ("es", (0, 40), 11.0353), ("es", (0, 32, 8), 13.045),
        ("es", (0, 24, 16), 15.537), ("es", (0, 12, 28), 18.4219), ("es", (0, 0, 40), 20.758),
    ],
)  # fmt: skip
def test_age_follows_the_published_tables(language: str, syllables: tuple[int, ...], age: float) -> None:
    """Worked out by hand: Flesch-Kincaid plus five; Flesch in French; Szigriszt-Pazos and its INFLESZ steps."""
    assert find_age(language, sentences(language, *syllables)) == pytest.approx(age, abs=0.001)


def test_age_needs_forty_words() -> None:
    assert find_age("en", ["cat " * 39]) is None
    assert find_age("en", ["cat " * 40]) is not None
    assert find_age("en", []) is None


@pytest.mark.parametrize(
    ("audience", "twos", "hard"),
    [("everyone", 23, False), ("everyone", 24, True), ("children", 19, False), ("children", 20, True),
     ("older", 23, False), ("older", 24, True), ("group", 23, False), ("group", 24, True)],
)  # fmt: skip
def test_children_are_read_to_more_easily(audience: str, twos: int, hard: bool) -> None:
    """Ten-word sentences of plain words are for eleven with twenty of forty of two syllables, for twelve with 24."""
    body = ". ".join(sentences("en", 40 - twos, twos))
    found = [one.code for one in check_text("en", "smile", audience, make_data(body=body))]
    assert ("hard" in found) is hard


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("a" * 90, "a" * 90),
        ("word " * 18 + "end", "word " * 17 + "word …"),
        ("so, " * 30, "so, " * 21 + "so …"),
    ],
    ids=["ninety", "between words", "without its comma"],
)
def test_quotes_are_cut_between_words(sentence: str, said: str) -> None:
    assert quote(sentence) == said
