"""Words as Telegram takes them: escaped, counted in UTF-16 units, split at its limits, in their direction."""

from __future__ import annotations

import html
import re
import unicodedata

MESSAGE_UNITS = 4096  # sendMessage.text, after entity parsing
CAPTION_UNITS = 1024  # sendPhoto.caption, sendVoice.caption
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
RLM, FSI, PDI = "\u200f", "\u2068", "\u2069"
BREAKS = (re.compile(r"\n\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…。؟])\s+"), re.compile(r"\s+"))
FRENCH_SPACE, NO_BREAK = re.compile(r" (?=[!?;:»])|(?<=«) "), "\u00a0"
LONGEST_CLUSTER = 40  # parts of one character as it is seen; longer heaps of accents are cut
JOINERS = frozenset("\u200c\u200d\u2060")


def units(text: str) -> int:
    """The length of a text as Telegram counts it: a character outside the first plane counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    """Words as HTML that shows exactly them."""
    return html.escape(text, quote=False)


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left; `ar-EG` counts as `ar`."""
    return language.partition("-")[0].lower() in RIGHT_TO_LEFT


def direct(text: str, language: str) -> str:
    """Each line begins with a mark in its direction, so that a digit in front stays in front; in French, a sign that
    stands after a space stays on the line of its word."""
    if language.partition("-")[0].lower() == "fr":
        return FRENCH_SPACE.sub(NO_BREAK, text)
    if not is_right_to_left(language):
        return text
    return "\n".join(RLM + line if line.strip() else line for line in text.split("\n"))


def isolate(name: str, language: str) -> str:
    """A name in its own direction inside a line that runs the other way."""
    return f"{FSI}{name}{PDI}" if is_right_to_left(language) else name


def split(text: str, limit: int = MESSAGE_UNITS) -> tuple[str, ...]:
    """A text in pieces of at most `limit` units, cut between paragraphs, lines, sentences or words where possible."""
    pieces, rest = [], text.strip()
    while units(rest) > limit:
        cut = _find_cut(rest, _reach(rest, limit))
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return tuple(piece for piece in (*pieces, rest) if piece)


def _reach(text: str, limit: int) -> int:
    """How many characters fit into so many units."""
    count = 0
    for index, character in enumerate(text):
        count += 2 if ord(character) > 0xFFFF else 1
        if count > limit:
            return index
    return len(text)


def _find_cut(text: str, reach: int) -> int:
    """The best place to cut, not before half of what fits; else between two whole characters."""
    for pattern in BREAKS:
        ends = [match.end() for match in pattern.finditer(text, 0, reach)]
        if ends and ends[-1] > reach // 2:
            return ends[-1]
    return _whole_characters(text, reach)


def _whole_characters(text: str, reach: int) -> int:
    """Never between a letter and its accent, or inside an emoji of several parts."""
    for cut in range(reach, max(0, reach - LONGEST_CLUSTER), -1):
        if not _belongs_to_before(text[cut]) and text[cut - 1] not in JOINERS:
            return cut
    return max(1, reach)


def _belongs_to_before(character: str) -> bool:
    is_skin = "\U0001f3fb" <= character <= "\U0001f3ff"
    return character in JOINERS or is_skin or unicodedata.category(character) in {"Mn", "Me", "Mc"}
