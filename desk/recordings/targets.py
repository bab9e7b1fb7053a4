"""What is recorded, as the desk addresses it: its page, its line in the trail, who may touch it, its name on a file."""

from __future__ import annotations

import re
from collections.abc import Collection

from flask import abort, url_for
from sqlalchemy.orm import Session

from content.editing.sheet import Sheet, prompt_sheet, text_sheet
from content.recorded import Reading, find_reading
from content.recordings import Target
from desk.person import me
from desk.scope import may_edit_item

NUMBER = re.compile(r"[1-9]\d{2,3}")
WORD = re.compile(r"[^\W_]+")


def address_of(target: Target) -> str:
    """The page of its recordings."""
    if target.item is not None:
        return url_for("desk.show_item_recordings", number=target.item, language=target.language)
    return url_for("desk.show_prompt_recordings", key=target.prompt, language=target.language)


def sheet_of(target: Target) -> Sheet:
    """What the trail calls it."""
    if target.item is not None:
        return text_sheet(target.item, target.language)
    return prompt_sheet(target.prompt or "", target.language)


def check_target(session: Session, target: Target) -> Reading:
    """The words to be read; 404 for what there is not, 403 for a guest to whom it was not given."""
    reading = find_reading(session, target)
    if reading is None:
        abort(404)
    check_scope(session, target)
    return reading


def check_scope(session: Session, target: Target) -> None:
    """403 for a guest to whom this was not given."""
    if not may_touch(session, target):
        abort(403)


def may_touch(session: Session, target: Target) -> bool:
    """Whether this person may record it and put it on the line."""
    if target.item is not None:
        return may_edit_item(session, target.item, target.language)
    return me().may_edit(language=target.language)


def match_name(
    name: str, languages: Collection[str], prompts: Collection[str], otherwise: str
) -> Target | None:
    """What a file is a recording of: "214-fr take 2.m4a" or "lobby.hello.fr.wav"; None where its name doesn't say.

    The language is `otherwise` where the name has none."""
    stem = name.rsplit("/", 1)[-1].lower()
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    found = next((key for key in sorted(prompts, key=len, reverse=True) if _begins(stem, key)), None)
    words = WORD.findall(stem[len(found) :] if found else stem)
    language = next((word for word in words if word in languages), otherwise)
    if found:
        return Target(language, prompt=found)
    number = next((int(word) for word in words if NUMBER.fullmatch(word)), None)
    return Target(language, item=number) if number else None


def _begins(stem: str, key: str) -> bool:
    """Whether a name begins with a prompt's key, and the key ends there."""
    return stem.startswith(key) and not stem[len(key) : len(key) + 1].isalnum()
