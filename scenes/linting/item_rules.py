"""What must be true of items and words as a whole: found by sets, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from content.catalogue import Audience, Catalogue
from scenes.linting.finding import Finding

ShelfRule = Callable[[Catalogue, str], Iterator[Finding]]
FEW = 5  # named at a time


def leads_to_every_item(catalogue: Catalogue, language: str) -> Iterator[Finding]:
    """Items that no list, series, season or thread leads to: only who knows their number hears them."""
    told = {number: item for number, item in catalogue.items.items() if language in item.words}
    listed = {
        n for n, item in told.items() if item.audience != Audience.GROUP
    }  # a list of its speaker has it
    listed |= {number for series in catalogue.series.values() for number in series.items}
    listed |= {number for season in catalogue.seasons for number in season.items}
    linked = {
        thread.to for item in told.values() for thread in item.threads
        if thread.to != item.number and thread.reason.get(language)
    }  # fmt: skip
    if lost := sorted(told.keys() - listed - linked):
        yield _found("item", language, "unreachable", lost)


def tells_in_the_house_language(catalogue: Catalogue, language: str) -> Iterator[Finding]:
    """Items without words in the house language are announced as a foreign one to most callers."""
    if language != catalogue.house:
        return
    if silent := sorted(n for n, item in catalogue.items.items() if language not in item.words):
        yield _found("item", language, "not-in-house-language", silent)


def links_only_what_exists(catalogue: Catalogue, language: str) -> Iterator[Finding]:
    """Threads to what is not published, or without a reason in this language, are left out."""
    lost = {
        number for number, item in catalogue.items.items()
        if any(thread.to not in catalogue.items for thread in item.threads)
    }  # fmt: skip
    if lost and language == catalogue.house:
        yield _found("item", language, "thread-lost", sorted(lost))


def names_series_and_speakers(catalogue: Catalogue, language: str) -> Iterator[Finding]:
    """A walk without a title in this language is offered without a name, a person without what they do."""
    for series in catalogue.series.values():
        numbers = [n for n in series.items if n in catalogue.items and language in catalogue.items[n].words]
        if numbers and not (series.title.get(language) and series.teaser.get(language)):
            yield Finding(f"walk/{series.slug}", language, "words", "walk-unnamed", {"slug": series.slug})
    speaking = {item.speaker.slug for item in catalogue.items.values() if language in item.words}
    for speaker in catalogue.speakers.values():
        if speaker.slug in speaking and not speaker.role.get(language):
            yield Finding("people", language, "words", "role-missing", {"name": speaker.name})


def translates_its_words(catalogue: Catalogue, language: str) -> Iterator[Finding]:
    """Words of the line that this language lacks are heard in the house language."""
    missing = sorted(catalogue.prompts[catalogue.house].keys() - catalogue.prompts.get(language, {}).keys())
    if missing:
        values = {"count": len(missing), "some": ", ".join(missing[:FEW])}
        yield Finding("lobby", language, "words", "untranslated", values)


SHELF_RULES: tuple[ShelfRule, ...] = (
    leads_to_every_item, tells_in_the_house_language, links_only_what_exists, names_series_and_speakers,
    translates_its_words,
)  # fmt: skip


def _found(place: str, language: str, code: str, numbers: Iterable[int]) -> Finding:
    """One finding for all of its kind: their count, and the first few."""
    every = list(numbers)
    some = ", ".join(map(str, every[:FEW])) + (" …" if len(every) > FEW else "")
    return Finding(place, language, "items", code, {"count": len(every), "some": some})
