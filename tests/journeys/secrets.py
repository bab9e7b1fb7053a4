"""Searching for what must not be there: a secret in every writing in which a program may leave it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, quote_plus

HERE = "+44"
GAP = rb"(?:%20|[ ().\-]){0,2}"
SHORTEST = 8  # letters of base64 that are looked for: fewer stand anywhere by chance


def find_secrets(
    data: bytes, words: Iterable[str], numbers: Iterable[str], ids: Iterable[int] = ()
) -> list[str]:
    """Which of them stand in it: words and names, telephone numbers (E.164 of Great Britain), ids of chats."""
    plain = data.lower()
    found = [word for word in words if any(form.lower() in plain for form in write_word(word))]
    found += [word for word in words if any(form in data for form in write_hidden(word))]
    found += [number for number in numbers if is_dialled(data, number.removeprefix(HERE))]
    return [*found, *(f"chat {one}" for one in ids if is_there(data, str(one)))]


def is_dialled(data: bytes, national: str) -> bool:
    """A telephone number with or without its country, however it is spaced."""
    spaced = re.search(GAP.join(digit.encode() for digit in national), data)
    return bool(spaced) or any(form in data for form in write_hidden(national))


def write_word(word: str) -> set[bytes]:
    """As it is, and as addresses, JSON, pages, other encodings, base64 and hexadecimal digits write it."""
    bare = json.dumps(word)[1:-1]
    forms = {word, bare, quote(word), quote_plus(word), escape(word), repr(word)[1:-1], quote(bare)}
    return {one.encode() for one in forms} | {word.encode("utf-16-le"), word.encode("latin-1", "replace")}


def write_hidden(word: str) -> set[bytes]:
    """In hexadecimal digits, and in base64 wherever it begins: the letters that its neighbours leave alone."""
    raw, forms = word.encode(), {word.encode().hex().encode()}
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw)
        middle = whole[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]
        forms |= (
            {middle, middle.translate(bytes.maketrans(b"+/", b"-_"))} if len(middle) >= SHORTEST else set()
        )
    return forms


def is_there(data: bytes, digits: str) -> bool:
    """A number that is no part of a longer one."""
    text, at = data.decode("latin-1"), -1
    while (at := text.find(digits, at + 1)) >= 0:
        around = text[max(0, at - 1) : at] + text[at + len(digits) : at + len(digits) + 1]
        if not any(one.isdecimal() for one in around):
            return True
    return any(form in data for form in write_hidden(digits))
