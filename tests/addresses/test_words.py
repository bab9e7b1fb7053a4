"""Words of visitors: sealed under the current key, opened by any listed one, and never guessed from the outside."""

from __future__ import annotations

import re

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from addresses.keys import KeyRing, make_key
from addresses.words import SEALED, UNREADABLE, WordBox
from tests.addresses.test_addresses import NEW, OLD, PHONE

SECRET = "Why is her dress blue? — Zoé 🎨"
BOX, BEFORE, BOTH = WordBox([NEW]), WordBox([OLD]), WordBox([NEW, OLD])


@given(st.text())
def test_any_words_open_as_they_were(text: str) -> None:
    kept = BOX.seal(text)
    assert BOX.open(kept) == text
    assert bool(kept) is bool(text)


def test_same_words_are_never_sealed_alike() -> None:
    kept = [BOX.seal(SECRET) for _ in range(9)]
    assert len(set(kept)) == 9
    # Three letters come up by chance now and then, but a word that truly lies there does so each time.
    words = [word for word in SECRET.split() if len(word) > 2]
    assert not any(all(word in one for one in kept) for word in words)


@pytest.mark.parametrize("kept", ["", "written before words were sealed", "seal", "sealed without its colon"])
def test_words_of_older_versions_stay_readable(kept: str) -> None:
    assert BOX.open(kept) == kept


def spoil(kept: str, place: int) -> str:
    """Another sign at one place, of those that stand in such a text."""
    other = "B" if kept[place] == "A" else "A"
    return kept[:place] + other + kept[place + 1 :]


# The last sign but for "=" carries bits that the decoder leaves out.
@given(st.integers(len(SEALED), len(BOTH.seal(SECRET)) - 4))
def test_one_changed_sign_makes_words_unreadable(place: int) -> None:
    kept = spoil(BOTH.seal(SECRET), place)
    assert BOTH.open(kept) == UNREADABLE
    assert not BOTH.is_current(kept)
    with pytest.raises(InvalidToken):
        BOTH.rotate(kept)


@pytest.mark.parametrize("kept", [SEALED, f"{SEALED}é", f"{SEALED}{'A' * 40}", f"{SEALED}=", f"{SEALED} "])
def test_rubbish_in_a_row_is_told_apart(kept: str) -> None:
    assert BOX.open(kept) == UNREADABLE


@pytest.mark.parametrize(
    ("box", "by", "opens"),
    [(BOX, BOX, True), (BOTH, BOX, True), (BOTH, BEFORE, True), (BOX, BEFORE, False), (BEFORE, BOTH, False)],
)
def test_only_listed_keys_open(box: WordBox, by: WordBox, opens: bool) -> None:
    assert box.open(by.seal(SECRET)) == (SECRET if opens else UNREADABLE)


@pytest.mark.parametrize(
    ("kept", "current"),
    [
        (BOX.seal(SECRET), True),
        (BOX.seal(SECRET).removeprefix(SEALED), False),
        (BEFORE.seal(SECRET), False),
        ("in the clear", False),
        ("", True),
    ],
    ids=["sealed now", "without its mark", "sealed before", "in the clear", "nothing"],
)
def test_rows_that_wait_for_rotation_are_known(kept: str, current: bool) -> None:
    assert BOTH.is_current(kept) is current


@pytest.mark.parametrize("kept", [BEFORE.seal(SECRET), BOX.seal(SECRET), SECRET], ids=["old", "new", "clear"])
def test_rotated_words_need_the_old_key_no_more(kept: str) -> None:
    rotated = BOTH.rotate(kept)
    assert BOTH.is_current(rotated)
    assert BOX.open(rotated) == SECRET
    assert BOX.rotate("") == ""


def test_signature_finds_words_under_every_key() -> None:
    current, older = BOTH.sign("12345678")
    assert BOX.sign("12345678") == [current]
    assert BEFORE.sign("12345678") == [older]
    assert BOX.sign("12345679") != [current]
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in (current, older))


@pytest.mark.parametrize("box", [BOX, BEFORE, BOTH])
def test_signatures_end_with_their_keys_tag(box: WordBox) -> None:
    assert {one[-8:] for one in (box.sign("12345678")[0], box.sign("x")[0])} == {box.tag}
    assert BOX.tag != BEFORE.tag


def test_one_key_gives_each_purpose_its_own() -> None:
    """What signs words must not know addresses, and what seals addresses must not open words."""
    ring, text = KeyRing([NEW]), PHONE.material.decode()
    assert BOX.sign(text)[0] not in ring.hashes(PHONE)
    assert BOX.tag != ring.tag
    assert BOX.open(SEALED + ring.encrypt(PHONE)) == UNREADABLE


@pytest.mark.parametrize(
    ("by", "current"), [(KeyRing([NEW]), True), (KeyRing([NEW, OLD]), True), (KeyRing([OLD]), False)]
)
def test_addresses_that_wait_for_rotation_are_known(by: KeyRing, current: bool) -> None:
    assert KeyRing([NEW, OLD]).is_current(by.encrypt(PHONE)) is current


def test_hashes_are_known_by_their_keys_tag() -> None:
    ring, before = KeyRing([NEW, OLD]), KeyRing([OLD])
    assert ring.hash(PHONE).endswith(ring.tag)
    assert not before.hash(PHONE).endswith(ring.tag)
    assert len(ring.hashes(PHONE)) == len(set(ring.hashes(PHONE))) == 4
    untagged = ring.hashes(PHONE)[2]
    assert untagged[:-8] == ring.hash(PHONE)[:-8], "as the first version wrote it"


def test_made_keys_are_all_different() -> None:
    assert len({make_key() for _ in range(20)}) == 20
