"""Somebody with the chat open: says, presses and sends, then sees and hears what the museum answered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

import httpx

Json = dict[str, Any]


@dataclass(frozen=True)
class Sound:
    """An audio or a voice note in the chat; `duration` in seconds."""

    kind: str
    title: str
    performer: str
    duration: int
    caption: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Picture:
    """A picture in the chat with its words."""

    caption: str
    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Found:
    """One result of an inline search."""

    id: str
    title: str
    description: str


class Chatter:
    """One person in one chat of the practice chat at `base_url`.

    Every action waits until the museum has heard it and has answered (`patience` seconds at most; `quiet`
    is how long a polling bot must be silent). What is seen and heard is what came or changed since then.
    """

    def __init__(
        self,
        base_url: str,
        person: str = "Rosa",
        language: str | None = "en",
        *,
        refuses_voice: bool = False,
        patience: float = 10.0,
        quiet: float = 0.4,
        client: httpx.Client | None = None,
    ) -> None:
        self.http = client or httpx.Client(base_url=base_url, timeout=patience + 30)
        self.patience, self.quiet = patience, quiet
        self.chat = 0
        self._before: dict[int, Json] = {}
        values = {"name": person, "language": language or "", "refuses_voice": refuses_voice}
        self.person = self._post("/chat/people", values)
        self.name = person
        self._at = f"/chat/people/{self.person['key']}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self.puts_away()

    def puts_away(self) -> None:
        """Close the connection."""
        self.http.close()

    # What a person does.

    def opens(self, payload: str = "") -> "Chatter":
        """Open the bot, from a printed code if there is a payload: /start item-214."""
        return self._acts("/messages", start=payload)

    def says(self, text: str, reply_to: int = 0) -> "Chatter":
        """Write a message or a command."""
        return self._acts("/messages", text=text, reply_to=reply_to)

    def edits(self, text: str, message: int = 0) -> "Chatter":
        """Change the words of one's own message, the last one if none is named."""
        mine = [one["id"] for one in self.messages() if one["is_mine"]]
        return self._acts("/messages", edit=message or mine[-1], text=text)

    def presses(self, label: str, message: int = 0) -> "Chatter":
        """Press the newest button that begins with these words, or the one under an older message."""
        return self._acts("/presses", message=message or self._message_with(label), label=label)

    def presses_data(self, data: str, message: int = 0) -> "Chatter":
        """Press a button that is there no more, or never was."""
        newest = next((one["id"] for one in reversed(self.messages()) if one["is_bot"]), 1)
        return self._acts("/presses", message=message or newest, data=data)

    def sends_photo(self, data: bytes, caption: str = "") -> "Chatter":
        """Show a picture."""
        return self._uploads("photo", "photo.jpg", data, caption=caption)

    def sends_voice(self, data: bytes, seconds: int, caption: str = "") -> "Chatter":
        """Send a voice note (Ogg with Opus)."""
        return self._uploads("voice", "voice.oga", data, seconds=str(seconds), caption=caption)

    def sends_document(self, name: str, data: bytes, caption: str = "") -> "Chatter":
        """Send a file."""
        return self._uploads("document", name, data, caption=caption)

    def sends_sticker(self, emoji: str) -> "Chatter":
        """Send a sticker."""
        return self._acts("/messages", sticker=emoji)

    def sends_location(self, latitude: float, longitude: float) -> "Chatter":
        """Say where one is."""
        return self._acts("/messages", location={"latitude": latitude, "longitude": longitude})

    def blocks(self) -> "Chatter":
        """Shut the bot out."""
        return self._acts("/block")

    def unblocks(self) -> "Chatter":
        """Let the bot in again."""
        return self._acts("/unblock")

    def leaves_for_good(self) -> "Chatter":
        """Delete the account."""
        return self._acts("/deactivate")

    def asks_inline(self, text: str) -> list[Found]:
        """Search after the bot's name in any chat."""
        return [Found(one["id"], one["title"], one["description"]) for one in self._search(text)["results"]]

    def chooses_inline(self, text: str, title: str) -> "Chatter":
        """Search, and send the first result whose title begins like this."""
        query = self._search(text)
        found = next(one for one in query["results"] if one["title"].startswith(title))
        return self._acts(f"/inline/{query['id']}/choice", result=found["id"])

    def founds_group(self, title: str, others: tuple[str, ...] = (), *, invite: bool = True) -> "Chatter":
        """Start a group with other people (their keys), and let the bot in; returns oneself in the group."""
        members = [self.person["key"], *others]
        group = self._post("/chat/groups", {"title": title, "members": members})
        there = self._in(group["chat"])
        return there._acts("/group/invite") if invite else there

    def lets_group_grow(self) -> "Chatter":
        """The group becomes a supergroup; returns oneself there."""
        return self._in(self._post(self._at + "/group/upgrade", {"chat": self.chat})["chat"])._settles()

    def breaks(self, kind: str, times: int = 1, method: str = "*", seconds: int = 1) -> "Chatter":
        """Switch a fault on: 429, 500, timeout, lost, duplicate or late."""
        self._post("/chat/faults", {"kind": kind, "times": times, "method": method, "seconds": seconds})
        return self

    # What a person perceives.

    def sees(self) -> str:
        """The words of what the museum said or changed since the last action."""
        return "\n\n".join(filter(None, (_words(one) for one in self._fresh())))

    def reads_all(self) -> str:
        """The words of the whole chat."""
        return "\n\n".join(filter(None, (_words(one) for one in self.messages())))

    def buttons(self) -> list[str]:
        """The labels under the newest message of the museum that has any."""
        for message in reversed(self.messages()):
            if message["is_bot"] and message["buttons"]:
                return [button["text"] for row in message["buttons"] for button in row]
        return []

    def hears(self) -> list[Sound]:
        """The sounds that came since the last action."""
        return list(self._sounds())

    def looks_at(self) -> list[Picture]:
        """The pictures that came since the last action."""
        shown = [(one, one["photo"]) for one in self._fresh() if "photo" in one]
        return [
            Picture(one.get("caption", ""), photo["width"], photo["height"], self._fetch(photo["url"]))
            for one, photo in shown
        ]

    def notices(self) -> list[str]:
        """The short words shown when a button was pressed."""
        return [one["text"] for one in self.view()["answers"]]

    def commands(self) -> list[str]:
        """The commands that the app lists, in the person's language where there are any."""
        return [one["command"] for one in self.view()["commands"]]

    def waits_for(self, text: str, seconds: float = 10.0) -> "Chatter":
        """Wait until the museum says these words of its own accord."""
        for _ in range(int(seconds * 4)):
            if text in self.sees():
                return self
            self._get(self._at + "/view", after=self.view()["version"], wait=0.25, chat=self.chat)
        raise AssertionError(f"{self.name} waited for {text!r} and saw {self.sees()!r}")

    def messages(self) -> list[Json]:
        """Every bubble on the screen, oldest first."""
        return list(self.view()["messages"])

    def view(self) -> Json:
        """The whole screen."""
        return dict(self._get(self._at + "/view", chat=self.chat))

    # How it is done.

    def _acts(self, path: str, **values: Any) -> "Chatter":
        self._remember()
        self._post(self._at + path, {"chat": self.chat, **values})
        return self._settles()

    def _uploads(self, kind: str, name: str, data: bytes, **values: str) -> "Chatter":
        self._remember()
        fields = {"chat": str(self.chat), **values}
        response = self.http.post(self._at + "/messages", data=fields, files={kind: (name, data)})
        _checked(response)
        return self._settles()

    def _settles(self) -> "Chatter":
        calm = self._post("/chat/settle", {"seconds": self.patience, "quiet": self.quiet})
        assert calm["is_settled"], f"The museum did not finish within {self.patience} s: {calm}"
        return self

    def _search(self, text: str) -> Json:
        query = self._post(self._at + "/inline", {"text": text, "chat": self.chat})
        if not query["is_answered"]:
            self._settles()
            query = self._get(f"{self._at}/inline/{query['id']}")
        assert query["is_answered"], f"Nobody answered the search for {text!r}"
        return query

    def _in(self, chat: int) -> "Chatter":
        there = object.__new__(Chatter)
        there.__dict__.update(self.__dict__, chat=chat, _before={})
        return there

    def _remember(self) -> None:
        self._before = {one["id"]: one for one in self.messages()}

    def _fresh(self) -> list[Json]:
        return [one for one in self.messages() if one["is_bot"] and self._is_news(one)]

    def _is_news(self, message: Json) -> bool:
        """Whether it came or changed; a keyboard that was only taken away is no news."""
        before = self._before.get(message["id"])
        if before is None or _content(before) != _content(message):
            return True
        return bool(message["buttons"]) and message["buttons"] != before["buttons"]

    def _message_with(self, label: str) -> int:
        for message in reversed(self.messages()):
            for row in message["buttons"]:
                if any(button["text"].casefold().startswith(label.casefold()) for button in row):
                    return int(message["id"])
        raise AssertionError(f"{self.name} finds no button {label!r} among {self.buttons()}")

    def _sounds(self) -> Iterator[Sound]:
        for message in self._fresh():
            for kind in ("audio", "voice"):
                if sound := message.get(kind):
                    names = (sound.get("title", ""), sound.get("performer", ""), sound.get("duration", 0))
                    yield Sound(kind, *names, message.get("caption", ""), self._fetch(sound["url"]))

    def _fetch(self, address: str) -> bytes:
        return _checked(self.http.get(address)).content

    def _get(self, address: str, **values: Any) -> Json:
        return dict(_checked(self.http.get(address, params=values)).json())

    def _post(self, address: str, values: Json) -> Json:
        return dict(_checked(self.http.post(address, json=values)).json())


def _content(message: Json) -> Json:
    return {name: value for name, value in message.items() if name not in ("buttons", "is_edited")}


def _words(message: Json) -> str:
    words: str = message.get("text") or message.get("caption") or ""
    return words


def _checked(response: httpx.Response) -> httpx.Response:
    assert response.is_success, f"{response.request.url.path}: {response.status_code} {response.text[:300]}"
    return response
