"""A scene as the carrier's XML: pure, with two gaps for the trails that differ from call to call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from typing import Any

from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from content.catalogue import Language
from content.silence import AFTER_KEY, BETWEEN_CHOICES, BETWEEN_SENTENCES, silence_path
from hotline.speech import split
from hotline.trail import Trail
from hotline.urls import KEY, RANG, VOICE, Urls
from scenes.scene import Listens, Saying, Scene

# Private characters: speech never holds them, so a gap cannot be taken for words.
HERE, SILENT = "\ue000", "\ue001"
NUMBER_END = "#"
VOICE_ENDS = "#*0"
VOICE_SILENCE = 5
WHISPER_WAIT = 10
NO_WAIT = 1
SPOKEN_TO = "hush"

Part = Saying | int


def render(scene: Scene, voices: Mapping[str, Language], urls: Urls, *, after_key: bool = False) -> str:
    """The document of a scene; HERE and SILENT stand where the trails belong. `after_key` leaves the handset time."""
    pen = Pen(voices, urls)
    response = VoiceResponse()
    parts = list(order(scene, after_key))
    if scene.ends:
        pen.speak(response, parts)
        response.hangup()
        return str(response)
    response.append(pen.gather(scene, parts))
    if scene.listens == Listens.VOICE:
        pen.record(response, scene)
    if scene.ring is not None:
        response.append(pen.dial(scene, scene.ring.number, scene.ring.seconds))
    else:
        response.redirect(urls.place(scene.silence, SILENT))
    return str(response)


def fill(document: str, here: Trail, silent: Trail) -> str:
    """The document with the trails of one call."""
    return document.replace(HERE, here.write().replace("&", "&amp;")).replace(
        SILENT, silent.write().replace("&", "&amp;")
    )


def order(scene: Scene, after_key: bool) -> Iterator[Part]:
    """What is heard: words, choices with a breath (in milliseconds) between them, words after them."""
    if after_key:
        yield AFTER_KEY
    for saying in scene.says:
        yield saying
        if saying.slow and saying.sound is None:
            yield BETWEEN_SENTENCES
    spoken = [(choice.spoken,) for choice in scene.choices if choice.spoken is not None]
    blocks = [*spoken, *((saying,) for saying in scene.afterwards)]
    for number, block in enumerate(blocks):
        if number or scene.says:
            yield BETWEEN_CHOICES
        yield from block


class Pen:
    """Writes verbs in the voices of a catalogue."""

    def __init__(self, voices: Mapping[str, Language], urls: Urls) -> None:
        self._voices, self._urls = voices, urls

    def speak(self, verb: VoiceResponse | Gather, parts: Iterable[Part]) -> None:
        """Recordings are played, other words are said, breaths are files of silence."""
        for language, group in groupby(parts, key=_said_in):
            if language:
                self._say(verb, language, " ".join(part.text for part in group if isinstance(part, Saying)))
            else:
                for part in group:
                    verb.play(self._address(part))

    def _address(self, part: Part) -> str:
        if isinstance(part, Saying) and part.token:
            return self._urls.audio(part.token)
        return self._urls.media(_file(part))

    def _say(self, verb: VoiceResponse | Gather, language: str, text: str) -> None:
        voice = self._voices.get(language)
        named = {"voice": voice.voice, "language": voice.locale} if voice else {}
        for piece in split(text):
            verb.say(piece, **named)

    def gather(self, scene: Scene, parts: Iterable[Part]) -> Gather:
        """Words that any key stops, and the wait for a key or a number after them."""
        one_key: dict[str, Any] = {"num_digits": 1, "finish_on_key": ""}
        listens = {"finish_on_key": NUMBER_END} if scene.listens == Listens.NUMBER else one_key
        if scene.place.partition("/")[0] == SPOKEN_TO:
            listens["input"] = "dtmf speech"
        waits = scene.listens in {Listens.KEY, Listens.NUMBER} and not scene.number
        timeout = max(scene.wait, NO_WAIT) if waits else NO_WAIT
        gather = Gather(action=self._urls.place(scene.place, HERE, KEY), timeout=timeout, **listens)
        self.speak(gather, parts)
        return gather

    def record(self, response: VoiceResponse, scene: Scene) -> None:
        """The caller's voice; what follows is reached only when nothing was recorded."""
        response.record(
            action=self._urls.place(scene.place, HERE, VOICE), max_length=scene.longest, timeout=VOICE_SILENCE,
            finish_on_key=VOICE_ENDS, play_beep=True,
            recording_status_callback=self._urls.recordings(scene.place, scene.language),
        )  # fmt: skip

    def dial(self, scene: Scene, number: str, seconds: int) -> Dial:
        """A telephone of the museum; whoever lifts it hears first what it is about."""
        dial = Dial(action=self._urls.place(scene.place, HERE, RANG), timeout=seconds)
        dial.number(number, url=self._urls.place("whisper", HERE))
        return dial


def render_step(
    parts: Iterable[Part], voices: Mapping[str, Language], urls: Urls, action: str, onward: str, wait: int
) -> str:
    """A step of a call that we make: words that any key stops, and where a key and silence lead; without a way on it
    is the last."""
    response, pen = VoiceResponse(), Pen(voices, urls)
    if not onward:
        pen.speak(response, parts)
        response.hangup()
        return str(response)
    gather = Gather(action=action, num_digits=1, finish_on_key="", timeout=wait)
    pen.speak(gather, parts)
    response.append(gather)
    response.redirect(onward)
    return str(response)


def render_whisper(says: tuple[Saying, ...], voices: Mapping[str, Language], urls: Urls) -> str:
    """What a member of staff hears: without a key the call is not taken, so that no machine swallows the caller."""
    response = VoiceResponse()
    gather = Gather(
        action=urls.place("whisper", HERE, KEY), num_digits=1, finish_on_key="", timeout=WHISPER_WAIT
    )
    Pen(voices, urls).speak(gather, chain.from_iterable((saying, BETWEEN_CHOICES) for saying in says * 2))
    response.append(gather)
    response.hangup()
    return str(response)


def render_nothing() -> str:
    """A document that does nothing: a call in it ends, a whisper in it connects, a message gets no reply."""
    return str(VoiceResponse())


def render_hangup() -> str:
    """The end of a leg."""
    response = VoiceResponse()
    response.hangup()
    return str(response)


def render_redirect(url: str) -> str:
    """Go on at another address."""
    response = VoiceResponse()
    response.redirect(url)
    return str(response)


def render_text(text: str) -> str:
    """A reply to a text message."""
    response = MessagingResponse()
    response.message(text)
    return str(response)


def _said_in(part: Part) -> str:
    """The language of words without a recording; neighbours in one language become one verb."""
    is_said = isinstance(part, Saying) and part.sound is None and not part.token
    return part.language if is_said and isinstance(part, Saying) else ""


def _file(part: Part) -> str:
    """The media path of a breath or a recording, which can begin at any whole second."""
    if isinstance(part, int) or part.sound is None:
        return silence_path(part if isinstance(part, int) else AFTER_KEY)
    whole = part.sound.slow if part.slow and part.sound.slow else part.sound.phone
    return f"{whole.removesuffix('.wav')}-{part.start}.wav" if part.start else whole
