"""The interpreter: a state machine without input or output, from one event to the next effect."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from simulators.telephone import effects as fx
from simulators.telephone import verbs, voices

SILENT_DOCUMENTS = 50  # documents in a row without anything to hear: a loop that nobody could leave
NOTHING = "the museum had nothing more to say"


class Machine:
    """One leg of a call. `fallback` is asked once when something fails; `notes` are for the log."""

    def __init__(self, fallback: fx.Fetch | None = None) -> None:
        self.fallback = fallback
        self.now: fx.Effect = fx.Ended("not begun")
        self.notes: list[verbs.Note] = []
        self._verbs: deque[verbs.Verb] = deque()
        self._prompts: deque[verbs.Spoken] = deque()
        self._gather: verbs.Gather | None = None
        self._digits = ""
        self._documents = 0
        self._answered = False
        self._leaving = False
        self._fell_back = False

    def receive(self, event: fx.Event) -> fx.Effect:
        """Take one event and give what happens next; an event out of place changes nothing."""
        if isinstance(self.now, fx.Ended) and not isinstance(event, fx.Arrived | fx.Redirected):
            return self.now
        handlers: dict[type[Any], Callable[[Any], fx.Effect]] = {
            fx.Arrived: self._arrive, fx.Failed: self._fail, fx.Redirected: self._redirect,
            fx.Finished: self._finish, fx.Silent: self._fall_silent, fx.Pressed: self._press,
            fx.Spoke: self._speak, fx.Recorded: self._keep_recording, fx.Dialed: self._end_dial,
            fx.HungUp: self._hang_up,
        }  # fmt: skip
        self.now = handlers[type(event)](event)
        if not isinstance(self.now, fx.Fetch):
            self._documents = 0
        return self.now

    # documents

    def _redirect(self, event: fx.Redirected) -> fx.Effect:
        return self._ask(event.url, event.method)

    def _ask(self, url: str, method: str, params: Iterable[tuple[str, str]] = ()) -> fx.Effect:
        self._clear()
        self._documents += 1
        if self._documents > SILENT_DOCUMENTS:
            self._note("error", f"{SILENT_DOCUMENTS} documents in a row had nothing to hear", 12100)
            return fx.Ended("the documents led round in a circle", "failed")
        return fx.Fetch(url, method, tuple(params))

    def _arrive(self, event: fx.Arrived) -> fx.Effect:
        self.notes.extend(event.document.notes)
        if self._leaving:
            return fx.Ended("the caller hung up")
        self._clear()
        self._verbs.extend(event.document.verbs)
        return self._next()

    def _fail(self, event: fx.Failed) -> fx.Effect:
        self._note("error", event.message, event.code)
        if self._leaving:
            return fx.Ended("the caller hung up")
        if self.fallback is None or self._fell_back:
            return fx.Ended(
                "an application error has occurred", "failed" if not self._answered else "completed"
            )
        self._fell_back = True
        params = (("ErrorCode", str(event.code)), ("ErrorUrl", event.url))
        return self._ask(self.fallback.url, self.fallback.method, params)

    # verbs

    def _next(self) -> fx.Effect:
        if self._gather is not None:
            return self._prompt() if self._prompts else fx.Listen(self._gather, self._digits)
        if not self._verbs:
            return fx.Ended(NOTHING)
        verb = self._verbs.popleft()
        if isinstance(verb, verbs.Reject) and self._answered:
            self._note("warning", "<Reject> counts only as the first verb of a call", 12200)
            return self._next()
        self._answered = True
        return self._perform(verb)

    def _perform(self, verb: verbs.Verb) -> fx.Effect:
        match verb:
            case verbs.Gather():
                self._gather, self._prompts, self._digits = verb, deque(verb.prompts), ""
                return self._next()
            case verbs.Redirect():
                return self._follow(verb)
            case verbs.Say() | verbs.Play() | verbs.Pause():
                return self._hear(verb, self._verbs)
        return _beginning(verb)

    def _follow(self, verb: verbs.Redirect) -> fx.Effect:
        if not verb.url:
            return self._fail(fx.Failed(11100, "", "<Redirect> is empty"))
        return self._ask(verb.url, verb.method)

    def _prompt(self) -> fx.Effect:
        return self._hear(self._prompts.popleft(), self._prompts)

    def _hear(self, verb: verbs.Spoken, queue: deque[Any]) -> fx.Effect:
        problem = voices.problem(verb) if isinstance(verb, verbs.Say) else None
        if problem:
            self._note("error", f"not said: {problem[1]}", problem[0])
            return self._next()
        if not isinstance(verb, verbs.Pause) and verb.loop > 1:
            queue.appendleft(replace(verb, loop=verb.loop - 1))
        gather = self._gather
        return fx.Prompt(verb, gather is not None and gather.barge_in, gather is not None and gather.speech)

    def _finish(self, event: fx.Finished) -> fx.Effect:
        return self._next() if isinstance(self.now, fx.Prompt) else self.now

    # keys and words

    def _press(self, event: fx.Pressed) -> fx.Effect:
        if self._gather is None or (isinstance(self.now, fx.Prompt) and not self.now.interruptible):
            self._note("note", "a key was pressed, but nothing was listening for it")
            return self.now
        self._prompts.clear()
        if event.digit == self._gather.finish_on_key:
            return self._submit_digits(event.digit)
        self._digits += event.digit
        if self._gather.num_digits and len(self._digits) >= self._gather.num_digits:
            return self._submit_digits("")
        return self._next()

    def _submit_digits(self, finished_by: str) -> fx.Effect:
        if not self._digits:
            return self._leave_gather()
        ended = (("Digits", self._digits), ("FinishedOnKey", finished_by), ("msg", "Gather End"))
        return self._submit(ended)

    def _submit(self, params: fx.Params) -> fx.Effect:
        assert self._gather is not None
        return self._ask(self._gather.action, self._gather.method, params)

    def _leave_gather(self) -> fx.Effect:
        assert self._gather is not None
        if self._gather.action_on_empty:
            return self._submit(())
        self._gather = None
        return self._next()

    def _fall_silent(self, event: fx.Silent) -> fx.Effect:
        if isinstance(self.now, fx.Listen):
            return self._submit_digits("")
        return self._next() if isinstance(self.now, fx.Recording) else self.now

    def _speak(self, event: fx.Spoke) -> fx.Effect:
        if self._gather is None or not self._gather.speech:
            self._note("note", "words were spoken, but nothing was listening for them")
            return self.now
        return self._submit((("SpeechResult", event.text), ("Confidence", str(event.confidence))))

    # recordings, others, the end

    def _keep_recording(self, event: fx.Recorded) -> fx.Effect:
        if not isinstance(self.now, fx.Recording):
            return self.now
        self._leaving = event.digits == "hangup"
        params = [("RecordingUrl", event.url), ("RecordingSid", event.sid)]
        params.append(("RecordingDuration", str(int(event.seconds))))
        if event.digits:
            params.append(("Digits", event.digits))
        return self._ask(self.now.verb.action, self.now.verb.method, params)

    def _end_dial(self, event: fx.Dialed) -> fx.Effect:
        if not isinstance(self.now, fx.Dialing):
            return self.now
        if self.now.verb.action is None:
            return self._next()
        params = [("DialCallStatus", event.status), ("DialCallSid", event.sid)]
        params += [("DialCallDuration", str(event.seconds)), ("DialBridged", str(event.bridged).lower())]
        return self._ask(self.now.verb.action, self.now.verb.method, params)

    def _hang_up(self, event: fx.HungUp) -> fx.Effect:
        return fx.Ended("the caller hung up")

    def _clear(self) -> None:
        self._verbs.clear()
        self._prompts.clear()
        self._gather, self._digits = None, ""

    def _note(self, level: str, text: str, code: int | None = None) -> None:
        self.notes.append(verbs.Note(level, text, code))


def _beginning(verb: verbs.Record | verbs.Dial | verbs.Hangup | verbs.Reject) -> fx.Effect:
    match verb:
        case verbs.Record():
            return fx.Recording(verb)
        case verbs.Dial():
            return fx.Dialing(verb)
        case verbs.Reject(reason):
            return fx.Ended("the call was rejected", "busy" if reason == "busy" else "failed")
    return fx.Ended("the museum hung up")
