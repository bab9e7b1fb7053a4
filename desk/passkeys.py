"""Passkeys: sign in with a finger, a face or a key; the address they belong to is PUBLIC_URL's."""

from __future__ import annotations

from typing import Any

from flask_security import WebauthnUtil
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)


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
