"""What visitors write and say, hidden in the database by the privacy keys: sealed to be read, signed to be found."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from addresses.keys import KEY_BYTES, TAG_LETTERS

SEALED = "sealed:"
UNREADABLE = "…"  # what is shown of words whose key is gone


class WordBox:
    """Seals under the current key, opens what any listed one sealed. The keys are those of a `KeyRing`."""

    def __init__(self, keys: Sequence[str]) -> None:
        secrets = [base64.urlsafe_b64decode(key) for key in keys]
        self._boxes = [
            Fernet(base64.urlsafe_b64encode(_derive(one, b"museline words box"))) for one in secrets
        ]
        self._box = MultiFernet(self._boxes)
        self._signers = [_derive(one, b"museline words marks") for one in secrets]

    def seal(self, text: str) -> str:
        """The text for a row; no text stays none, so that rows without words can be counted."""
        return SEALED + self._box.encrypt(text.encode()).decode() if text else ""

    def open(self, kept: str) -> str:
        """The text of a row; what an older version wrote is in the clear."""
        if not kept.startswith(SEALED):
            return kept
        try:
            return self._box.decrypt(kept.removeprefix(SEALED).encode()).decode()
        except InvalidToken:
            return UNREADABLE

    def is_current(self, kept: str) -> bool:
        """Whether a text of a row is under the current key."""
        try:
            self._boxes[0].decrypt(kept.removeprefix(SEALED).encode())
        except InvalidToken:
            return not kept
        return kept.startswith(SEALED)

    def rotate(self, kept: str) -> str:
        """The same text under the current key; raises `InvalidToken` where no listed key opens it."""
        if not kept.startswith(SEALED):
            return self.seal(kept)
        return SEALED + self._box.rotate(kept.removeprefix(SEALED).encode()).decode()

    @property
    def tag(self) -> str:
        """What every signature under the current key ends with, so that those under older keys can be counted."""
        return _mark(self._signers[0], b"museline key")[:TAG_LETTERS]

    def sign(self, text: str) -> list[str]:
        """64 hex digits under every listed key, the current one first: known again, never read."""
        tags = [_mark(key, b"museline key")[:TAG_LETTERS] for key in self._signers]
        signed = [_mark(key, text.encode()) for key in self._signers]
        return [whole[:-TAG_LETTERS] + tag for whole, tag in zip(signed, tags, strict=True)]


def _mark(key: bytes, material: bytes) -> str:
    return hmac.digest(key, material, sha256).hex()


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret)
