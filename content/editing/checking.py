"""What is to be said about a draft while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from content.editing import drafts
from content.editing.live import find_remarks
from content.editing.sheet import Remark, Sheet
from content.editing.view import View, drafts_beside


def check(session: Session, sheet: Sheet, data: Mapping[str, Any] | None = None) -> list[Remark]:
    """Remarks about these data, else about the draft, beside the other drafts of its item or prompt; it only reads."""
    over = drafts_beside(session, sheet)
    wanted = dict(data) if data is not None else drafts.open(session, sheet).data
    return find_remarks(View(session, {**over, sheet: wanted}), sheet, wanted)
