"""The content's tables, one module for each family; importing this module knows them all."""

from content.tables.items import ItemRow, ItemTextRow, ThreadReasonRow, ThreadRow
from content.tables.lines import ClosingRow, GreetingRow, LanguageRow, LineRow, OpeningRow
from content.tables.prompts import PromptRow
from content.tables.recordings import RecordingRow, RecordingState
from content.tables.series import SeriesEntryRow, SeriesRow, SeriesTextRow
from content.tables.speakers import SpeakerRoleRow, SpeakerRow
from content.tables.version import VersionRow

__all__ = [
    "ClosingRow", "GreetingRow", "ItemRow", "ItemTextRow", "LanguageRow", "LineRow", "OpeningRow", "PromptRow",
    "RecordingRow", "RecordingState", "SeriesEntryRow", "SeriesRow", "SeriesTextRow", "SpeakerRoleRow", "SpeakerRow",
    "ThreadReasonRow", "ThreadRow", "VersionRow",
]  # fmt: skip
