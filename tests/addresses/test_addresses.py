"""Addresses: recognised, hashed under keys, encrypted for answering, and never shown."""

from __future__ import annotations

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import SUPPORTED_REGIONS, PhoneNumberFormat, example_number, format_number

from addresses.address import WITHHELD, Address, Kind, read_chat, read_phone
from addresses.keys import KeyRing, WrongKey, make_key

KEYPAD = {2: "abc", 3: "def", 4: "ghi", 5: "jkl", 6: "mno", 7: "pqrs", 8: "tuv", 9: "wxyz"}
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
        ("0612345678", "FR", "+33612345678"),
        ("0612345678", None, None),
        ("0033612345678", "FR", "+33612345678"),
        ("06 1234 5678", "IT", "+390612345678"),  # Italy keeps its zero
        ("(020) 7946 0123", "GB", "+442079460123"),
        ("(514) 555-0123", "CA", "+15145550123"),
        ("1-800-555-0123", "US", "+18005550123"),
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("090-1234-5678", "JP", "+819012345678"),
        ("11 96123-4567", "BR", "+5511961234567"),
        ("+３３１２３４５６７８９", None, "+33123456789"),
        ("٠٦١٢٣٤٥٦٧٨", "MA", "+212612345678"),
        ("tel:+33123456789", None, "+33123456789"),
        ("+33 1 23 45 67 89 ext. 5", None, "+33123456789"),
        ("+33123456789", "US", "+33123456789"),
        ("911", "US", None),
        ("+", None, None),
        ("+999123456789", None, None),
        ("+331234567890123", None, None),
        ("0123456789", "XX", None),
    ],
)
def test_numbers_are_read_or_withheld(raw: str, region: str | None, number: str | None) -> None:
    found = read_phone(raw, region)
    assert (found.value if found else None) == number


KEYS = {letter: str(key) for key, letters in KEYPAD.items() for letter in letters}


@pytest.mark.parametrize("word", sorted(word for word in WITHHELD if word.isalpha()))
def test_withheld_is_known_as_keys_spell_it(word: str) -> None:
    spelled = "+" + "".join(KEYS[letter] for letter in word)
    assert read_phone(word.upper()) is read_phone(f" {word} ") is read_phone(spelled) is None


@given(st.sampled_from(sorted(SUPPORTED_REGIONS)), st.sampled_from(range(4)))
def test_every_countrys_way_to_write_is_read(region: str, style: int) -> None:
    number = example_number(region)
    written, wanted = (format_number(number, one) for one in (style, PhoneNumberFormat.E164))
    found = read_phone(written, region)
    assert found is not None
    assert found.value == wanted
    assert read_phone(found.value) == found, "what we keep is read again as it is"


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
