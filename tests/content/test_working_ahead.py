"""The two small machines behind flat memory: a short queue between threads, and a histogram of levels."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.sound.ahead import ahead
from content.sound.levels import SpeechMeter


class Source:
    """Counts what was drawn from it, and fails where it is told to."""

    def __init__(self, length: int, fails_at: int = -1) -> None:
        self.length, self.fails_at, self.drawn = length, fails_at, 0

    def __iter__(self) -> Iterator[int]:
        for number in range(self.length):
            if number == self.fails_at:
                raise OSError("the disk is gone")
            self.drawn += 1
            yield number


@pytest.mark.parametrize("length", [0, 1, 8, 100])
def test_everything_arrives_in_order(length: int) -> None:
    assert list(ahead(iter(Source(length)))) == list(range(length))


def test_no_more_waits_than_allowed() -> None:
    source = Source(1000)
    with closing(ahead(iter(source), most=4)) as items:
        for expected in range(50):
            assert next(items) == expected
            assert source.drawn <= expected + 1 + 4


def test_error_arrives_after_what_was_good() -> None:
    items = ahead(iter(Source(10, fails_at=5)))
    assert [next(items) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(OSError, match="the disk is gone"):
        next(items)


def test_stopping_early_leaves_no_thread_behind() -> None:
    source = Source(10**9)
    with closing(ahead(iter(source), most=4)) as items:
        next(items)
    drawn = source.drawn
    assert drawn <= 6
    assert source.drawn == drawn


LEVELS = st.lists(st.floats(-60, -1), min_size=1, max_size=50)


@given(LEVELS)
def test_level_lies_among_what_was_heard(levels: list[float]) -> None:
    meter = SpeechMeter()
    for level in levels:
        meter.add(level)
    assert min(levels) - 0.1 <= meter.level() <= max(levels) + 0.1


@given(LEVELS, st.integers(0, 500))
def test_silence_changes_no_level(levels: list[float], windows: int) -> None:
    meters = SpeechMeter(), SpeechMeter()
    for meter, quiet in zip(meters, (0, windows), strict=True):
        for level in [*levels, *[float("-inf")] * quiet]:
            meter.add(level)
    assert meters[0].level() == meters[1].level()


def test_breath_between_words_counts_little() -> None:
    meter = SpeechMeter()
    for level in [-20.0] * 100 + [-48.0] * 300:
        meter.add(level)
    assert meter.level() == pytest.approx(-20.0, abs=0.1)


def test_nobody_is_minus_infinity() -> None:
    assert SpeechMeter().level() == float("-inf")
