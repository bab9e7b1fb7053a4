"""The menu doctor: walks every menu of the live line, and says in plain lines what to mend."""

from __future__ import annotations

from collections.abc import Iterator

from app.finding import Level
from app.opening import open_filled_house
from scenes.linting.finding import Finding, explain, where
from scenes.linting.linter import Report, survey

LANGUAGE = "en"  # of the command line
MARKS = {Level.NOTE: "  -- ", Level.WRONG: "WRONG"}


def examine_menus() -> Report:
    """Everything to mend in what callers can meet now; it reads, and changes nothing."""
    house = open_filled_house()
    try:
        return survey(house.shelf.catalogue, museum=house.settings.museum_name)
    finally:
        house.database.close()


def tell(report: Report) -> Iterator[str]:
    """One line for each finding, what breaks the line first; a kind word where there is none."""
    for finding in report.findings:
        yield _line(finding)
    if not report.findings:
        yield f"Nothing to mend: {report.menus} menus in {_count(report.languages)}."


def _line(finding: Finding) -> str:
    mark = MARKS[Level.WRONG if finding.blocks else Level.NOTE]
    return f"{mark}  {where(finding, LANGUAGE)}: {' '.join(explain(finding, LANGUAGE))}"


def _count(languages: int) -> str:
    return "1 language" if languages == 1 else f"{languages} languages"
