"""Formatted text as the Bot API reads it: HTML to plain text with entities counted in UTF-16 units."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from simulators.chat.refusals import bad_request

Json = dict[str, Any]

STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
TAG = re.compile(r"<(/?)([^\s>/]*)([^>]*)>?")
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
DETECTED = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/])")),
    ("url", re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z]\w{3,31}\b")),
    ("hashtag", re.compile(r"(?<![\w#&/])#(?=\w*[^\W\d])\w{1,64}")),
)
MAX_ENTITIES = 100


def utf16_length(text: str) -> int:
    """How many UTF-16 units the text has; the Bot API counts in these."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _Reader:
    source: str
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    open: list[tuple[str, str, int]] = field(default_factory=list)

    def read(self) -> None:
        position = 0
        for match in TAG.finditer(self.source):
            self.text += html.unescape(self.source[position : match.start()])
            self._tag(match)
            position = match.end()
        self.text += html.unescape(self.source[position:])
        if self.open:
            raise _unparsed(f"Can't find end tag corresponding to start tag {self.open[-1][0]}")

    def _tag(self, match: re.Match[str]) -> None:
        at = len(self.source[: match.start()].encode())
        closing, name, rest = match.group(1), match.group(2).lower(), match.group(3)
        if not match.group(0).endswith(">"):
            raise _unparsed(f"Unclosed {'end' if closing else 'start'} tag at byte offset {at}")
        if closing:
            self._close(name, at)
            return
        if name not in STYLES:
            raise _unparsed(f'Unsupported start tag "{name}" at byte offset {at}')
        self.open.append((name, _argument(name, rest, at), utf16_length(self.text)))

    def _close(self, name: str, at: int) -> None:
        if not self.open:
            raise _unparsed(f"Unexpected end tag at byte offset {at}")
        opened, argument, offset = self.open.pop()
        if name and name != opened:
            raise _unparsed(
                f'Unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{name}>"'
            )
        length = utf16_length(self.text) - offset
        if length:
            self.entities.append(_entity(opened, argument, offset, length))


def _argument(name: str, rest: str, at: int) -> str:
    values = {
        found[0].lower(): html.unescape(found[1] or found[2] or found[3]) for found in ATTRIBUTE.findall(rest)
    }
    if name == "span" and values.get("class") != "tg-spoiler":
        raise _unparsed(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    wanted = {"a": "href", "tg-emoji": "emoji-id", "code": "class"}.get(name, "")
    return values.get(wanted, "")


def _entity(name: str, argument: str, offset: int, length: int) -> Json:
    entity: Json = {"type": STYLES[name], "offset": offset, "length": length}
    if name == "a":
        entity["url"] = argument
    if name == "tg-emoji":
        entity["custom_emoji_id"] = argument
    return entity


def _unparsed(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def read_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities of a message in HTML mode; refuses what the real parser refuses."""
    reader = _Reader(source)
    reader.read()
    return _trimmed(reader.text, reader.entities)


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    shift = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        stop = min(end, entity["offset"] + entity["length"] - shift)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return text, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def detect(text: str, known: list[Json]) -> list[Json]:
    """Add what the server finds by itself: commands, addresses, mentions, hashtags."""
    found = list(known)
    for kind, pattern in DETECTED:
        for match in pattern.finditer(text):
            offset, length = utf16_length(text[: match.start()]), utf16_length(match.group())
            if not any(_overlap(offset, length, other) for other in found):
                found.append({"type": kind, "offset": offset, "length": length})
    return sorted(found, key=lambda entity: entity["offset"])[:MAX_ENTITIES]


def _overlap(offset: int, length: int, other: Json) -> bool:
    return bool(offset < other["offset"] + other["length"] and other["offset"] < offset + length)


def formatted(text: str, parse_mode: str, given: list[Json] | None) -> tuple[str, list[Json]]:
    """Text and entities as sent: by parse mode, by explicit entities, or plain."""
    mode = parse_mode.lower()
    if mode == "html":
        text, entities = read_html(text)
    elif mode in ("", "none"):
        text, entities = _trimmed(text, list(given or []))
    elif mode in ("markdown", "markdownv2"):
        raise bad_request("can't parse entities: the practice chat reads HTML only")
    else:
        raise bad_request("unsupported parse_mode")
    return text, detect(text, entities)
