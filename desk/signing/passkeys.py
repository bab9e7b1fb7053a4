"""Passkeys: sign in with a finger, a face or a key; the address they belong to is PUBLIC_URL's."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import request
from flask_security import WebAuthnRegisterForm, WebauthnUtil
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from wtforms import StringField  # type: ignore[import-untyped]

from desk.parts import house


def can_have_passkeys() -> bool:
    """Whether browsers allow passkeys at our address: it must be a name, not the digits of a machine."""
    host = urlsplit(house().settings.public_url or request.host_url).hostname or ""
    return not (host.replace(".", "").isdecimal() or ":" in host)


class PasskeyForm(WebAuthnRegisterForm):
    """A name; every passkey is for signing in with, none only for a second step."""

    usage = StringField()

    def validate(self, **kwargs: Any) -> bool:
        """Whether the name is one's own."""
        self.usage.data = "first"
        return bool(super().validate(**kwargs))


class Passkeys(WebauthnUtil):
    """Any kind of device, found without naming an account, and always with a proof of who holds it.

    With that proof a passkey is two factors at once. Its address comes from the request, which `security_door` has put
    right: PUBLIC_URL's host, whatever the browser or a proxy says."""

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        """What the device must be able to do."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        """A finger, a face or the device's own PIN, at each sign-in."""
        return UserVerificationRequirement.REQUIRED
