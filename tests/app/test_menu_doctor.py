"""`museline doctor --menu`: nothing to mend on the line as it is shipped, one line for each thing that is."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from app.house import House
from content.tables import PromptRow
from content.version import move_version
from tests.app.shell import Shell


def reword(house: House, key: str, text: str) -> None:
    """Write other words for a prompt, past all checks."""
    with house.database.writes() as session:
        session.execute(
            update(PromptRow).where(PromptRow.key == key, PromptRow.language == "en").values(text=text)
        )
        move_version(session, house.clock.now())


def test_shipped_line_has_nothing_to_mend(shell: Shell, house: House) -> None:
    shell.takes(house.settings)
    said = shell.runs("doctor", "--menu")
    assert (said.code, said.err) == (0, "")
    words = said.out.split()
    assert said.out.startswith("Nothing to mend: ")
    assert said.out.endswith(" menus in 3 languages.\n")
    assert int(words[3]) > 40


@pytest.mark.parametrize(
    ("key", "text", "mark", "code"),
    [
        (
            "choose.smile.say",
            "Press 2 for something to smile about.",
            "  --   Choosing what to hear (choose, en)",
            0,
        ),
        (
            "choose.smile.say",
            "For something to smile about, press 3.",
            "WRONG  Choosing what to hear (choose, en)",
            1,
        ),
    ],
)
def test_finding_is_one_line_with_what_to_do(
    shell: Shell, house: House, key: str, text: str, mark: str, code: int
) -> None:
    reword(house, key, text)
    shell.takes(house.settings)
    said = shell.runs("doctor", "--menu")
    (line,) = said.out.splitlines()
    assert said.code == code
    assert line.startswith(mark)
    assert line.endswith(".")


def test_empty_museum_is_told_so(shell: Shell, house: House) -> None:
    shell.takes(house.settings, DATA_DIR=str(shell.folder / "new"))
    shell.runs("migrate")
    assert "seed" in shell.runs("doctor", "--menu").complaint
