"""Codes of the second factor: each is taken once, and recovery codes are kept as hashes only."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from flask_security import MfRecoveryCodesUtil, Totp


class SingleCodes(Totp):
    """Codes of an authenticator app; one that was taken is not taken again (RFC 6238, section 5.2)."""

    def get_last_counter(self, user: Any) -> int | None:
        """The half minute of the last code that was taken."""
        step: int | None = user.code_step
        return step

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Remember it; whoever asked commits."""
        user.code_step = tmatch.counter


class HashedCodes(MfRecoveryCodesUtil):
    """Recovery codes have 48 random bits, so that a plain hash keeps them; they can't be shown a second time."""

    def get_recovery_codes(self, user: Any) -> list[str]:
        """None: only who made them has seen them."""
        return []

    def check_recovery_code(self, user: Any, code: str) -> bool:
        """Whether it is one of those that are left, however it is typed."""
        return hash_code(code) in (user.mf_recovery_codes or ())

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        """It was used."""
        kept = [one for one in user.mf_recovery_codes if one != hash_code(code)]
        user.mf_recovery_codes = kept
        return True

    def _encrypt_codes(self, codes: list[str]) -> list[str]:
        return [hash_code(code) for code in codes]


def hash_code(code: str) -> str:
    """Spaces, dashes and capitals do not matter."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return sha256(f"museline recovery {plain}".encode()).hexdigest()
