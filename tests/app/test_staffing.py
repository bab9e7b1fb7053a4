"""Accounts at the command line, as a technician makes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.house import House, open_house
from app.migrating import migrate
from staff.joining import find, fits
from tests.actors.museum import make_settings
from tests.app.shell import Shell

ANA = "ana@museum.example"


@pytest.fixture
def house(tmp_path: Path, shell: Shell) -> Iterator[House]:
    house = open_house(make_settings(tmp_path / "house"))
    migrate(house.database.engine)
    shell.takes(house.settings)
    yield house
    house.database.close()


def passphrase_in(out: str) -> str:
    return next(line.split()[1] for line in out.splitlines() if line.strip().startswith("with"))


def test_first_passphrase_opens_the_account(house: House, shell: Shell) -> None:
    said = shell.runs("staff", "add", "Ana", "Ana@Museum.example", "--role", "admin", "--language", "fr")
    assert said.code == 0, said
    assert f"{house.settings.public_url}/desk/" in said.out
    with house.database.reads() as session:
        user = find(session, ANA)
        assert user is not None
        assert (user.name, user.email, user.language, user.temporary) == ("Ana", ANA, "fr", True)
        assert fits(user, passphrase_in(said.out))


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("add", "Ana", ANA, "--role", "king"), "There is no role 'king'"),
        (("add", "Ana", "ana at museum", "--role", "editor"), "no e-mail address"),
        (("add", "Bo", "ANA@museum.example", "--role", "editor"), "has an account already"),
        (("add", "  ", "bo@museum.example", "--role", "editor"), "A name of one to 120"),
        (("add", "Bo", "bo@museum.example", "--role", "editor", "--language", "tlh"), "The desk speaks"),
        (("reset", "nobody@museum.example"), "Nobody has the address"),
    ],
)  # fmt: skip
def test_mistake_is_one_clear_line(
    house: House, shell: Shell, words: tuple[str, ...], complaint: str
) -> None:
    assert shell.runs("staff", "add", "Ana", ANA, "--role", "editor").code == 0
    assert complaint in shell.runs("staff", *words).complaint


def test_reset_lets_the_lost_in(house: House, shell: Shell) -> None:
    first = passphrase_in(shell.runs("staff", "add", "Ana", ANA, "--role", "editor").out)
    with house.database.writes() as session:
        user = find(session, ANA)
        assert user is not None
        user.tf_primary_method, user.mf_recovery_codes = "authenticator", ["one"]
        user.locked_until, session_before = house.clock.now(), user.fs_uniquifier
    second = passphrase_in(shell.runs("staff", "reset", ANA, "--second-factor").out)
    with house.database.reads() as session:
        user = find(session, ANA)
        assert user is not None
        assert (fits(user, first), fits(user, second)) == (False, True)
        assert (user.tf_primary_method, user.locked_until) == (None, None)
        assert not user.mf_recovery_codes
        assert user.fs_uniquifier != session_before


def test_list_tells_who_there_is(house: House, shell: Shell) -> None:
    assert "Nobody yet" in shell.runs("staff", "list").out
    shell.runs("staff", "add", "Ana", ANA, "--role", "answerer")
    assert shell.runs("staff", "list").out.strip() == f"Ana  <{ANA}>  answerer  never seen  no second step"


def test_doctor_misses_an_admin(house: House, shell: Shell) -> None:
    shell.runs("staff", "add", "Ana", ANA, "--role", "editor")
    assert "nobody has the admin role" in shell.runs("doctor").out
    shell.runs("staff", "add", "Bo", "bo@museum.example", "--role", "admin")
    assert "2 may sign in" in shell.runs("doctor").out
