"""Inline mode: what a search finds, who it is remembered for, and what a chosen result becomes."""

from typing import Any

import httpx
import pytest

from simulators.chat.practice import Practice
from tests.actors.chatter import Chatter
from tests.simulators.chat.bot_double import KEYS, MP3, BotDouble

Json = dict[str, Any]
CHAT = "http://chat.test"


def article(number: str = "214", **more: Any) -> Json:
    message = {"message_text": f"Item {number}"}
    return {
        "type": "article",
        "id": number,
        "title": f"Item {number}",
        "input_message_content": message,
        **more,
    }


class Search:
    """A search that the test itself answers, since nobody else listens."""

    def __init__(self, rosa: Chatter, bot: BotDouble) -> None:
        bot.asks("deleteWebhook")
        self.rosa, self.bot = rosa, bot

    def asks(self, text: str = "snail", chat: int = 0) -> str:
        """The number of a new question."""
        asked = self.rosa.http.post("/chat/people/rosa/inline", json={"text": text, "chat": chat}).json()
        return str(asked["id"])

    def answers(self, query: str, results: list[Json], **more: Any) -> Json:
        """The whole answer of the method."""
        return self.bot.call("answerInlineQuery", inline_query_id=query, results=results, **more)

    def chooses(self, query: str, result: str = "214", chat: int = 0) -> httpx.Response:
        """Send one of the results."""
        address = f"/chat/people/rosa/inline/{query}/choice"
        return self.rosa.http.post(address, json={"result": result, "chat": chat})


@pytest.fixture
def search(rosa: Chatter, bot: BotDouble) -> Search:
    return Search(rosa, bot)


def test_personal_answer_is_not_shown_to_others(search: Search, http: httpx.Client) -> None:
    search.answers(search.asks(), [article()], is_personal=True)
    ruth = http.post("/chat/people/ruth/inline", json={"text": "snail"}).json()
    assert not ruth["is_answered"]
    assert http.post("/chat/people/rosa/inline", json={"text": "snail"}).json()["is_answered"]


def test_answer_is_forgotten_after_its_time(search: Search, practice: Practice) -> None:
    search.answers(search.asks(), [article()], cache_time=60)
    practice.world.delays.sleep(61)
    again = search.rosa.http.post("/chat/people/rosa/inline", json={"text": "snail"}).json()
    assert not again["is_answered"]


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(str(number)) for number in range(51)], "too many inline query results specified"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article("")], "RESULT_ID_INVALID"),
        ([article("a" * 65)], "RESULT_ID_INVALID"),
        ([{"type": "poem", "id": "1"}], "invalid type 'poem' specified"),
        ([{"type": "article", "id": "1", "title": "x"}], "article needs a title and a message"),
        (
            [article(input_message_content={"message_text": "<b>x", "parse_mode": "HTML"})],
            "Can't find end tag",
        ),
        ([article(reply_markup={"inline_keyboard": [[{"text": "x"}]]})], "text buttons are unallowed"),
    ],
)
def test_results_are_refused_like_there(search: Search, results: list[Json], words: str) -> None:
    answer = search.answers(search.asks(), results)
    assert answer["error_code"] == 400
    assert words in answer["description"]


def test_cached_sound_is_shared_as_sound(search: Search, bot: BotDouble) -> None:
    search.rosa.http.post("/chat/people/rosa/messages", json={"text": "hello"})
    chat = search.rosa.person["id"]
    sent = bot.sends_file("sendAudio", "audio", MP3, chat_id=chat, title="Snail", duration=61)["result"]
    result = {"type": "audio", "id": "214", "audio_file_id": sent["audio"]["file_id"], "caption": "Item 214"}
    query = search.asks()
    assert search.answers(query, [result])["ok"]
    shared = search.chooses(query).json()
    assert (shared["audio"]["title"], shared["caption"]) == ("Snail", "Item 214")


def test_place_is_shared_as_a_place(search: Search) -> None:
    query = search.asks()
    content = {"latitude": 48.2, "longitude": 16.4}
    search.answers(query, [article(input_message_content=content)])
    assert search.chooses(query).json()["location"] == content


def test_shared_keyboard_is_edited_from_afar(search: Search, bot: BotDouble) -> None:
    query = search.asks()
    search.answers(query, [article(reply_markup=KEYS)])
    message = search.chooses(query).json()["id"]
    search.rosa.http.post("/chat/people/rosa/presses", json={"message": message, "label": "1"})
    updates = bot.asks("getUpdates", offset=-1)
    pressed = updates[-1]["callback_query"]
    assert "message" not in pressed
    assert bot.asks("editMessageText", inline_message_id=pressed["inline_message_id"], text="Heard") is True
    assert "Heard" in search.rosa.reads_all()
    lost = bot.call("editMessageText", inline_message_id="nowhere", text="x")
    assert lost["description"] == "Bad Request: MESSAGE_ID_INVALID"


def test_sharing_into_a_group_is_seen_there(search: Search, bot: BotDouble, rosa: Chatter) -> None:
    group = rosa.http.post("/chat/groups", json={"title": "Class 4b", "members": ["rosa", "ruth"]}).json()[
        "chat"
    ]
    query = search.asks(chat=group)
    search.answers(query, [article()])
    search.chooses(query, chat=group)
    kinds = [next(iter(set(update) - {"update_id"})) for update in bot.asks("getUpdates")]
    assert kinds == ["inline_query", "chosen_inline_result"]
    rosa.http.post("/chat/people/rosa/group/invite", json={"chat": group})
    search.chooses(query, chat=group)
    assert bot.asks("getUpdates", offset=-1)[0]["message"]["via_bot"]["username"] == "museline_bot"


def test_gone_result_is_explained(search: Search, http: httpx.Client) -> None:
    query = search.asks()
    assert search.chooses(query).json() == {"error": "This result is gone; search again."}
    assert http.get(f"/chat/people/ruth/inline/{query}").status_code == 404


def test_picture_by_its_address_needs_an_answer(search: Search) -> None:
    query = search.asks()
    address = "http://127.0.0.1:9/snail.jpg"
    search.answers(query, [{"type": "photo", "id": "214", "photo_url": address, "thumbnail_url": address}])
    assert search.chooses(query).json() == {"error": "Bad Request: wrong HTTP URL specified"}
