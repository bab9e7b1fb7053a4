"""The words by which items are found: small letters, no accents, kept beside the items."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.orm import Session

from content.tables import DraftRow, ItemRow, ItemTextRow, SearchWordRow, SpeakerRow

LONGEST = 40
BATCH = 400  # items at once: databases take only so many values in one question
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})  # which no normal form takes apart
FIELDS = ("title", "teaser", "body", "description", "credit", "warning")


def fold(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation; each once, in their order."""
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(LIGATURES)
    plain = "".join(one for one in bare if not unicodedata.combining(one))
    return list(dict.fromkeys(word[:LONGEST] for word in re.findall(r"\w+", plain)))


def index(session: Session, numbers: Collection[int]) -> None:
    """Write down afresh by which words these items are found."""
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), BATCH):
        _index(session, wanted[start : start + BATCH])


def index_missing(session: Session) -> int:
    """Index some items that nobody has indexed yet, as after an upgrade; how many."""
    numbers = find_missing(session)
    index(session, numbers)
    return len(numbers)


def find_missing(session: Session) -> Sequence[int]:
    """Some items that no word finds: every one that is indexed has at least its number."""
    known = select(SearchWordRow.item).where(SearchWordRow.item == ItemRow.number)
    return session.scalars(select(ItemRow.number).where(~known.exists()).limit(BATCH)).all()


def _index(session: Session, numbers: list[int]) -> None:
    fresh = _gather(session, numbers)
    known: dict[int, set[str]] = defaultdict(set)
    kept = select(SearchWordRow.item, SearchWordRow.word).where(SearchWordRow.item.in_(numbers))
    for number, word in session.execute(kept):
        known[number].add(word)
    for number in numbers:
        gone = known[number] - fresh.get(number, set())
        if gone:
            session.execute(
                delete(SearchWordRow).where(and_(SearchWordRow.item == number, SearchWordRow.word.in_(gone)))
            )
    rows = [{"item": n, "word": word} for n in fresh for word in sorted(fresh[n] - known[n])]
    if rows:
        session.execute(insert(SearchWordRow), rows)


def _gather(session: Session, numbers: list[int]) -> dict[int, set[str]]:
    """Title, words, speaker and number of each item that is there, in every language; drafts too."""
    items = select(ItemRow.number, SpeakerRow.name).join(SpeakerRow, SpeakerRow.slug == ItemRow.speaker)
    found: dict[int, set[str]] = {
        number: {str(number), *fold(name)}
        for number, name in session.execute(items.where(ItemRow.number.in_(numbers)))
    }
    texts = select(ItemTextRow).where(ItemTextRow.item.in_(numbers), ItemTextRow.live)
    for row in session.scalars(texts):
        _add(found, row.item, (getattr(row, name) for name in FIELDS))
    keys = [str(number) for number in numbers]
    drafts = select(DraftRow.key, DraftRow.data).where(DraftRow.kind == "text", DraftRow.key.in_(keys))
    for key, data in session.execute(drafts):
        _add(found, int(key), (data.get(name, "") for name in FIELDS))
    return found


def _add(found: dict[int, set[str]], number: int, texts: Iterable[str]) -> None:
    if number in found:
        found[number].update(word for text in texts for word in fold(text))
