"""Reads a TwiML document into verbs, as strictly and as leniently as Twilio does."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from simulators.telephone import verbs, voices
from simulators.telephone.vocabulary import NOUNS, PROMPTS, SSML, local_name, schema_warnings

BODY_LIMIT = 64 * 1024
Element = ET.Element


class TwimlError(Exception):
    """A document that Twilio gives up on; `code` is from Twilio's list of errors."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def parse(body: bytes, url: str | None) -> verbs.Document:
    """Read a document fetched from `url` (None: handed over inline); raises TwimlError."""
    root = root_of(body)
    reader = _Reader(url)
    reader.warn(root)
    found = [verb for child in root if (verb := reader.verb(child)) is not None]
    return verbs.Document(tuple(found), url, tuple(reader.notes))


def root_of(body: bytes) -> Element:
    """The root of a document within its limits; raises TwimlError."""
    if len(body) > BODY_LIMIT:
        raise TwimlError(11750, f"the document has {len(body)} bytes, 64 kB are allowed")
    if re.search(rb"<!(DOCTYPE|ENTITY)", body, re.IGNORECASE):
        raise TwimlError(12100, "a document type is not allowed in TwiML")
    try:
        root = ET.fromstring(body)  # noqa: S314 - document types were refused above
    except (ET.ParseError, ValueError, LookupError) as error:
        raise TwimlError(12100, f"the document is no well-formed XML: {error}") from error
    if root.tag != "Response":
        raise TwimlError(12100, f"root must be Response, not {root.tag}")
    return root


def _count(text: str | None, default: int, lowest: int = 1) -> int:
    """A whole number as Twilio reads it: what is no number is the default."""
    return int(text) if text and text.strip().isdigit() and int(text) >= lowest else default


def _loop(element: Element) -> int:
    return _count(element.get("loop"), 1, lowest=0) or verbs.ENDLESS


def _flag(text: str | None, default: bool) -> bool:
    return default if text is None else text.strip().lower() == "true"


def _keys(text: str | None, default: str) -> str:
    """finishOnKey: an empty one switches it off, a strange one falls back to the default."""
    return text if text is not None and re.fullmatch(r"[0-9*#]*", text) else default


def _method(element: Element, name: str = "method") -> str:
    return "GET" if (element.get(name) or "POST").upper() == "GET" else "POST"


def _break_seconds(element: Element) -> float:
    found = re.fullmatch(r"([\d.]+)(ms|s)", element.get("time", "1s"))
    return float(found[1]) * (0.001 if found[2] == "ms" else 1) if found else 1.0


@dataclass
class _Reader:
    url: str | None
    notes: list[verbs.Note] = field(default_factory=list)

    def verb(self, element: Element) -> verbs.Verb | None:
        readers: dict[str, Callable[[Element], verbs.Verb]] = {
            "Say": self.say, "Play": self.play, "Pause": self.pause, "Gather": self.gather, "Dial": self.dial,
            "Record": self.record, "Redirect": self.redirect, "Hangup": self.hangup, "Reject": self.reject,
        }  # fmt: skip
        self.warn(element)
        reader = readers.get(local_name(element.tag))
        return reader(element) if reader else None

    def warn(self, element: Element) -> None:
        for text in schema_warnings(local_name(element.tag), dict(element.attrib)):
            self.notes.append(verbs.Note("warning", text, 12200))

    def resolve(self, address: str | None) -> str:
        """An address made absolute; an absent one means the current document."""
        whole = urljoin(self.url or "", (address or "").strip())
        if not urlsplit(whole).scheme:
            raise TwimlError(11100, f"TwiML handed over inline needs absolute URLs, not {address or 'none'}")
        return whole

    def optional(self, address: str | None) -> str | None:
        return self.resolve(address) if address and address.strip() else None

    def say(self, element: Element) -> verbs.Say:
        voice, language = voices.voice_and_language(element.get("voice"), element.get("language"))
        for child in element.iter():
            if child is not element and local_name(child.tag) not in SSML:
                self.notes.append(verbs.Note("warning", f"<{child.tag}> is not allowed within Say", 12200))
        text = " ".join("".join(element.itertext()).split())
        silence = sum(_break_seconds(child) for child in element.iter("break"))
        markup = ET.tostring(element, encoding="unicode") if len(element) else text
        return verbs.Say(text, voice, language, _loop(element), silence, markup)

    def play(self, element: Element) -> verbs.Play:
        digits = element.get("digits", "")
        url = "" if digits else self.resolve(element.text)
        return verbs.Play(url, _loop(element), digits)

    def pause(self, element: Element) -> verbs.Pause:
        return verbs.Pause(_count(element.get("length"), 1))

    def gather(self, element: Element) -> verbs.Gather:
        for child in element:
            if local_name(child.tag) not in PROMPTS:
                raise TwimlError(12100, f"{child.tag} is not allowed within Gather")
        prompts = [verb for child in element if isinstance(verb := self.verb(child), verbs.Spoken)]
        digits = _count(element.get("numDigits"), 0)
        return verbs.Gather(
            action=self.resolve(element.get("action")),
            method=_method(element),
            timeout=_count(element.get("timeout"), 5, lowest=0),
            finish_on_key=_keys(element.get("finishOnKey"), "#")[:1],
            num_digits=digits or None,
            action_on_empty=_flag(element.get("actionOnEmptyResult"), False),
            speech="speech" in element.get("input", "dtmf").split(),
            barge_in=_flag(element.get("bargeIn"), True),
            prompts=tuple(prompts),
        )

    def record(self, element: Element) -> verbs.Record:
        return verbs.Record(
            action=self.resolve(element.get("action")),
            method=_method(element),
            timeout=_count(element.get("timeout"), 5, lowest=0),
            finish_on_key=_keys(element.get("finishOnKey"), "1234567890*#"),
            max_length=_count(element.get("maxLength"), 3600),
            beep=_flag(element.get("playBeep"), True),
            callback=self.optional(element.get("recordingStatusCallback")),
            callback_method=_method(element, "recordingStatusCallbackMethod"),
            callback_events=tuple(element.get("recordingStatusCallbackEvent", "completed").split()),
        )

    def redirect(self, element: Element) -> verbs.Redirect:
        text = (element.text or "").strip()
        return verbs.Redirect(self.resolve(text) if text else "", _method(element))

    def dial(self, element: Element) -> verbs.Dial:
        for child in element:
            if local_name(child.tag) not in NOUNS:
                raise TwimlError(12100, f"{child.tag} is not allowed within Dial here")
        plain = (element.text or "").strip()
        parties = [verbs.Party("Number", plain)] if plain else [self.party(child) for child in element]
        return verbs.Dial(
            parties=tuple(parties),
            action=self.optional(element.get("action")),
            method=_method(element),
            timeout=_count(element.get("timeout"), 30),
            caller_id=element.get("callerId"),
            hangup_on_star=_flag(element.get("hangupOnStar"), False),
        )

    def party(self, element: Element) -> verbs.Party:
        self.warn(element)
        address = (element.text or "").strip()
        return verbs.Party(element.tag, address, self.optional(element.get("url")), _method(element))

    def hangup(self, element: Element) -> verbs.Hangup:
        return verbs.Hangup()

    def reject(self, element: Element) -> verbs.Reject:
        return verbs.Reject("busy" if element.get("reason") == "busy" else "rejected")
