"""One item of the list as a sentence: what it is, what its languages lack, who recorded it, and who heard it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from babel import dates

from content.editing.listing import ListedItem, Told
from desk.items.wording import say_language
from desk.parts import house
from desk.person import language, t
from desk.rendering import moment

TOLD = ("missing", "stale", "draft", "reviewed")


def describe(row: ListedItem, names: Mapping[str, str], heard: int) -> list[str]:
    """The pieces of the sentence, in the order in which one asks."""
    kind = t(f"items.kind.{row.kind}")
    said = [t("items.line.told_by", kind=kind, name=row.speaker_name)]
    said += [
        t(f"items.line.{state}", count=len(codes), languages=", ".join(codes))
        for state, codes in _by_state(row, names).items()
    ]
    said += _say_recording(row, names)
    said += [t(f"items.line.planned_{action}", moment=moment(at)) for action, at in row.planned]
    return [*said, t("items.line.heard", count=heard)] if heard else said


def short_day(value: datetime) -> str:
    """3 May, with the year where it is another one."""
    zone, now = house().settings.zone, house().clock.now()
    local = value.astimezone(zone)
    skeleton = "MMMMd" if local.year == now.astimezone(zone).year else "yMMMMd"
    return dates.format_skeleton(skeleton, local, locale=language())


def _by_state(row: ListedItem, names: Mapping[str, str]) -> Mapping[str, list[str]]:
    """Languages that need somebody, by what they need."""
    found = {
        state: [say_language(one.language, names) for one in row.told if one.state == state] for state in TOLD
    }
    return {state: codes for state, codes in found.items() if codes}


def _say_recording(row: ListedItem, names: Mapping[str, str]) -> Iterator[str]:
    told = [one for one in row.told if one.is_live]
    first = next((one for one in told if one.has_recording), None)
    if first is None:
        yield t("items.line.unrecorded")
        return
    yield _say_reader(first)
    lacking = [say_language(one.language, names) for one in told if not one.has_recording]
    if lacking:
        yield t("items.line.unrecorded_in", languages=", ".join(lacking))


def _say_reader(told: Told) -> str:
    when = short_day(told.recorded_at) if told.recorded_at else ""
    if told.is_synthetic:
        return t("items.line.synthetic")
    return t("items.line.recorded", name=told.recorded_by or t("parts.from_pack"), day=when)
