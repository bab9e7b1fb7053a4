"""What can be written and not heard: markup, addresses of pages, lists."""

from __future__ import annotations

import re

MARKS = re.compile(r"https?://|www\.|[*_`#\[\]<>]")
ENTRY = re.compile(r"^(?:- |\d{1,2}\. )", re.MULTILINE)


def find_mark(words: str) -> str:
    """The first mark that nobody can hear; empty where there is none."""
    found = MARKS.search(words)
    return found[0] if found else ""


def find_list(body: str) -> str:
    """The first line of a list in something that is told; empty where there is none."""
    found = ENTRY.search(body)
    return body[found.start() :].partition("\n")[0] if found else ""
