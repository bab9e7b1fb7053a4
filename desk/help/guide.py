"""The guide as one file of Markdown, for those who read it outside the desk; its pictures lie beside it."""

from __future__ import annotations

import re

from desk import words
from desk.help.texts import PICTURE, Text, read
from desk.help.topics import TOPICS

HEADING = re.compile(r"^(#+ )", re.MULTILINE)
FOREWORD = "<!-- Made by `python -m tests.desk.guide` from desk/help: change the words there. -->"


def write_guide(language: str) -> str:
    """Title, contents and every topic, in one language."""
    texts = [(topic, read(language, topic)) for topic in TOPICS]
    title, lead = words.say(language, "help.guide"), words.say(language, "help.guide_lead")
    contents = "\n".join(f"{at}. [{text.title}](#{topic})" for at, (topic, text) in enumerate(texts, 1))
    chapters = "\n".join(_write_chapter(language, topic, text) for topic, text in texts)
    return f"{FOREWORD}\n\n# {title}\n\n{lead}\n\n{contents}\n\n{chapters}"


def _write_chapter(language: str, topic: str, text: Text) -> str:
    body = HEADING.sub(r"#\1", text.body)
    pictured = PICTURE.sub(rf"![\g<alt>]({language}-\g<name>.webp)\n\n", body)
    return f'<a id="{topic}"></a>\n\n## {text.title}\n\n{pictured.rstrip()}\n'
