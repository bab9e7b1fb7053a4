"""Personal PINs for the telephone: hashed, tried five times, then at rest for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from staff.accounts import User
from staff.hashing import HASHER
from staff.people import Person, describe

NUMBER_DIGITS, PIN_DIGITS = 4, 6
TRIES = 5
REST, LONGEST_REST = timedelta(minutes=15), timedelta(days=1)
FEWEST_DIFFERENT = 3
# What is compared where there is no such number, so that it takes as long as where there is one.
NOBODYS = HASHER.hash("nobody")


class WeakPin(ValueError):
    """A PIN that somebody would guess; `code` is shape (not six digits), plain (too few different digits), row
    (digits that follow each other) or pattern (the same digits twice or thrice)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def set_pin(session: Session, account: int, pin: str) -> None:
    """Give an account its PIN, six digits; raises `WeakPin`. What was counted against the old one is forgotten."""
    code = find_weakness(pin)
    if code:
        raise WeakPin(code)
    user = session.get_one(User, account)
    user.pin_hash, user.pin_tries, user.pin_locked_until = HASHER.hash(pin), 0, None


def find_weakness(pin: str) -> str:
    """Why a PIN would be guessed, by the codes of `WeakPin`; empty where it would not."""
    if not (pin.isascii() and pin.isdecimal() and len(pin) == PIN_DIGITS):
        return "shape"
    if len(set(pin)) < FEWEST_DIFFERENT:
        return "plain"
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1:
        return "row"
    return "pattern" if pin == pin[:2] * 3 or pin == pin[:3] * 2 else ""


def check_pin(session: Session, number: str, pin: str, now: datetime) -> Person | None:
    """Who has this number and this PIN; None for everybody else, after the same work and with nothing said of why.

    Wrong tries are counted in the row: after each five of them it rests, for a quarter of an hour, then twice as long,
    and opens to nobody. Whoever comes at the same moment waits for the row, so that nobody gets a sixth try."""
    found = select(User).where(User.number == _read(number)).with_for_update()
    user = session.scalars(found).first()
    fits = _verify(user.pin_hash if user else None, pin)
    if user is None or (user.pin_locked_until is not None and user.pin_locked_until > now):
        return None
    if not fits or not user.active:
        _count(user, now)
        return None
    user.pin_tries, user.pin_locked_until = 0, None
    return describe(user)


def _count(user: User, now: datetime) -> None:
    user.pin_tries += 1
    rounds, rest = divmod(user.pin_tries, TRIES)
    if rest == 0:
        user.pin_locked_until = now + min(REST * 2 ** min(rounds - 1, 16), LONGEST_REST)


def _verify(hashed: str | None, pin: str) -> bool:
    try:
        HASHER.verify(hashed or NOBODYS, pin)
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def _read(number: str) -> int | None:
    """A staff number has four digits and does not begin with 0."""
    fits = number.isascii() and number.isdecimal() and len(number) == NUMBER_DIGITS
    return int(number) if fits else None
