"""What can be played, and the line's own words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from content.catalogue import Prompt, Sound
from content.pauses import Pauses
from content.tables import PromptRow, RecordingRow, RecordingState

Sounds = Mapping[tuple[int | str, str], Sound]


def load_sounds(session: Session) -> Sounds:
    """Live recordings that are READY, by an item's number or a prompt's key, and language."""
    row = RecordingRow
    columns = (
        row.seconds, row.phone, row.chat, row.synthetic, row.slow, cast(row.pauses, Text),
        row.item, row.prompt, row.language,
    )  # fmt: skip
    found = session.execute(select(*columns).where(row.live, row.state == RecordingState.READY))
    return {
        (item if item is not None else prompt or "", code): Sound(
            seconds or 0.0, phone or "", chat or "", synthetic, slow or "", Pauses(pauses) if slow else ()
        )
        for seconds, phone, chat, synthetic, slow, pauses, item, prompt, code in found
    }


def load_prompts(
    session: Session, languages: Collection[str], sounds: Sounds
) -> dict[str, dict[str, Prompt]]:
    """The line's own words by language and key."""
    prompts: dict[str, dict[str, Prompt]] = {code: {} for code in languages}
    wanted = select(PromptRow.language, PromptRow.key, PromptRow.text).where(PromptRow.live)
    for code, key, text in session.execute(wanted.where(PromptRow.language.in_(languages))):
        prompts[code][key] = Prompt(text, sounds.get((key, code)))
    return prompts
