"""What is recorded of each thing that a carrier can do, and what comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from addresses.address import Address, Kind
from outbox import claims, deliveries, stops
from outbox.carrier import DeliveryFailed
from outbox.claims import Claim
from outbox.contents import Letter, NotYet
from outbox.outcomes import RETRIES, Outcome
from outbox.tables import Reason, State, Way
from tests.outbox.town import ANNA, BORIS, CHAT, Killed, Town

MINUTE = timedelta(minutes=1)


def busy_line(wait: float = 0) -> DeliveryFailed:
    return DeliveryFailed("429", wait=wait)


def out_of_order() -> DeliveryFailed:
    return DeliveryFailed("500", unsure=True)


def no_such_number() -> DeliveryFailed:
    return DeliveryFailed("21211", permanent=True, reason=Reason.NUMBER)


def stopped() -> DeliveryFailed:
    return DeliveryFailed("21610", permanent=True, reason=Reason.STOPPED)


def blocked() -> DeliveryFailed:
    return DeliveryFailed("403", permanent=True, reason=Reason.BLOCKED)


def test_same_key_is_owed_once(town: Town) -> None:
    assert town.owes() == town.owes()
    town.works()
    assert len(town.calls.taken) == 1


def test_call_is_heard_and_forgotten(town: Town) -> None:
    town.owes()
    town.works()
    assert (town.row().state, town.attempts()[0].carrier_id) == (State.SENT, "CA0")
    town.hears(town.calls.taken[0])
    town.tells(town.calls.taken[0], Outcome.COMPLETED)
    row = town.row()
    assert (row.state, row.address, row.who, row.next_try) == (State.HEARD, "", None, None)
    assert [one.state for one in town.words.endings] == [State.HEARD]
    assert town.attempts()[0].outcome == Outcome.HEARD


# What the carrier does on the first try -> state, reason, minutes until the next, calls or texts that left in all.
FAULTS = [
    (Way.CALL, busy_line(), State.OWED, Reason.CARRIER, 0.5, 0),
    (Way.CALL, busy_line(600), State.OWED, Reason.CARRIER, 10, 0),
    (Way.CALL, out_of_order(), State.SENDING, None, 0.5, 1),
    (Way.CALL, no_such_number(), State.FAILED, Reason.NUMBER, None, 0),
    (Way.SMS, busy_line(), State.OWED, Reason.CARRIER, 0.5, 0),
    (Way.SMS, out_of_order(), State.SENDING, None, 0.5, 1),
    (Way.SMS, stopped(), State.FAILED, Reason.STOPPED, None, 0),
    (Way.CHAT, busy_line(6), State.OWED, Reason.CARRIER, 0.1, 0),
    (Way.CHAT, out_of_order(), State.SENDING, None, 0.5, 1),
    (Way.CHAT, blocked(), State.FAILED, Reason.BLOCKED, None, 0),
]  # fmt: skip


@pytest.mark.parametrize(("way", "fault", "state", "reason", "minutes", "left"), FAULTS)
def test_each_fault_is_recorded(
    town: Town, way: str, fault: DeliveryFailed, state: str, reason: str, minutes: float, left: int
) -> None:
    carrier = town.carriers[Way(way)]
    carrier.troubles.append(fault)
    town.owes(way, CHAT if way == Way.CHAT else ANNA)
    town.dispatcher().dispatch_next(way)
    row = town.row()
    pause = row.next_try - town.clock.now() if row.next_try else None
    assert (row.state, row.reason) == (state, reason)
    assert pause == (minutes * MINUTE if minutes is not None else None)
    assert len(carrier.taken) == left
    assert len(town.words.endings) == (state == State.FAILED)


# What becomes of a call that was put through -> state, reason, hours until the next.
ENDINGS = [
    (Outcome.BUSY, "", State.OWED, Reason.BUSY, 0.25),
    (Outcome.NO_ANSWER, "", State.OWED, Reason.NO_ANSWER, 2),
    (Outcome.UNPLACED, "", State.OWED, Reason.UNPLACED, 0.5),
    (Outcome.COMPLETED, "machine_end_beep", State.OWED, Reason.MACHINE, 22),
    (Outcome.COMPLETED, "fax", State.OWED, Reason.MACHINE, 22),
    (Outcome.COMPLETED, "human", State.FAILED, Reason.HUNG_UP, None),
    (Outcome.COMPLETED, "unknown", State.FAILED, Reason.HUNG_UP, None),
    (Outcome.COMPLETED, "", State.FAILED, Reason.HUNG_UP, None),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "by", "state", "reason", "hours"), ENDINGS)
def test_each_ending_leads_on(
    town: Town, outcome: Outcome, by: str, state: str, reason: str, hours: float
) -> None:
    town.owes()
    town.works()
    town.tells(town.calls.taken[0], outcome, answered_by=by)
    row = town.row()
    pause = row.next_try - town.clock.now() if row.next_try else None
    assert (row.state, row.reason) == (state, reason)
    assert pause == (hours * 60 * MINUTE if hours is not None else None)


def test_retries_come_to_an_end(town: Town) -> None:
    town.owes()
    for _ in range(10):
        town.works()
        if town.calls.taken and town.calls.taken[-1].outcome is None:
            town.calls.taken[-1].outcome = Outcome.BUSY
            town.tells(town.calls.taken[-1], Outcome.BUSY)
        row = town.row()
        town.clock.moment = row.next_try or town.clock.moment
    assert (row.state, row.reason) == (State.FAILED, Reason.BUSY)
    assert len(town.calls.taken) == len(RETRIES[Outcome.BUSY]) + 1


def test_repeated_and_late_callbacks_change_nothing(town: Town) -> None:
    town.owes()
    town.works()
    first = town.calls.taken[0]
    town.tells(first, Outcome.BUSY)
    town.tells(first, Outcome.BUSY)
    town.clock.advance(900)
    town.works()
    town.tells(first, Outcome.NO_ANSWER)
    assert (town.row().state, len(town.calls.taken)) == (State.SENT, 2)


def test_unknown_callback_is_ignored(town: Town) -> None:
    town.owes()
    town.works()
    stranger = town.calls.taken[0]
    stranger.carrier_id = "CA-of-somebody"
    town.tells(stranger, Outcome.BUSY)
    assert town.row().state == State.SENT


def test_callback_before_receipt_is_believed(town: Town) -> None:
    town.owes()
    town.calls.after = lambda: town.tells(town.calls.taken[-1], Outcome.NO_ANSWER)
    town.works()
    assert (town.row().state, town.row().reason) == (State.OWED, Reason.NO_ANSWER)


def test_lost_receipt_is_found_by_callback(town: Town) -> None:
    town.owes()
    town.calls.troubles.append(out_of_order())
    town.works()
    town.hears(town.calls.taken[0])
    town.tells(town.calls.taken[0], Outcome.COMPLETED)
    town.clock.advance(3600)
    town.works()
    assert (town.row().state, len(town.calls.taken)) == (State.HEARD, 1)


def test_lost_call_is_found_at_carrier(town: Town) -> None:
    town.owes()
    town.calls.troubles.append(out_of_order())
    town.works()
    town.clock.advance(31)
    town.works()
    assert (town.row().state, town.attempts()[0].carrier_id) == (State.SENT, "CA0")


def test_call_nobody_knows_goes_back(town: Town) -> None:
    town.owes()
    town.calls.before = _die
    with pytest.raises(Killed):
        town.works()
    town.calls.before = lambda: None
    town.clock.advance(121)
    town.works()
    assert (town.row().state, town.row().reason) == (State.FAILED, Reason.UNKNOWN)
    assert (town.calls.taken, len(town.words.endings)) == ([], 1)


@pytest.mark.parametrize(("way", "to", "times"), [(Way.SMS, ANNA, 1), (Way.CHAT, CHAT, 2)])
def test_cut_off_text_comes_twice_at_worst(town: Town, way: str, to: Address, times: int) -> None:
    carrier = town.carriers[Way(way)]
    town.owes(way, to)
    carrier.after = _die
    for _ in range(4):
        with pytest.raises(Killed) if len(carrier.taken) < times else _calm():
            town.works()
        town.clock.advance(121)
    assert len(carrier.taken) == times


def test_claim_of_dead_worker_is_taken_over(town: Town) -> None:
    town.owes()
    assert _claim(town) is not None
    assert town.row().state == State.CLAIMED
    town.works()
    assert town.calls.taken == []
    town.clock.advance(301)
    town.works()
    assert len(town.calls.taken) == 1


def test_worker_that_slept_sends_nothing(town: Town) -> None:
    town.owes()
    town.waiting = lambda: town.clock.advance(400)
    town.works()
    assert town.calls.taken == []
    town.waiting = lambda: None
    town.works()
    assert (town.row().state, town.row().reason) == (State.FAILED, Reason.UNKNOWN)


def test_silent_carrier_is_asked(town: Town) -> None:
    town.owes()
    town.works()
    town.clock.advance(3601)
    town.works()
    town.calls.taken[0].outcome = Outcome.BUSY
    town.clock.advance(3601)
    town.works()
    assert (town.row().state, town.row().reason) == (State.OWED, Reason.BUSY)


def test_cancelled_in_time_never_leaves(town: Town) -> None:
    town.owes()
    claim = _claim(town)
    assert claim is not None
    _cancel(town)
    with town.database.writes() as session:
        assert not claims.begin(session, claim, 0, town.clock.now())
    town.works()
    assert (town.row().state, town.calls.taken) == (State.CANCELLED, [])
    assert town.row().address == ""


def test_withdrawn_answer_is_not_brought(town: Town) -> None:
    town.owes()
    town.words.letters[1] = None
    town.works()
    assert (town.row().state, town.calls.taken) == (State.CANCELLED, [])


def test_answer_waits_for_its_recording(town: Town) -> None:
    town.owes(Way.CHAT, CHAT)
    known = town.words.letter
    town.words.letter = _not_yet  # type: ignore[method-assign]
    town.works()
    assert (town.row().state, town.row().reason) == (State.OWED, Reason.SOUND)
    town.words.letter = known  # type: ignore[method-assign]
    town.clock.advance(31)
    town.works()
    assert town.row().state == State.SENT


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (Address(Kind.PHONE, "+18765551234"), Reason.COUNTRY),
        (Address(Kind.PHONE, "+33899123456"), Reason.COUNTRY),
        (CHAT, Reason.COUNTRY),
    ],
)
def test_dear_and_far_numbers_are_never_rung(town: Town, to: Address, reason: str) -> None:
    town.owes(to=to)
    town.works()
    assert (town.row().state, town.row().reason, town.calls.taken) == (State.FAILED, reason, [])


def test_who_wants_no_calls_gets_none(town: Town) -> None:
    with town.database.writes() as session:
        stops.stop(session, town.keys.hashes(ANNA), Way.CALL, town.clock.now())
    town.owes(number=1)
    town.owes(number=2, to=BORIS)
    town.works()
    assert [row.state for row in town.rows()] == [State.FAILED, State.SENT]


def test_stop_at_carrier_is_remembered(town: Town) -> None:
    town.texts.troubles.append(stopped())
    for number in (1, 2):
        town.owes(Way.SMS, number=number)
        town.works()
    assert [row.reason for row in town.rows()] == [Reason.STOPPED, Reason.STOPPED]
    assert town.texts.troubles == []


def test_two_answers_never_ring_one_telephone_at_once(town: Town) -> None:
    town.owes(number=1)
    town.owes(number=2)
    town.works()
    assert (town.row(2).state, town.row(2).reason) == (State.OWED, Reason.TURN)
    town.hears(town.calls.taken[0])
    town.tells(town.calls.taken[0], Outcome.COMPLETED)
    town.clock.advance(301)
    town.works()
    assert len(town.calls.taken) == 2


def test_old_key_gone_is_said(town: Town) -> None:
    town.owes()
    with town.database.writes() as session:
        session.get_one(type(town.row()), 1).address = "gAAAA-not-ours"
    town.works()
    assert (town.row().state, town.row().reason) == (State.FAILED, Reason.KEY)


def test_carrier_that_asks_for_rest_gets_it(town: Town) -> None:
    town.chats.troubles.append(busy_line(20))
    town.owes(Way.CHAT, CHAT, number=1)
    town.owes(Way.CHAT, Address(Kind.CHAT, "2"), number=2)
    town.works()
    assert town.chats.taken == []
    town.clock.advance(31)
    town.works()
    assert len(town.chats.taken) == 2


def test_letters_reach_their_carrier(town: Town) -> None:
    town.words.letters[1] = Letter("It is made of wood.", by="Ana")
    town.owes(Way.CHAT, CHAT)
    town.works()
    errand = town.chats.taken[0].errand
    assert (errand.letter.text, errand.address, errand.quiet) == ("It is made of wood.", CHAT, False)


def _claim(town: Town) -> Claim | None:
    with town.database.writes() as session:
        return claims.claim_next(session, Way.CALL, town.clock.now())


def _die() -> None:
    raise Killed


def _cancel(town: Town) -> None:
    with town.database.writes() as session:
        assert deliveries.cancel(session, "answer/1/call", town.clock.now())


def _not_yet(*_: object) -> Letter | None:
    raise NotYet


class _calm:  # noqa: N801 - reads as a word
    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass
