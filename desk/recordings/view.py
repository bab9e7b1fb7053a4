"""Recordings as the desk shows them: each version with its state, its remarks in words, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from sqlalchemy.orm import Session

from content.recorded import PREPARED, find_titles, list_versions
from content.recordings import Target, target_of
from content.sound.remarks import is_note, say
from content.tables import RecordingRow, RecordingState
from desk.person import language, t
from desk.recordings.targets import address_of
from desk.words import load

BY = frozenset({"pack", "browser", "upload", "telephone", "chat"})


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `state` is live, ready, preparing or failed; `offered` are seconds of silence at the ends that can
    be left off, counted from the master's ends."""

    row: RecordingRow
    state: str
    remarks: tuple[str, ...]
    notes: tuple[str, ...]
    refused: str
    offered: tuple[float, float] | None

    @property
    def came(self) -> str:
        """How it came to us, as a key of words."""
        return "machine" if self.row.synthetic else self.row.came_by if self.row.came_by in BY else "pack"


@dataclass(frozen=True, slots=True)
class Entry:
    """A recording in a list: what it is of, what that is called, and where its page is."""

    target: Target
    title: str
    address: str
    version: Version


def describe(row: RecordingRow) -> Version:
    """A version with everything said in the person's language."""
    remarks: Sequence[dict[str, Any]] = row.checks.get("remarks", ())
    said = [(is_note(remark), say(remark, language())) for remark in remarks]
    return Version(
        row, find_state(row), tuple(words for note, words in said if not note),
        tuple(words for note, words in said if note), _say_refusal(row), _find_offer(row, remarks),
    )  # fmt: skip


def describe_all(session: Session, target: Target) -> list[Version]:
    """Every version of something, the newest first."""
    return [describe(row) for row in list_versions(session, target)]


def list_entries(session: Session, rows: Iterable[RecordingRow]) -> list[Entry]:
    """Recordings of many things, with what each is called."""
    found = [(target_of(row), row) for row in rows]
    titles = find_titles(session, [target for target, _ in found])
    return [Entry(target, titles[target], address_of(target), describe(row)) for target, row in found]


def find_state(row: RecordingRow) -> str:
    """The one word that says how it stands."""
    if row.state in PREPARED:
        return "preparing"
    if row.state == RecordingState.FAILED:
        return "failed"
    return "live" if row.live else "ready"


def fingerprint(rows: Iterable[RecordingRow]) -> str:
    """Changes when one of them came further, so that a page knows whether there is news."""
    return "-".join(f"{row.id}{find_state(row)[0]}" for row in rows)


def length(seconds: float | None) -> str:
    """A length as on a clock: 2:14."""
    minutes, rest = divmod(round(seconds or 0), 60)
    return f"{minutes}:{rest:02}"


def size(count: int) -> str:
    """How much that is, in the unit one knows from one's own files."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{max(1, round(count / 1000))} kB"


def _say_refusal(row: RecordingRow) -> str:
    """Why it can't be used; recordings of an older version of ours have only the English words."""
    if row.state != RecordingState.FAILED:
        return ""
    refused = row.checks.get("refused")
    return say(refused, language()) if refused else row.words or t("recordings.failed_somehow")


def _find_offer(row: RecordingRow, remarks: Iterable[dict[str, Any]]) -> tuple[float, float] | None:
    """What the checks offer to trim, in all; the end that is well stays as it is."""
    trims = {one["code"]: one.get("values", {}).get("trim") for one in remarks}
    start, end = trims.get("silence-start"), trims.get("silence-end")
    if start is None and end is None:
        return None
    return (row.trim_start if start is None else start, row.trim_end if end is None else end)


def named(code: str) -> str:
    """A language in the person's own: French, français, francés."""
    return Locale.parse(code).get_display_name(language()) or code


def titled(code: str) -> str:
    """The same at the head of something: Français."""
    name = named(code)
    return name[:1].upper() + name[1:]


def in_language(code: str) -> str:
    """In French."""
    return t("recordings.in_language", language=named(code))


def speak(table: str) -> dict[str, str]:
    """The words of a table that a script says while it runs, with the places that it fills in."""
    prefix = f"recordings.{table}."
    own = {**load("en"), **load(language())}
    return {key.removeprefix(prefix): words for key, words in own.items() if key.startswith(prefix)}
