"""HTML becomes plain words with entities counted as the Bot API counts them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.chat.entities import detect, formatted, read_html, utf16_length

Json = dict[str, Any]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b>", "bold", [{"type": "bold", "offset": 0, "length": 4}]),
        ("🐌 <i>slow</i>", "🐌 slow", [{"type": "italic", "offset": 3, "length": 4}]),
        ("a &amp; b &lt;c&gt; &#233;", "a & b <c> é", []),
        ("<a href='https://a.b/?x=1&amp;y=2'>card</a>", "card",
         [{"type": "text_link", "offset": 0, "length": 4, "url": "https://a.b/?x=1&y=2"}]),
        ("<b>a<u>b</u></b>", "ab",
         [{"type": "bold", "offset": 0, "length": 2}, {"type": "underline", "offset": 1, "length": 1}]),
        ('<span class="tg-spoiler">end</span>', "end", [{"type": "spoiler", "offset": 0, "length": 3}]),
        ("<blockquote>quote</blockquote>", "quote", [{"type": "blockquote", "offset": 0, "length": 5}]),
        ("  <b> x </b>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
        ("<b></b>x", "x", []),
    ],
)  # fmt: skip
def test_html_is_read(source: str, text: str, entities: list[Json]) -> None:
    assert read_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start item-214", ["bot_command"]),
        ("see https://museum.example/a, please", ["url"]),
        ("@museline_bot #snails", ["mention", "hashtag"]),
        ("1/2 and a@b and C#1", []),
    ],
)
def test_server_finds_commands_and_links(text: str, kinds: list[str]) -> None:
    assert [entity["type"] for entity in detect(text, [])] == kinds


def test_found_link_stops_before_the_comma() -> None:
    (found,) = detect("🐌 https://museum.example/a, ok", [])
    assert (found["offset"], found["length"]) == (3, len("https://museum.example/a"))


def test_given_entities_are_trimmed_with_the_text() -> None:
    text, entities = formatted("  bold ", "", [{"type": "bold", "offset": 2, "length": 5}])
    assert (text, entities) == ("bold", [{"type": "bold", "offset": 0, "length": 4}])


@given(st.text(alphabet="ab é🐌\n", max_size=30))
def test_marked_words_never_reach_outside(inner: str) -> None:
    text, entities = read_html(f"x<b>{inner}</b>")
    assert all(entity["offset"] + entity["length"] <= utf16_length(text) for entity in entities)
