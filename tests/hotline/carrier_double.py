"""A carrier that holds recordings in memory and fails when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hotline.carrier import CarrierFailed

NOT_READY = CarrierFailed("the carrier answered 404", permanent=False, status=404)
TOO_LARGE = CarrierFailed("the recording is too large", permanent=True)


@dataclass
class Carrier:
    """Sounds by id; `troubles` are raised one after the other, `meanwhile` happens during a fetch."""

    sounds: dict[str, bytes] = field(default_factory=dict)
    troubles: list[CarrierFailed] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def fetch_recording(self, sid: str) -> bytes:
        self.fetched.append(sid)
        self.meanwhile()
        self._fail()
        return self.sounds[sid]

    def delete_recording(self, sid: str) -> None:
        self._fail()
        self.sounds.pop(sid, None)

    def _fail(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
