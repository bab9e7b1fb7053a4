"""Signing in: the accounts' library, set up for a desk without e-mail, with a second factor and passkeys."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any, cast

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, has_request_context, request
from flask_babel import Babel
from flask_security import Security, SQLAlchemyUserDatastore
from sqlalchemy.orm import Session, scoped_session

from db.database import Database
from desk.person import language
from desk.sign_in import SignInForm
from settings import Settings
from staff.accounts import Role, User, WebAuthn, utc_now

SESSION_HOURS = 12


class Rows:
    """The library's session, one for each thread, given back after each request.

    On the library's own pages it takes the writer's lock at once; elsewhere it only reads, and our transactions write."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.session: scoped_session[Session] = scoped_session(cast(Any, self._open))

    def _open(self) -> Session:
        return self._database.session(writing=has_request_context() and request.blueprint == "security")


def attach(app: Flask, settings: Settings, database: Database) -> None:
    """Open the sign-in under /desk; the keys are derived from SECRET_KEY, its older ones still read."""
    app.config.update(_configure(settings))
    rows = Rows(database)
    Babel(app, locale_selector=language)
    Security(app, SQLAlchemyUserDatastore(rows, User, Role, WebAuthn), login_form=SignInForm)
    app.teardown_appcontext(lambda _: rows.session.remove())


def derive(key: str, purpose: str) -> str:
    """A key for one purpose from a key of the settings."""
    made = HKDF(SHA256(), 32, salt=None, info=f"museline desk {purpose}".encode()).derive(key.encode())
    return urlsafe_b64encode(made).decode()


def _configure(settings: Settings) -> dict[str, Any]:
    keys = settings.secret_key
    return {
        "SECRET_KEY": derive(keys[0], "session"),
        "SECRET_KEY_FALLBACKS": [derive(key, "session") for key in keys[1:]],
        "SESSION_COOKIE_NAME": "museline_desk",
        "SESSION_COOKIE_PATH": "/desk",
        "SESSION_COOKIE_SECURE": settings.public_url.startswith("https://"),
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=SESSION_HOURS),
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "SECURITY_URL_PREFIX": "/desk",
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": derive(keys[-1], "passwords"),
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_DATETIME_FACTORY": utc_now,
        "SECURITY_POST_LOGIN_VIEW": "/desk/",
        "SECURITY_POST_LOGOUT_VIEW": "/desk/",
        "SECURITY_CHANGEABLE": True,
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
        "SECURITY_CHANGE_URL": "/password",
        "SECURITY_POST_CHANGE_VIEW": "/desk/account",
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TOTP_SECRETS": {str(n): derive(key, "codes") for n, key in enumerate(reversed(keys), 1)},
        "SECURITY_TOTP_ISSUER": settings.museum_name or "Museline",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_RP_NAME": settings.museum_name or "Museline",
    }  # fmt: skip
