"""The JSON API behind the page: what is impossible is said in words, what is shown is safe."""

from typing import Any

import httpx
import pytest

from simulators.chat.practice import Practice
from tests.actors.chatter import Chatter
from tests.simulators.chat.bot_double import KEYS, MP3, PNG, TOKEN, BotDouble

Json = dict[str, Any]


@pytest.mark.parametrize(
    ("path", "given", "status", "words"),
    [
        ("messages", {"text": "  "}, 409, "There is nothing to send yet."),
        ("messages", {"start": "item 214!"}, 409, "A deep link carries 1 to 64 letters"),
        ("messages", {"edit": 99, "text": "x"}, 409, "Only your own messages can be changed."),
        ("messages", {"edit": 2, "text": "x"}, 409, "Only your own messages can be changed."),
        ("messages", {"photo": "no file"}, 409, "The file is missing."),
        ("presses", {"message": 2, "label": "9"}, 409, "There is no button '9' under this message."),
        ("presses", {"message": 99, "label": "1"}, 409, "There is no button '1' under this message."),
        ("messages", {"text": "x", "chat": -5}, 404, ""),
        ("group/invite", {}, 404, ""),
        ("elope", {}, 404, ""),
    ],
)
def test_impossible_things_are_explained(
    rosa: Chatter, chat_id: int, path: str, given: Json, status: int, words: str
) -> None:
    answer = rosa.http.post(f"/chat/people/rosa/{path}", json=given)
    assert answer.status_code == status
    assert words in (answer.json()["error"] if status == 409 else answer.text)


def test_unknown_person_is_not_found(http: httpx.Client, bot: BotDouble) -> None:
    assert http.get("/chat/people/nobody/view").status_code == 404


def test_file_that_is_no_picture_is_explained(rosa: Chatter) -> None:
    answer = rosa.http.post("/chat/people/rosa/messages", files={"photo": ("a.jpg", b"words")})
    assert answer.json() == {"error": "This file is no picture that the chat can send."}


def test_first_cast_speaks_many_languages(http: httpx.Client, bot: BotDouble) -> None:
    cast = {one["name"]: one["language"] for one in http.get("/chat/people").json()}
    assert {"en", "fr", "es", "pt-br", "ar"} <= set(cast.values())
    silent = http.post("/chat/people", json={"name": "Zoë Q.", "language": ""}).json()
    assert (silent["key"], silent["language"]) == ("zoe-q", None)
    assert len({one["id"] for one in http.get("/chat/people").json()}) == len(cast) + 1


def test_app_that_hides_its_language_sends_none(bot: BotDouble, http: httpx.Client) -> None:
    Chatter("", "Noor", None, client=http).says("hello")
    assert "language_code" not in bot.heard[-1]["message"]["from"]


def test_view_waits_until_something_changes(rosa: Chatter, practice: Practice) -> None:
    begun, version = practice.world.now(), rosa.view()["version"]
    rosa.http.get("/chat/people/rosa/view", params={"after": version, "wait": 20})
    assert practice.world.now() - begun == 20
    rosa.http.get("/chat/people/rosa/view", params={"after": version - 1, "wait": 20})
    assert practice.world.now() - begun == 20


def test_trouble_is_shown_while_it_lasts(rosa: Chatter, bot: BotDouble, practice: Practice) -> None:
    assert rosa.view()["trouble"] == ""
    bot.statuses = [500, 500, 500]
    rosa.http.post("/chat/people/rosa/messages", json={"text": "hello"})
    for _ in range(3):
        claimed = practice.world.updates.claim(practice.world.now() + 60, 1)
        practice.courier.carry(claimed[0])
    assert rosa.view()["trouble"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert rosa.says("still there?").view()["trouble"] == ""


def test_files_are_served_in_ranges_and_inert(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    bot.sends_file("sendAudio", "audio", MP3, chat_id=chat_id)
    url = rosa.messages()[-1]["audio"]["url"]
    part = rosa.http.get(url, headers={"Range": "bytes=0-2"})
    assert (part.status_code, part.content) == (206, b"ID3")
    assert part.headers["X-Content-Type-Options"] == "nosniff"
    assert part.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    rosa.sends_document("evil.html", b"<script>alert(1)</script>")
    page = rosa.http.get(rosa.messages()[-1]["document"]["url"])
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert page.headers["Content-Type"] == "application/octet-stream"
    assert rosa.http.get("/chat/files/unknown").status_code == 404


def test_page_allows_no_script_but_its_own(rosa: Chatter) -> None:
    page = rosa.http.get("/chat")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "onclick" not in page.text
    assert "<script>" not in page.text


def test_faults_are_listed_and_ended(rosa: Chatter) -> None:
    rosa.breaks("500", times=2, method="sendPhoto")
    (on,) = rosa.http.get("/chat/faults").json()["on"]
    assert (on["kind"], on["times"], on["method"]) == ("500", 2, "sendPhoto")
    assert rosa.http.delete("/chat/faults").json() == {"on": []}


def test_update_is_as_it_was_when_it_happened(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    bot.asks("deleteWebhook")
    rosa.http.post("/chat/people/rosa/messages", json={"text": "first"})
    rosa.http.post("/chat/people/rosa/messages", json={"text": "second", "edit": 3})
    told, edited = bot.asks("getUpdates")
    assert told["message"]["text"] == "first"
    assert (edited["edited_message"]["text"], "edit_date" in told["message"]) == ("second", False)


def test_waiting_for_calm_gives_up_honestly(rosa: Chatter, bot: BotDouble) -> None:
    bot.statuses = [500] * 5000
    rosa.http.post("/chat/people/rosa/messages", json={"text": "hello"})
    bot.asks("deleteWebhook")
    calm = rosa.http.post("/chat/settle", json={"seconds": 3}).json()
    assert (calm["is_settled"], calm["pending"]) == (False, 1)


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
def test_parameters_travel_in_four_ways(bot: BotDouble, chat_id: int, way: str) -> None:
    given = {"chat_id": str(chat_id), "text": "<i>x</i>", "parse_mode": "HTML"}
    sent: dict[str, dict[str, Any]] = {
        "query": {"params": given},
        "form": {"data": given},
        "json": {"json": given},
        "multipart": {"data": given, "files": {"unused": ("a", b"x")}},
    }
    result = bot.api.post(f"/bot{TOKEN}/sendMessage", **sent[way]).json()["result"]
    assert result["entities"] == [{"type": "italic", "offset": 0, "length": 1}]


def test_attached_file_is_found_by_its_name(bot: BotDouble, chat_id: int) -> None:
    given = {"chat_id": chat_id, "photo": "attach://snail"}
    files = {"snail": ("s.png", PNG)}
    assert bot.api.post(f"/bot{TOKEN}/sendPhoto", data=given, files=files).json()["result"]["photo"]
    lost = bot.api.post(f"/bot{TOKEN}/sendPhoto", data=given).json()
    assert lost["description"] == "Bad Request: can't find file by the specified attach:// address"


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ([{"type": "photo", "media": "x"}] * 11, "wrong number of messages to send, expected 2-10"),
        ([{"type": "photo"}, {"type": "audio"}], "can't use the media of the specified type in the album"),
        ([{"type": "poem"}, {"type": "poem"}], "invalid type 'poem' specified"),
        ("not a list", "can't parse media JSON object"),
    ],
)
def test_albums_are_refused_like_there(bot: BotDouble, chat_id: int, media: Any, words: str) -> None:
    assert words in bot.call("sendMediaGroup", chat_id=chat_id, media=media)["description"]


def test_media_takes_the_place_of_words(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    files = {"new": ("s.png", PNG)}
    media = '{"type": "photo", "media": "attach://new", "caption": "A snail"}'
    given = {"chat_id": chat_id, "message_id": 2, "media": media}
    edited = bot.api.post(f"/bot{TOKEN}/editMessageMedia", data=given, files=files).json()["result"]
    assert (edited["caption"], "text" in edited, edited["photo"][0]["height"]) == ("A snail", False, 3)
    named = bot.asks(
        "editMessageCaption", chat_id=chat_id, message_id=2, caption="Two snails", reply_markup=KEYS
    )
    assert (named["caption"], named["reply_markup"]) == ("Two snails", KEYS)


def test_bot_leaves_a_group_by_itself(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    group = rosa.founds_group("Class 4b", ("ruth", "diego"))
    assert bot.asks("getChatMemberCount", chat_id=group.chat) == 4
    assert bot.asks("getChat", chat_id=group.chat)["title"] == "Class 4b"
    assert bot.asks("leaveChat", chat_id=group.chat)
    refused = bot.call("sendMessage", chat_id=group.chat, text="x")
    assert refused["description"] == "Forbidden: bot is not a member of the group chat"
    assert bot.call("leaveChat", chat_id=chat_id)["error_code"] == 400
