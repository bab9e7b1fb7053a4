"""Addresses: recognised, hashed under keys, encrypted for answering, and never shown."""

from __future__ import annotations

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from addresses.address import Address, Kind, read_chat, read_phone
from addresses.keys import KeyRing, WrongKey, make_key

OLD, NEW = make_key(), make_key()
PHONE = Address(Kind.PHONE, "+33123456789")


@pytest.mark.parametrize(
    ("raw", "region", "number"),
    [
        ("+33123456789", None, "+33123456789"),
        ("01 23 45 67 89", "FR", "+33123456789"),
        ("+44 1632 960123", None, "+441632960123"),
        ("anonymous", None, None),
        ("Anonymous", None, None),
        ("Restricted", None, None),
        ("+266696687", None, None),
        ("+7378742883", None, None),
        ("", None, None),
        ("client:ana", None, None),
        ("sip:ana@example.com", None, None),
        ("12", "FR", None),
    ],
)
def test_numbers_are_read_or_withheld(raw: str, region: str | None, number: str | None) -> None:
    found = read_phone(raw, region)
    assert (found.value if found else None) == number


def test_address_never_shows_itself() -> None:
    assert "123456789" not in f"{PHONE!r} {PHONE}"


def test_chat_never_equals_a_number() -> None:
    ring = KeyRing([NEW])
    assert ring.hash(read_chat(33123456789)) != ring.hash(Address(Kind.PHONE, "33123456789"))


def test_hash_depends_on_key() -> None:
    assert KeyRing([NEW]).hash(PHONE) != KeyRing([OLD]).hash(PHONE)
    assert KeyRing([NEW]).hash(PHONE) == KeyRing([NEW, OLD]).hash(PHONE)


def test_rotation_still_knows_old_hash() -> None:
    assert KeyRing([OLD]).hash(PHONE) in KeyRing([NEW, OLD]).hashes(PHONE)


def test_rotation_encrypts_under_new_key() -> None:
    token = KeyRing([OLD]).encrypt(PHONE)
    both = KeyRing([NEW, OLD])
    assert both.decrypt(token) == PHONE
    assert KeyRing([NEW]).decrypt(both.rotate(token)) == PHONE
    with pytest.raises(InvalidToken):
        KeyRing([NEW]).decrypt(token)


@given(st.integers(min_value=-(2**52), max_value=2**52))
def test_every_chat_survives_encryption(chat: int) -> None:
    ring = KeyRing([NEW])
    assert ring.decrypt(ring.encrypt(read_chat(chat))) == read_chat(chat)


@pytest.mark.parametrize("keys", [[], ["short"], ["é"], [make_key()[:-4]]])
def test_wrong_keys_are_refused(keys: list[str]) -> None:
    with pytest.raises(WrongKey, match="museline keys new"):
        KeyRing(keys)
