"""Good and bad words in three languages, made for the tests of the checks."""

from __future__ import annotations

from typing import Any

PLAIN = {
    "en": "He looks up from his desk. The window is open, and the room is quiet. He has found something small. ",
    "fr": "Il lève les yeux de sa table. La fenêtre est ouverte et la pièce est calme. Il a trouvé un petit rien. ",
    "es": "Levanta los ojos de la mesa. La ventana está abierta y la sala está en calma. Ha hallado algo chico. ",
}
ASKS = {
    "en": "What have you found?",
    "fr": "Et vous, qu'avez-vous trouvé ?",
    "es": "¿Y usted qué ha hallado?",
}
LEARNED = {
    "en": "This quintessential exemplar of Dutch genre painting juxtaposes domestic interiority with cosmographical "
    "aspiration, interrogating contemporaneous epistemological paradigms. The provenance of the composition remains "
    "contested, notwithstanding considerable archival investigation undertaken by generations of connoisseurs. "
    "Its iconographic programme has been interpreted as emblematic of natural theology.",
    "fr": "Cet exemple emblématique de la peinture de genre néerlandaise juxtapose l'intériorité domestique et "
    "l'aspiration cosmographique, interrogeant ainsi les paradigmes épistémologiques contemporains. La provenance "
    "de la composition demeure contestée, nonobstant les considérables investigations archivistiques entreprises. "
    "Son programme iconographique a été interprété comme emblématique de la théologie naturelle protestante.",
    "es": "Este ejemplo paradigmático de la pintura de género holandesa yuxtapone la interioridad doméstica y la "
    "aspiración cosmográfica, interrogando los paradigmas epistemológicos contemporáneos. La procedencia de la "
    "composición continúa siendo controvertida, no obstante las considerables investigaciones archivísticas. "
    "Su programa iconográfico ha sido interpretado como emblemático de la teología natural protestante.",
}
LANGUAGES = tuple(PLAIN)


def make_data(language: str = "en", **more: Any) -> dict[str, str]:
    """A story of two and a half minutes with everything it needs."""
    told = PLAIN[language] * 17 + "\n\n" + ASKS[language]
    return {
        "title": "The window", "teaser": "a small thing on a desk", "body": told, "credit": "Told by Ana.",
        "description": "A man at a desk.", "warning": "",
    } | more  # fmt: skip
