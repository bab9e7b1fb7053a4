"""The only place that knows the privacy keys: addresses are hashed for knowing again, encrypted for answering."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Sequence
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from addresses.address import Address, parse_material

KEY_BYTES = 32


class WrongKey(Exception):
    """A privacy key is missing or is no key."""


class KeyRing:
    """Every listed privacy key, the current one first."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise WrongKey("PRIVACY_KEY is empty: make one with `museline keys new`")
        secrets_ = [_decode(key) for key in keys]
        self._hash_keys = [_derive(secret, b"museline address hash") for secret in secrets_]
        self._box = MultiFernet(
            [Fernet(base64.urlsafe_b64encode(_derive(s, b"museline address box"))) for s in secrets_]
        )

    def hash(self, address: Address) -> str:
        """64 hex digits that know an address again under the current key."""
        return hmac.digest(self._hash_keys[0], address.material, sha256).hex()

    def hashes(self, address: Address) -> list[str]:
        """The address under every listed key, current first, for those who came before a rotation."""
        return [hmac.digest(key, address.material, sha256).hex() for key in self._hash_keys]

    def encrypt(self, address: Address) -> str:
        """The address for a row that must be answered."""
        return self._box.encrypt(address.material).decode()

    def decrypt(self, token: str) -> Address:
        """The address of a row; raises `cryptography.fernet.InvalidToken` when every key that fits is gone."""
        return parse_material(self._box.decrypt(token.encode()))

    def rotate(self, token: str) -> str:
        """The same address under the current key."""
        return self._box.rotate(token.encode()).decode()


def make_key() -> str:
    """A fresh key: 32 random bytes in urlsafe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _decode(key: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(key)
    except ValueError as error:
        raise WrongKey("PRIVACY_KEY is no key: make one with `museline keys new`") from error
    if len(raw) != KEY_BYTES:
        raise WrongKey("PRIVACY_KEY has the wrong length: make one with `museline keys new`")
    return raw


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret)
