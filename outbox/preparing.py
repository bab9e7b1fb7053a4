"""What stands in the way of a delivery, and the moment at which it may leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from sqlalchemy.orm import Session

from addresses.address import Address
from outbox import caps, claims, pacing, stops
from outbox.carrier import Errand, Pace
from outbox.claims import Claim
from outbox.contents import Letter, NotYet
from outbox.deliveries import finish
from outbox.outcomes import close
from outbox.post import Post
from outbox.rules import find_moment, is_quiet, may_reach
from outbox.tables import DeliveryRow, Reason, State, Way

SOON = timedelta(seconds=2)  # so long a worker waits for its turn; longer, and it does something else
MADE_READY = timedelta(seconds=30)
ANOTHER_CALL = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Ready:
    """It leaves at this moment, and that is on record."""

    errand: Errand
    leaves_at: datetime


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why it cannot leave now: until a moment, or for good."""

    reason: Reason
    until: datetime | None = None


def prepare(session: Session, post: Post, claim: Claim, now: datetime) -> Ready | None:
    """Note that it leaves, and when; else what stands in the way is noted, and None."""
    row = session.get_one(DeliveryRow, claim.id, with_for_update=True, populate_existing=True)
    try:
        letter = post.contents.letter(session, row.subject, row.subject_id)
    except NotYet:
        note_obstacle(session, post, claim, Obstacle(Reason.SOUND, now + MADE_READY), now)
        return None
    if letter is None:
        claims.change(session, claim, finish(State.CANCELLED, None, now))
        return None
    address, found = read_address(post, row), Obstacle(Reason.KEY)
    if address is not None:
        caps.lock(session, row.channel)
        obstacle = next(_find_obstacles(session, post, row, address, now), None)
        if obstacle is None:
            return _start(session, post, claim, row, make_errand(post, row, address, letter, now))
        found = obstacle
    note_obstacle(session, post, claim, found, now)
    return None


def _start(session: Session, post: Post, claim: Claim, row: DeliveryRow, errand: Errand) -> Ready | None:
    """None where it was taken back, or another has it."""
    row.who = post.keys.hash(errand.address)
    if not claims.begin(session, claim, post.rules.cost(row.channel), errand.began_at):
        return None
    carrier = post.carriers[row.channel]
    leaves_at = _take_turn(session, carrier.pace, row.who, carrier.weigh(errand.letter), errand.began_at)
    return Ready(replace(errand, number=claim.tries + 1), leaves_at)


def make_errand(post: Post, row: DeliveryRow, address: Address, letter: Letter, began_at: datetime) -> Errand:
    """The try that a row is at."""
    return Errand(
        row.id, row.tries, row.key, row.subject, row.subject_id, address, row.language, row.zone, letter, began_at,
        quiet=is_quiet(post.rules, row.zone, began_at),
    )  # fmt: skip


def read_address(post: Post, row: DeliveryRow) -> Address | None:
    """Where a row goes; None where no key of ours opens it any more."""
    try:
        return post.keys.decrypt(row.address)
    except InvalidToken:
        return None


def note_obstacle(session: Session, post: Post, claim: Claim, found: Obstacle, now: datetime) -> None:
    """It waits until then; what would wait too long, or for ever, has failed."""
    row = session.get_one(DeliveryRow, claim.id, populate_existing=True)
    waits = {"state": State.OWED, "reason": found.reason, "next_try": found.until}
    if found.until is not None and found.until <= row.not_after:
        claims.change(session, claim, waits)
    elif claims.change(session, claim, {"reason": found.reason}):
        reason = Reason.LATE if found.until is not None else found.reason
        post.settle(session, close(session, row, State.FAILED, reason, now), now)


def _find_obstacles(
    session: Session, post: Post, row: DeliveryRow, address: Address, now: datetime
) -> Iterator[Obstacle]:
    """What stands in the way, the lasting things first."""
    if now > row.not_after:
        yield Obstacle(Reason.LATE)
    if not may_reach(post.rules, row.channel, address):
        yield Obstacle(Reason.COUNTRY)
    if stops.is_stopped(session, post.keys.hashes(address), row.channel):
        yield Obstacle(Reason.STOPPED)
    moment = find_moment(post.rules, row.channel, address, row.zone, now)
    if moment != now:
        yield Obstacle(Reason.HOURS, moment or row.not_after + SOON)
    room = caps.find_room(session, post.rules, row.channel, now)
    if room > now:
        yield Obstacle(Reason.CAP, room)
    if _is_taken(session, post, row, address):
        yield Obstacle(Reason.TURN, now + ANOTHER_CALL)
    pace = post.carriers[row.channel].pace
    free = pacing.find_free(session, _name(pace, post.keys.hash(address)), now)
    if free - now > SOON:
        yield Obstacle(Reason.TURN, free)


def _is_taken(session: Session, post: Post, row: DeliveryRow, address: Address) -> bool:
    """Whether this telephone is being rung for something else; then the carrier's list could not tell them apart."""
    return row.channel == Way.CALL and claims.is_rung_elsewhere(session, row.id, post.keys.hashes(address))


def _take_turn(session: Session, pace: Pace, who: str, weight: int, now: datetime) -> datetime:
    """The moment at which both the carrier and this person may hear of us again."""
    own = pacing.take_slot(session, _name(pace, who), pace.each * weight, now) if pace.each else now
    return pacing.take_slot(session, pace.name, pace.interval * weight, max(own, now))


def _name(pace: Pace, who: str) -> str:
    return f"{pace.name}:{who}"
