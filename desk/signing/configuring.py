"""What the sign-in library is told: keys derived from SECRET_KEY, addresses, and which of its parts are used."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from settings import Settings
from staff.hashing import HASHER

SESSION = timedelta(hours=12)
FRESH, GRACE = timedelta(hours=1), timedelta(minutes=10)  # before a password is asked for again
RECOVERY_CODES = 8
CODE_SLACK_SECONDS = 30  # clocks of telephones are seldom further off


def configure(settings: Settings, now: Callable[[], datetime]) -> dict[str, Any]:
    """Everything in one table; the newest key signs, older ones are still read."""
    return {
        **_sessions(settings),
        **_passwords(settings),
        **_second_factors(settings),
        "SECURITY_URL_PREFIX": "/desk",
        "SECURITY_DATETIME_FACTORY": now,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_FRESHNESS": FRESH,
        "SECURITY_FRESHNESS_GRACE_PERIOD": GRACE,
        "SECURITY_POST_LOGIN_VIEW": "/desk/",
        "SECURITY_POST_LOGOUT_VIEW": "/desk/",
        "SECURITY_LOGOUT_CSRF": True,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_TRACKABLE": False,  # it would keep IP addresses; the time of signing in is written by us
    }


def derive(key: str, purpose: str) -> str:
    """A key for one purpose from a key of the settings."""
    made = HKDF(SHA256(), 32, salt=None, info=f"museline desk {purpose}".encode()).derive(key.encode())
    return urlsafe_b64encode(made).decode()


def _sessions(settings: Settings) -> dict[str, Any]:
    newest, *older = settings.secret_key
    return {
        "SECRET_KEY": derive(newest, "session"),
        "SECRET_KEY_FALLBACKS": [derive(key, "session") for key in older],
        "SESSION_COOKIE_NAME": "museline_desk",
        "SESSION_COOKIE_PATH": "/desk",
        "SESSION_COOKIE_SECURE": settings.public_url.startswith("https://"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": SESSION,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _passwords(settings: Settings) -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": derive(settings.secret_key[-1], "passwords"),
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__time_cost": HASHER.time_cost,
            "argon2__memory_cost": HASHER.memory_cost,
            "argon2__parallelism": HASHER.parallelism,
        },
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
        "SECURITY_CHANGE_URL": "/password",
        "SECURITY_POST_CHANGE_VIEW": "/desk/account",
    }


def _second_factors(settings: Settings) -> dict[str, Any]:
    """The newest of several keys has the highest number: with that one the library encrypts."""
    keys, name = settings.secret_key, settings.museum_name or "Museline"
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": CODE_SLACK_SECONDS,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/desk/account/second-factor",
        "SECURITY_TOTP_SECRETS": {str(n): derive(key, "codes") for n, key in enumerate(reversed(keys), 1)},
        "SECURITY_TOTP_ISSUER": name,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_RP_NAME": name,
        "SECURITY_WAN_POST_REGISTER_VIEW": "/desk/account",
        "SECURITY_WAN_ALLOW_AS_VERIFY": None,
        "SECURITY_WAN_ALLOW_USER_HINTS": False,  # they would tell which accounts have a passkey
    }
