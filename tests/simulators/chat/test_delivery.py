"""How updates reach the bot: in order, again after a failure, until they expire; or by polling."""

import threading
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.chat.courier import Courier
from simulators.chat.practice import Practice, open_practice
from simulators.chat.snapshots import open_world, save
from simulators.chat.updates import Pending, UpdateQueue
from simulators.config import SimulatorConfig
from tests.actors.chatter import Chatter
from tests.simulators.chat.bot_double import OGG, SECRET, BotDouble


def say(rosa: Chatter, text: str) -> None:
    rosa.http.post("/chat/people/rosa/messages", json={"text": text})


def test_secret_travels_with_every_update(rosa: Chatter, bot: BotDouble) -> None:
    rosa.says("hello")
    assert bot.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == SECRET


def test_failed_update_is_repeated_with_pauses(rosa: Chatter, bot: BotDouble, practice: Practice) -> None:
    bot.statuses = [500, 502, 403, 500]
    begun = practice.world.now()
    rosa.says("hello")
    assert practice.world.now() - begun == pytest.approx(0 + 2 + 4 + 8, abs=1)
    assert len(bot.heard) == 1
    info = bot.asks("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["pending_update_count"] == 0


def test_asked_for_pause_is_honoured(rosa: Chatter, bot: BotDouble, practice: Practice) -> None:
    bot.statuses, bot.retry_after = [429], "50"
    begun = practice.world.now()
    rosa.says("hello")
    assert practice.world.now() - begun == pytest.approx(50, abs=1)


def test_blocked_queue_holds_back_its_own(rosa: Chatter, bot: BotDouble, practice: Practice) -> None:
    bot.asks("deleteWebhook")
    say(rosa, "first")
    say(rosa, "second")
    claimed = practice.world.updates.claim(practice.world.now(), 40)
    assert [one.update["message"]["text"] for one in claimed] == ["first"]
    assert practice.world.updates.claim(practice.world.now(), 40) == []


def test_press_and_message_travel_side_by_side(rosa: Chatter, bot: BotDouble, practice: Practice) -> None:
    rosa.says("hello")
    bot.asks("deleteWebhook")
    say(rosa, "first")
    rosa.http.post("/chat/people/rosa/presses", json={"message": 2, "label": "1"})
    assert len(practice.world.updates.claim(practice.world.now(), 40)) == 2


def test_update_expires_after_a_day(rosa: Chatter, bot: BotDouble) -> None:
    bot.statuses = [500] * 2000
    rosa.says("hello")
    assert bot.heard == []
    assert 900 < 2000 - len(bot.statuses) < 1000


def test_long_gone_webhook_is_removed(rosa: Chatter, bot: BotDouble) -> None:
    bot.statuses = [410] * 2000
    rosa.http.post("/chat/people/rosa/messages", json={"text": "hello"})
    rosa.http.post("/chat/deliver")
    assert bot.asks("getWebhookInfo")["url"] == ""


def test_method_in_the_answer_is_carried_out(rosa: Chatter, bot: BotDouble) -> None:
    rosa.says("hello")
    bot.reply = {"method": "sendMessage", "chat_id": rosa.person["id"], "text": "by the way"}
    assert rosa.says("?").sees() == "by the way"
    bot.reply = {"method": "deleteWebhook"}
    rosa.says("?")
    assert bot.asks("getWebhookInfo")["url"]


def test_unwanted_kinds_are_not_delivered(rosa: Chatter, bot: BotDouble) -> None:
    bot.asks("setWebhook", url="http://127.0.0.1:8000/hook", allowed_updates=["callback_query"])
    rosa.says("hello")
    assert bot.heard == []


def test_duplicate_comes_with_the_same_number(rosa: Chatter, bot: BotDouble) -> None:
    rosa.breaks("duplicate").says("hello").says("again")
    numbers = [update["update_id"] for update in bot.heard]
    assert numbers == [numbers[0], numbers[0], numbers[0] + 1]


def test_polling_is_refused_beside_a_webhook(bot: BotDouble) -> None:
    answer = bot.call("getUpdates")
    assert (answer["error_code"], answer["description"][:40]) == (
        409,
        "Conflict: can't use getUpdates method wh",
    )


def test_polled_updates_stay_until_confirmed(rosa: Chatter, bot: BotDouble) -> None:
    bot.asks("deleteWebhook", drop_pending_updates=True)
    for text in ("one", "two", "three"):
        say(rosa, text)
    first = bot.asks("getUpdates", limit=2)
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert bot.asks("getUpdates", limit=2) == first
    rest = bot.asks("getUpdates", offset=first[-1]["update_id"] + 1, timeout=30)
    assert [update["message"]["text"] for update in rest] == ["three"]
    assert bot.asks("getUpdates", offset=-1) == rest
    assert bot.asks("getUpdates", offset=rest[0]["update_id"] + 1, timeout=50) == []


def test_dropped_updates_never_come(rosa: Chatter, bot: BotDouble) -> None:
    bot.asks("deleteWebhook")
    say(rosa, "forgotten")
    bot.asks("setWebhook", url="http://127.0.0.1:8000/hook", drop_pending_updates=True)
    rosa.says("hello")
    assert [update["message"]["text"] for update in bot.heard] == ["hello"]


def test_second_start_finds_everything(config: SimulatorConfig, tmp_path: Path) -> None:
    kept = replace(config, data_dir=tmp_path)
    world = open_world(kept)
    rosa = world.person("rosa")
    stored = world.shelf.add("voice", "voice", OGG, duration=3)
    with world.changed:
        world.private_chat(rosa).messages[7] = {"message_id": 7, "text": "hello"}
        world.updates.add("message", {"text": "waits"}, rosa.id, world.now())
        world.webhook.url = "http://127.0.0.1/hook"
    save(world)
    again = open_world(kept)
    assert again.chats[rosa.id].messages[7]["text"] == "hello"
    assert again.shelf.read(again.shelf.find(stored.file_id)) == OGG
    assert [one.update["message"] for one in again.updates.pending] == [{"text": "waits"}]
    assert again.webhook.url == "http://127.0.0.1/hook"
    assert again.updates.next_id > world.updates.next_id


def test_closing_writes_down_a_last_time(config: SimulatorConfig, tmp_path: Path) -> None:
    kept = replace(config, data_dir=tmp_path)
    practice = open_practice(kept)
    practice.world.private_chat(practice.world.person("rosa")).messages[7] = {
        "message_id": 7,
        "text": "hello",
    }
    practice.close()
    assert "hello" in (tmp_path / "chat" / "state.json").read_text(encoding="utf-8")


def test_background_courier_brings_it_too(config: SimulatorConfig) -> None:
    world, arrived = open_world(config), threading.Event()
    world.webhook.url = "http://bot.test/hook"

    def take(request: httpx.Request) -> httpx.Response:
        arrived.set()
        return httpx.Response(200)

    courier = Courier(world, httpx.Client(transport=httpx.MockTransport(take)))
    courier.start()
    with world.changed:
        world.updates.add("message", {"text": "x"}, 1, world.now())
        world.touch()
    assert arrived.wait(5)
    courier.stop()


@given(st.lists(st.integers(0, 3), max_size=40))
def test_each_queue_keeps_its_order(queues: list[int]) -> None:
    pending = [Pending({"update_id": number}, queue, 1e9) for number, queue in enumerate(queues)]
    from_queues: dict[int, list[int]] = {}
    waiting = UpdateQueue(0, pending)
    while claimed := waiting.claim(0.0, 2):
        assert len({one.queue for one in claimed}) == len(claimed) <= 2
        for one in claimed:
            from_queues.setdefault(one.queue, []).append(one.update["update_id"])
            waiting.done(one)
    assert all(numbers == sorted(numbers) for numbers in from_queues.values())
    assert sum(map(len, from_queues.values())) == len(queues)
