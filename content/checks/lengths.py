"""How long an item takes when it is read aloud, against what its kind may take."""

from __future__ import annotations

from collections.abc import Mapping

from content.catalogue import Audience, ItemKind, SeriesKind
from content.checks.sentences import count_words
from content.timing import WORDS_A_MINUTE

# Narration is read at 130 to 150 words a minute: children and older people are given the slow end of it.
PACES: Mapping[Audience, int] = {
    Audience.EVERYONE: WORDS_A_MINUTE, Audience.GROUP: 130, Audience.OLDER: 130, Audience.CHILDREN: 130,
}  # fmt: skip
# Seconds from and to. A stop takes 60 to 90, a story 3 to 5 minutes, an episode up to 8, a smile 15 to 30;
# a reader's own pace is not the machine's, so it speaks up only a good third outside.
ANYTHING, STOP, STORY, EPISODE = (45, 480), (40, 120), (120, 330), (90, 480)
SMILE, ACTIVITY = (10, 40), (30, 330)
CHILDREN_SHARE = 0.8  # of the longest time: a child listens less long


def find_limits(
    kind: ItemKind, audience: Audience, series: SeriesKind | None, *, told: bool = True
) -> tuple[int, int]:
    """Shortest and longest, in seconds; `told` says that somebody knows whether it belongs to a series."""
    shortest, longest = _limits_of(kind, series, told)
    return shortest, round(longest * CHILDREN_SHARE) if audience is Audience.CHILDREN else longest


def find_seconds(text: str, audience: Audience) -> int:
    """How long words take at the pace of those who listen."""
    return round(count_words(text) * 60 / PACES[audience])


def write_length(seconds: int) -> str:
    """`6 min 10 s`, which reads the same in every language of ours."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} min"] * bool(minutes) + [f"{rest} s"] * bool(rest or not minutes)
    return " ".join(parts)


def _limits_of(kind: ItemKind, series: SeriesKind | None, told: bool) -> tuple[int, int]:
    if kind is ItemKind.SMILE:
        return SMILE
    if kind is ItemKind.ACTIVITY:
        return ACTIVITY
    if not told:
        return ANYTHING
    return {SeriesKind.TRAIL: STOP, SeriesKind.SERIAL: EPISODE, None: STORY}[series]
