"""The carrier's voices: which one speaks a language, and how much each can say at once."""

import re
from urllib.parse import quote

from simulators.telephone.verbs import Say

DEFAULT_VOICE, DEFAULT_LANGUAGE = "man", "en-US"
BASIC = frozenset({"man", "woman", "alice"})
URL_ENCODED_LIMIT = 4500
LIMITS = {"basic": 4096, "Polly": 3000, "Google": 5000}
VOICE = re.compile(
    r"Polly\.(?P<name>[A-Z]\w+?)(-Neural|-Generative)?"
    r"|Google\.(?P<locale>[a-z]{2,3}-[A-Z]{2})-(Standard|Wavenet|Neural2|Chirp3-HD)-\w+"
)

POLLY = {
    "da-DK": "Naja Mads Sofie",
    "nl-NL": "Lotte Ruben Laura",
    "nl-BE": "Lisa",
    "en-AU": "Nicole Russell Olivia",
    "en-GB": "Amy Brian Emma Arthur",
    "en-GB-WLS": "Geraint",
    "en-IE": "Niamh",
    "en-IN": "Raveena Aditi Kajal",
    "en-NZ": "Aria",
    "en-ZA": "Ayanda",
    "en-US": "Joanna Ivy Kendra Kimberly Salli Joey Justin Matthew Kevin Ruth Stephen Danielle Gregory Patrick",
    "fr-FR": "Lea Celine Mathieu Remi",
    "fr-CA": "Chantal Gabrielle Liam",
    "fr-BE": "Isabelle",
    "de-DE": "Vicki Marlene Hans Daniel",
    "de-AT": "Hannah",
    "es-ES": "Lucia Conchita Enrique Sergio",
    "es-MX": "Mia Andres",
    "es-US": "Lupe Penelope Miguel Pedro",
    "it-IT": "Bianca Carla Giorgio Adriano",
    "is-IS": "Dora Karl",
    "ja-JP": "Mizuki Takumi Kazuha Tomoko",
    "ko-KR": "Seoyeon",
    "nb-NO": "Liv Ida",
    "pl-PL": "Ewa Jacek Jan Maja Ola",
    "pt-BR": "Camila Vitoria Ricardo Thiago",
    "pt-PT": "Ines Cristiano",
    "ro-RO": "Carmen",
    "ru-RU": "Tatyana Maxim",
    "sv-SE": "Astrid Elin",
    "tr-TR": "Filiz Burcu",
    "cy-GB": "Gwyneth",
    "arb": "Zeina",
    "ar-AE": "Hala Zayd",
    "cmn-CN": "Zhiyu",
    "yue-HK": "Hiujin",
    "hi-IN": "Aditi Kajal",
    "ca-ES": "Arlet",
    "fi-FI": "Suvi",
}


def languages_of(voice: str) -> list[str]:
    """The languages a voice speaks; empty for a voice that does not exist."""
    found = VOICE.fullmatch(voice)
    if found is None:
        return []
    if found["locale"]:
        return [found["locale"]]
    return [language for language, names in POLLY.items() if found["name"] in names.split()]


def voice_and_language(voice: str | None, language: str | None) -> tuple[str, str]:
    """Fill in what a Say left open, as the carrier does."""
    if voice is None:
        spoken = language or DEFAULT_LANGUAGE
        if spoken == DEFAULT_LANGUAGE:
            return DEFAULT_VOICE, spoken
        return (
            f"Polly.{POLLY[spoken].split()[0]}" if spoken in POLLY else f"Google.{spoken}-Standard-A"
        ), spoken
    return voice, language or next(iter(languages_of(voice)), DEFAULT_LANGUAGE)


def problem(say: Say) -> tuple[int, str] | None:
    """Why the carrier would refuse to say this: an error code and words, or None."""
    family = "basic" if say.voice in BASIC else say.voice.partition(".")[0]
    if family != "basic" and not languages_of(say.voice):
        return 13512, f"there is no voice {say.voice}"
    if family != "basic" and say.language not in languages_of(say.voice):
        return 13511, f"the voice {say.voice} does not speak {say.language}"
    return too_long(say, family)


def too_long(say: Say, family: str) -> tuple[int, str] | None:
    """Twilio's limits for one Say: SSML tags count for Google only, and all of it URL-encoded."""
    length = (
        len(say.markup.encode()) if family == "basic" else len(say.markup if family == "Google" else say.text)
    )
    if length > LIMITS[family]:
        return 13521, f"{length} characters in one Say, {LIMITS[family]} are allowed for {say.voice}"
    if len(quote(say.markup)) > URL_ENCODED_LIMIT:
        return 13521, f"one Say is longer than {URL_ENCODED_LIMIT} characters once URL-encoded"
    return None


def billed_characters(say: Say) -> int:
    """Characters the carrier charges for: every repetition counts."""
    return len(say.text) * say.loop


def seconds_of(say: Say, words_a_minute: int = 140) -> float:
    """How long one repetition lasts, by estimate."""
    return round(len(say.text.split()) * 60 / words_a_minute + say.breaks, 2)
