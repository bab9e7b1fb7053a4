"""What somebody wants to see of the inbox: a view, filters, an order, and where the page before ended."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from visitors.inbox import InboxQuery
from visitors.requests_table import RequestKind

VIEWS = ("open", "mine", "today", "free", "topics", "done")
KINDS = (RequestKind.QUESTION, RequestKind.CALLBACK, RequestKind.CONTRIBUTION)
ORDERS = ("longest", "newest")
MODERATION = ("waiting", "second", "approved", "refused")
NO_TOPIC = "-"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, cleaned. An empty order is the view's own: what waits longest first, of what is done the
    newest."""

    view: str = "open"
    kind: str = ""
    language: str = ""
    topic: str = ""
    call: int | None = None
    moderation: str = ""
    words: str = ""
    order: str = ""
    after: str = ""

    @property
    def is_newest(self) -> bool:
        """Whether the newest comes first."""
        return (self.order or ("newest" if self.view == "done" else "longest")) == "newest"

    @property
    def is_filtered(self) -> bool:
        """Whether something was chosen besides a view."""
        return bool(
            self.kind or self.language or self.topic or self.call is not None or self.moderation or self.words
        )

    def keep(self) -> dict[str, Any]:
        """The same as parts of an address, without what is as usual."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "after"}
        usual = Asked()
        return {name: value for name, value in found.items() if value != getattr(usual, name)}


def read(given: MultiDict[str, str]) -> Asked:
    """What nobody can ask for counts as nothing."""
    return Asked(
        view=_one_of(given, "view", VIEWS) or "open",
        kind=_one_of(given, "kind", KINDS),
        language=given.get("language", "")[:10],
        topic=given.get("topic", "")[:40],
        call=given.get("call", type=int),
        moderation=_one_of(given, "moderation", MODERATION),
        words=given.get("words", "")[:200].strip(),
        order=_one_of(given, "order", ORDERS),
        after=given.get("after", "")[:40],
    )


def make_query(asked: Asked, account: int, topics: Collection[str], today: date) -> InboxQuery:
    """The same for the queue, for somebody who answers some topics by name."""
    query = InboxQuery(
        kind=asked.kind, language=asked.language, topic=None if not asked.topic else asked.topic.strip(NO_TOPIC),
        call=asked.call, moderation=asked.moderation, words=asked.words, after=asked.after, newest=asked.is_newest,
        state="all" if asked.moderation or asked.call is not None else "open",
    )  # fmt: skip
    views: Mapping[str, dict[str, Any]] = {
        "mine": {"mine": account, "state": "open"},
        "today": {"promised_on": today, "state": "open"},
        "free": {"unclaimed": True, "state": "open"},
        "topics": {"topics": tuple(topics) or (NO_TOPIC,), "state": "open"},
        "done": {"state": "done"},
    }
    return replace(query, **views.get(asked.view, {}))


def _one_of(given: MultiDict[str, str], name: str, choices: Collection[str]) -> str:
    value = given.get(name, "")
    return value if value in choices else ""
