"""What was deleted, seen by the technician: how many of which kind on which day, and nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.house import House
from tests.app.shell import Shell
from visitors import erasures


def test_log_tells_kind_count_and_day(shell: Shell, house: House) -> None:
    today = datetime.now(UTC).astimezone(house.settings.zone).date()
    with house.database.writes() as session:
        for kind, count, ago in (("calls", 12, 0), ("forgotten", 1, 3), ("drafts", 4, 40)):
            erasures.note(session, kind, count, today - timedelta(days=ago))
    shell.takes(house.settings)
    said = shell.runs("privacy", "log")
    lines = [line.split(maxsplit=2) for line in said.out.splitlines()]
    assert (said.code, lines) == (
        0,
        [[today.isoformat(), "12", "calls"], [(today - timedelta(days=3)).isoformat(), "1", "forgotten"]],
    )
    assert "drafts" in shell.runs("privacy", "log", "--days", "60").out


def test_quiet_log_says_so(shell: Shell, house: House) -> None:
    shell.takes(house.settings)
    assert shell.runs("privacy", "log").out == "Nothing was deleted in the last 31 days.\n"
