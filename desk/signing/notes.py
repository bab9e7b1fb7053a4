"""What is written down when somebody signs in, and when they change how they do: no address of theirs, no secret."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, session
from flask_security import (
    password_changed,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
    wan_deleted,
    wan_registered,
)  # fmt: skip

from desk.parts import house
from desk.signing.door import SINCE
from staff import trail
from staff.people import describe

WITHOUT_SIGNING_IN = "change"  # the library signs in again whoever has changed their password
FORMS = "csrf_token"
ACCOUNT = "account"


def attach(app: Flask) -> None:
    """Listen to the library; whoever asked for the change commits."""
    user_authenticated.connect(note_arrival, app)
    password_changed.connect(note_password, app)
    tf_profile_changed.connect(note_second_factor, app)
    tf_disabled.connect(note_no_second_factor, app)
    wan_registered.connect(note_passkey, app)
    wan_deleted.connect(note_no_passkey, app)


def note_arrival(_: Flask, user: Any, authn_via: list[str] | None = None, **_more: Any) -> None:
    """Somebody is in: failures are forgotten, the session's hours begin, forms get a new token."""
    now = house().clock.now()
    session[SINCE] = now.timestamp()
    session.pop(FORMS, None)
    g.pop(FORMS, None)
    g.pop("person", None)
    user.tries, user.locked_until = 0, None
    if WITHOUT_SIGNING_IN not in (authn_via or ()):
        user.last_login_at, user.current_login_at = user.current_login_at, now


def note_password(_: Flask, user: Any, **_more: Any) -> None:
    """The password is their own now."""
    user.temporary = False
    _note(user, "password")


def note_second_factor(_: Flask, user: Any, **_more: Any) -> None:
    """An authenticator app is asked from now on."""
    _note(user, "second_factor_on")


def note_no_second_factor(_: Flask, user: Any, **_more: Any) -> None:
    """It is asked no more, and its recovery codes are worth nothing."""
    user.mf_recovery_codes = user.code_step = None
    _note(user, "second_factor_off")


def note_passkey(_: Flask, user: Any, name: str, **_more: Any) -> None:
    """A passkey more."""
    _note(user, "passkey_added", after={"passkey": name})


def note_no_passkey(_: Flask, user: Any, name: str, **_more: Any) -> None:
    """A passkey less."""
    _note(user, "passkey_removed", before={"passkey": name})


def _note(user: Any, what: str, **values: Any) -> None:
    rows = current_app.extensions["security"].datastore.db.session
    trail.note(rows, describe(user), what, ACCOUNT, str(user.id), house().clock.now(), **values)
