"""Why a recording can't be used, in words for the editor who sent it."""

_WORDS = {
    "empty": "This file is empty: nothing arrived in it. Please save the recording once more and send it again.",
    "not-audio": "We found no sound in this file. Please send a recording: WAV, MP3, M4A, Ogg, WebM or FLAC.",
    "no-sound": "This film has no sound track. Please send a film with sound, or the sound by itself.",
    "cut-short": "The end of this recording is missing{detail}. Perhaps a copy was interrupted. "
    "Please send the whole file again.",
    "wrong-type": "The name of this file ends in {detail}. Please give it the right ending, or export it again.",
    "damaged": "Parts of this recording are damaged and can't be read. Please export it again and send that.",
    "silent": "We could hear nobody in this recording. Please check that the microphone was on and not muted, "
    "and record it again.",
}


class AudioRefused(Exception):
    """A recording we can't use: `args[0]` is for the editor, `reason` a short code for the program."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(_WORDS[reason].format(detail=detail))
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        return (_restore, (self.reason, self.args[0]))


def _restore(reason: str, words: str) -> AudioRefused:
    """Rebuild a refusal that comes from another process, with the words it had."""
    refusal = AudioRefused(reason)
    refusal.args = (words,)
    return refusal


def spoken_length(seconds: float) -> str:
    """Say a length as a person would: "3 minutes 20 seconds"."""
    minutes, rest = divmod(round(seconds), 60)
    counted = [(minutes, "minute"), (rest, "second")]
    parts = [f"{count} {unit}{'s' * (count != 1)}" for count, unit in counted if count]
    return " ".join(parts) or "less than a second"
