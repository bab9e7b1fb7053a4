"""Charts as plain SVG in the page's own colours: lines with their names at their ends, and strips of ten bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from markupsafe import Markup
from sqlalchemy.orm import Session

from desk.person import language, t
from visitors.reports import Day, read_days

WEEK = 7
SMALL = (320, 150)
TYPE = 18  # as the page's own
TOP, FOOT, LEFT = 22, 30, 6
COLOURS = ("var(--brass)", "var(--link)")
DASHES = ("", "7 5")
DOT = Markup('<circle cx="{}" cy="{}" r="5" fill="{}"/>')
SQUARE = Markup('<path d="M{},{}m-5,-5h10v10h-10z" fill="{}"/>')


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a chart: its name and a figure for each step."""

    name: str
    values: Sequence[int]


def week_chart(session: Session, today: date) -> str:
    """Calls and chats of the last seven days, and the same in words."""
    days = read_days(session, today - timedelta(days=WEEK - 1), today)
    calls, chats = sum(day.calls for day in days), sum(day.chats for day in days)
    if not calls + chats:
        return Markup("<p>{}</p>").format(t("statistics.quiet_week"))
    words = t("statistics.week", calls=count_calls(calls), chats=count_chats(chats))
    chart = draw_days(days, words, *SMALL)
    return Markup('<div class="table">{}</div><p>{}</p>').format(chart, words)


def count_calls(count: int) -> str:
    """`12 calls`."""
    return t("statistics.count_calls", count=count)


def count_chats(count: int) -> str:
    """`5 chats`."""
    return t("statistics.count_chats", count=count)


def draw_days(days: Sequence[Day], words: str, width: int, height: int) -> Markup:
    """Calls and chats, day by day or week by week."""
    curves = (
        Curve(t("statistics.calls"), [day.calls for day in days]),
        Curve(t("statistics.chats"), [day.chats for day in days]),
    )
    ends = [format_date(day.day, "d MMM", locale=language()) for day in (days[0], days[-1])]
    return draw_curves(curves, ends, words, width, height)


def draw_curves(curves: Sequence[Curve], ends: Sequence[str], words: str, width: int, height: int) -> Markup:
    """Curves over the same steps. `ends` stand under the first and the last step, `words` are for who sees no chart."""
    highest = max(1, *(value for curve in curves for value in curve.values))
    room = 14 + max(len(_label(curve)) for curve in curves) * TYPE * 0.56
    right, bottom = width - room, height - FOOT
    places = [_place(curve.values, right, bottom, highest) for curve in curves]
    heights = _apart([points[-1][1] for points in places], bottom)
    drawn = [
        _draw_curve(curve, points, at, end)
        for at, (curve, points, end) in enumerate(zip(curves, places, heights, strict=True))
    ]
    frame = Markup(
        '<line x1="{0}" y1="{2}" x2="{1}" y2="{2}" stroke="var(--border)"/>'
        '<line x1="{0}" y1="{3}" x2="{1}" y2="{3}" stroke="var(--hairline)"/>'
        '<text x="{0}" y="{4}">{5}</text><text x="{0}" y="{6}">{7}</text>'
        '<text x="{1}" y="{6}" text-anchor="end">{8}</text>'
    ).format(LEFT, _round(right), bottom, TOP, TOP - 5, highest, height - 7, *ends)
    return Markup(
        '<svg class="chart" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}" '
        'font-size="{}" fill="var(--text)">{}{}</svg>'
    ).format(words, width, height, width, height, TYPE, frame, Markup("").join(drawn))


def draw_strip(values: Sequence[int], words: str) -> Markup:
    """Ten small bars, the highest as high as the strip."""
    highest = max(1, *values)
    bars = [(at * 14, round(value * 34 / highest)) for at, value in enumerate(values)]
    drawn = Markup("").join(
        Markup('<rect x="{}" y="{}" width="11" height="{}"/>').format(x, 36 - max(high, 1), max(high, 1) + 2)
        for x, high in bars
    )
    return Markup(
        '<svg class="strip" role="img" aria-label="{}" viewBox="0 0 140 40" width="140" height="40" '
        'fill="var(--brass)">{}</svg>'
    ).format(words, drawn)


def _place(values: Sequence[int], right: float, bottom: float, highest: int) -> list[tuple[float, float]]:
    """Where each figure lies."""
    step = (right - LEFT) / max(1, len(values) - 1)
    return [
        (_round(LEFT + at * step), _round(bottom - value * (bottom - TOP) / highest))
        for at, value in enumerate(values)
    ]


def _apart(heights: Sequence[float], bottom: float) -> list[float]:
    """Names at the ends of two lines, far enough from each other to be read."""
    low, high = max(heights), min(heights)
    if low - high >= TYPE + 2:
        return list(heights)
    low = min(bottom, (low + high + TYPE + 2) / 2)
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    return [_round(low - (TYPE + 2) * (len(order) - 1 - order.index(at))) for at in range(len(heights))]


def _draw_curve(curve: Curve, points: Sequence[tuple[float, float]], at: int, end: float) -> Markup:
    """A line, a dot or a square at its end, and its name with the last figure: no colour says anything alone."""
    path = " ".join(f"{x},{y}" for x, y in points)
    x, y = points[-1]
    end_mark = (DOT, SQUARE)[at].format(x, y, COLOURS[at])
    line = Markup(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="3" stroke-linejoin="round" '
        'stroke-dasharray="{}"/>{}<text x="{}" y="{}">{}</text>'
    )
    return line.format(path, COLOURS[at], DASHES[at], end_mark, x + 10, end + 6, _label(curve))


def _label(curve: Curve) -> str:
    return f"{curve.name} {curve.values[-1]}"


def _round(value: float) -> float:
    return round(value, 1)
