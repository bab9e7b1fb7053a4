"""Somebody begins to work here, gets a new passphrase, other roles, or leaves."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Collection, Sequence
from uuid import uuid4

from argon2.exceptions import InvalidHashError, VerificationError
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from staff.accounts import Role, User
from staff.hashing import HASHER
from staff.roles import Role as RoleName

SYLLABLES = tuple(a + b for a in "bdfgklmnprstvz" for b in "aeiou")
WORDS, LENGTH = 4, 3  # 70 syllables, twelve of them: 73 bits
LONGEST_NAME = 120
NUMBERS = range(1000, 10_000)


class TakenAlready(Exception):
    """Somebody has this e-mail address; the message says so."""


class WrongEntry(Exception):
    """A name or an e-mail address that can't be one; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(
            "A name of one to 120 characters is needed."
            if field == "name"
            else "This is no e-mail address that could receive mail."
        )
        self.field = field


class LastAdmin(Exception):
    """Nobody would be left who looks after the accounts."""


def join(
    session: Session, name: str, email: str, roles: RoleName | Collection[RoleName], *,
    language: str = "", series: Collection[str] = (), languages: Collection[str] = (),
) -> tuple[User, str]:  # fmt: skip
    """A new account and its first passphrase, which is told once and kept only as a hash.

    Raises WrongEntry, and TakenAlready where somebody has the address."""
    name, email = clean_name(name), clean_email(email)
    if find(session, email):
        raise TakenAlready(f"{email} has an account already")
    passphrase = make_passphrase()
    given = {roles} if isinstance(roles, RoleName) else roles
    user = User(
        name=name, email=email, active=True, language=language, password=hash_password(passphrase),
        fs_uniquifier=uuid4().hex, temporary=True, roles=find_roles(session, given),
        series=sorted(series), languages=sorted(languages),
    )  # fmt: skip
    session.add(user)
    session.flush()
    return user, passphrase


def reset(user: User, *, second_factor: bool = False) -> str:
    """A new passphrase for somebody who lost theirs; whoever is signed in with the old one is signed out.

    `second_factor` also removes a lost authenticator app, its recovery codes, and every passkey."""
    passphrase = make_passphrase()
    user.password, user.temporary = hash_password(passphrase), True
    user.tries, user.locked_until = 0, None
    sign_out_everywhere(user)
    if second_factor:
        user.tf_primary_method = user.tf_totp_secret = user.code_step = user.mf_recovery_codes = None
        user.webauthn.clear()
    return passphrase


def change(
    session: Session, user: User, roles: Collection[RoleName], *,
    series: Collection[str] = (), languages: Collection[str] = (),
) -> None:  # fmt: skip
    """Other roles; what a guest may touch counts only for a guest. Raises LastAdmin."""
    if RoleName.ADMIN not in roles:
        _keep_an_admin(session, user)
    user.roles = find_roles(session, roles)
    is_guest = RoleName.GUEST in roles
    user.series, user.languages = sorted(series if is_guest else ()), sorted(languages if is_guest else ())


def leave(session: Session, user: User) -> None:
    """The account rests for good and is signed out at once; it stays a row, for the trail. Raises LastAdmin."""
    _keep_an_admin(session, user)
    user.active = False
    user.pin_hash = user.chat = None
    sign_out_everywhere(user)


def return_to_work(user: User) -> None:
    """Somebody who left is back, with the roles and the passphrase they had."""
    user.active = True


def sign_out_everywhere(user: User) -> None:
    """Every browser that is signed in must sign in again."""
    user.fs_uniquifier = uuid4().hex


def find(session: Session, email: str) -> User | None:
    """The account with this address, however it is capitalised."""
    return session.scalars(select(User).where(func.lower(User.email) == email.strip().lower())).first()


def everybody(session: Session) -> Sequence[User]:
    """Who works here first, then who has left, by name."""
    return session.scalars(select(User).order_by(User.active.desc(), User.name, User.id)).unique().all()


def has_admin(session: Session, *, besides: int = 0) -> bool:
    """Whether somebody who works here looks after the accounts; `besides` is an account that does not count."""
    wanted = select(User.id).join(User.roles).where(Role.name == RoleName.ADMIN.value, User.active)
    return session.scalar(wanted.where(User.id != besides).limit(1)) is not None


def clean_name(name: str) -> str:
    """A name without stray spaces. Raises WrongEntry."""
    found = " ".join(name.split())
    if not 0 < len(found) <= LONGEST_NAME:
        raise WrongEntry("name")
    return found


def clean_email(email: str) -> str:
    """An address in small letters; whether it receives anything is not asked. Raises WrongEntry."""
    try:
        found = validate_email(email.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise WrongEntry("email") from error
    return found.normalized.lower()


def make_passphrase() -> str:
    """Four words of three syllables that nobody can guess and anybody can read out."""
    return "-".join("".join(secrets.choice(SYLLABLES) for _ in range(LENGTH)) for _ in range(WORDS))


def hash_password(password: str) -> str:
    """Argon2, over the same normal form in which the sign-in reads what was typed."""
    return HASHER.hash(unicodedata.normalize("NFKD", password))


def fits(user: User, password: str) -> bool:
    """Whether this is the account's password."""
    try:
        return HASHER.verify(user.password or "", unicodedata.normalize("NFKD", password))
    except (VerificationError, InvalidHashError):
        return False


def find_roles(session: Session, names: Collection[RoleName]) -> list[Role]:
    """Roles are rows of the sign-in library; each is made when it is first given."""
    found = {role.name: role for role in session.scalars(select(Role))}
    return [found.get(name.value) or Role(name=name.value, permissions=[]) for name in sorted(names)]


def _keep_an_admin(session: Session, user: User) -> None:
    is_admin = any(role.name == RoleName.ADMIN.value for role in user.roles)
    if user.active and is_admin and not has_admin(session, besides=user.id):
        raise LastAdmin


def give_number(session: Session, user: User) -> None:
    """Four digits to type on the telephone before the PIN, for who has none yet; 1000 to 9999, told to nobody else."""
    taken = set(session.scalars(select(User.number).where(User.number.is_not(None))))
    if user.number is None:
        user.number = secrets.choice([one for one in NUMBERS if one not in taken])
