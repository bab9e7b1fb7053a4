"""Several editors write, publish and take back at once; afterwards the line passes the linter, and it plays."""

from __future__ import annotations

import random
import re
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.factory import create_app
from content.published.catalogue import load_catalogue
from scenes.linting.linter import lint
from staff.roles import Role
from tests.actors.museum import Museum, open_museum
from tests.actors.staff import Staff, employ

NUMBERS = (202, 207, 212, 236, 240, 310, 320)
CODES = ("en", "fr", "es")
PROMPTS = ("lobby.today.say", "lobby.ask.say", "lobby.hello", "choose.smile.say", "museum.name")
WORDS = (
    "A",
    "door",
    "opens.",
    "Somebody",
    "comes",
    "in,",
    "and",
    "looks",
    "at",
    "the",
    "dust",
    "of",
    "light.",
)
REVISION = re.compile(r'name="revision" value="(\d+)"')
EDITORS = 4


class Writer:
    """An editor who does one random thing after another, wrong ones too, and counts the answers."""

    def __init__(self, app: Flask, email: str, seed: int) -> None:
        self.person, self.dice = Staff(app, email), random.Random(seed)
        self.answers: Counter[tuple[str, int]] = Counter()

    def act(self) -> None:
        deed = self.dice.choice(
            [self.write, self.write, self.publish, self.withdraw, self.undo, self.put_back, self.word]
        )
        self.answers[deed.__name__, deed()] += 1

    def write(self) -> int:
        number, code = self.dice.choice(NUMBERS), self.dice.choice(CODES)
        body = " ".join(self.dice.choices(WORDS, k=self.dice.randrange(0, 60)))
        fields = {
            "title": self.words(3), "teaser": self.words(4), "body": body, "description": self.words(6),
            "credit": self.words(3), "warning": "",
        }  # fmt: skip
        return self.send(
            f"/desk/items/{number}/words/{code}", {"revision": str(self.dice.randrange(3)), **fields}
        )

    def publish(self) -> int:
        return self.send(f"/desk/items/{self.dice.choice(NUMBERS)}/publish", {})

    def withdraw(self) -> int:
        return self.send(f"/desk/items/{self.dice.choice(NUMBERS)}/withdraw", {})

    def undo(self) -> int:
        return self.send(f"/desk/items/{self.dice.choice(NUMBERS)}/undo", {})

    def put_back(self) -> int:
        key, code = self.dice.choice(PROMPTS), self.dice.choice(CODES)
        return self.send(
            f"/desk/house/prompt/{key}/restore?language={code}", {"version": str(self.dice.randrange(1, 4))}
        )

    def word(self) -> int:
        """Words of the line, sometimes with the key first, without it, or with a bracket left open."""
        key, code = self.dice.choice(PROMPTS), self.dice.choice(CODES)
        text = self.dice.choice(
            ["Press 1 for a story.", "For a story, press 1.", "{museum} {", "", self.words(5)]
        )
        address = f"/desk/house/prompt/{key}/save?language={code}"
        return self.send(address, {"revision": str(self.dice.randrange(3)), "text": text, "publish": "1"})

    def send(self, address: str, fields: dict[str, object]) -> int:
        return self.person.client.post(address, data={"csrf_token": self.person.token, **fields}).status_code

    def words(self, most: int) -> str:
        return " ".join(self.dice.choices(WORDS, k=self.dice.randrange(0, most + 1)))


@pytest.fixture
def museum(filled: Path, tmp_path: Path) -> Iterator[Museum]:
    with open_museum(tmp_path, filled) as opened:
        yield opened


@pytest.mark.parametrize("deeds", [160, pytest.param(1000, marks=pytest.mark.long)])
def test_many_deeds_leave_a_line_that_plays(museum: Museum, deeds: int) -> None:
    app = create_app(museum.house)
    writers = [Writer(app, employ(museum.house, f"Writer{n}", Role.EDITOR), n) for n in range(EDITORS)]
    threads = [
        threading.Thread(target=lambda one=one: [one.act() for _ in range(deeds // EDITORS)])
        for one in writers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = sum((writer.answers for writer in writers), Counter[tuple[str, int]]())
    assert sum(done.values()) == deeds
    assert not [one for one in done if one[1] >= 500], done
    assert {"publish", "withdraw", "undo", "put_back"} <= {
        name for name, status in done if status in {302, 303}
    }
    with museum.house.database.reads() as session:
        catalogue = load_catalogue(session, museum.house.settings)
    assert [one for one in lint(catalogue) if one.blocks] == []
    museum.clock.advance(3)
    assert_it_plays(museum)


def assert_it_plays(museum: Museum) -> None:
    """A caller who presses nothing is greeted, hears a story, and no apology."""
    caller = museum.phone().dials()
    caller.waits()
    caller.waits()
    heard = caller.hears()
    assert heard
    assert "went wrong here" not in heard
    assert caller.problems() == []
