# SPDX-License-Identifier: GPL-3.0-or-later
"""German agreement: a noun's gender, and the endings that it and the words before ask of ranks and of one."""

from __future__ import annotations

import re

from studio.engine.text.forms import Form
from studio.engine.text.languages.tables import words
from studio.engine.text.neighbours import Neighbours
from studio.engine.text.numerals import from_library

_WEAK = words(
    "am dem den des im zum vom beim ab seit bis einem einen eines dieser diesem diesen jeden jedem keinem keinen "
    "seinem "
    "seinen ihrem ihren meinem meinen unserem unseren zur alle allen aller beide beiden"
)
_STRONG_E = words("der die das eine diese dieses jede jeder jedes seine ihre meine unsere keine welche")
_FEMININE = re.compile(r".+(?:e|ung|heit|keit|schaft|ion|tät)|Person|Million|Milliarde|Frau|Stadt|Nacht|Woche")
_MASCULINE = words("Name Junge Kunde Kollege Ende Auge Gebäude Käse Gedanke Glaube Wille Interesse")
_NEUTER = re.compile(
    r"(?i).*(?:chen|lein|ment|um|gramm|byte|jahr|jahrhundert|spiel|tor|buch|kind|haus|bild|kapitel|mal)"
)
_NEUTERS = words(
    "Quartal Semester Lied Ziel Problem Beispiel Wort Land Auto Team Album Projekt Treffen Konzert Gebot Bein Gesetz "
    "Stück Zimmer Stockwerk Geschoss Obergeschoss Kilo Pfund Glas Prozent Werk Leben Tier Regiment Schiff Viertel "
    "Drittel Bad Bier Brot Ei Herz Kleid Opfer Rad Ufer Wunder Schuljahr Gericht Bataillon Gramm"
)
_DATIVE = words("mit nach von aus bei seit zu vor in an auf unter zwischen neben hinter über ab außer gegenüber dank")
_ACCUSATIVE = words("für um durch gegen ohne")
_NUMBERED = words(
    "Absatz Abs Artikel Art Satz Nummer Nr Platz Kapitel Kap Klasse Liga Gruppe Stufe Seite S Paragraf § "
    "Teil Band Bd "
    "Ziffer Buchstabe Zimmer Raum Haus Gleis Linie Tag Akt Szene Typ Phase Runde Spalte Zeile Punkt"
)
_MIXED = words("ein kein mein dein sein ihr unser euer")


def gender_of(noun: str) -> str:
    """ "m", "f" or "n", by its ending and some lists."""
    if _FEMININE.fullmatch(noun) and noun not in _MASCULINE and noun != "Uhr":
        return "f"
    return "n" if noun in _NEUTERS or _NEUTER.fullmatch(noun) else "m"


def ruler_by_words(number: int, feminine: bool, neighbours: Neighbours) -> str | None:
    """ "Karls des Fünften", "unter Friedrich dem Zweiten", "für Ludwig den Vierzehnten"."""
    rank = from_library(number, "de", "ordinal").capitalize() + "n"
    if neighbours.before.endswith("s") and neighbours.before.lower() not in neighbours.sentence.language.rulers:
        return f"{'der' if feminine else 'des'} {rank}"
    for step in (-2, -3, -4):
        before = neighbours.at(step)
        if before.lower() in _DATIVE or before.lower() in ("vom", "zum", "beim", "am", "im"):
            return f"{'der' if feminine else 'dem'} {rank}"
        if before.lower() in _ACCUSATIVE and not feminine:
            return f"den {rank}"
        if not before[:1].isupper() or neighbours.written_at(step)[-1:] in ",;:":
            return None
    return None


def form_of_rank(neighbours: Neighbours) -> Form:
    """A rank's ending by the words around it: "der erste", "am ersten", "in der ersten", "erster", "ein erstes"."""
    step = -1
    while step > -8 and _goes_back(neighbours, step):
        step -= 1
    before = neighbours.at(step).lower()
    if before.endswith("tag") and neighbours.at(step - 1).lower() in _WEAK:
        before = neighbours.at(step - 1).lower()
    if neighbours.written_at(step).strip("(") in ("*", "†") or neighbours.written.strip("(")[:1] in ("*", "†"):
        # "geboren am"
        return Form(ending="n")
    if neighbours.written_at(step) in ("–", "—", "-") and neighbours.at(step - 1):
        return Form(ending="n")
    noun = neighbours.following
    gender = gender_of(noun) if noun.isalpha() and noun[:1].isupper() else "m"
    if before in ("dieser", "jener", "welcher"):
        return Form(ending="n" if gender == "f" else "")
    if before in _WEAK:
        return Form(ending="n")
    if before == "der":
        earlier = neighbours.at(step - 1)
        joined = earlier[:1].isupper() and neighbours.written_at(step - 1)[-1:].isalpha()
        owned = joined and neighbours.at(step - 2) != ""
        return Form(ending="n" if earlier.lower() in _DATIVE or owned else "")
    if before in _STRONG_E or before == "ins" or neighbours.written.startswith("("):
        return Form()
    if noun.lower() in neighbours.sentence.language.month_forms:
        gender = "m"
    if gender == "f" and before in _MIXED:
        gender = "m"
    return Form(ending={"f": "", "n": "s", "m": "r"}[gender])


def _goes_back(neighbours: Neighbours, step: int) -> bool:
    """Whether the word so far before belongs to a row of ranks ("am 7., 8. und")."""
    word = neighbours.at(step)
    if word in ("und", "oder", "bis"):
        return _is_rank(neighbours.written_at(step - 1))
    return _is_rank(neighbours.written_at(step))


def _is_rank(word: str) -> bool:
    figures = word.rstrip(",")
    return figures.endswith(".") and figures[:-1].isdecimal()


def form_of_number(number: int, neighbours: Neighbours) -> Form | None:
    """One's ending by its noun and the word before ("eine Frau", "mit einem Apfel"); None for other numbers."""
    noun = neighbours.following
    before = neighbours.before
    if noun.islower() and noun.endswith(("e", "er", "es", "en")) and neighbours.at(2)[:1].isupper():
        # An adjective stands between: "1 halbe Tasse".
        noun = neighbours.at(2)
    if number != 1 or not noun[:1].isupper() or not noun.isalpha() or before in _NUMBERED:
        return None
    gender = gender_of(noun)
    ending = ""
    if before.lower() in _DATIVE:
        ending = "er" if gender == "f" else "em"
    elif before.lower() in _ACCUSATIVE and gender == "m" and noun != "Uhr":
        ending = "en"
    return Form(gender, counted=True, ending="" if noun == "Uhr" else ending)
