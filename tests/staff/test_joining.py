"""Somebody begins to work here, loses a passphrase, gets other roles, leaves, and comes back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from staff import joining
from staff.accounts import Role, User, WebAuthn
from staff.joining import LastAdmin, TakenAlready, WrongEntry
from staff.pins import check_pin, set_pin
from staff.roles import Role as RoleName
from tests.staff.office import NOON, PIN, open_office

EMAIL = "ana@museum.example"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_office(tmp_path) as database, database.writes() as opened:
        yield opened


def hire(session: Session, name: str = "Ana", role: RoleName = RoleName.ADMIN) -> User:
    """Somebody with these roles, without the second that hashing a passphrase takes."""
    user = User(name=name, email=f"{name.lower()}@museum.example", active=True, fs_uniquifier=name)
    session.add(user)
    user.roles = joining.find_roles(session, {role})
    session.flush()
    return user


def roles_of(user: User) -> set[str]:
    return {role.name for role in user.roles}


def test_first_passphrase_opens_the_account(session: Session) -> None:
    user, passphrase = joining.join(session, "  Ana \t Moreau ", " Ana@Museum.EXAMPLE ", RoleName.EDITOR)
    assert (user.name, user.email, user.active, user.temporary) == ("Ana Moreau", EMAIL, True, True)
    assert roles_of(user) == {"editor"}
    assert joining.fits(user, passphrase)
    assert not joining.fits(user, passphrase.upper())
    assert passphrase not in (user.password or "")


def test_guest_brings_series_and_languages(session: Session) -> None:
    roles = {RoleName.GUEST, RoleName.ANSWERER}
    user, _ = joining.join(
        session, "Ana", EMAIL, roles, language="fr", series={"walks", "blues"}, languages={"fr", "en"}
    )
    assert (roles_of(user), user.language) == ({"guest", "answerer"}, "fr")
    assert (user.series, user.languages) == (["blues", "walks"], ["en", "fr"])


def test_one_address_has_one_account(session: Session) -> None:
    hire(session)
    with pytest.raises(TakenAlready, match="has an account already"):
        joining.join(session, "Another Ana", "ANA@museum.example", RoleName.EDITOR)


@pytest.mark.parametrize("name", ["", " \t\n", "a" * 121])
def test_names_nobody_has_are_refused(name: str) -> None:
    with pytest.raises(WrongEntry, match="one to 120 characters") as refused:
        joining.clean_name(name)
    assert refused.value.field == "name"


@pytest.mark.parametrize("email", ["", "ana", "ana@", "@museum.example", "ana@museum", "a b@museum.example"])
def test_addresses_without_mail_are_refused(email: str) -> None:
    with pytest.raises(WrongEntry, match="no e-mail address") as refused:
        joining.clean_email(email)
    assert refused.value.field == "email"


def test_longest_name_is_kept_whole() -> None:
    assert joining.clean_name(" " + "a" * 120) == "a" * 120


@pytest.mark.parametrize("typed", ["Ana@Museum.Example", " ana@museum.example\n", "ANA@MUSEUM.EXAMPLE"])
def test_account_is_found_however_it_is_typed(session: Session, typed: str) -> None:
    ana = hire(session)
    assert joining.find(session, typed) is ana
    assert joining.find(session, "anna@museum.example") is None


def test_roles_are_made_only_once(session: Session) -> None:
    hire(session)
    hire(session, "Jo")
    assert session.scalar(select(func.count()).select_from(Role)) == 1


def test_passphrases_are_four_words_each_another() -> None:
    made = {joining.make_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"([a-z]{6}-){3}[a-z]{6}", one) for one in made)


def test_two_ways_to_write_an_accent_are_one(session: Session) -> None:
    user = hire(session)
    user.password = joining.hash_password(unicodedata.normalize("NFC", "éléphant-été"))
    assert joining.fits(user, unicodedata.normalize("NFD", "éléphant-été"))


@pytest.mark.parametrize("kept", [None, "", "no hash of ours"])
def test_account_without_password_fits_nobody(session: Session, kept: str | None) -> None:
    user = hire(session)
    user.password = kept
    assert not joining.fits(user, "")
    assert not joining.fits(user, "no hash of ours")


def locked_out(session: Session) -> User:
    """Somebody who tried too often, with an app and a passkey."""
    user = hire(session)
    user.tries, user.locked_until, user.code_step = 5, NOON, 9
    user.tf_primary_method, user.tf_totp_secret, user.mf_recovery_codes = "authenticator", "secret", ["a"]
    user.webauthn.append(
        WebAuthn(
            name="key", usage="first", credential_id=b"1", public_key=b"2", sign_count=0, transports=[],
            backup_state=False, device_type="single_device", lastuse_datetime=NOON,
        )
    )  # fmt: skip
    session.flush()
    return user


def second_factors(user: User) -> tuple[object, ...]:
    return user.tf_primary_method, user.tf_totp_secret, user.code_step, user.mf_recovery_codes


def test_reset_unlocks_and_signs_out(session: Session) -> None:
    user = locked_out(session)
    signed_in = user.fs_uniquifier
    passphrase = joining.reset(user)
    assert joining.fits(user, passphrase)
    assert (user.tries, user.locked_until, user.temporary) == (0, None, True)
    assert user.fs_uniquifier != signed_in
    assert (second_factors(user), len(user.webauthn)) == (("authenticator", "secret", 9, ["a"]), 1)


def test_reset_may_end_second_factors(session: Session) -> None:
    user = locked_out(session)
    joining.reset(user, second_factor=True)
    session.flush()
    assert second_factors(user) == (None,) * 4
    assert session.scalars(select(WebAuthn)).all() == []


@pytest.mark.parametrize(
    ("roles", "kept"),
    [
        ({RoleName.GUEST}, (["blues", "guests"], ["fr"])),
        ({RoleName.GUEST, RoleName.ANSWERER}, (["blues", "guests"], ["fr"])),
        ({RoleName.EDITOR}, ([], [])),
        (set(), ([], [])),
    ],
    ids=["guest", "guest who answers", "editor", "nobody"],
)
def test_only_guests_have_their_plots(
    session: Session, roles: set[RoleName], kept: tuple[list[str], list[str]]
) -> None:
    user = hire(session, role=RoleName.EDITOR)
    joining.change(session, user, roles, series={"guests", "blues"}, languages={"fr"})
    assert roles_of(user) == {role.value for role in roles}
    assert (user.series, user.languages) == kept


def test_last_admin_can_neither_go_nor_change(session: Session) -> None:
    ana, jo = hire(session), hire(session, "Jo")
    joining.leave(session, jo)
    with pytest.raises(LastAdmin):
        joining.leave(session, ana)
    with pytest.raises(LastAdmin):
        joining.change(session, ana, {RoleName.EDITOR})
    joining.change(session, ana, {RoleName.ADMIN, RoleName.EDITOR})
    assert ana.active
    assert joining.has_admin(session)
    assert not joining.has_admin(session, besides=ana.id)


def test_admin_may_go_when_another_stays(session: Session) -> None:
    ana, jo = hire(session), hire(session, "Jo")
    joining.change(session, ana, {RoleName.EDITOR})
    joining.leave(session, ana)
    assert joining.has_admin(session, besides=ana.id)
    with pytest.raises(LastAdmin):
        joining.leave(session, jo)


def test_admin_who_left_may_be_changed(session: Session) -> None:
    hire(session)
    joining.leave(session, jo := hire(session, "Jo"))
    joining.change(session, jo, {RoleName.ANSWERER})
    assert roles_of(jo) == {"answerer"}


def test_leaving_shuts_every_door(session: Session) -> None:
    hire(session)
    user = hire(session, "Jo", RoleName.EDITOR)
    user.number, user.chat, signed_in = 4711, "c" * 64, user.fs_uniquifier
    set_pin(session, user.id, PIN)
    joining.leave(session, user)
    session.flush()
    assert (user.active, user.pin_hash, user.chat) == (False, None, None)
    assert user.fs_uniquifier != signed_in
    joining.return_to_work(user)
    session.flush()
    assert (user.active, roles_of(user)) == (True, {"editor"})
    assert check_pin(session, "4711", PIN, NOON) is None


def test_everybody_stands_by_name_leavers_last(session: Session) -> None:
    for name in ("Zoe", "Ana", "Jo", "Bo"):
        hire(session, name)
    joining.leave(session, joining.find(session, EMAIL) or hire(session))
    session.flush()
    assert [user.name for user in joining.everybody(session)] == ["Bo", "Jo", "Zoe", "Ana"]


def test_only_free_number_is_given(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "NUMBERS", range(1000, 1002))
    ana, jo = hire(session), hire(session, "Jo")
    ana.number = 1000
    session.flush()
    joining.give_number(session, jo)
    joining.give_number(session, ana)
    assert (ana.number, jo.number) == (1000, 1001)
