"""What the real Bot API turns down is turned down here, in the same words."""

from typing import Any

import pytest

from simulators.chat.practice import Practice
from tests.actors.chatter import Chatter
from tests.simulators.chat.bot_double import KEYS, MP3, OGG, PNG, TOKEN, BotDouble

Json = dict[str, Any]

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(30)
TEXT = {"method": "sendMessage", "text": "x"}


def keyboard(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def data(text: str) -> Json:
    return {"text": "x", "callback_data": text}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "🐌" * 2049}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag corresponding to"),
        (
            {"text": "<x>y</x>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "x" at byte',
        ),
        (
            {"text": "é</b>", "parse_mode": "HTML"},
            "can't parse entities: Unexpected end tag at byte offset 2",
        ),
        ({"text": "x", "parse_mode": "poetry"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": keyboard([data("я" * 33)])}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard([data("")])}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard(*[[data("a")]] * 101)}, "reply markup is too long"),
        ({"text": "x", "reply_markup": keyboard([{"text": "x"}])}, "text buttons are unallowed"),
        (
            {"text": "x", "reply_markup": keyboard([{"text": "", "url": "https://a"}])},
            'Can\'t find field "text"',
        ),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 99}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ],
)
def test_message_is_refused_like_there(bot: BotDouble, chat_id: int, given: Json, words: str) -> None:
    answer = bot.call("sendMessage", **{"chat_id": chat_id, **given})
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert words in answer["description"]
    assert answer["description"].startswith("Bad Request: ")


@pytest.mark.parametrize(
    ("method", "field", "content", "words"),
    [
        ("sendAudio", "audio", WAV, "AUDIO_EXT_INVALID"),
        ("sendAudio", "audio", OGG, "AUDIO_EXT_INVALID"),
        ("sendVoice", "voice", WAV, "VOICE_EXT_INVALID"),
        ("sendPhoto", "photo", b"no picture", "IMAGE_PROCESS_FAILED"),
        (
            "sendPhoto",
            "photo",
            PNG + bytes(10 << 20),
            "is too big for a photo; the maximum size is 10485760 bytes",
        ),
        ("sendPhoto", "photo", PNG[:16] + b"\x00\x00\x30\x00" + PNG[20:], "PHOTO_INVALID_DIMENSIONS"),
        ("sendDocument", "document", b"", "file must be non-empty"),
        ("sendDocument", "other", b"x", "there is no document in the request"),
    ],
)
def test_file_is_refused_like_there(
    bot: BotDouble, chat_id: int, method: str, field: str, content: bytes, words: str
) -> None:
    answer = bot.sends_file(method, field, content, chat_id=chat_id)
    assert words in answer["description"]


def test_upload_over_fifty_megabytes_is_refused(bot: BotDouble, chat_id: int) -> None:
    answer = bot.sends_file("sendDocument", "document", bytes(52 << 20), chat_id=chat_id)
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")


def test_caption_is_measured_after_parsing(bot: BotDouble, chat_id: int) -> None:
    fine = bot.sends_file(
        "sendPhoto", "photo", PNG, chat_id=chat_id, caption=f"<b>{'a' * 1024}</b>", parse_mode="HTML"
    )
    assert fine["result"]["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1024}]
    long = bot.sends_file("sendPhoto", "photo", PNG, chat_id=chat_id, caption="a" * 1025)
    assert long["description"] == "Bad Request: message caption is too long"


def test_sixty_four_bytes_of_data_fit(bot: BotDouble, chat_id: int) -> None:
    bot.asks("sendMessage", chat_id=chat_id, text="x", reply_markup=keyboard([data("я" * 32)]))


@pytest.mark.parametrize(
    ("token", "code", "words"),
    [("4242:other", 401, "Unauthorized"), ("nonsense", 401, "Unauthorized: invalid token specified")],
)
def test_foreign_token_is_refused(bot: BotDouble, token: str, code: int, words: str) -> None:
    answer = bot.api.get(f"/bot{token}/getMe")
    assert (answer.status_code, answer.json()["description"]) == (code, words)
    assert bot.api.get(f"/file/bot{token}/photos/file_1.jpg").status_code == code


def test_unknown_method_is_not_found(bot: BotDouble) -> None:
    assert bot.call("sendDream") == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }
    assert bot.api.get(f"/file/bot{TOKEN}/photos/file_9.jpg").status_code == 404


def test_method_names_ignore_case_and_verb(bot: BotDouble) -> None:
    assert bot.api.get(f"/bot{TOKEN}/GETME").json()["result"]["username"] == "museline_bot"


def test_unchanged_edit_is_refused(bot: BotDouble, chat_id: int) -> None:
    same = {"chat_id": chat_id, "message_id": 2, "text": "Hello, this is the museum."}
    answer = bot.call("editMessageText", **same, reply_markup=KEYS)
    assert answer["description"].startswith(
        "Bad Request: message is not modified: specified new message content"
    )
    assert "reply_markup" not in bot.asks("editMessageText", **same)


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
        ("editMessageText", {"message_id": 3, "text": "x"}, "there is no text in the message to edit"),
        (
            "editMessageCaption",
            {"message_id": 2, "caption": "x"},
            "there is no caption in the message to edit",
        ),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("sendAudio", {"audio": "CQnever"}, "wrong file identifier/HTTP URL specified"),
        ("getFile", {"file_id": "CQnever"}, "invalid file_id"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "query is too old and response timeout expired or query",
        ),
        (
            "answerInlineQuery",
            {"inline_query_id": "1", "results": []},
            "query is too old and response timeout",
        ),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("sendMediaGroup", {"media": []}, "wrong number of messages to send"),
        ("sendLocation", {"latitude": 1}, "longitude is empty"),
        ("setMyCommands", {"commands": [{"command": "Big", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyDescription", {"description": "a" * 513}, "bot description is too long"),
        ("setWebhook", {"url": "http://museum.example/hook"}, "An HTTPS URL must be provided for webhook"),
        ("setWebhook", {"url": "https://museum.example:5000/"}, "only on ports 80, 88, 443 or 8443"),
        (
            "setWebhook",
            {"url": "http://localhost/", "secret_token": "ä"},
            "secret token contains unallowed characters",
        ),
    ],
)
def test_other_methods_refuse_like_there(
    bot: BotDouble, chat_id: int, method: str, given: Json, words: str
) -> None:
    bot.sends_file("sendPhoto", "photo", PNG, chat_id=chat_id)
    answer = bot.call(method, **{"chat_id": chat_id, **given})
    assert answer["error_code"] == 400
    assert words in answer["description"]


def test_file_id_serves_again_for_its_kind(bot: BotDouble, chat_id: int) -> None:
    sent = bot.sends_file("sendAudio", "audio", MP3, chat_id=chat_id, title="Snail", duration=61)["result"][
        "audio"
    ]
    again = bot.asks("sendAudio", chat_id=chat_id, audio=sent["file_id"])["audio"]
    assert again == sent
    wrong = bot.call("sendVoice", chat_id=chat_id, voice=sent["file_id"])
    assert wrong["description"] == "Bad Request: can't use file of type Audio as Voice"


def test_file_comes_back_byte_for_byte(rosa: Chatter, bot: BotDouble) -> None:
    rosa.sends_voice(OGG, 3)
    file = bot.asks("getFile", file_id=bot.heard[-1]["message"]["voice"]["file_id"])
    assert file["file_path"] == "voice/file_1.oga"
    assert bot.api.get(f"/file/bot{TOKEN}/{file['file_path']}").content == OGG


def test_file_over_twenty_megabytes_stays_there(rosa: Chatter, bot: BotDouble) -> None:
    rosa.sends_document("film.bin", bytes(21 << 20))
    answer = bot.call("getFile", file_id=bot.heard[-1]["message"]["document"]["file_id"])
    assert answer["description"] == "Bad Request: file is too big"


def test_voice_is_refused_by_privacy(bot: BotDouble, rosa: Chatter) -> None:
    ruth = Chatter("", "Ruth", refuses_voice=True, client=rosa.http).says("hello")
    answer = bot.sends_file("sendVoice", "voice", OGG, chat_id=ruth.person["id"])
    assert answer["description"] == "Bad Request: VOICE_MESSAGES_FORBIDDEN"
    assert bot.asks("getChat", chat_id=ruth.person["id"])["has_restricted_voice_and_video_messages"]


def test_deleted_account_is_told(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    rosa.leaves_for_good()
    answer = bot.call("sendMessage", chat_id=chat_id, text="x")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: user is deactivated")


def test_bot_thrown_out_is_told(rosa: Chatter, bot: BotDouble) -> None:
    group = rosa.founds_group("Class 4b")
    group.http.post("/chat/people/rosa/group/remove", json={"chat": group.chat})
    answer = bot.call("sendMessage", chat_id=group.chat, text="x")
    assert answer["description"] == "Forbidden: bot was kicked from the group chat"


def test_button_is_answered_once_and_in_time(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    rosa.presses("1")
    spent = bot.heard[-1]["callback_query"]["id"]
    assert "query is too old" in bot.call("answerCallbackQuery", callback_query_id=spent)["description"]


def test_late_button_is_answered_in_vain(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    rosa.breaks("late").presses("1")
    assert rosa.notices() == []
    assert rosa.sees() == "The snail walks on."


def test_search_expires_after_half_a_minute(rosa: Chatter, bot: BotDouble, practice: Practice) -> None:
    bot.asks("deleteWebhook")
    query = rosa.http.post("/chat/people/rosa/inline", json={"text": "snail"}).json()
    practice.world.delays.sleep(31)
    answer = bot.call("answerInlineQuery", inline_query_id=query["id"], results=[])
    assert "query is too old" in answer["description"]


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("429", 429, "Too Many Requests: retry after 7"),
        ("500", 500, "Internal Server Error: restart"),
        ("timeout", 504, "Gateway Timeout"),
    ],
)
def test_fault_happens_as_often_as_asked(
    rosa: Chatter, bot: BotDouble, chat_id: int, kind: str, code: int, words: str
) -> None:
    rosa.breaks(kind, times=1, method="sendMessage", seconds=7)
    assert bot.call("getMe")["ok"]
    answer = bot.call("sendMessage", chat_id=chat_id, text="x")
    assert (answer["error_code"], answer["description"]) == (code, words)
    assert bot.call("sendMessage", chat_id=chat_id, text="x")["ok"]


def test_lost_answer_was_carried_out(rosa: Chatter, bot: BotDouble, practice: Practice, chat_id: int) -> None:
    before = practice.world.now()
    rosa.breaks("lost", seconds=30)
    answer = bot.call("sendMessage", chat_id=chat_id, text="It arrived after all")
    assert answer["description"] == "Gateway Timeout"
    assert practice.world.now() - before >= 30
    assert "It arrived after all" in rosa.reads_all()


def test_pause_is_named_in_every_way(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    rosa.breaks("429", seconds=7)
    response = bot.api.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": chat_id, "text": "x"})
    assert response.headers["Retry-After"] == "7"
    assert response.json()["parameters"] == {"retry_after": 7}
    assert bot.api.post("/chat/faults", json={"kind": "dragons"}).status_code == 400
