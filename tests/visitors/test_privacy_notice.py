"""What is written and said about keeping is what is done: the same days in the settings, the notice and on the line."""

from __future__ import annotations

import re

import pytest

from scenes import visiting
from scenes.durations import say_days
from settings import Settings
from tests.rules.tree import ROOT
from tests.scenes.museum import LANGUAGES, make_visit
from visitors.people import Channel
from visitors.periods import Periods

NOTICE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
DEFAULTS = {
    name.upper(): int(field.default)
    for name, field in Settings.model_fields.items()
    if name.startswith("retention_")
}
ROW = re.compile(r"^\|.*\| `?(?P<setting>[^|]*?) \| (?P<days>\d+|none) \|$", re.MULTILINE)
TITLES = {"en": "### English", "fr": "### Français", "es": "### Español"}
# What a visitor is told in writing; the other settings are about staff, or about what holds nobody.
TOLD = ("visitors", "answered", "unanswered", "drafts", "calls", "refused", "carrier")
SPOKEN = ("visitors", "answered")


def say(language: str, name: str) -> str:
    """A period by its setting, with plain spaces."""
    return say_days(language, DEFAULTS[f"RETENTION_{name.upper()}"]).replace("\xa0", " ")


def section(language: str) -> tuple[str, str]:
    """The written and the spoken notice."""
    _, _, rest = NOTICE.partition(TITLES[language])
    mine = rest.partition("\n### ")[0]
    _, written, spoken = re.split(r"\n\*\*[^*\n]+\*\*\n", mine)
    return written, spoken


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_each_period_stands_in_the_table(name: str) -> None:
    days = {
        int(row["days"]) for row in ROW.finditer(NOTICE) if name in row["setting"] and row["days"] != "none"
    }
    assert days == {DEFAULTS[name]}


def test_table_names_no_other_setting() -> None:
    assert set(re.findall(r"RETENTION_\w+", NOTICE)) == set(DEFAULTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_notice_names_the_days_of_the_settings(language: str) -> None:
    written, spoken = section(language)
    named = set(re.findall(r"\d+ \w+", written))
    assert named - {say_days(language, 1).replace("\xa0", " ")} == {say(language, name) for name in TOLD}
    assert set(re.findall(r"\d+ \w+", spoken)) == {say(language, name) for name in SPOKEN}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", list(Channel))
def test_line_says_the_same_days(language: str, channel: Channel) -> None:
    words = " ".join(
        one.text for one in visiting.enter("privacy", make_visit(language, channel=channel)).says
    )
    for name in ("visitors", "answered", "unanswered"):
        assert say_days(language, getattr(Periods(), name)) in words


@pytest.mark.parametrize(
    ("days", "words"), [(0, "0 days"), (1, "1 day"), (30, "30 days"), (365, "1 year"), (1095, "3 years")]
)
def test_days_are_said_exactly(days: int, words: str) -> None:
    assert say_days("en", days) == words
