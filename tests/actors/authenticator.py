"""An authenticator app on a telephone: six digits from a key and the time (RFC 6238), without a library."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from hashlib import sha1

STEP_SECONDS = 30


class Authenticator:
    """It knows one key; each asking gives a code that was not given before, for the desk takes none twice."""

    def __init__(self, key: str) -> None:
        plain = key.replace("-", "").replace(" ", "").upper()
        self._key = base64.b32decode(plain + "=" * (-len(plain) % 8))
        self._last = 0

    def code(self) -> str:
        """The digits of now, or of the next half minute where those of now were given already."""
        step = max(int(time.time()) // STEP_SECONDS, self._last + 1)
        self._last = step
        digest = hmac.new(self._key, struct.pack(">Q", step), sha1).digest()
        begin = digest[-1] & 15
        number = struct.unpack(">I", digest[begin : begin + 4])[0] & 0x7FFFFFFF
        return f"{number % 10**6:06}"
