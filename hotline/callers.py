"""Who calls: a visitor known by number, or by the call itself where the number is withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from addresses.address import Address, Kind, read_phone
from addresses.keys import KeyRing, WrongKey
from content.catalogue import Catalogue, Line
from content.shelf import Shelf
from db.database import Database
from hotline.trail import Trail
from scenes.visit import Visit
from visitors import people, privacy
from visitors.memory import Envelope, Memory
from visitors.people import Channel, Visitor
from visitors.periods import Periods

DROPPED_FOR = timedelta(days=1)
COUNTRY_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the carrier tells of it; `caller` and `dialled` are what it wrote, true or not."""

    sid: str
    caller: str
    dialled: str

    @classmethod
    def read(cls, form: Mapping[str, str]) -> Call:
        """The call that a webhook is about."""
        return cls(form.get("CallSid", ""), form.get("From", ""), form.get("To", ""))


@dataclass(frozen=True)
class Callers:
    """Finds and meets the visitors of calls."""

    database: Database
    shelf: Shelf
    keys: KeyRing | None
    museum: str
    periods: Periods = field(default_factory=Periods)

    def visit(self, call: Call, trail: Trail, now: datetime, typed: str = "") -> Visit:
        """This moment of the visit, not quiet: one row is read, nothing else, and nothing written."""
        visitor = people.recall(self.database.engine, self._hashes(call, find_address(call.caller)))
        return self._describe(call, visitor, trail, now, typed)

    def describe(self, call: Call, trail: Trail, now: datetime) -> Visit:
        """This moment without asking the database, for when it may be what failed."""
        return self._describe(call, None, trail, now, "")

    def meet(self, session: Session, call: Call, now: datetime) -> Visitor:
        """The visitor, made where it is the first contact."""
        address = find_address(call.caller)
        hashes = self._hashes(call, address)
        privacy.rekey(session, hashes)
        return people.meet(session, Channel.PHONE, hashes, now, withheld=address is None)

    def line(self, call: Call) -> Line:
        """The line that was dialled."""
        return self.shelf.catalogue.line_for(call.dialled)

    def _hashes(self, call: Call, address: Address | None) -> list[str]:
        if self.keys is None:
            raise WrongKey("PRIVACY_KEY is empty: make one with `museline keys new`")
        return self.keys.hashes(address or Address(Kind.PHONE, call.sid))

    def _describe(
        self, call: Call, visitor: Visitor | None, trail: Trail, now: datetime, typed: str
    ) -> Visit:
        catalogue, address = self.shelf.catalogue, find_address(call.caller)
        line = catalogue.line_for(call.dialled)
        chosen, language = _find_language(catalogue, line, visitor, trail)
        memory = Memory(self.database, visitor.id if visitor else None, self.periods)
        dropped = visitor.dropped_at if visitor else None
        return Visit(
            catalogue, line, Channel.PHONE, language, chosen, now.astimezone(ZoneInfo(line.zone)), self.museum, visitor,
            memory.heard, address is None, trail.silences, trail.wrong, trail.guesses,
            newcomer=bool(trail.n), dropped=dropped is not None and now - dropped < DROPPED_FOR,
            load_request=memory.request, load_ticket=memory.ticket, recall=memory,
            envelope=Envelope(self.keys, address, line.region[:COUNTRY_LETTERS] or None), typed=typed,
            pace=trail.pace, repaced=bool(trail.s),
        )  # fmt: skip


@lru_cache(maxsize=256)
def find_address(caller: str) -> Address | None:
    """The caller's number, None where it is withheld; kept for the next turns of calls that are on."""
    return read_phone(caller)


def recount(visit: Visit, trail: Trail, now: datetime) -> Visit:
    """The same visit, with what another trail counted, and how long it has been quiet."""
    quiet = find_quiet(trail, now)
    return replace(
        visit, silences=trail.silences, wrong=trail.wrong, guesses=trail.guesses, quiet=quiet, repaced=bool(trail.s)
    )  # fmt: skip


def find_quiet(trail: Trail, now: datetime) -> int:
    """Seconds since the last key of the call."""
    return max(0, int(now.timestamp()) - trail.k) if trail.k else 0


def _find_language(
    catalogue: Catalogue, line: Line, visitor: Visitor | None, trail: Trail
) -> tuple[bool, str]:
    """Whether the language is the visitor's own choice, and which: theirs, the call's, the line's, the house's."""
    own = visitor.language if visitor and visitor.language else ""
    wanted = (own, trail.lang, line.language)
    language = next((code for code in wanted if code in catalogue.languages), catalogue.house)
    return own == language, language
