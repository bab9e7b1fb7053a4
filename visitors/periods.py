"""For how many days things are kept, as the museum has set it and as the line says it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from settings import Settings

PREFIX = "retention_"


def _default(name: str) -> int:
    return int(Settings.model_fields[f"{PREFIX}{name}"].default)


@dataclass(frozen=True, slots=True)
class Periods:
    """Days, each by the end of its setting's name."""

    answered: int = _default("answered")
    unanswered: int = _default("unanswered")
    drafts: int = _default("drafts")
    refused: int = _default("refused")
    calls: int = _default("calls")
    visitors: int = _default("visitors")
    heard: int = _default("heard")


def read_periods(settings: Settings) -> Periods:
    """What this museum has set."""
    return Periods(**{one.name: getattr(settings, f"{PREFIX}{one.name}") for one in fields(Periods)})
