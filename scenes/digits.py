"""Digits as one says them so that somebody can write them down."""

from __future__ import annotations

GROUP = 2


def say_ticket(ticket: str) -> str:
    """In pairs, "47, 20, 16"; a pair that begins with 0 is said digit by digit."""
    return ", ".join(_say(ticket[at : at + GROUP]) for at in range(0, len(ticket), GROUP))


def say_telephone(number: str) -> str:
    """A telephone number in pairs of digits, the odd one first."""
    digits = number.removeprefix("+")
    odd = len(digits) % GROUP
    pairs = [digits[:odd]] * bool(odd) + [digits[at : at + GROUP] for at in range(odd, len(digits), GROUP)]
    return ", ".join(map(" ".join, pairs))


def _say(pair: str) -> str:
    return " ".join(pair) if pair.startswith("0") else pair
