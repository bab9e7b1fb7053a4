"""Scenes in, exact XML out."""

from __future__ import annotations

from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from content.catalogue import Language, Sound
from content.silence import silence_path
from hotline.render import (
    fill,
    order,
    render,
    render_hangup,
    render_nothing,
    render_redirect,
    render_text,
    render_whisper,
)
from hotline.trail import Trail
from hotline.urls import Urls
from scenes.scene import Choice, Listens, Ring, Saying, Scene

VOICES = {
    "en": Language("en", "English", "en-GB", "Polly.Amy"),
    "fr": Language("fr", "Français", "fr-FR", "Polly.Lea"),
}
URLS = Urls("https://m.example")
SOUND = Sound(200.0, "ab/phone.wav", "ab/chat.ogg")
BEGIN = '<?xml version="1.0" encoding="UTF-8"?><Response>'
EN, FR = 'language="en-GB" voice="Polly.Amy"', 'language="fr-FR" voice="Polly.Lea"'
AT = "https://m.example/hotline/at/"
TRAILS = (Trail("en", k=9), Trail("en", silences=1, k=9))
HERE, THERE = "lang=en&amp;pace=ordinary&amp;k=9", "lang=en&amp;pace=ordinary&amp;silences=1&amp;k=9"
BREATH = f"<Play>https://m.example/media/{silence_path(600)}</Play>"
HANDSET = f"<Play>https://m.example/media/{silence_path(500)}</Play>"


def draw(scene: Scene, **more: bool) -> str:
    return fill(render(scene, VOICES, URLS, **more), *TRAILS)


def key(place: str, timeout: int = 10) -> str:
    return f'<Gather action="{AT}{place}?on=key&amp;{HERE}" finishOnKey="" numDigits="1" timeout="{timeout}">'


def then(place: str) -> str:
    return f"<Redirect>{AT}{place}?{THERE}</Redirect></Response>"


HELLO = Saying("Hello.", "en")
MENU = Scene(
    "lobby", "en", (HELLO,),
    (
        Choice("0", "person", spoken=Saying("Somebody, 0.", "en")),
        Choice("1", "today", spoken=Saying("A story, 1.", "en")),
        Choice("5", "number"),
    ),
    (Saying("Pour le français, 8.", "fr"),),
)  # fmt: skip
PLAYING = Scene(
    "item/214/35~mood.calm", "en", (Saying("All its words.", "en", SOUND, 37),), silence="done/214~mood.calm",
    number=214, start=37, length=200,
)  # fmt: skip
SPOKEN = Scene(
    "item/305/0", "en", (HELLO, Saying("Go on.", "en"), Saying("Bon.", "fr")), silence="done/305", number=305
)
ASKING = Scene("ask", "en", (HELLO,), listens=Listens.VOICE, silence="ask", longest=180)
NUMBER = Scene("number", "en", (HELLO,), listens=Listens.NUMBER, silence="number")
RINGING = Scene(
    "person", "en", (HELLO,), listens=Listens.RING, silence="person/away", ring=Ring("+33123456700")
)
HUSH = Scene("hush/after/214~mood.calm", "en", (HELLO,), silence="hush/after/214~mood.calm")
LEADS_ON = Scene("item/214", "en", (HELLO,), listens=Listens.NOTHING, silence="item/214/0")
RECORD = (
    f'<Record action="{AT}ask?on=voice&amp;{HERE}" finishOnKey="#*0" maxLength="180" playBeep="true" '
    'recordingStatusCallback="https://m.example/hotline/recordings?place=ask&amp;lang=en" timeout="5" />'
)
DIAL = (
    f'<Dial action="{AT}person?on=rang&amp;{HERE}" timeout="30">'
    f'<Number url="{AT}whisper?{HERE}">+33123456700</Number></Dial></Response>'
)
SAID = f"<Say {EN}>Hello.</Say>"
MENU_SAID = (
    f"{SAID}{BREATH}<Say {EN}>Somebody, 0.</Say>{BREATH}<Say {EN}>A story, 1.</Say>{BREATH}"
    f"<Say {FR}>Pour le français, 8.</Say>"
)


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        (MENU, f"{key('lobby')}{MENU_SAID}</Gather>{then('today')}"),
        (
            PLAYING,
            (
                f"{key('item/214/35~mood.calm', 1)}<Play>https://m.example/media/ab/phone-37.wav</Play></Gather>"
                f"{then('done/214~mood.calm')}"
            ),
        ),
        (
            SPOKEN,
            f"{key('item/305/0', 1)}<Say {EN}>Hello. Go on.</Say><Say {FR}>Bon.</Say></Gather>{then('done/305')}",
        ),
        (ASKING, f"{key('ask', 1)}{SAID}</Gather>{RECORD}{then('ask')}"),
        (
            NUMBER,
            f"{key('number')}{SAID}</Gather>{then('number')}".replace(
                'finishOnKey="" numDigits="1"', 'finishOnKey="#"'
            ),
        ),
        (RINGING, f"{key('person', 1)}{SAID}</Gather>{DIAL}"),
        (
            HUSH,
            (
                f'<Gather action="{AT}{HUSH.place}?on=key&amp;{HERE}" finishOnKey="" input="dtmf speech" numDigits="1" '
                f'timeout="10">{SAID}</Gather>{then(HUSH.place)}'
            ),
        ),
        (LEADS_ON, f"{key('item/214', 1)}{SAID}</Gather>{then('item/214/0')}"),
        (Scene("goodbye", "en", (HELLO,), ends=True), f"{SAID}<Hangup /></Response>"),
        (Scene("x", "xx", (Saying("Tschüß", "xx"),)), f"{key('x')}<Say>Tschüß</Say></Gather>{then('today')}"),
    ],
)
def test_scene_becomes_exact_xml(scene: Scene, expected: str) -> None:
    assert draw(scene) == BEGIN + expected


def test_handset_has_time_after_key() -> None:
    assert draw(MENU, after_key=True) == draw(MENU).replace(
        f'timeout="10">{SAID}', f'timeout="10">{HANDSET}{SAID}'
    )


def test_breaths_stand_between_choices() -> None:
    bare = Scene("choose", "en", (), MENU.choices)
    assert [part if isinstance(part, int) else part.text for part in order(bare, True)] == [
        500, "Somebody, 0.", 600, "A story, 1.",
    ]  # fmt: skip


def test_longest_story_stays_in_limits() -> None:
    sentence = "Слово за словом идёт рассказ о старом кораблике. "
    story = Scene("item/300/0", "ru", tuple(Saying(sentence, "ru") for _ in range(160)), number=300)
    drawn = draw(story).encode()
    says = [one.text or "" for one in ET.fromstring(drawn).iter("Say")]
    assert len(drawn) < 64_000
    assert all(len(quote(text, safe="")) <= 4500 for text in says)
    assert len(says) < 15


def test_whisper_asks_for_key() -> None:
    whisper = fill(render_whisper((HELLO,), VOICES, URLS), *TRAILS)
    assert whisper == (f"{BEGIN}{key('whisper')}{SAID}{BREATH}{SAID}{BREATH}</Gather><Hangup /></Response>")


def test_small_documents_are_exact() -> None:
    assert render_nothing() == BEGIN.removesuffix(">") + " />"
    assert render_hangup() == f"{BEGIN}<Hangup /></Response>"
    assert (
        render_redirect("https://m.example/x?a=1&b=2")
        == f"{BEGIN}<Redirect>https://m.example/x?a=1&amp;b=2</Redirect></Response>"
    )
    assert render_text("Ring & hear") == f"{BEGIN}<Message>Ring &amp; hear</Message></Response>"
