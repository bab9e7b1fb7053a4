"""Counting, splitting and directing words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.telegram.typography import direct, escape, is_right_to_left, isolate, split, units

FAMILY = "👩‍👩‍👧"


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abc", 3), ("é", 1), ("🐌", 2), (FAMILY, 8), ("قصة", 3)]
)
def test_length_counts_utf16_units(text: str, length: int) -> None:
    assert units(text) == length


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("short", 10, ("short",)),
        ("  ", 10, ()),
        ("one two three", 8, ("one two", "three")),
        ("One two. Three four.", 12, ("One two.", "Three four.")),
        ("a b\n\nc d e f", 8, ("a b", "c d e f")),
        ("aaaaaaaaaa", 4, ("aaaa", "aaaa", "aa")),
        ("🐌🐌🐌", 3, ("🐌", "🐌", "🐌")),
        ("e\u0301" * 3, 3, ("e\u0301", "e\u0301", "e\u0301")),
        ("aaaa" + FAMILY, 10, ("aaaa", FAMILY)),
    ],
)
def test_text_is_cut_where_it_reads_best(text: str, limit: int, pieces: tuple[str, ...]) -> None:
    assert split(text, limit) == pieces


@settings(deadline=None)
@given(st.text(st.sampled_from("ab é🐌\u0301\u200d🏽.\n"), max_size=400), st.integers(2, 60))
def test_nothing_is_lost_and_all_fits(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(0 < units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("tag", "is_rtl"), [("ar", True), ("ar-EG", True), ("HE", True), ("en", False), ("fr", False)]
)
def test_some_languages_run_the_other_way(tag: str, is_rtl: bool) -> None:
    assert is_right_to_left(tag) == is_rtl


def test_every_line_is_directed() -> None:
    assert direct("1 أ\n\n2 ب", "ar") == "\u200f1 أ\n\n\u200f2 ب"
    assert direct("1 a", "en") == "1 a"
    assert isolate("Ana", "ar") == "\u2068Ana\u2069"
    assert isolate("Ana", "en") == "Ana"


def test_words_show_exactly_themselves() -> None:
    assert escape('<b>"A & B"</b>') == '&lt;b&gt;"A &amp; B"&lt;/b&gt;'


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("Vraiment ? Oui !", "fr", "Vraiment\u00a0? Oui\u00a0!"),
        ("Elle dit : « Bonjour »", "fr-CA", "Elle dit\u00a0: «\u00a0Bonjour\u00a0»"),
        ("Really ? Yes", "en", "Really ? Yes"),
    ],
)
def test_french_signs_stay_with_words(text: str, language: str, shown: str) -> None:
    assert direct(text, language) == shown
