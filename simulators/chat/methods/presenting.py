"""The Bot API's methods about the bot itself: who it is, its commands, names and descriptions."""

import re
from collections.abc import Callable
from typing import Any

from simulators.chat.parameters import Parameters
from simulators.chat.profile import scope_key
from simulators.chat.refusals import bad_request
from simulators.chat.world import World

Json = dict[str, Any]
Method = Callable[[World, Parameters], Any]

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MAX_COMMANDS = 100
MENU_BUTTONS = ("commands", "default", "web_app")
TEXTS = {  # attribute of the profile, name of the parameter, longest text, name in the error
    "name": ("names", "name", 64),
    "description": ("descriptions", "description", 512),
    "shortdescription": ("short_descriptions", "short_description", 120),
}


def get_me(world: World, _given: Parameters) -> Json:
    """getMe."""
    return {
        **world.bot_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _scope(given: Parameters) -> str:
    return scope_key(given.structure("scope", "bot command scope"), given.text("language_code"))


def _check_language(given: Parameters) -> None:
    code = given.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")


def set_commands(world: World, given: Parameters) -> bool:
    """setMyCommands for a scope and a language."""
    _check_language(given)
    commands = given.structure("commands", "bot commands") or []
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = [_command(one) for one in commands]
    world.profile.commands[_scope(given)] = kept
    world.touch()
    return True


def _command(one: Json) -> Json:
    name = str(one.get("command", "")).removeprefix("/")
    description = str(one.get("description", "")).strip()
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_commands(world: World, given: Parameters) -> list[Json]:
    """getMyCommands of exactly this scope and language."""
    return world.profile.commands.get(_scope(given), [])


def delete_commands(world: World, given: Parameters) -> bool:
    """deleteMyCommands of exactly this scope and language."""
    world.profile.commands.pop(_scope(given), None)
    world.touch()
    return True


def _setter(what: str) -> Method:
    attribute, parameter, longest = TEXTS[what]

    def set_text(world: World, given: Parameters) -> bool:
        _check_language(given)
        text = given.text(parameter)
        if len(text) > longest:
            raise bad_request(f"bot {parameter.replace('_', ' ')} is too long")
        getattr(world.profile, attribute)[given.text("language_code")] = text
        world.touch()
        return True

    return set_text


def _getter(what: str) -> Method:
    attribute, parameter, _ = TEXTS[what]

    def get_text(world: World, given: Parameters) -> Json:
        texts = getattr(world.profile, attribute)
        found = texts.get(given.text("language_code")) or texts.get("", "")
        return {parameter: found or (world.config.museum_name if what == "name" else "")}

    return get_text


def set_menu_button(world: World, given: Parameters) -> bool:
    """setChatMenuButton."""
    button = given.structure("menu_button", "menu button") or {"type": "default"}
    if button.get("type") not in MENU_BUTTONS:
        raise bad_request("can't parse menu button: invalid type specified")
    world.profile.menu_button = button
    world.touch()
    return True


def get_menu_button(world: World, _given: Parameters) -> Json:
    """getChatMenuButton."""
    return world.profile.menu_button


PRESENTING: dict[str, Method] = {
    "getme": get_me,
    "setmycommands": set_commands,
    "getmycommands": get_commands,
    "deletemycommands": delete_commands,
    "setchatmenubutton": set_menu_button,
    "getchatmenubutton": get_menu_button,
    **{f"setmy{what}": _setter(what) for what in TEXTS},
    **{f"getmy{what}": _getter(what) for what in TEXTS},
}
