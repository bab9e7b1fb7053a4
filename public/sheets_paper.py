"""Sheets as documents: large, ticked off with a pencil, found again by number."""

from __future__ import annotations

from public.card import capital
from public.print.flow import Flow
from public.print.paper import Paper, Size
from public.sheets import Activity, Walk

TITLE, STOP = 30.0, 28.0


def print_activity(activity: Activity, picture: bytes, size: Size, language: str, tag: str) -> bytes:
    """An activity's sheet; `picture` is empty where there is none."""
    flow = Flow(Paper(size, activity.title, language, tag), activity.title)
    flow.write(activity.title, TITLE, bold=True)
    flow.write(activity.by)
    if picture:
        flow.show(picture, activity.description or activity.title)
    for paragraph in activity.words:
        flow.write(paragraph)
    if activity.needed:
        flow.head(activity.needed_title)
    for thing in activity.needed:
        flow.tick(thing)
    if activity.steps:
        flow.head(activity.steps_title)
    for number, step in enumerate(activity.steps, 1):
        flow.number(number, (step,))
    for paragraph in activity.ending:
        flow.write(paragraph)
    flow.codes(activity.codes, activity.how)
    return flow.paper.finish()


def print_walk(walk: Walk, size: Size, language: str, tag: str) -> bytes:
    """A walk's sheet."""
    flow = Flow(Paper(size, walk.title, language, tag), walk.title)
    flow.write(walk.title, TITLE, bold=True)
    flow.write(walk.by)
    flow.write(walk.count)
    if walk.teaser:
        flow.head(capital(walk.teaser))
    for stop in walk.stops:
        flow.number(stop.number, (stop.title, stop.about), STOP)
    flow.codes(walk.codes, walk.how)
    return flow.paper.finish()
