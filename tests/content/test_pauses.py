"""Seconds carried over between a recording and its slow rendition."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.pauses import Pauses, added_seconds, ordinary_at, slow_at

PAUSES = ((2.0, 0.5), (5.0, 1.0))
SECONDS = st.floats(0, 600)


@st.composite
def all_pauses(draw: st.DrawFn) -> tuple[tuple[float, float], ...]:
    places = draw(st.lists(st.integers(0, 60_000), unique=True, max_size=40))
    added = st.integers(10, 120)
    return tuple((place / 100, draw(added) / 100) for place in sorted(places))


@pytest.mark.parametrize(
    ("ordinary", "slow"), [(0.0, 0.0), (2.0, 2.0), (2.1, 2.6), (5.0, 5.5), (5.5, 7.0), (9.0, 10.5)]
)
def test_seconds_carry_over_both_ways(ordinary: float, slow: float) -> None:
    assert slow_at(PAUSES, ordinary) == pytest.approx(slow)
    assert ordinary_at(PAUSES, slow) == pytest.approx(ordinary)


@pytest.mark.parametrize(("slow", "ordinary"), [(2.0, 2.0), (2.3, 2.0), (2.5, 2.0), (5.9, 5.0), (6.5, 5.0)])
def test_added_quiet_stands_at_one_second(slow: float, ordinary: float) -> None:
    assert ordinary_at(PAUSES, slow) == pytest.approx(ordinary)


@given(all_pauses(), SECONDS)
def test_there_and_back_is_exact(pauses: tuple[tuple[float, float], ...], second: float) -> None:
    assert ordinary_at(pauses, slow_at(pauses, second)) == pytest.approx(second, abs=1e-6)


@given(all_pauses(), SECONDS, SECONDS)
def test_later_is_never_earlier(pauses: tuple[tuple[float, float], ...], one: float, other: float) -> None:
    first, second = sorted((one, other))
    assert slow_at(pauses, second) - slow_at(pauses, first) >= second - first - 1e-6
    assert ordinary_at(pauses, first) <= ordinary_at(pauses, second) + 1e-6


@given(all_pauses(), SECONDS)
def test_slow_one_is_behind_by_what_was_added(pauses: tuple[tuple[float, float], ...], second: float) -> None:
    assert 0 <= slow_at(pauses, second) - second <= added_seconds(pauses) + 1e-6
    assert 0 <= second - ordinary_at(pauses, second) <= added_seconds(pauses) + 1e-6


@given(all_pauses())
def test_kept_pauses_are_the_same(pauses: tuple[tuple[float, float], ...]) -> None:
    kept = Pauses(json.dumps(pauses))
    assert kept == pauses
    assert hash(kept) == hash(pauses)
    assert (slow_at(kept, 300), ordinary_at(kept, 300)) == (slow_at(pauses, 300), ordinary_at(pauses, 300))
