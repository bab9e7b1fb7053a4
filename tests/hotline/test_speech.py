"""Words for the carrier's voice: nothing unsayable, nothing too long, nothing lost."""

from __future__ import annotations

from urllib.parse import quote
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.speech import ENCODED_LIMIT, VOICE_LIMIT, clean, split


@given(st.text(max_size=400), st.integers(1, 60))
def test_pieces_fit_and_lose_nothing(text: str, times: int) -> None:
    pieces = split(text * times)
    assert "".join("".join(pieces).split()) == "".join(clean(text * times).split())
    for piece in pieces:
        assert piece
        assert len(piece) <= VOICE_LIMIT
        assert len(quote(piece, safe="")) <= ENCODED_LIMIT
        ET.fromstring(f"<Say>{escape(piece)}</Say>")


@pytest.mark.parametrize(
    ("sentence", "most"),
    [
        ("This is an English sentence. ", 3000),
        ("Это русское предложение. ", 850),
        ("Żółć gęślą jaźń. ", 2000),
    ],
)
def test_long_texts_break_at_sentences(sentence: str, most: int) -> None:
    pieces = split(sentence * 200)
    assert len(pieces) > 1
    assert all(piece.endswith(".") and len(piece) <= most for piece in pieces)


def test_short_text_stays_whole() -> None:
    assert split("One. Two! Three?") == ["One. Two! Three?"]
    assert split(" \n ") == []


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("A snail 🐌 waits.", "A snail waits."),
        ("Thumbs 👍🏽 up ❤️!", "Thumbs up !"),
        ("bell\x07 and\x00 null", "bell and null"),
        ("Ça coûte 5 € & plus < 6", "Ça coûte 5 € & plus < 6"),
        ("co\u00adoperate", "cooperate"),
        ("a\ue000b", "a b"),
    ],
)
def test_unsayable_signs_are_left_out(written: str, spoken: str) -> None:
    assert clean(written) == spoken
