"""Why a recording can't be used."""

from __future__ import annotations

from typing import Any

from content.sound.remarks import Remark, say


class AudioRefused(Exception):
    """A recording we can't use: `reason` and `values` for the program, `args[0]` says it to an editor in English."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(say({"code": reason, "values": values}, "en"))
        self.reason = reason
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        return (_restore, (self.reason, self.values))

    def remark(self) -> Remark:
        """What `say` turns into words in the editor's language."""
        return {"code": self.reason, "values": self.values}


def _restore(reason: str, values: dict[str, Any]) -> AudioRefused:
    """Rebuild a refusal that comes from another process."""
    return AudioRefused(reason, **values)
