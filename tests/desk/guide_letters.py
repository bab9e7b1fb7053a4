"""What visitors of the pictured museum have sent: questions, a wish to be rung back, and a message that worries."""

from __future__ import annotations

from datetime import timedelta

from app.house import House
from tests.actors.staff import account
from tests.desk import post
from visitors import answer_drafts, inbox, worries
from visitors.people import Channel
from visitors.requests import RequestKind, RequestRow

# In turn: what Samira answers, what the chat asks, what worries Joseph, and her answer.
LETTERS = {
    "en": (
        "Why does the whale have no teeth?", "Who winds the clock in the hall, and does he ever sleep in?",
        "It has been so quiet here since my husband died. May I ring tomorrow, too?",
        "It needs none. Long brushes hang from its jaw, and with them it combs the sea for the smallest of soups.",
    ),
    "fr": (
        "Pourquoi la baleine n’a-t-elle pas de dents ?",
        "Qui remonte l’horloge de l’entrée, et lui arrive-t-il de dormir tard ?",
        "Tout est si calme ici depuis que mon mari est mort. Puis-je appeler demain aussi ?",
        ("Elle n’en a pas besoin. De longues brosses pendent à sa mâchoire : "
        "elle en peigne la mer, et boit la plus fine des soupes."),
    ),
    "es": (
        "¿Por qué la ballena no tiene dientes?", "¿Quién da cuerda al reloj de la entrada? ¿Y nunca se queda dormido?",
        "Esto está muy callado desde que murió mi marido. ¿Puedo llamar también mañana?",
        ("No le hacen falta. De su mandíbula cuelgan largos cepillos, "
        "y con ellos peina el mar en busca de la sopa más fina."),
    ),
}  # fmt: skip


def receive(house: House, email: str, language: str) -> None:
    """Everything of two days, from the oldest to the newest; one message is in the hands of whoever signs in."""
    asked, chatted, lonely, answer = LETTERS[language]
    now, mine = house.clock.now(), account(house, email)
    back = post.ask(house, "", RequestKind.CALLBACK, language=language, promised_for=now.date())
    numbers = (
        post.ask(house, asked, language=language), post.ask(house, chatted, channel=Channel.CHAT, language=language),
        post.ask(house, lonely, language=language),
    )  # fmt: skip
    with house.database.writes() as session:
        for hours, number in zip((26, 22, 20, 3), (back, *numbers), strict=True):
            session.get_one(RequestRow, number).asked_at = now - timedelta(hours=hours)
        inbox.claim(session, numbers[0], mine, now)
        answer_drafts.keep(session, numbers[0], "Samira", now, text=answer)
        worries.raise_worry(session, numbers[2], mine, "Joseph", "", now - timedelta(minutes=20))
