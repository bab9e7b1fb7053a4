"""Fields of a webhook: read as the library reads them."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.webhook import MOST_BYTES, Webhook, read_fields
from tests.hotline.house import House

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=12))
def test_fields_are_read_like_library(pairs: list[tuple[str, str]]) -> None:
    text = urlencode(pairs)
    assert read_fields(text) == parse_qsl(text, keep_blank_values=True)


@given(st.text(st.sampled_from("ab&=%+2;é"), max_size=30))
def test_strange_text_is_read_like_library(text: str) -> None:
    assert read_fields(text) == parse_qsl(text, keep_blank_values=True)


def test_first_value_counts() -> None:
    query = f"Digits=1&Digits=2&From={quote_plus('+1 2')}"
    hook = Webhook.read({"PATH_INFO": "/hotline/at/caf\u00c3\u00a9", "QUERY_STRING": query})
    assert hook.args == {"Digits": "1", "From": "+1 2"}
    assert (hook.path, hook.fields, hook.form) == ("/hotline/at/café", [], {})


@pytest.mark.parametrize("path", ["/hotline/answer", "/hotline/at/lobby", "/hotline/sms"])
def test_too_large_form_is_refused(house: House, path: str) -> None:
    assert house.client.post(path, data={"Body": "x" * MOST_BYTES}).status_code == 413


def test_other_bodies_are_not_read(house: House) -> None:
    assert house.client.post("/hotline/answer", json={"CallSid": "x"}).status_code == 403
