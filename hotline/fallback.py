"""The document that always works: no database, no worker, no signature, the same from any web server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from hotline.urls import Urls
from settings import Settings


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language, and by which of the carrier's voices."""

    locale: str
    voice: str
    sorry: str
    story: str


# Written here, not in the content: everything else may be broken.
WORDS = {
    "en": Words(
        locale="en-GB",
        voice="Polly.Amy",
        sorry="Something is not working here. It is our fault, not yours, and we are sorry. "
        "To try again, press any key. Or stay, and hear a very short story.",
        story="A museum guard was once asked which was the most beautiful picture in the house. "
        "He said: the one by the window, about four in the afternoon. "
        "But that is only a view of the street, said the visitor. "
        "Yes, said the guard, and it is never the same twice. I have looked at it for thirty years. "
        "If there is a window near you, you might look at yours. Now we will try to get the line working again.",
    ),
    "fr": Words(
        locale="fr-FR",
        voice="Polly.Lea",
        sorry="Quelque chose ne marche pas chez nous. C'est notre faute, pas la vôtre, et nous en sommes désolés. "
        "Pour réessayer, appuyez sur une touche. Ou restez, et écoutez une toute petite histoire.",
        story="On demanda un jour à un gardien de musée quel était le plus beau tableau de la maison. "
        "Il répondit : celui qui est près de la fenêtre, vers quatre heures de l'après-midi. "
        "Mais ce n'est qu'une vue sur la rue, dit le visiteur. "
        "Oui, dit le gardien, et elle n'est jamais deux fois la même. Je la regarde depuis trente ans. "
        "S'il y a une fenêtre près de vous, regardez donc la vôtre. Nous essayons maintenant de rétablir la ligne.",
    ),
    "es": Words(
        locale="es-ES",
        voice="Polly.Lucia",
        sorry="Algo no funciona aquí. La culpa es nuestra, no suya, y lo sentimos. "
        "Para volver a intentarlo, pulse una tecla. O quédese, y escuche un cuento muy corto.",
        story="Una vez preguntaron a un vigilante de museo cuál era el cuadro más bonito de la casa. "
        "Contestó: el que está junto a la ventana, hacia las cuatro de la tarde. "
        "Pero si eso es solo una vista de la calle, dijo el visitante. "
        "Sí, dijo el vigilante, y nunca es dos veces la misma. Llevo treinta años mirándola. "
        "Si tiene una ventana cerca, mire la suya. Ahora intentaremos recuperar la línea.",
    ),
}
HOUSE = "en"
KEY_WAIT = 10


def document(public_url: str, languages: Sequence[str], *, again: bool = False) -> str:
    """Sorry, in the languages of the house; a small story; then on to the line, on any key or by itself.

    `again` leaves the sorry out, so that an apology never goes round in a circle."""
    spoken = [WORDS[code] for code in languages if code in WORDS] or [WORDS[HOUSE]]
    onward = Urls(public_url).answer(faults=1)
    gather = f'<Gather action={quoteattr(onward)} numDigits="1" finishOnKey="" timeout="{KEY_WAIT}">'
    sorry = "".join(_say(words, words.sorry) for words in spoken)
    parts = ([] if again else [sorry]) + [_say(spoken[0], spoken[0].story)]
    body = "".join(f"{gather}{part}</Gather>" for part in parts) + f"<Redirect>{escape(onward)}</Redirect>"
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{body}</Response>'


def fallback_xml(settings: Settings) -> str:
    """The same for the settings of this house, to be printed and hosted elsewhere."""
    return document(settings.public_url, settings.languages)


def _say(words: Words, text: str) -> str:
    return f'<Say language="{words.locale}" voice="{words.voice}">{escape(text)}</Say>'
