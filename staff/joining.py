"""Somebody begins to work here, gets a new passphrase, or leaves."""

from __future__ import annotations

import secrets
import unicodedata
from uuid import uuid4

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from staff.accounts import Role, User
from staff.roles import Role as RoleName

SYLLABLES = tuple(a + b for a in "bdfgklmnprstvz" for b in "aeiou")
WORDS, LENGTH = 4, 3  # 70 syllables, twelve of them: 73 bits


class TakenAlready(Exception):
    """Somebody has this e-mail address; the message says so."""


def join(session: Session, name: str, email: str, role: RoleName, *, language: str = "") -> tuple[User, str]:
    """A new account and its first passphrase, which is told once and kept only as a hash."""
    if session.scalar(select(User.id).where(User.email == email)):
        raise TakenAlready(f"{email} has an account already")
    passphrase = make_passphrase()
    user = User(
        name=name, email=email, active=True, language=language, password=hash_password(passphrase),
        fs_uniquifier=uuid4().hex, temporary=True, roles=[_find_role(session, role)],
    )  # fmt: skip
    session.add(user)
    session.flush()
    return user, passphrase


def reset(user: User) -> str:
    """A new passphrase for somebody who lost theirs; whoever is signed in with the old one is signed out."""
    passphrase = make_passphrase()
    user.password, user.temporary, user.fs_uniquifier = hash_password(passphrase), True, uuid4().hex
    user.tries, user.locked_until = 0, None
    return passphrase


def find(session: Session, email: str) -> User | None:
    """The account with this address."""
    return session.scalars(select(User).where(User.email == email)).first()


def make_passphrase() -> str:
    """Four words of three syllables that nobody can guess and anybody can read out."""
    return "-".join("".join(secrets.choice(SYLLABLES) for _ in range(LENGTH)) for _ in range(WORDS))


def hash_password(password: str) -> str:
    """Argon2, over the same normal form in which the sign-in reads what was typed."""
    return PasswordHasher().hash(unicodedata.normalize("NFKD", password))


def _find_role(session: Session, name: RoleName) -> Role:
    """Roles are rows of the sign-in library; each is made when it is first given."""
    found = session.scalars(select(Role).where(Role.name == name.value)).first()
    return found or Role(name=name.value, permissions=[])
