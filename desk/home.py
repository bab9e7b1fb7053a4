"""The first page: what is on the line now, and what waits."""

from __future__ import annotations

from desk.page import Page
from desk.rendering import render


def show_home() -> str:
    """What is on the line now, what waits, and how many came in the last days."""
    return render("home/home")


PAGES = (Page("/", show_home),)
