"""What a recording's row holds of what was found in its sound."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from content.recordings import kind_of, target_of, words_read
from content.sound.findings import Findings
from content.sound.judging import check
from content.sound.recipes import Trim
from content.tables import RecordingRow


def check_recording(session: Session, row: RecordingRow, findings: Findings) -> dict[str, Any]:
    """Numbers and remarks for `checks`, judged by the words that were read and by what kind of item it is."""
    target = target_of(row)
    words = words_read(session, target, row.text_version)
    trim = Trim(row.trim_start, row.trim_end)
    return check(findings, row.seconds or 0.0, words, kind_of(session, target), trim)
