"""The worker's part: fetched once, tried again, kept, deleted at the carrier."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hotline.recordings import claim_next, confirm_untold, fetch_next
from tests.hotline.carrier_double import NOT_READY, TOO_LARGE, Carrier
from tests.hotline.house import House, Line
from visitors.requests import RequestRow, RequestState, SoundState

RE = "RE" + "d" * 32
SOUND = b"RIFF a sound"


@pytest.fixture
def asked(line: Line) -> Line:
    return line.dials().presses("3").speaks(RE)


@pytest.fixture
def carrier() -> Carrier:
    return Carrier({RE: SOUND})


def work(house: House, carrier: Carrier) -> bool:
    return fetch_next(house.database, house.media, carrier, house.clock)


def only(house: House) -> RequestRow:
    (row,) = house.rows()
    return row


def test_sound_moves_to_us(house: House, asked: Line, carrier: Carrier) -> None:
    assert work(house, carrier)
    row = only(house)
    assert (row.sound_state, row.sound_type, row.carrier_copy) == (SoundState.KEPT, "audio/wav", True)
    assert house.media.get_private(row.sound_path or "") == SOUND
    assert work(house, carrier)
    assert not only(house).carrier_copy
    assert carrier.sounds == {}
    assert not work(house, carrier)
    assert carrier.fetched == [RE]


def test_pauses_grow_between_tries(house: House, asked: Line, carrier: Carrier) -> None:
    carrier.troubles = [NOT_READY] * 7
    pauses = []
    for _ in range(7):
        began = house.clock.now()
        assert work(house, carrier)
        next_try = only(house).sound_next_try
        assert next_try is not None
        pauses.append((next_try - began).total_seconds())
        house.clock.moment = next_try - timedelta(seconds=1)
        assert not work(house, carrier)
        house.clock.moment = next_try
    assert pauses == [30, 120, 600, 1800, 3600, 3600, 3600]
    assert work(house, carrier)
    assert only(house).sound_state == SoundState.KEPT


def test_sound_is_lost_after_a_day(house: House, asked: Line, carrier: Carrier) -> None:
    house.clock.advance(25 * 3600)
    carrier.troubles = [NOT_READY]
    work(house, carrier)
    assert only(house).sound_state == SoundState.LOST


def test_impossible_sound_is_lost_at_once(house: House, asked: Line, carrier: Carrier) -> None:
    carrier.troubles = [TOO_LARGE]
    work(house, carrier)
    assert only(house).sound_state == SoundState.LOST


def test_two_workers_never_share(house: House, asked: Line, carrier: Carrier) -> None:
    now = house.clock.now()
    assert claim_next(house.database, now) is not None
    assert claim_next(house.database, now) is None
    assert not work(house, carrier)
    house.clock.advance(301)
    assert work(house, carrier)


def test_second_worker_during_fetch_finds_nothing(house: House, asked: Line, carrier: Carrier) -> None:
    others: list[bool] = []
    carrier.meanwhile = lambda: others.append(work(house, Carrier()))
    work(house, carrier)
    assert others == [False]


def test_thrown_sound_is_only_deleted(house: House, line: Line, carrier: Carrier) -> None:
    line.dials().presses("3").speaks(RE, ended_by="*")
    assert work(house, carrier)
    assert carrier.fetched == []
    assert carrier.sounds == {}
    row = only(house)
    assert (row.state, row.sound_state, row.carrier_copy) == (RequestState.THROWN, SoundState.NONE, False)
    assert not work(house, carrier)


def test_thrown_during_fetch_is_deleted_too(house: House, asked: Line, carrier: Carrier) -> None:
    while not asked.place.startswith("review"):
        asked.waits(3)
    carrier.meanwhile = lambda: asked.presses("*") and None
    work(house, carrier)
    work(house, carrier)
    row = only(house)
    assert (row.state, row.sound_state) == (RequestState.THROWN, SoundState.NONE)
    assert carrier.sounds == {}


def test_deleting_is_tried_for_ever(house: House, asked: Line, carrier: Carrier) -> None:
    work(house, carrier)
    house.clock.advance(90 * 86400)
    carrier.troubles = [TOO_LARGE] * 3
    for _ in range(3):
        assert work(house, carrier)
        assert only(house).carrier_copy
        house.clock.advance(3600)
    assert work(house, carrier)
    assert not only(house).carrier_copy
    assert only(house).sound_state == SoundState.KEPT


def test_drafts_of_silent_ends_are_kept(house: House, asked: Line) -> None:
    assert confirm_untold(house.database, house.clock) == 0
    house.clock.advance(6 * 3600)
    assert confirm_untold(house.database, house.clock) == 1
    assert only(house).state == RequestState.UNCONFIRMED
