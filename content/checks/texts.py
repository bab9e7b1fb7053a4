"""Every remark about an item's words in one language: what is missing, long, hard, or can't be heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.catalogue import Audience, ItemKind
from content.checks.lengths import find_limits, find_seconds, write_length
from content.checks.marks import find_list, find_mark
from content.checks.parts import Facts, find_missing
from content.checks.reading_level import TOO_OLD, find_age, find_hardest
from content.checks.remarks import Remark
from content.checks.sentences import MOST_WORDS, count_words, find_long, split, split_body
from content.checks.vocabulary import find_hard_words

TEASER_WORDS, TITLE_WORDS, REASON_WORDS = 8, 12, 15
DESCRIPTION_WORDS, CREDIT_WORDS, WARNING_WORDS = 60, 40, 30
GROWN_UP = 18  # beyond this the formulas count years that say nothing
MOST_SENTENCES = 5  # long ones named at a time
MOST_IN: Mapping[str, int] = {
    "title": TITLE_WORDS, "teaser": TEASER_WORDS, "description": DESCRIPTION_WORDS, "credit": CREDIT_WORDS,
    "warning": WARNING_WORDS,
}  # fmt: skip
# A description is read at leisure, with a screen reader; a warning is heard, as the body is.
MOST_IN_SENTENCE: Mapping[str, int] = {"description": 25, "warning": MOST_WORDS}


@dataclass(frozen=True)
class _Text:
    """One item in one language, its sentences found once; `told` are those that are no things of a list."""

    language: str
    kind: ItemKind
    audience: Audience
    data: Mapping[str, str]
    sentences: tuple[str, ...]
    told: tuple[str, ...]


def check_text(
    language: str, kind: str, audience: str, data: Mapping[str, object], facts: Facts | None = None
) -> list[Remark]:
    """What would sound better in title, teaser, body, description, credit and warning; nothing here blocks.

    `facts` say what is known of the item besides its words; without them, nothing is called missing for them."""
    plain = {name: str(value or "").strip() for name, value in data.items()}
    sort = ItemKind(kind)
    body = plain.get("body", "")
    sentences, told = split_body(sort, body), split_body(sort, body, things=False)
    text = _Text(language, sort, Audience(audience), plain, sentences, told)
    found = [*find_missing(sort, plain, facts), *_find_long_fields(text), *_find_unheard(text)]
    if sentences:
        found += [*_find_long_sentences(text), *_find_hard(text), *_find_length(text, facts)]
    return found


def check_reason(reason: str) -> list[Remark]:
    """A thread's reason is heard within a sentence: "Something connected: ..."."""
    words = count_words(reason)
    if words > REASON_WORDS:
        return [Remark("reason", "reason-long", {"words": words, "most": REASON_WORDS})]
    return []


def _find_long_fields(text: _Text) -> Iterator[Remark]:
    for name, most in MOST_IN.items():
        words = count_words(text.data.get(name, ""))
        if words > most:
            code = "teaser-long" if name == "teaser" else "field-long"
            yield Remark(name, code, {"words": words, "most": most})
    if text.data.get("teaser", "").endswith(".") and not text.data["teaser"].endswith("..."):
        yield Remark("teaser", "teaser-stop")


def _find_unheard(text: _Text) -> Iterator[Remark]:
    for name, words in text.data.items():
        if mark := find_mark(words):
            yield Remark(name, "mark", {"mark": mark}, mark)
    if text.kind is not ItemKind.ACTIVITY and (entry := find_list(text.data.get("body", ""))):
        yield Remark("body", "list", {}, entry)


def _find_long_sentences(text: _Text) -> Iterator[Remark]:
    found = [("body", one, MOST_WORDS) for one in find_long(text.told)]
    for name, most in MOST_IN_SENTENCE.items():
        found += [(name, one, most) for one in find_long(split(text.data.get(name, "")), most)]
    for name, sentence, most in found[:MOST_SENTENCES]:
        values = {"words": count_words(sentence), "most": most}
        yield Remark(name, "sentence-long", values, sentence)


def _find_hard(text: _Text) -> Iterator[Remark]:
    age = find_age(text.language, text.sentences)
    if age is not None and age >= TOO_OLD[text.audience]:
        hardest = find_hardest(text.language, text.sentences)
        yield Remark("body", "hard", {"age": round(min(age, GROWN_UP))}, hardest)
    known = text.data.get("title", "") + " " + text.data.get("teaser", "")
    for word, sentence in find_hard_words(text.language, text.audience, text.sentences, known):
        yield Remark("body", "hard-word", {"word": word}, sentence)


def _find_length(text: _Text, facts: Facts | None) -> Iterator[Remark]:
    series = facts.series if facts else None
    shortest, longest = find_limits(text.kind, text.audience, series, told=facts is not None)
    seconds = find_seconds(" ".join(text.sentences), text.audience)
    if not shortest <= seconds <= longest:
        code, limit = ("long", longest) if seconds > longest else ("short", shortest)
        yield Remark("body", code, {"length": write_length(seconds), "limit": write_length(limit)})
