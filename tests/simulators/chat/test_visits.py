"""A visit in the chat as a person plays it, with every kind of thing that is said and shown."""

import httpx
import pytest

from simulators.chat.practice import Practice
from tests.actors.chatter import Chatter
from tests.simulators.chat.bot_double import OGG, PNG, BotDouble

CHAT = "http://chat.test"


def test_hello_is_answered_with_buttons(rosa: Chatter) -> None:
    assert rosa.says("hello").sees() == "Hello, this is the museum."
    assert rosa.buttons() == ["1 Today's story"]


def test_pressing_edits_the_message_in_place(rosa: Chatter) -> None:
    rosa.says("hello").presses("1 today")
    assert rosa.sees() == "The snail walks on."
    assert rosa.notices() == ["One moment"]
    assert len(rosa.messages()) == 2


def test_keyboard_taken_away_is_no_news(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    rosa.opens("item-214")
    bot.asks("editMessageReplyMarkup", chat_id=chat_id, message_id=2)
    assert rosa.sees() == "A snail, seen from above"


def test_printed_code_brings_picture_and_sound(rosa: Chatter) -> None:
    rosa.opens("item-214")
    assert rosa.sees() == "A snail, seen from above"
    (sound,), (picture,) = rosa.hears(), rosa.looks_at()
    assert (sound.title, sound.performer, sound.duration) == ("The snail", "Ana", 61)
    assert (picture.width, picture.height, picture.data) == (2, 3, PNG)


def test_message_carries_name_language_and_command(rosa: Chatter, bot: BotDouble, http: httpx.Client) -> None:
    Chatter(CHAT, "João", "pt-br", client=http).says("/start")
    message = bot.heard[-1]["message"]
    assert (message["from"]["first_name"], message["from"]["language_code"]) == ("João", "pt-br")
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["chat"] == {"id": message["from"]["id"], "type": "private", "first_name": "João"}


def test_everything_sent_reaches_the_bot(rosa: Chatter, bot: BotDouble) -> None:
    rosa.sends_photo(PNG, "my snail").sends_voice(OGG, 7).sends_document("a.pdf", b"%PDF-1").sends_sticker(
        "🐌"
    )
    rosa.sends_location(48.2, 16.4).says("/help")
    messages = [update["message"] for update in bot.heard]
    assert messages[0]["caption"] == "my snail"
    assert messages[1]["voice"]["duration"] == 7
    assert messages[1]["voice"]["mime_type"] == "audio/ogg"
    assert messages[2]["document"]["file_name"] == "a.pdf"
    assert messages[3]["sticker"]["emoji"] == "🐌"
    assert messages[4]["location"] == {"latitude": 48.2, "longitude": 16.4}


def test_edited_words_come_as_an_edit(rosa: Chatter, bot: BotDouble) -> None:
    rosa.says("Why is the snail bleu").edits("Why is the snail blue?")
    assert bot.heard[-1]["edited_message"]["text"] == "Why is the snail blue?"
    assert bot.heard[0]["message"]["text"] == "Why is the snail bleu"


def test_long_words_are_split_in_two(rosa: Chatter, bot: BotDouble) -> None:
    rosa.says("a" * 5000)
    assert [len(update["message"]["text"]) for update in bot.heard] == [4096, 904]


def test_blocking_is_told_and_stops_everything(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    rosa.blocks()
    assert bot.heard[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    refused = bot.call("sendMessage", chat_id=chat_id, text="Still there?")
    assert (refused["error_code"], refused["description"]) == (403, "Forbidden: bot was blocked by the user")
    with pytest.raises(AssertionError, match="You blocked the museum"):
        rosa.says("hello")
    assert rosa.unblocks().says("hello").sees() == "Hello, this is the museum."


def test_search_is_answered_and_shared(rosa: Chatter, bot: BotDouble) -> None:
    assert [found.title for found in rosa.asks_inline("snail")] == ["Snail"]
    rosa.chooses_inline("snail", "Snail")
    assert [update["chosen_inline_result"]["result_id"] for update in bot.heard[-2:-1]] == ["214"]
    assert bot.heard[-1]["message"]["text"] == "A snail"
    assert bot.heard[-1]["message"]["via_bot"]["username"] == "museline_bot"


def test_remembered_search_asks_nobody_again(rosa: Chatter, bot: BotDouble, http: httpx.Client) -> None:
    rosa.asks_inline("snail")
    heard = len(bot.heard)
    assert Chatter(CHAT, "Ruth", client=http).asks_inline("snail")
    assert len(bot.heard) == heard


def test_group_shows_the_bot_commands_only(rosa: Chatter, bot: BotDouble) -> None:
    group = rosa.founds_group("Class 4b", ("ruth",))
    group.says("nobody listens to this").says("/start@other_bot").says("/start@museline_bot")
    texts = [update["message"].get("text") for update in bot.heard if "message" in update]
    assert texts == [None, "/start@museline_bot"]
    assert group.sees() == "Hello, this is the museum."


def test_answer_to_the_bot_is_seen_in_groups(rosa: Chatter, bot: BotDouble) -> None:
    group = rosa.founds_group("Class 4b").says("/start")
    answer = group.messages()[-1]["id"]
    group.says("we liked it", reply_to=answer)
    assert bot.heard[-1]["message"]["reply_to_message"]["message_id"] == answer


def test_grown_group_names_its_new_number(rosa: Chatter, bot: BotDouble) -> None:
    group = rosa.founds_group("Class 4b").says("/start")
    grown = group.lets_group_grow()
    refused = bot.call("sendMessage", chat_id=group.chat, text="x")
    assert refused["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refused["parameters"] == {"migrate_to_chat_id": grown.chat}
    assert grown.chat < -1_000_000_000_000
    assert bot.asks("sendMessage", chat_id=grown.chat, text="x")["chat"]["type"] == "supergroup"


def test_old_button_still_reaches_the_bot(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    first = rosa.messages()[-1]["id"]
    bot.asks("deleteMessage", chat_id=chat_id, message_id=first)
    rosa.presses_data("made/by-hand", first)
    query = bot.heard[-1]["callback_query"]
    assert (query["data"], query["message"]["date"]) == ("made/by-hand", 0)


def test_unanswered_button_is_shown_as_waiting(rosa: Chatter, practice: Practice, bot: BotDouble) -> None:
    rosa.says("hello")
    bot.asks("deleteWebhook")
    rosa.http.post("/chat/people/rosa/presses", json={"message": 2, "label": "1"})
    assert rosa.view()["waiting"] == [{"message": 2, "data": "today"}]
    practice.world.delays.sleep(151)
    assert rosa.view()["waiting"] == []


def test_app_does_what_other_buttons_say(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    keys = [[{"text": "The card", "url": "https://museum.example/card"}]]
    bot.asks("sendMessage", chat_id=chat_id, text="Here", reply_markup={"inline_keyboard": keys})
    pressed = rosa.http.post("/chat/people/rosa/presses", json={"message": 3, "label": "The"}).json()
    assert pressed == {"url": "https://museum.example/card"}


def test_commands_are_listed_in_own_language(rosa: Chatter, bot: BotDouble, http: httpx.Client) -> None:
    bot.asks("setMyCommands", commands=[{"command": "today", "description": "Today's story"}])
    french = [{"command": "aujourdhui", "description": "L'histoire du jour"}]
    bot.asks("setMyCommands", commands=french, language_code="fr")
    assert rosa.commands() == ["today"]
    assert Chatter(CHAT, "Amélie", "fr-ca", client=http).commands() == ["aujourdhui"]


def test_typing_is_shown_for_a_moment(
    rosa: Chatter, bot: BotDouble, practice: Practice, chat_id: int
) -> None:
    bot.asks("sendChatAction", chat_id=chat_id, action="record_voice")
    assert rosa.view()["chat"]["action"] == "record_voice"
    practice.world.delays.sleep(6)
    assert rosa.view()["chat"]["action"] == ""


def test_bottom_keyboard_comes_and_goes(rosa: Chatter, bot: BotDouble, chat_id: int) -> None:
    bot.asks("sendMessage", chat_id=chat_id, text="?", reply_markup={"keyboard": [["Yes", "No"]]})
    assert rosa.view()["chat"]["keyboard"]["keyboard"] == [["Yes", "No"]]
    bot.asks("sendMessage", chat_id=chat_id, text="!", reply_markup={"remove_keyboard": True})
    assert rosa.view()["chat"]["keyboard"] is None
