"""The pages about one item, as tabs at their head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import current_app, url_for


def list_links(number: int, code: str) -> list[tuple[str, str]]:
    """Name and address of each page; one that this house does not have is left out."""
    own: dict[str, Any] = {"number": number}
    return list(
        _present(
            ("words", "edit_item", {**own, "language": code}),
            ("side", "translate", own),
            ("recordings", "show_item_recordings", {**own, "language": code}),
            ("threads", "edit_threads", own),
            ("history", "show_history", {**own, "part": code}),
            ("preview", "show_preview", {"to": f"item/{number}", "lang": code}),
        )
    )


def _present(*pages: tuple[str, str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for name, endpoint, values in pages:
        if f"desk.{endpoint}" in current_app.view_functions:
            yield name, url_for(f"desk.{endpoint}", **values)
