"""Whether a request truly comes from the carrier: signed over our public address, closed on failure."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit

from twilio.request_validator import RequestValidator

PORTS = {"https": 443, "http": 80}


class Signatures:
    """Checks the carrier's signature under every listed token, the current one first."""

    def __init__(self, public_url: str, tokens: Sequence[str]) -> None:
        if not tokens or not all(tokens):
            raise ValueError("an empty token would let a forged signature pass")
        self._validators = [RequestValidator(token) for token in tokens]
        self._voice = _addresses(public_url, voice=True)
        self._text = _addresses(public_url, voice=False)

    def is_genuine(
        self, path: str, query: str, form: Iterable[tuple[str, str]], signature: str, *, text: bool = False
    ) -> bool:
        """Whether the signature fits path (decoded) and query (as received); `text` is for messages.

        The fields are put behind the address here, sorted and each once, as the carrier does; the library signs."""
        given = signature.encode("ascii", "replace")
        fields = "".join([name + value for name, value in sorted(set(form))])
        tail = quote(path, safe="/~") + (f"?{query}" if query else "") + fields
        for address in self._text if text else self._voice:
            for validator in self._validators:
                if hmac.compare_digest(validator.compute_signature(address + tail, {}).encode(), given):
                    return True
        return False


def _addresses(public_url: str, *, voice: bool) -> tuple[str, str]:
    """Our address as the carrier signs it, and the other form, for where it differs from its documentation.

    Voice over https drops the port; voice over http and messages keep it (Twilio, security of webhooks)."""
    parts = urlsplit(public_url)
    host = parts.netloc.removesuffix(f":{parts.port}") if parts.port else parts.netloc
    bare = parts._replace(netloc=host).geturl()
    ported = parts._replace(netloc=f"{host}:{parts.port or PORTS[parts.scheme]}").geturl()
    drops_port = parts.port is None or (voice and parts.scheme == "https")
    return (bare, ported) if drops_port else (ported, bare)
