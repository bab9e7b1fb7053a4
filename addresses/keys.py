"""The only place that knows the privacy keys: addresses are hashed for knowing again, encrypted for answering."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Sequence
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from addresses.address import Address, parse_material

KEY_BYTES = 32
TAG_LETTERS = 8


class WrongKey(Exception):
    """A privacy key is missing or is no key."""


class KeyRing:
    """Every listed privacy key, the current one first."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise WrongKey("PRIVACY_KEY is empty: make one with `museline keys new`")
        secrets_ = [_decode(key) for key in keys]
        self._hash_keys = [_derive(secret, b"museline address hash") for secret in secrets_]
        self._tags = [_sign(key, b"museline key")[:TAG_LETTERS] for key in self._hash_keys]
        boxes = [_derive(secret, b"museline address box") for secret in secrets_]
        self._boxes = [Fernet(base64.urlsafe_b64encode(box)) for box in boxes]
        self._box = MultiFernet(self._boxes)

    @property
    def tag(self) -> str:
        """What every hash under the current key ends with, so that those under older keys can be counted."""
        return self._tags[0]

    def hash(self, address: Address) -> str:
        """64 hex digits that know an address again under the current key."""
        return self._tagged(address)[0]

    def hashes(self, address: Address) -> list[str]:
        """The address under every listed key, current first, for those who came before a rotation.

        After them the same without the key's tag, as the first version wrote them."""
        return [*self._tagged(address), *(_sign(key, address.material) for key in self._hash_keys)]

    def encrypt(self, address: Address) -> str:
        """The address for a row that must be answered."""
        return self._box.encrypt(address.material).decode()

    def decrypt(self, token: str) -> Address:
        """The address of a row; raises `cryptography.fernet.InvalidToken` when every key that fits is gone."""
        return parse_material(self._box.decrypt(token.encode()))

    def rotate(self, token: str) -> str:
        """The same address under the current key."""
        return self._box.rotate(token.encode()).decode()

    def is_current(self, token: str) -> bool:
        """Whether an address is under the current key."""
        try:
            self._boxes[0].decrypt(token.encode())
        except InvalidToken:
            return False
        return True

    def _tagged(self, address: Address) -> list[str]:
        signed = [_sign(key, address.material) for key in self._hash_keys]
        return [whole[:-TAG_LETTERS] + tag for tag, whole in zip(self._tags, signed, strict=True)]


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


def _sign(key: bytes, material: bytes) -> str:
    return hmac.digest(key, material, sha256).hex()


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret)
