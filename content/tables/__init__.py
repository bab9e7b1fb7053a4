"""The content's tables, one module for each family; importing this module knows them all."""

from content.tables.drafts import DraftRow, EditionRow, ScheduleRow, StepRow
from content.tables.items import ItemRow, ItemTextRow, ThreadReasonRow, ThreadRow
from content.tables.lines import ClosingRow, GreetingRow, LanguageRow, LineRow, OpeningRow
from content.tables.prompts import PromptRow
from content.tables.recordings import RecordingRow, RecordingState
from content.tables.searching import SearchWordRow
from content.tables.seasons import SeasonRow, SeasonTextRow
from content.tables.series import SeriesEntryRow, SeriesRow, SeriesTextRow
from content.tables.speakers import SpeakerRoleRow, SpeakerRow
from content.tables.uploads import UploadPieceRow, UploadRow
from content.tables.version import VersionRow

__all__ = [
    "ClosingRow", "DraftRow", "EditionRow", "GreetingRow", "ItemRow", "ItemTextRow", "LanguageRow", "LineRow",
    "OpeningRow", "PromptRow", "RecordingRow", "RecordingState", "ScheduleRow", "SearchWordRow", "SeasonRow",
    "SeasonTextRow", "SeriesEntryRow", "SeriesRow", "SeriesTextRow", "SpeakerRoleRow", "SpeakerRow", "StepRow",
    "ThreadReasonRow", "ThreadRow", "UploadPieceRow", "UploadRow", "VersionRow",
]  # fmt: skip
