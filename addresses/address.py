"""Where somebody can be reached: a telephone number in E.164, or a chat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

# What carriers write instead of a number that the caller withheld, also as a telephone's keys spell it: +266696687 is
# "anonymous". Some of these would be numbers of China and Russia. +7378742883 is "restricted", as Twilio misspells it.
WITHHELD = frozenset(
    {
        "anonymous",
        "restricted",
        "unavailable",
        "unknown",
        "private",
        "blocked",
        "",
        "+266696687",
        "+7378742833",
        "+7378742883",
        "+86282452253",
        "+2562533",
        "+8656696",
    }
)


class Kind(StrEnum):
    """The sorts of address."""

    PHONE = "phone"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Address:
    """One address; its text never leaves this package unhashed or unencrypted."""

    kind: Kind
    value: str

    def __repr__(self) -> str:
        """Hide the value, so that no log shows it."""
        return f"Address({self.kind.value}, hidden)"

    @property
    def material(self) -> bytes:
        """What is hashed and encrypted: kind and value together, so that a chat never equals a number."""
        return f"{self.kind.value}:{self.value}".encode()


def read_phone(raw: str, region: str | None = None) -> Address | None:
    """The number a carrier or a caller gave, in E.164; None where it is withheld or no number at all."""
    if raw.strip().lower() in WITHHELD:
        return None
    try:
        number = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return Address(Kind.PHONE, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def read_chat(chat_id: int) -> Address:
    """The chat's address."""
    return Address(Kind.CHAT, str(chat_id))


def parse_material(material: bytes) -> Address:
    """The address that `material` was made from."""
    kind, _, value = material.decode().partition(":")
    return Address(Kind(kind), value)
