"""The museum's own client library reads every answer of the practice chat, over real HTTP."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaAudio,
    InputTextMessageContent,
    ReplyParameters,
    Update,
    error,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, InlineQueryHandler
from werkzeug.serving import make_server

from simulators.chat.courier import Courier
from simulators.chat.practice import Practice
from simulators.chat.routes import create_blueprint
from simulators.chat.snapshots import open_world
from simulators.config import SimulatorConfig
from tests.actors.chatter import Chatter
from tests.simulators.chat.bot_double import MP3, OGG, PNG, TOKEN
from tests.simulators.chat.conftest import SIMULATORS

Talk = Callable[[Bot, int], Awaitable[Any]]
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("1 Today's story", callback_data="today")]])


@pytest.fixture(autouse=True)
def durations_as_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def server(config: SimulatorConfig) -> Iterator[str]:
    world = open_world(config)
    app = Flask("simulators", root_path=str(SIMULATORS))
    app.register_blueprint(create_blueprint(config, Practice(world, Courier(world))))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def rosa(server: str) -> Iterator[Chatter]:
    chatter = Chatter(server, "Rosa", quiet=0.3)
    yield chatter
    chatter.http.close()


def bot_at(server: str) -> Bot:
    return Bot(TOKEN, base_url=f"{server}/bot", base_file_url=f"{server}/file/bot")


def talk(server: str, chatter: Chatter, what: Talk) -> Any:
    """Let the library do something in a chat that exists."""
    chatter.http.post("/chat/people/rosa/messages", json={"text": "hello"})

    async def run() -> Any:
        async with bot_at(server) as bot:
            return await what(bot, chatter.person["id"])

    return asyncio.run(run())


async def send_everything(bot: Bot, chat: int) -> list[Any]:
    text = await bot.send_message(chat, "<b>Hello</b> 🐌", parse_mode="HTML", reply_markup=KEYS)
    photo = await bot.send_photo(chat, PNG, caption="A snail", reply_parameters=ReplyParameters(1))
    audio = await bot.send_audio(chat, MP3, title="Snail", performer="Ana", duration=61, thumbnail=PNG)
    voice = await bot.send_voice(chat, OGG, duration=4)
    again = await bot.send_voice(chat, voice.voice.file_id)  # type: ignore[union-attr]
    document = await bot.send_document(chat, b"%PDF-1", filename="card.pdf")
    place = await bot.send_location(chat, 48.2, 16.4)
    pair = await bot.send_media_group(
        chat, [InputMediaAudio(MP3, title="a"), InputMediaAudio(MP3, title="b")]
    )
    await bot.send_chat_action(chat, "typing")
    return [text, photo, audio, voice, again, document, place, *pair]


def test_library_reads_everything_it_sends(server: str, rosa: Chatter) -> None:
    text, photo, audio, voice, again, document, place, first, second = talk(server, rosa, send_everything)
    assert (text.text, text.parse_entities()) == ("Hello 🐌", {text.entities[0]: "Hello"})
    assert text.reply_markup == KEYS
    assert (photo.photo[0].width, photo.caption, photo.reply_to_message.text) == (2, "A snail", "hello")
    assert (audio.audio.title, audio.audio.performer, audio.audio.duration) == (
        "Snail",
        "Ana",
        timedelta(seconds=61),
    )
    assert audio.audio.thumbnail.height == 3
    assert (voice.voice.mime_type, again.voice) == ("audio/ogg", voice.voice)
    assert (document.document.file_name, place.location.latitude) == ("card.pdf", 48.2)
    assert first.media_group_id == second.media_group_id


async def edit_everything(bot: Bot, chat: int) -> list[Any]:
    message = await bot.send_message(chat, "one", reply_markup=KEYS)
    text = await bot.edit_message_text("two", chat, message.message_id)
    marked = await bot.edit_message_reply_markup(chat, message.message_id, reply_markup=KEYS)
    sound = await bot.edit_message_media(InputMediaAudio(MP3, title="a"), chat, message.message_id)
    named = await bot.edit_message_caption(chat, message.message_id, caption="three")
    deleted = await bot.delete_message(chat, message.message_id)
    return [text, marked, sound, named, deleted]


def test_library_reads_everything_it_edits(server: str, rosa: Chatter) -> None:
    text, marked, sound, named, deleted = talk(server, rosa, edit_everything)
    assert (text.text, text.reply_markup, marked.reply_markup) == ("two", None, KEYS)
    assert (sound.audio.title, sound.text, named.caption, deleted) == ("a", None, "three", True)


async def present(bot: Bot, chat: int) -> list[Any]:
    await bot.set_my_commands([BotCommand("today", "L'histoire du jour")], language_code="fr")
    await bot.set_my_description("Das Museum", language_code="de")
    await bot.set_my_short_description("A museum to write to")
    await bot.set_my_name("Snail line")
    await bot.set_chat_menu_button()
    return [
        await bot.get_me(),
        await bot.get_my_commands(language_code="fr"),
        await bot.get_my_description("de"),
        await bot.get_my_short_description(),
        await bot.get_my_name("fr"),
        await bot.get_chat_menu_button(),
        await bot.get_chat(chat),
        await bot.get_webhook_info(),
    ]


def test_library_reads_how_the_bot_presents_itself(server: str, rosa: Chatter) -> None:
    me, commands, description, short, name, menu, chat, info = talk(server, rosa, present)
    assert (me.id, me.username, me.first_name) == (4242, "museline_bot", "Snail line")
    assert commands == (BotCommand("today", "L'histoire du jour"),)
    assert (description.description, short.short_description) == ("Das Museum", "A museum to write to")
    assert (name.name, menu.type, chat.first_name, info.url) == ("Snail line", "default", "Rosa", "")


async def hear_a_note(bot: Bot, chat: int) -> bytes:
    update = (await bot.get_updates(timeout=5))[-1]
    file = await bot.get_file(update.message.voice.file_id)  # type: ignore[union-attr]
    return bytes(await file.download_as_bytearray())


def test_library_downloads_a_voice_note(server: str, rosa: Chatter) -> None:
    voice = {"voice": ("voice.oga", OGG)}
    rosa.http.post("/chat/people/rosa/messages", files=voice, data={"seconds": "3"})

    async def run() -> bytes:
        async with bot_at(server) as bot:
            return await hear_a_note(bot, 0)

    assert asyncio.run(run()) == OGG


@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        ("block", error.Forbidden),
        ("deactivate", error.Forbidden),
    ],
)
def test_library_tells_refusals_apart(server: str, rosa: Chatter, deed: str, kind: type[Exception]) -> None:
    async def write(bot: Bot, chat: int) -> None:
        rosa.http.post(f"/chat/people/rosa/{deed}")
        await bot.send_message(chat, "x")

    with pytest.raises(kind):
        talk(server, rosa, write)


@pytest.mark.parametrize(
    ("fault", "kind"), [("429", error.RetryAfter), ("500", error.NetworkError), ("timeout", error.TimedOut)]
)
def test_library_tells_faults_apart(server: str, rosa: Chatter, fault: str, kind: type[Exception]) -> None:
    async def write(bot: Bot, chat: int) -> None:
        rosa.breaks(fault, seconds=1)
        await bot.send_message(chat, "x", read_timeout=0.3)

    with pytest.raises(kind):
        talk(server, rosa, write)


async def greet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message
    await update.effective_message.reply_text("Hello, this is the museum.", reply_markup=KEYS)


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer("One moment")
    await update.callback_query.edit_message_text("The snail walks on.")


async def search(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.inline_query
    article = InlineQueryResultArticle("214", "Snail", InputTextMessageContent("A snail"))
    await update.inline_query.answer([article], is_personal=True)


def polling(server: str) -> Application[Any, Any, Any, Any, Any, Any]:
    app = Application.builder().bot(bot_at(server)).build()
    app.add_handler(CommandHandler("start", greet))
    app.add_handler(CallbackQueryHandler(press))
    app.add_handler(InlineQueryHandler(search))
    return app


def visit(rosa: Chatter) -> list[str]:
    seen = [rosa.opens("item-214").sees(), rosa.presses("1 Today").sees()]
    return seen + [found.title for found in rosa.asks_inline("snail")]


def test_polling_application_keeps_a_conversation(server: str, rosa: Chatter) -> None:
    async def run() -> list[str]:
        app = polling(server)
        async with app:
            assert app.updater
            await app.updater.start_polling(timeout=2)
            await app.start()
            seen = await asyncio.to_thread(visit, rosa)
            await app.updater.stop()
            await app.stop()
        return seen

    assert asyncio.run(run()) == ["Hello, this is the museum.", "The snail walks on.", "Snail"]
