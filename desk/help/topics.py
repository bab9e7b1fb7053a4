"""What there is help about, and which pages of the desk each of these helps with."""

from __future__ import annotations

from collections.abc import Mapping

# Each topic, in the order of the guide, and the page that one opens after reading it.
OPENS: Mapping[str, str] = {
    "start": "list_items", "home": "show_home", "inbox": "list_inbox", "answers": "list_inbox", "calls": "list_calls",
    "worries": "show_safety", "items": "list_items", "recordings": "list_recordings",
    "telephone": "show_account", "telegram": "show_account", "translations": "list_translations",
    "threads": "list_threads", "series": "list_series", "speakers": "list_speakers", "prompts": "list_prompts",
    "seasons": "list_seasons", "lines": "list_lines", "preview": "show_preview", "statistics": "show_statistics",
    "paper": "show_paper", "account": "show_account", "people": "list_people", "trail": "show_trail",
}  # fmt: skip
TOPICS = tuple(OPENS)
FIRST = TOPICS[0]
STORIES = frozenset(
    {FIRST, "answers", "telephone", "telegram"}
)  # ways through several pages, and no page's own help
TOPIC_OF: Mapping[str, str] = {page: topic for topic, page in OPENS.items() if topic not in STORIES} | {
    "edit_item": "items", "show_history": "items", "edit_threads": "threads", "translate": "translations",
    "show_item_recordings": "recordings", "show_prompt_recordings": "recordings", "show_menu_checks": "preview",
    "show_request": "answers", "preview_answer": "answers", "list_topics": "inbox", "ask_ticket": "inbox",
    "begin_call": "calls", "edit_call": "calls",
    "add_person": "people", "edit_person": "people", "finish_second_factor": "account",
}  # fmt: skip
SHEETS: Mapping[str, str] = {
    "series": "series", "speaker": "speakers", "season": "seasons", "line": "lines", "prompt": "prompts",
}  # fmt: skip


def find_topic(endpoint: str, kind: str = "") -> str:
    """The help with a page, by its endpoint; `kind` is that of the sheet it edits. The first help where none fits."""
    door, _, name = endpoint.rpartition(".")
    if door == "security":
        return "account"
    return SHEETS.get(kind, FIRST) if name == "edit_sheet" else TOPIC_OF.get(name, FIRST)
