"""How the bot presents itself: commands, names and descriptions in every language, the menu button."""

import json
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Profile:
    """Texts by language code, the empty one for everybody else; commands by scope and language."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})

    def commands_for(self, language: str | None, is_private: bool) -> list[Json]:
        """What a person's app lists: the narrowest scope first, the own language before the default."""
        wide = "all_private_chats" if is_private else "all_group_chats"
        for scope in ({"type": wide}, {"type": "default"}):
            for code in (base_of(language), ""):
                if found := self.commands.get(scope_key(scope, code)):
                    return found
        return []


def base_of(language: str | None) -> str:
    """`pt-br` counts as `pt`: commands know two-letter codes only."""
    return (language or "").partition("-")[0].lower()


def scope_key(scope: Json | None, language: str) -> str:
    """One string for a scope and a language."""
    return json.dumps([scope or {"type": "default"}, language], sort_keys=True)
