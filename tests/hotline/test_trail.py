"""What travels in the query: written and read alike, and harmless whoever wrote it."""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from hotline.trail import COUNTS, Trail

COUNT = st.integers(min_value=0, max_value=9_999_999_999)
TRAILS = st.builds(
    Trail, lang=st.sampled_from(["", "en", "fr", "pt-BR"]), pace=st.sampled_from(["ordinary", "slow"]),
    **dict.fromkeys(COUNTS, COUNT),
)  # fmt: skip


@given(TRAILS)
def test_written_trail_reads_alike(trail: Trail) -> None:
    assert Trail.read(dict(parse_qsl(trail.write()))) == trail


@given(st.dictionaries(st.sampled_from([*COUNTS, "lang", "pace"]), st.text(max_size=30)))
def test_hand_made_trails_never_break(query: dict[str, str]) -> None:
    trail = Trail.read(MultiDict(query))
    assert Trail.read(dict(parse_qsl(trail.write()))) == trail
    assert all(0 <= getattr(trail, name) <= 9_999_999_999 for name in COUNTS)


def test_resting_counters_are_not_written() -> None:
    assert Trail("fr").write() == "lang=fr&pace=ordinary"
    assert parse_qs(Trail("fr", k=7, p=1).write()) == {
        "lang": ["fr"],
        "pace": ["ordinary"],
        "k": ["7"],
        "p": ["1"],
    }


def test_key_begins_counting_anew() -> None:
    busy = Trail("fr", "slow", silences=2, wrong=3, guesses=4, k=5, t=6, f=1, p=8)
    assert busy.after_key(9) == Trail("fr", "slow", guesses=4, k=9, f=1)
    assert busy.after_wrong_key(9) == Trail("fr", "slow", wrong=4, guesses=4, k=9, f=1)


def test_silence_counts_where_it_stays() -> None:
    quiet = Trail("fr", silences=1, wrong=2, k=5, t=6)
    assert quiet.after_silence(stays=True) == Trail("fr", silences=2, k=5)
    assert quiet.after_silence(stays=False) == Trail("fr", k=5)
