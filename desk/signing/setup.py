"""Signing in: the accounts' library, set up for a desk without e-mail, with a second factor and passkeys."""

from __future__ import annotations

from typing import Any, cast

from flask import Flask, has_request_context, request
from flask_babel import Babel
from flask_security import Security, SQLAlchemyUserDatastore
from sqlalchemy.orm import Session, scoped_session

from db.clock import Clock
from db.database import Database
from desk.person import language
from desk.signing import door, notes
from desk.signing.codes import HashedCodes, SingleCodes
from desk.signing.configuring import configure
from desk.signing.form import (
    ChangeForm,
    CodeForm,
    RecoveryForm,
    RescueForm,
    SetupForm,
    SignInForm,
    VerifyForm,
)
from desk.signing.passkeys import PasskeyForm, Passkeys, can_have_passkeys
from desk.signing.wording import OwnWords
from settings import Settings
from staff.accounts import Role, User, WebAuthn

READING = frozenset({"security.login"})  # it hashes passwords, and nobody waits for a lock meanwhile


class Rows:
    """The library's session, one for each thread, given back after each request.

    On the library's own pages it takes the writer's lock at once; elsewhere it only reads: our transactions write."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.session: scoped_session[Session] = scoped_session(cast(Any, self._open))

    def _open(self, *, writing: bool = False) -> Session:
        on_its_own = has_request_context() and request.blueprint == "security"
        return self._database.session(writing=writing or (on_its_own and request.endpoint not in READING))

    def take_lock(self) -> None:
        """Begin anew, for writing; what was read before must be read again."""
        self.session.remove()
        self.session(writing=True)


def attach(app: Flask, settings: Settings, database: Database, clock: Clock) -> None:
    """Open the sign-in under /desk; the keys are derived from SECRET_KEY, its older ones still read."""
    app.config.update(configure(settings, clock.now))
    rows = Rows(database)
    Babel(app, locale_selector=language)
    security = Security(app, SQLAlchemyUserDatastore(rows, User, Role, WebAuthn), **cast(Any, _parts()))
    security.want_json(lambda _: False)
    security.i18n_domain = OwnWords(app)
    door.attach(app, settings)
    notes.attach(app)
    app.jinja_env.globals["can_passkeys"] = can_have_passkeys
    app.teardown_appcontext(lambda _: rows.session.remove())


def _parts() -> dict[str, type]:
    """What of ours the library uses instead of its own."""
    return {
        "login_form": SignInForm,
        "verify_form": VerifyForm,
        "change_password_form": ChangeForm,
        "two_factor_setup_form": SetupForm,
        "two_factor_rescue_form": RescueForm,
        "two_factor_verify_code_form": CodeForm,
        "wan_register_form": PasskeyForm,
        "mf_recovery_form": RecoveryForm,
        "totp_cls": SingleCodes,
        "mf_recovery_codes_util_cls": HashedCodes,
        "webauthn_util_cls": Passkeys,
    }
