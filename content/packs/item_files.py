"""What stands in the files of items and prompts of a pack that is given out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.packs.pack import ITEMS, PICTURE, PROMPTS
from content.packs.writing import Inline, Sheet
from content.recordings import Target
from content.tables import (
    ItemRow,
    ItemTextRow,
    LanguageRow,
    PromptRow,
    RecordingRow,
    ThreadReasonRow,
    ThreadRow,
)

Recordings = Mapping[Target, RecordingRow]


@dataclass(frozen=True, slots=True)
class ItemFiles:
    """One item's folder: item.toml, the words by language, and the media paths of files by their names here."""

    folder: str
    sheet: Sheet
    texts: Mapping[str, tuple[Sheet, str]]
    media: Mapping[str, str]


class ItemWriter:
    """Everything about items, read with few queries and told one item at a time."""

    def __init__(self, session: Session, recordings: Recordings) -> None:
        self._session = session
        self._languages = list_languages(session)
        self._recordings: dict[int, dict[str, RecordingRow]] = defaultdict(dict)
        for target, row in sorted(
            recordings.items(), key=lambda pair: self._languages.index(pair[0].language)
        ):
            if target.item is not None:
                self._recordings[target.item][target.language] = row
        self._texts: dict[int, dict[str, ItemTextRow]] = defaultdict(dict)
        for text in session.scalars(select(ItemTextRow).where(ItemTextRow.live)):
            self._texts[text.item][text.language] = text
        self._threads = self._read_threads()

    def describe(self) -> Iterator[ItemFiles]:
        """Every item, by number."""
        for row in self._session.scalars(select(ItemRow).order_by(ItemRow.number)):
            sounds = {code: sound_name(code, sound) for code, sound in self._recordings[row.number].items()}
            media = {sounds[code]: sound.master for code, sound in self._recordings[row.number].items()}
            if row.picture:
                media[PICTURE] = row.picture
            yield ItemFiles(
                f"{ITEMS}/{row.number}", self._sheet(row, sounds), dict(self._words(row.number)), media
            )

    def _sheet(self, row: ItemRow, sounds: Mapping[str, str]) -> Sheet:
        plain = (
            "kind",
            "speaker",
            "intent",
            "audience",
            "sensitive",
            "asks",
            "state",
            "rights",
            "review_by",
            "sources",
        )
        sheet: dict[str, Any] = {name: getattr(row, name) for name in plain if getattr(row, name) is not None}
        if threads := self._threads[row.number]:
            sheet["threads"] = threads
        if sounds:
            rows = self._recordings[row.number]
            sheet["recordings"] = {code: _sound(name, rows[code]) for code, name in sounds.items()}
        return sheet

    def _words(self, number: int) -> Iterator[tuple[str, tuple[Sheet, str]]]:
        texts = self._texts[number]
        source = texts.get(self._languages[0])
        for code, row in texts.items():
            names = ("title", "teaser", "description", "credit", "warning", "review")
            stale = {"stale": True} if source and row.source_version < source.version else {}
            yield code, ({**{name: getattr(row, name) for name in names}, **stale}, row.body)

    def _read_threads(self) -> dict[int, list[dict[str, Any]]]:
        reasons: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
        for row in self._session.scalars(select(ThreadReasonRow)):
            reasons[row.item, row.position][row.language] = row.reason
        threads: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for thread in self._session.scalars(select(ThreadRow).order_by(ThreadRow.item, ThreadRow.position)):
            given = reasons[thread.item, thread.position]
            reason = {code: given[code] for code in self._languages if code in given}
            threads[thread.item].append({"to": thread.to, "reason": reason})
        return threads


def describe_prompts(session: Session, recordings: Recordings) -> dict[str, Sheet]:
    """The files under prompts/, keys in the order in which they came first."""
    first = func.min(PromptRow.id)
    keys = [
        key
        for key, _ in session.execute(select(PromptRow.key, first).group_by(PromptRow.key).order_by(first))
    ]
    rows = {(row.language, row.key): row for row in session.scalars(select(PromptRow).where(PromptRow.live))}
    languages = list_languages(session)
    files = {
        f"{PROMPTS}/{code}.toml": _nest({key: rows[code, key].text for key in keys if (code, key) in rows})
        for code in languages
        if any(language == code for language, _ in rows)
    }
    stale = {code: [key for key in keys if _is_stale(rows, languages[0], code, key)] for code in languages}
    if any(stale.values()):
        files[f"{PROMPTS}/stale.toml"] = {code: late for code, late in stale.items() if late}
    sounds: dict[str, dict[str, Any]] = defaultdict(dict)
    for target, row in recordings.items():
        if target.prompt is not None:
            sounds[target.language][target.prompt] = Inline(_sound(sound_name(target.prompt, row), row))
    if sounds:
        files[f"{PROMPTS}/recordings.toml"] = sounds
    return files


def prompt_media(recordings: Recordings) -> dict[str, str]:
    """Media paths of recorded prompts by their names under prompts/."""
    spoken = {target: row for target, row in recordings.items() if target.prompt is not None}
    return {
        f"{target.language}/{sound_name(target.prompt or '', row)}": row.master
        for target, row in spoken.items()
    }


def list_languages(session: Session) -> list[str]:
    """The languages of the house, the source first."""
    return list(session.scalars(select(LanguageRow.code).order_by(LanguageRow.position, LanguageRow.code)))


def sound_name(stem: str, row: RecordingRow) -> str:
    """What a master is called in a pack: en.opus, whatever it was called when it came."""
    return f"{stem}{Path(row.master).suffix}"


def _sound(name: str, row: RecordingRow) -> dict[str, Any]:
    return {"file": name, "synthetic": row.synthetic, "voice": row.voice}


def _is_stale(rows: Mapping[tuple[str, str], PromptRow], source: str, code: str, key: str) -> bool:
    if (code, key) not in rows or (source, key) not in rows:
        return False
    return rows[code, key].source_version < rows[source, key].version


def _nest(texts: Mapping[str, str]) -> Sheet:
    """lobby.today.say as a table [lobby] with a line today = {say = ...}."""
    sheet: dict[str, Any] = {}
    for key, text in texts.items():
        *path, last = key.split(".")
        table = sheet
        for depth, part in enumerate(path):
            table = table.setdefault(part, {} if depth == 0 else Inline())
        table[last] = text
    return sheet
