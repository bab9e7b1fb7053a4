"""Which verbs, attributes and children TwiML knows; the rest is a schema warning (12200)."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


PROMPTS = frozenset({"Say", "Play", "Pause"})

ATTRIBUTES: dict[str, frozenset[str]] = {
    "Response": frozenset(),
    "Say": frozenset({"voice", "language", "loop"}),
    "Play": frozenset({"loop", "digits"}),
    "Pause": frozenset({"length"}),
    "Gather": _names(
        "action method input timeout finishOnKey numDigits actionOnEmptyResult language hints speechTimeout "
        "speechModel enhanced profanityFilter partialResultCallback partialResultCallbackMethod bargeIn "
        "maxSpeechTime debug"
    ),
    "Record": _names(
        "action method timeout finishOnKey maxLength playBeep trim recordingStatusCallback "
        "recordingStatusCallbackMethod recordingStatusCallbackEvent transcribe transcribeCallback"
    ),
    "Redirect": frozenset({"method"}),
    "Hangup": frozenset(),
    "Reject": frozenset({"reason"}),
    "Dial": _names(
        "action method timeout timeLimit hangupOnStar callerId answerOnBridge record trim sequential ringTone "
        "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent"
    ),
    "Number": _names(
        "url method statusCallback statusCallbackEvent statusCallbackMethod sendDigits machineDetection"
    ),
    "Sip": _names("url method statusCallback statusCallbackEvent statusCallbackMethod username password"),
}

SSML = _names("break emphasis lang p phoneme prosody s say-as sub w")
NOUNS = frozenset({"Number", "Sip"})


def local_name(tag: object) -> str:
    """The name of an element as written; comments and instructions, whose tag is no text, give ''."""
    return tag if isinstance(tag, str) else ""


def schema_warnings(name: str, attributes: dict[str, str]) -> list[str]:
    """What Twilio's debugger says about an element's unknown attributes."""
    known = ATTRIBUTES.get(name)
    if known is None:
        return [f"<{name}> is no verb that Twilio knows"]
    return [f"<{name}> has no attribute {attribute}" for attribute in attributes if attribute not in known]
