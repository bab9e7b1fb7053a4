"""Fields of a webhook: read as the library reads them."""

from __future__ import annotations

from urllib.parse import parse_qs, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.webhook import MOST_BYTES, Fields
from tests.hotline.house import House

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=12))
def test_fields_are_read_like_library(pairs: list[tuple[str, str]]) -> None:
    text = urlencode(pairs)
    assert Fields.read(text) == parse_qs(text, keep_blank_values=True)


@given(st.text(st.sampled_from("ab&=%+2;é"), max_size=30))
def test_strange_text_is_read_like_library(text: str) -> None:
    assert Fields.read(text) == parse_qs(text, keep_blank_values=True)


def test_first_value_counts() -> None:
    fields = Fields.read(f"Digits=1&Digits=2&From={quote_plus('+1 2')}")
    assert fields.getall("Digits") == ["1", "2"]
    assert fields.first() == {"Digits": "1", "From": "+1 2"}


@pytest.mark.parametrize("path", ["/hotline/answer", "/hotline/at/lobby", "/hotline/sms"])
def test_too_large_form_is_refused(house: House, path: str) -> None:
    assert house.client.post(path, data={"Body": "x" * MOST_BYTES}).status_code == 413


def test_other_bodies_are_not_read(house: House) -> None:
    assert house.client.post("/hotline/answer", json={"CallSid": "x"}).status_code == 403
