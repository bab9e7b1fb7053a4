"""The menu beside every page: what this person may see, in three groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, request, url_for

from desk.person import me
from staff.roles import Right

# Name of the words, the page it leads to, and the right that shows it; a page that is not there is left out.
GROUPS: tuple[tuple[tuple[str, str, Right], ...], ...] = (
    (
        ("home", "show_home", Right.LOOK),
        ("inbox", "list_inbox", Right.ANSWER),
        ("calls", "list_calls", Right.ANSWER),
        ("items", "list_items", Right.LOOK),
        ("series", "list_series", Right.LOOK),
        ("threads", "list_threads", Right.LOOK),
        ("speakers", "list_speakers", Right.LOOK),
        ("translations", "list_translations", Right.LOOK),
        ("recordings", "list_recordings", Right.LOOK),
    ),
    (
        ("prompts", "list_prompts", Right.LOOK),
        ("seasons", "list_seasons", Right.LOOK),
        ("lines", "list_lines", Right.LOOK),
        ("preview", "show_preview", Right.LOOK),
        ("paper", "show_paper", Right.LOOK),
        ("statistics", "show_statistics", Right.LOOK),
    ),
    (
        ("help", "show_help", Right.LOOK),
        ("account", "show_account", Right.LOOK),
        ("trail", "show_trail", Right.TRAIL),
        ("people", "list_people", Right.STAFF),
    ),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the menu."""

    name: str
    address: str
    is_here: bool


def navigation() -> list[list[Link]]:
    """The groups with what this person may see of them."""
    return [list(_links(group)) for group in GROUPS]


def _links(group: tuple[tuple[str, str, Right], ...]) -> Iterator[Link]:
    for name, endpoint, right in group:
        if me().may(right) and f"desk.{endpoint}" in current_app.view_functions:
            address = url_for(f"desk.{endpoint}")
            within = request.path == address or (
                endpoint != "show_home" and request.path.startswith(f"{address}/")
            )
            yield Link(name, address, within)
