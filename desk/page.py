"""One page of the desk: where it is, what shows it, and who may see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from staff.roles import Right


@dataclass(frozen=True, slots=True)
class Page:
    """An address under /desk, its view, and the right without which nobody sees it. The endpoint is the view's name."""

    rule: str
    view: Callable[..., Any]
    right: Right = Right.LOOK
    methods: tuple[str, ...] = ("GET",)

    @property
    def endpoint(self) -> str:
        """The name by which `url_for` finds it, without the blueprint's."""
        return self.view.__name__
