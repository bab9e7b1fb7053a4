"""What would sound better: said to whoever writes, never in the way of an import."""

from __future__ import annotations

from collections.abc import Iterator

from content.bodies import parse_body
from content.catalogue import SeriesKind
from content.checks.parts import Facts
from content.checks.remarks import Remark, explain
from content.checks.texts import check_reason, check_text
from content.packs.mistakes import Mistake
from content.packs.pack import PackItem, PackText, Reading

HEAD = frozenset({"title", "teaser", "description", "credit", "warning"})
# An import refuses what is missing; it stands there already, with its file and line.
REFUSED = "missing-"
KEPT = frozenset({"missing-question"})


def advise(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    """Everything about one item that is heard less well than it could be."""
    for language in item.texts:
        yield from _advise_text(reading, item, language)
    yield from _advise_threads(reading, item)
    yield from _advise_translations(reading, item)


def _advise_text(reading: Reading, item: PackItem, language: str) -> Iterator[Mistake]:
    file, text = f"{item.folder}/{language}.md", item.texts[language]
    data = text.head.model_dump(include=set(HEAD)) | {"body": text.body}
    facts = Facts(item.shape.asks, item.shape.sensitive, item.picture is not None, _series(reading, item))
    for remark in check_text(language, item.shape.kind, item.shape.audience, data, facts):
        if remark.code in KEPT or not remark.code.startswith(REFUSED):
            yield _as_mistake(reading, file, text, remark)


def _as_mistake(reading: Reading, file: str, text: PackText, remark: Remark) -> Mistake:
    """A remark at its line of the file, in the words of all other mistakes: small, and without full stops."""
    what, todo = (words.rstrip(".") for words in explain(remark, "en"))
    what = what[:1].lower() + what[1:]
    if remark.field in HEAD:
        return reading.mistake(file, (remark.field,), what, todo, blocks=False)
    before, found, _ = text.body.partition(remark.where or "\0")
    line = text.line + (before.count("\n") if found else 0)
    return Mistake(file, line, what, todo, blocks=False)


def _series(reading: Reading, item: PackItem) -> SeriesKind | None:
    series = reading.pack.series.values()
    return next((one.kind for one in series if item.number in one.items), None)


def _advise_threads(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    for place, thread in enumerate(item.shape.threads):
        for language, reason in thread.reason.items():
            for remark in check_reason(reason):
                where = ("threads", place, "reason", language)
                what, todo = (words.rstrip(".") for words in explain(remark, "en"))
                yield reading.mistake(item.file, where, what[:1].lower() + what[1:], todo, blocks=False)


def _advise_translations(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    steps = {
        language: len(parse_body(item.shape.kind, text.body).steps) for language, text in item.texts.items()
    }
    if len(set(steps.values())) > 1:
        counted = ", ".join(f"{count} in {language}" for language, count in steps.items())
        what, todo = (
            f"the steps differ: {counted}",
            "Give every language the same steps: people change over midway",
        )
        yield reading.mistake(item.file, (), what, todo, blocks=False)
    for language in reading.pack.languages.keys() - item.texts.keys() if item.texts else ():
        file = f"{item.folder}/{language}.md"
        what, todo = f"this item is not yet told in {language}", "Translate it when you can"
        if not (reading.pack.folder / file).exists():  # else it is told, and cannot be read
            yield reading.mistake(file, (), what, todo, blocks=False)
