"""A story from consent to the line and out again, in any order: only what others may hear is ever heard."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from content.tables import ItemRow
from staff.people import Person
from tests.visitors.reception import ANA, BEN, NOW, open_reception
from visitors import consents, contributions, inbox
from visitors.consents import ConsentRow, MayPlay
from visitors.contributions import Moderation, NotAllowed
from visitors.requests import RequestRow, RequestState

WAITING, SECOND = Moderation.WAITING, Moderation.SECOND
APPROVED, REFUSED = Moderation.APPROVED, Moderation.REFUSED
staff = st.sampled_from([ANA, BEN])


@dataclass
class Story:
    """What we believe of one story. `on_line`: others hear it."""

    number: int
    code: str
    consent: int
    may_play: str = MayPlay.OTHERS
    moderation: str = WAITING
    judge: int | None = None
    sensitive: bool = False
    item: int | None = None
    on_line: bool = False
    withdrawn: bool = False


class Stories(RuleBasedStateMachine):
    """Its teller, two people who judge, and an editor."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.reception = open_reception(Path(self.folder.name))

    def teardown(self) -> None:
        self.reception.close()
        self.folder.cleanup()

    @initialize()
    def tell(self) -> None:
        number = self.reception.tells(self.reception.opens())
        consent = self.reception.row(number).consent or 0
        with self.reception.database.writes() as session:
            row = session.get_one(ConsentRow, consent)
            consents.give_code(session, row, NOW)
            self.story = Story(number, consents.read_code(session, row, NOW), consent)

    @rule(answer=st.sampled_from([MayPlay.OTHERS, MayPlay.MUSEUM]))
    def decide(self, answer: MayPlay) -> None:
        story, who = self.story, self.reception.visits()
        done = self.reception.does(contributions.let_play, story.number, who, answer, "1", NOW)
        assert done is not story.withdrawn
        if done:
            story.may_play = answer
            story.on_line = story.on_line and answer == MayPlay.OTHERS

    @rule()
    def mark_sensitive(self) -> None:
        story = self.story
        done = self.reception.does(inbox.set_sensitive, story.number, not story.sensitive)
        assert done is (story.moderation in {WAITING, SECOND})
        story.sensitive ^= done

    @rule(who=staff, state=st.sampled_from([SECOND, APPROVED, APPROVED, REFUSED]))
    def judge(self, who: Person, state: Moderation) -> None:
        story = self.story
        needs_other = story.sensitive or story.moderation == SECOND
        is_other = story.moderation == SECOND and story.judge not in {None, who.id}
        is_open = story.moderation in {WAITING, SECOND}
        may = state != APPROVED or (story.may_play == MayPlay.OTHERS and (not needs_other or is_other))
        reason = "unclear" if state == REFUSED else ""
        try:
            done = self.reception.does(contributions.moderate, story.number, who.id, state, NOW, reason)
        except NotAllowed:
            assert is_open
            assert not may
            return
        assert done is is_open
        if done:
            assert may
            story.moderation, story.judge = state, who.id

    @rule()
    def reconsider(self) -> None:
        story = self.story
        done = self.reception.does(contributions.reconsider, story.number)
        assert done is (story.moderation in {APPROVED, REFUSED} and story.item is None)
        if done:
            story.moderation, story.judge = WAITING, None

    @rule()
    def publish(self) -> None:
        """An editor makes an item of what is approved and may be heard."""
        story = self.story
        if story.item is None and story.moderation == APPROVED and story.may_play == MayPlay.OTHERS:
            story.item, story.on_line = 777, True
            self.reception.makes_item(story.number, 777)

    @rule(slip=st.sampled_from([1, 2, 3, 4, 5, 0]))
    def withdraw(self, slip: int) -> None:
        """By the code, or by a wrong one."""
        story = self.story
        found = self.reception.does(consents.find_code, str(int(story.code) + slip))
        assert (found is not None) is (slip == 0 and not story.withdrawn)
        if found is None:
            return
        assert found.id == story.consent
        assert self.reception.does(contributions.withdraw, found.id, NOW)
        story.withdrawn, story.on_line, story.moderation = True, False, ""

    @invariant()
    def only_what_may_be_heard_is_on_the_line(self) -> None:
        states = [row.state for row in self.reception.rows(ItemRow)]
        expected = ["published" if self.story.on_line else "withdrawn"] if self.story.item else []
        assert states == expected

    @invariant()
    def row_is_as_believed(self) -> None:
        story, row = self.story, self.reception.rows(RequestRow)[0]
        if story.withdrawn:
            assert (row.state, row.text, row.moderation) == (RequestState.THROWN, "", "")
            return
        is_done = story.moderation in {APPROVED, REFUSED}
        assert (row.state == RequestState.CLOSED, row.done_at is not None) == (is_done, is_done)
        assert (row.moderation, row.sensitive, row.became) == (story.moderation, story.sensitive, story.item)
        assert self.reception.lists(state="open") == ([] if is_done else [story.number])


Stories.TestCase.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyStory = Stories.TestCase
