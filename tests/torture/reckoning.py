"""The account at the end: what the museum said yes to, beside what its rows and the carriers' diaries hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from app.house import House
from db.carried import SoundState
from outbox.deliveries import Delivery, of_subjects
from outbox.tables import DeliveryRow, State, Way
from tests.torture.carriers import Carriers, heard_in
from tests.torture.people import TICKET, Clerk, Writer
from visitors.answers_table import AnswerRow, AnswerState
from visitors.requests_table import DONE, OPEN, RequestRow, RequestState

KEPT = frozenset({*OPEN, *DONE})
ENDS = frozenset({State.HEARD, State.SENT, State.FAILED})
RUNG_AGAIN = frozenset({"busy", "no-answer", "machine"})


@dataclass(frozen=True)
class Books:
    """Everything there is to compare."""

    house: House
    carriers: Carriers
    writers: list[Writer]
    clerk: Clerk
    manners: dict[str, str]

    def is_settled(self) -> bool:
        """Whether nothing more is going to happen."""
        with self.house.database.reads() as session:
            owed = session.scalar(select(func.count()).where(DeliveryRow.ended_at.is_(None)))
            sounds = session.scalar(select(func.count()).where(RequestRow.sound_state == SoundState.OWED))
            copies = session.scalar(select(func.count()).where(RequestRow.carrier_copy))
            drafts = session.scalar(
                select(func.count()).where(
                    RequestRow.state == RequestState.DRAFT, RequestRow.call.is_not(None)
                )
            )
        return not any((owed, sounds, copies, drafts, self.carriers.world.updates.pending))

    def find_faults(self) -> list[str]:
        """Each promise that was not kept, in words."""
        return [*self._find_lost_calls(), *self._find_lost_chats(), *self._find_strangers(),
                *self._find_lost_answers(), *self._find_second_rings()]  # fmt: skip

    def count(self) -> Counter[str]:
        """How much there was to keep."""
        with self.house.database.reads() as session:
            states = session.execute(select(DeliveryRow.channel, DeliveryRow.state, DeliveryRow.reason)).all()
            requests = session.scalar(select(func.count()).select_from(RequestRow))
        witness, calls = self.carriers.witness, sum(map(len, self.carriers.rings().values()))
        return Counter({
            "recordings accepted": len(witness.recordings), "tickets read out": len(witness.sent),
            "chat questions": sum(len(one.written) for one in self.writers), "requests": requests or 0,
            "answers": len(self.clerk.answered), "telephones rung": calls, "texts": sum(self.carriers.texts().values()),
            "webhooks repeated": witness.repeated,
            **Counter(f"{way} {state} {reason or ''}".strip() for way, state, reason in states),
        })  # fmt: skip

    def _find_lost_calls(self) -> Iterator[str]:
        """What was recorded and accepted stands in one row, with its sound; what got a ticket is ours to answer."""
        rows = {row.origin: row for row in self._list_requests()}
        for sid in self.carriers.witness.recordings:
            row = rows.get(sid)
            if row is None:
                yield f"recording {sid} is lost"
            elif row.state not in KEPT or not row.ticket:
                yield f"recording {sid} of request {row.id} is {row.state}"
            elif row.sound_state != SoundState.KEPT or not self.house.media.get_private(row.sound_path or ""):
                yield f"the sound of request {row.id} is {row.sound_state}"
        sent = {row.id for row in rows.values() if row.state in KEPT - {RequestState.UNCONFIRMED}}
        yield from (f"request {number} was not sent" for number in self.carriers.witness.sent - sent)

    def _find_lost_chats(self) -> Iterator[str]:
        """Every word that was written stands in one request; each ticket that was told is one that was sent."""
        rows = self._list_requests()
        for writer in self.writers:
            for word in writer.written:
                found = [row.id for row in rows if word in row.text]
                if len(found) != 1:
                    yield f"what was written of {word} stands in {len(found)} requests: {found}"
        kept = {row.ticket for row in rows if row.state in KEPT}
        told = {ticket for words in self.carriers.said_in_chats() for ticket in TICKET.findall(words)}
        yield from (f"ticket {ticket} was told, and is of nothing" for ticket in told - kept)

    def _find_strangers(self) -> Iterator[str]:
        """No request that nobody made, none of which there are two."""
        written = sum(len(writer.written) for writer in self.writers)
        rows = self._list_requests()
        chats = [row for row in rows if row.channel == "chat"]
        if len(chats) > written:
            yield f"{len(chats)} requests came of {written} messages"
        sids = [row.origin for row in rows if row.channel == "phone"]
        yield from (f"request {sid} was made by nobody" for sid in set(sids) - self.carriers.witness.made)
        yield from (f"ticket {one} was given twice" for one, many in
                    Counter(row.ticket for row in rows if row.ticket).items() if many > 1)  # fmt: skip

    def _find_lost_answers(self) -> Iterator[str]:
        """An answer was brought to its asker, or it is back in the inbox with a reason."""
        rings, chats = self.carriers.rings(), self.carriers.said_in_chats()
        texts = self.carriers.texts()
        for number, words in self.clerk.answered.items():
            with self.house.database.reads() as session:
                row = session.get_one(RequestRow, number)
                found = [one for one in session.scalars(select(AnswerRow).where(AnswerRow.request == number))
                         if one.state == AnswerState.LIVE and one.text == words]  # fmt: skip
                owed = of_subjects(session, "answer", [one.id for one in found])
            if len(found) != 1 or len(owed) != 1:
                yield f"request {number} has {len(found)} answers and {len(owed)} deliveries"
                continue
            heard = {
                Way.CALL: any(words in heard_in(call) for _, call in rings.get(owed[0].id, [])),
                Way.CHAT: any(words in one for one in chats), Way.SMS: texts.get(owed[0].id, 0) > 0,
            }[Way(owed[0].channel)]  # fmt: skip
            yield from self._judge(row, found[0], owed[0], heard=heard)

    def _judge(self, row: RequestRow, answer: AnswerRow, delivery: Delivery, *, heard: bool) -> Iterator[str]:
        if delivery.state not in ENDS or delivery.ended_at is None:
            yield f"delivery {delivery.id} by {delivery.channel} is {delivery.state}"
        elif delivery.state == State.FAILED:
            came_back = row.state == RequestState.SENT and row.returned is not None
            if not came_back and not self._is_heard_on_redial(answer):
                yield f"delivery {delivery.id} failed ({delivery.reason}), and request {row.id} is {row.state}"
        elif not heard:
            yield f"delivery {delivery.id} by {delivery.channel} is {delivery.state}, and nobody has it"

    def _is_heard_on_redial(self, answer: AnswerRow) -> bool:
        """Whether it was heard on the line, by the row and by a call's diary, before a call of ours had ended."""
        calls = list(self.carriers.exchange.calls.values())
        return answer.heard_at is not None and any(answer.text in heard_in(call) for call in calls)

    def _find_second_rings(self) -> Iterator[str]:
        """A telephone rings once for a delivery, and again only after a try of which we know that it failed; a text and
        a message arrive twice at worst."""
        for delivery, calls in self.carriers.rings().items():
            tries = Counter(number for number, _ in calls)
            fits = all(self.manners.get(call.called) in RUNG_AGAIN for _, call in calls)
            if max(tries.values()) > 1 or (len(calls) > 1 and not fits):
                yield f"delivery {delivery} rang {len(calls)} times, in tries {dict(tries)}"
        yield from (
            f"text {one} left {many} times" for one, many in self.carriers.texts().items() if many > 2
        )
        said = Counter(one.rpartition("\n")[2] for one in self.carriers.said_in_chats() if "q." in one)
        yield from (f"{words!r} arrived {many} times" for words, many in said.items() if many > 2)

    def _list_requests(self) -> list[RequestRow]:
        with self.house.database.reads() as session:
            return list(session.scalars(select(RequestRow)))
