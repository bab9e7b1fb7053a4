"""What a visitor hears and staff read when a carrier misbehaves on request: every row of the table in the papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.actors.chatter import Chatter
from tests.actors.museum import TUESDAY_MORNING, Museum, open_museum
from tests.journeys.answerer import Answerer, Postman
from tests.journeys.asking import Outside, ask_by_phone, ask_in_chat

PAPER = Path(__file__).parents[2] / "docs" / "deliveries.md"
ANSWER = "With a brush made of goat hair, every Monday."
HALF_MINUTE, QUARTER_DAY = 31, 6 * 3600
HEARD, ARRIVED = "Heard when we rang", "The text has left; the answer waits until they ring."
IN_CHAT, UNKNOWN = "Arrived in the chat", "Nobody can tell whether it was heard, and we never ring twice."
LEFT, NO_NUMBER = "has left; we wait to hear how it went", "There is no such number or chat."
STOPPED = "They asked for no more calls or messages of this kind."
BUSY, NOBODY = "The line was busy.", "Nobody answered."
UNPLACED, BLOCKED = "The carrier could not put it through.", "The chat is closed to us."
MACHINE = "An answering machine took the call; it was only told to ring us."


CALL, TEXT, CHAT = "call", "text", "chat"
HEARS, NOTHING, IS_TOLD = (
    "hears the answer",
    "nothing",
    "the machine keeps that an answer waits, and our number",
)
GETS, TWICE = "reads that an answer waits, and our number", "reads the answer twice"
READS = "reads the answer"


@dataclass(frozen=True)
class Row:
    """What goes wrong by which way; what the visitor has of it; what the desk says a minute later and in the end, and
    how often it rang or arrived by then; no `end` where it is the same.

    `manner` is what the telephone or its owner does, `fault` the carrier, `news` what becomes of callbacks."""

    way: str
    what: str
    visitor: str
    soon: str
    count: int
    end: str = ""
    in_end: int = 0
    manner: str = ""
    fault: str = ""
    news: str = ""

    def cells(self) -> list[str]:
        """The row as it stands in the papers."""
        later = (self.end, self.in_end) if self.end else ("the same", self.count)
        return [self.way, self.what, self.visitor, self.soon, str(self.count), later[0], str(later[1])]


ROWS = [
    Row(CALL, "nothing: somebody lifts and listens", HEARS, HEARD, 1, manner="human"),
    Row(CALL, "429, too many requests", HEARS, HEARD, 1, manner="human", fault="429"),
    Row(CALL, "500", NOTHING, UNKNOWN, 0, manner="human", fault="500"),
    Row(CALL, "timeout, and no call was made", NOTHING, UNKNOWN, 0, manner="human", fault="timeout"),
    Row(CALL, "timeout after it was taken", HEARS, HEARD, 1, manner="human", fault="lost"),
    Row(CALL, "callbacks lost", HEARS, LEFT, 1, HEARD, 1, manner="human", news="lost"),
    Row(CALL, "callbacks doubled", HEARS, HEARD, 1, manner="human", news="doubled"),
    Row(CALL, "callbacks in the wrong order", HEARS, HEARD, 1, manner="human", news="reversed"),
    Row(CALL, "no such number", NOTHING, NO_NUMBER, 0, manner="invalid"),
    Row(CALL, "answering machine", IS_TOLD, MACHINE, 1, MACHINE, 2, manner="machine"),
    Row(CALL, "busy", NOTHING, BUSY, 1, BUSY, 5, manner="busy"),
    Row(CALL, "nobody lifts", NOTHING, NOBODY, 1, NOBODY, 4, manner="no-answer"),
    Row(CALL, "not put through", NOTHING, UNPLACED, 1, UNPLACED, 3, manner="failed"),
    Row(TEXT, "nothing", GETS, ARRIVED, 1),
    Row(TEXT, "429, too many requests", GETS, ARRIVED, 1, fault="429"),
    Row(TEXT, "500", GETS, ARRIVED, 1, fault="500"),
    Row(TEXT, "timeout, and nothing was sent", GETS, ARRIVED, 1, fault="timeout"),
    Row(TEXT, "timeout after it was taken", GETS, ARRIVED, 1, fault="lost"),
    Row(TEXT, "callbacks lost", GETS, ARRIVED, 1, news="lost"),
    Row(TEXT, "callbacks doubled", GETS, ARRIVED, 1, news="doubled"),
    Row(TEXT, "callbacks in the wrong order", GETS, ARRIVED, 1, news="reversed"),
    Row(TEXT, "no such number", NOTHING, NO_NUMBER, 0, manner="invalid"),
    Row(TEXT, "not put through", NOTHING, UNPLACED, 0, UNPLACED, 0, manner="undelivered"),
    Row(TEXT, "opted out, with STOP", NOTHING, STOPPED, 0, manner="stopped"),
    Row(CHAT, "nothing", READS, IN_CHAT, 1),
    Row(CHAT, "429, too many requests", READS, IN_CHAT, 1, fault="429"),
    Row(CHAT, "500", READS, IN_CHAT, 1, fault="500"),
    Row(CHAT, "timeout, and nothing was sent", READS, IN_CHAT, 1, fault="timeout"),
    Row(CHAT, "timeout after it was taken", TWICE, IN_CHAT, 2, fault="lost"),
    Row(CHAT, "blocked", NOTHING, BLOCKED, 0, manner="block"),
    Row(CHAT, "account deleted", NOTHING, BLOCKED, 0, manner="deactivate"),
]


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[Museum]:
    """One for the whole table: a week and a telephone for each row."""
    with open_museum(tmp_path_factory.mktemp("museum"), filled) as opened:
        yield opened


@dataclass(frozen=True)
class Staff:
    """Who answers, who brings it, and the carriers."""

    desk: Answerer
    post: Postman
    outside: Outside


@pytest.fixture(scope="module")
def staff(museum: Museum) -> Staff:
    return Staff(Answerer(museum), Postman(museum), Outside(museum))


@pytest.fixture
def course(museum: Museum, staff: Staff, row: Row) -> Iterator[Course]:
    week = ROWS.index(row)
    museum.clock.set(TUESDAY_MORNING + timedelta(weeks=week, hours=2))
    yield Course(museum, staff, row, f"+4416329602{week:02}")
    staff.outside.http.post("/telephone/troubles", json={})


class Course:
    """A question that was answered, and the world in which its answer travels."""

    def __init__(self, museum: Museum, staff: Staff, row: Row, telephone: str) -> None:
        self.museum, self.desk, self.row, self.telephone = museum, staff.desk, row, telephone
        self._post, self._outside, before = staff.post, staff.outside, staff.desk.has_open()
        self._chatter: Chatter | None = None
        if row.way == CHAT:
            self._chatter = ask_in_chat(museum, f"Rosa {telephone[-2:]}")
        else:
            ask_by_phone(museum, telephone, way="2" if row.way == TEXT else "1")
        self._post.works()
        self.request = self.desk.finds(but=before)
        self._misbehaves()
        self.desk.answers(self.request, ANSWER)

    def goes_on(self, seconds: float, times: int = 1) -> None:
        """Time passes: what is due leaves, telephones that nobody sits at do what they do, texts arrive."""
        for _ in range(times):
            self._post.works(seconds)
            self._outside.goes_on()

    def counts(self) -> int:
        """How often it rang, or arrived."""
        return self._outside.counts_rings(self.telephone) if self.row.way == CALL else len(self.tells())

    def tells(self) -> list[str]:
        """All that the visitor heard or read of it, one for each time."""
        if self._chatter is not None:
            return [str(one) for one in self._chatter.messages() if ANSWER in str(one)]
        if self.row.way == TEXT:
            return self._outside.lists_texts(self.telephone)
        return [" ".join(words) for words in self._outside.lists_rings(self.telephone) if words]

    def rings_again(self) -> str:
        """What is heard by its asker who rings and waits, up to today's story."""
        caller = self.museum.phone().dials(self.telephone)
        words = caller.hears()
        for _ in range(2):
            caller.waits()
            words += caller.hears()
        caller.hangs_up()
        return words

    def _misbehaves(self) -> None:
        """As anybody can ask for it, on the pages or by these addresses."""
        row, http = self.row, self._outside.http
        if self._chatter is None:
            faults = [{"kind": row.fault, "what": "*"}] if row.fault else []
            numbers = {self.telephone: row.manner} if row.manner else {}
            told = {"faults": faults, "numbers": numbers, "callbacks": [row.news] if row.news else []}
            assert http.post("/telephone/troubles", json=told).is_success
        elif row.fault:
            self._chatter.breaks(row.fault, method="sendMessage")
        elif row.manner:
            address = f"/chat/people/{self._chatter.person['key']}/{row.manner}"
            assert http.post(address, json={}).is_success


CHECKS: dict[str, Callable[[list[str]], bool]] = {
    NOTHING: lambda told: told == [],
    HEARS: lambda told: [one.count(ANSWER) for one in told] == [1],
    READS: lambda told: len(told) == 1,
    TWICE: lambda told: len(told) == 2,
    IS_TOLD: lambda told: (
        all("answer is waiting" in one and ANSWER not in one for one in told) and bool(told)
    ),
    GETS: lambda told: ["1632 960123" in one and ANSWER not in one for one in told] == [True],
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.way}: {row.what}")
def test_each_misbehaviour_is_borne(course: Course, row: Row) -> None:
    course.goes_on(HALF_MINUTE, times=4)
    assert row.soon in course.desk.reads(course.request)
    assert course.counts() == row.count
    course.goes_on(QUARTER_DAY, times=16 if row.end else 2)
    assert (row.end or row.soon) in course.desk.reads(course.request)
    assert course.counts() == (row.in_end if row.end else row.count)
    assert CHECKS[row.visitor](course.tells()), course.tells()
    assert (course.request in course.desk.has_open()) is (row.visitor in {NOTHING, IS_TOLD})
    if row.way != CHAT:
        assert (ANSWER in course.rings_again()) is (row.visitor != HEARS)


def test_papers_hold_the_same_table() -> None:
    lines = PAPER.read_text(encoding="utf-8").splitlines()
    begins = next(at for at, line in enumerate(lines) if line.startswith("| way |"))
    table = [line for line in lines[begins + 2 :] if line.startswith("|") or not line]
    shown = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[: table.index("")]]
    assert shown == [row.cells() for row in ROWS]
