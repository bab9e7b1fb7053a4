"""The voice called "a visitor", under which people's own stories stand."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from content.editing import drafts, publishing
from content.editing.sheet import SPEAKER, Sheet
from content.editing.view import list_languages
from content.tables import SpeakerRow
from desk.words import LANGUAGES, SOURCE, say

VISITOR = "a-visitor"


def ensure_speaker(session: Session, by: str, now: datetime) -> str:
    """The slug of the voice; made with its first story, and written like any other by who may."""
    if session.get(SpeakerRow, VISITOR) is None:
        codes = list_languages(session)
        house = codes[0] if codes[0] in LANGUAGES else SOURCE
        roles = {code: say(code if code in LANGUAGES else SOURCE, "inbox.visitor_role") for code in codes}
        sheet = Sheet(SPEAKER, VISITOR)
        drafts.save(session, sheet, {"name": say(house, "inbox.visitor_name"), "role": roles}, 0, by, now)
        publishing.publish(session, [sheet], by, now)
    return VISITOR
