"""Figures that follow nobody: who came, what was heard, where people stopped, which keys failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Response, request
from markupsafe import Markup

from content.catalogue import Catalogue
from desk import charts, words
from desk.page import Page
from desk.parts import house
from desk.person import language, t
from desk.rendering import render
from visitors.people import Channel
from visitors.reports import PARTS, Day, Heard, Report, read_report, write_csv

RANGES = (7, 30, 365)
WIDE, NARROW = (960, 260), (330, 200)
MOST_STEPS = 31  # more days than these are shown as weeks
WEEK = 7
# The key of each answer, as it is counted, and how many were asked at all.
OPINIONS = {"1": "yes", "2": "some", "3": "no", "asked": "asked"}


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the list: its title, and a strip of where people stopped."""

    heard: Heard
    title: str
    strip: Markup
    most: str


def show_statistics() -> str:
    """The figures of the last days."""
    first, last = _range()
    with house().database.reads() as session:
        report = read_report(session, first, last)
    steps, catalogue = group_days(report.days), house().shelf.catalogue
    summary = t(
        "statistics.summary", calls=charts.count_calls(report.calls), chats=charts.count_chats(report.chats)
    )
    return render(
        "statistics/statistics", report=report, steps=steps, ranges=RANGES, days=len(report.days), first=first,
        last=last, summary=summary, is_weekly=len(steps) < len(report.days), parts=range(PARTS),
        wide=charts.draw_days(steps, summary, *WIDE), narrow=charts.draw_days(steps, summary, *NARROW),
        rows=[_row(heard, catalogue) for heard in report.heard], wrong=_wrong(report), name_language=_name_language,
        opinions=_opinions(report),
    )  # fmt: skip


def send_statistics() -> Response:
    """The counts themselves, for a spreadsheet."""
    first, last = _range()
    with house().database.reads() as session:
        text = write_csv(session, first, last)
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="museline-{first}-{last}.csv"'
    return response


def group_days(days: Sequence[Day]) -> list[Day]:
    """The days themselves, or the weeks of a long stretch; the last is whole, the first may be short."""
    if len(days) <= MOST_STEPS:
        return list(days)
    short = len(days) % WEEK
    weeks = [days[:short]] * bool(short) + [days[at : at + WEEK] for at in range(short, len(days), WEEK)]
    return [
        Day(
            week[0].day, *(sum(getattr(day, name) for day in week) for name in ("calls", "chats", "finished"))
        )
        for week in weeks
    ]


def _range() -> tuple[date, date]:
    """The stretch of days that is asked for; the last seven where it is none of ours."""
    asked = request.args.get("days", "")
    days = int(asked) if asked in {str(one) for one in RANGES} else RANGES[0]
    parts = house()
    today = parts.clock.now().astimezone(parts.settings.zone).date()
    return today - timedelta(days=days - 1), today


def _row(heard: Heard, catalogue: Catalogue) -> Row:
    item = catalogue.items.get(heard.number)
    told = (item.words.get(language()) or next(iter(item.words.values()))) if item else None
    stopped = sum(heard.stops)
    most = t("statistics.most_stop", part=heard.stops.index(max(heard.stops)) + 1) if stopped else ""
    figures = ", ".join(map(str, heard.stops))
    strip = charts.draw_strip(heard.stops, t("statistics.stops", figures=figures)) if stopped else Markup()
    return Row(heard, told.title if told else t("statistics.withdrawn"), strip, most)


def _opinions(report: Report) -> list[tuple[str, list[int]]]:
    """Each answer in words, with how often it was given by telephone, by chat, in all; none if nobody was asked."""
    said = {(one.name, one.channel): one.count for one in report.opinions}
    lines = [
        (t(f"statistics.opinion.{key}"), [said.get((name, channel), 0) for channel in Channel])
        for name, key in OPINIONS.items()
    ]
    return [(words, [*counts, sum(counts)]) for words, counts in lines] if said else []


def _wrong(report: Report) -> list[tuple[str, str, int]]:
    """The place in words, the key, and how often."""
    return [
        (_name_place(name.partition(" ")[0]), name.partition(" ")[2], count) for name, count in report.wrong
    ]


def _name_place(place: str) -> str:
    """What staff call a place of a visit; its own name where nobody has another."""
    key = f"statistics.place.{place}"
    return t(key) if key in words.load(language()) else place


def _name_language(code: str) -> str:
    """A language by its own name."""
    known = house().shelf.catalogue.languages.get(code)
    return known.endonym if known else code


PAGES = (Page("/statistics", show_statistics), Page("/statistics.csv", send_statistics))
