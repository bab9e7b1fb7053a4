"""Wishing to be rung back before a holiday: a day promised in words, kept at the desk; a hidden number is asked for."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.actors.museum import Museum
from tests.journeys.frontdesk import Colleague
from tests.scenes.museum import read_prompts
from visitors.requests_table import RequestRow

ANA = "+441632960221"
SAYS = read_prompts("en")
# Monday 25 May 2026 is Whit Monday, a public holiday in France; the clocks in Paris are two hours ahead.
SUNDAY_EVENING = datetime(2026, 5, 24, 17, 40, tzinfo=UTC)
MONDAY, TUESDAY = datetime(2026, 5, 25, 8, 0, tzinfo=UTC), datetime(2026, 5, 26, 7, 30, tzinfo=UTC)
BACK = "We are here again on Tuesday at ten o'clock."
PROMISE = "We'll ring you back on Tuesday."


@pytest.fixture
def ruth(museum: Museum) -> Colleague:
    """Staff have said in which country the museum is, and that Monday is a day of work; now it is Sunday evening."""
    ruth = Colleague(museum, "Ruth")
    ruth.opens("/desk/house/line/main")
    ruth.presses("Put on the line", region="FR", hours__0="10:00-17:00")
    museum.clock.set(SUNDAY_EVENING)
    return ruth


def list_promised(museum: Museum, ruth: Colleague, day: datetime) -> list[str]:
    """The addresses of what stands on a day under "promised for today"."""
    museum.clock.set(day)
    ruth.signs_in().opens("/desk/inbox?view=today")
    return re.findall(r'href="(/desk/inbox/\d+)"', ruth.page)


def test_holiday_moves_the_call_to_tuesday(museum: Museum, ruth: Colleague) -> None:
    ana = museum.phone().dials(ANA)
    ana.presses("0", after=1)
    ana.waits_until(BACK)
    ana.waits_until(SAYS["person.callback.say"])
    ana.presses("1")
    ana.waits_until(PROMISE)
    ana.waits_until("Your ticket is")
    ana.hangs_up()
    assert list_promised(museum, ruth, MONDAY) == []
    [wish] = list_promised(museum, ruth, TUESDAY)
    assert "We promised to ring back" in ruth.opens(wish).page
    ruth.presses("I’ll take this")
    ruth.presses("Done: I rang back")
    assert list_promised(museum, ruth, TUESDAY) == []


def test_hidden_number_is_asked_for_and_read_back(museum: Museum, ruth: Colleague) -> None:
    ana = museum.phone().dials(ANA, withheld=True)
    ana.presses("0", after=1)
    ana.waits_until(SAYS["person.callback.say"])
    ana.presses("1")
    ana.waits_until("Your number is hidden")
    ana.presses("12#")
    ana.waits_until("I couldn't read that")
    ana.presses("0612345678#")
    ana.waits_until("3, 3 6, 1 2, 3 4, 5 6, 7 8")
    ana.presses("2")
    ana.waits_until("Your number is hidden")
    ana.presses("0612345679#")
    ana.waits_until("7 9. Once more")
    ana.presses("1")
    ana.waits_until(PROMISE)
    ana.hangs_up()
    assert len(list_promised(museum, ruth, TUESDAY)) == 1
    with museum.house.database.reads() as session:
        [row] = session.scalars(select(RequestRow)).all()
    assert museum.house.keys is not None
    assert museum.house.keys.decrypt(row.reply_to or "").value == "+33612345679"
