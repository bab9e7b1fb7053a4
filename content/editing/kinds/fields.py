"""Checks of single fields that several kinds of sheets share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import phonenumbers

from content.editing.sheet import Remark
from content.editing.view import View
from content.packs.shapes import SLUG


def need(data: Mapping[str, Any], *names: str) -> Iterator[Remark]:
    """These fields have words in them."""
    return (Remark(name, "missing") for name in names if not str(data[name] or "").strip())


def need_all(view: View, data: Mapping[str, Any], name: str) -> Iterator[Remark]:
    """A field has words in every language of the house, since a menu can't leave them out, and in no other."""
    words: Mapping[str, str] = data[name]
    for code in view.languages:
        if not words.get(code, "").strip():
            yield Remark(f"{name}.{code}", "missing_in", {"language": code})
    yield from known_languages(view, words, name)


def known_languages(view: View, words: Mapping[str, str], name: str) -> Iterator[Remark]:
    """Nothing is written in a language that the house does not speak."""
    for code in words.keys() - set(view.languages):
        yield Remark(f"{name}.{code}", "unknown_language", {"language": code})


def is_slug(slug: str, longest: int) -> Iterator[Remark]:
    """A short name stands in places and addresses."""
    if not SLUG.fullmatch(slug):
        yield Remark("", "not_a_short_name", {"name": slug})
    elif len(slug) > longest:
        yield Remark("", "short_name_too_long", {"name": slug, "most": longest})


def known_items(view: View, numbers: list[int], name: str) -> Iterator[Remark]:
    """Every number stands for an item, and none stands there twice."""
    here = view.find_items(numbers)
    for number in dict.fromkeys(numbers):
        if number not in here:
            yield Remark(name, "unknown_item", {"number": number})
        elif numbers.count(number) > 1:
            yield Remark(name, "item_twice", {"number": number})


def read_day(value: Any) -> date | None:
    """A day such as 2028-05-01; None where it is none."""
    try:
        return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) else None
    except ValueError:
        return None


def read_number(written: str, region: str) -> str | None:
    """A telephone number in E.164, however it was written; None where nobody can ring it."""
    try:
        parsed = phonenumbers.parse(written, region.partition("-")[0] or None)
    except phonenumbers.NumberParseException:
        return None
    known = phonenumbers.is_possible_number(parsed)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if known else None
