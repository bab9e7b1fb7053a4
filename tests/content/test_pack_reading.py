"""Positions in TOML, and bodies taken apart."""

import pytest

from content.bodies import Body, parse_body, tidy_body
from content.catalogue import ItemKind
from content.packs.positions import Positions

TOML = """# a comment
kind = "story"
sources = [
  "one = two",
]

[[threads]]
to = 305
[threads.reason]
en = "because"

[[threads]]
to = 306
[threads.reason]
fr = "parce que"

[prompts."lobby.today"]
say = "x"
lobby.hello = "y"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("kind",), 2),
        (("sources", 0), 3),
        (("threads",), 7),
        (("threads", 0, "to"), 8),
        (("threads", 0, "reason", "en"), 10),
        (("threads", 0, "reason", "es"), 9),
        (("threads", 1), 12),
        (("threads", 1, "reason", "fr"), 15),
        (("prompts", "lobby.today", "say"), 18),
        (("prompts", "lobby.today", "lobby", "hello"), 19),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_finds_the_line_of_anything(path: tuple[str | int, ...], line: int) -> None:
    assert Positions(TOML).find(path) == line
    assert Positions(TOML, 11).find(path) == line + 10


ACTIVITY = (
    "Hello,\nyou.\n\n- paper\n- a pair\n  of scissors\n\n1. Fold.\n2. Cut\n   slowly.\n\nThere.\n\nDone."
)


@pytest.mark.parametrize(
    ("kind", "body", "parts"),
    [
        ("story", "One\ntwo.\n\nThree.", Body(("One two.", "Three."))),
        ("story", "1. May was cold.\n\n- she said.", Body(("1. May was cold.", "- she said."))),
        (
            "activity",
            ACTIVITY,
            Body(
                ("Hello, you.",),
                ("paper", "a pair of scissors"),
                ("Fold.", "Cut slowly."),
                ("There.", "Done."),
            ),
        ),
        ("activity", "Hello.\n- paper\n1. Fold.", Body(("Hello.",), ("paper",), ("Fold.",))),
        ("activity", "1. Fold.\n\n2. Cut.", Body((), (), ("Fold.", "Cut."))),
        ("smile", "", Body(())),
    ],
)
def test_takes_a_body_apart(kind: str, body: str, parts: Body) -> None:
    assert parse_body(ItemKind(kind), body) == parts


@pytest.mark.parametrize("raw", ["\n a b  \r\n\r\nc\r", "a b\n\nc", "a b\n\nc\n\n\n"])
def test_tidies_ends_of_lines(raw: str) -> None:
    assert tidy_body(raw) == "a b\n\nc"
