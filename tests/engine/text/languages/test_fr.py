# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.forms import ALONE, Clock, Form
from studio.engine.text.languages.fr import FRENCH
from studio.engine.text.languages.tables import ordered
from tests.support.number_words import differing
from tests.support.spoken_forms import sentence_of

SMALL = ordered(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
)
TENS = ordered("- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt")


def in_words(number: int, *, last: bool = True) -> str:
    if number >= 10**6:
        millions, rest = divmod(number, 10**6)
        return f"{in_words(millions)} million{'s' * (millions > 1)} {in_words(rest) if rest else ''}"
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        head = "" if thousands == 1 else in_words(thousands, last=False)
        return f"{head} mille {in_words(rest) if rest else ''}"
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        head = "" if hundreds == 1 else SMALL[hundreds]
        plural = "s" if hundreds > 1 and not rest and last else ""
        return f"{head} cent{plural} {in_words(rest, last=last) if rest else ''}"
    if number < 20:
        return SMALL[number]
    tens, rest = divmod(number, 10)
    if tens in (7, 9):
        rest += 10
    if not rest:
        return TENS[tens] + ("s" if number == 80 and last else "")
    joint = " et " if rest in (1, 11) and tens < 8 else "-"
    return TENS[tens] + joint + SMALL[rest]


def test_numbers() -> None:
    assert not differing(lambda number: FRENCH.cardinal(number, ALONE), in_words)
    assert FRENCH.cardinal(21, Form("f", counted=True)) == "vingt et une"


def test_ranks_parts_and_times() -> None:
    assert [FRENCH.ordinal(1, Form("m")), FRENCH.ordinal(1, Form("f")), FRENCH.ordinal(21, ALONE)] == [
        "premier", "première", "vingt et unième"
    ]  # fmt: skip
    assert [FRENCH.fraction(1, 2), FRENCH.fraction(2, 3), FRENCH.fraction(3, 4), FRENCH.fraction(5, 8)] == [
        "un demi", "deux tiers", "trois quarts", "cinq huitièmes"
    ]  # fmt: skip
    assert FRENCH.time(Clock(1, 15)) == "une heure quinze"
    assert FRENCH.ruler(1, False) == "premier"
    assert FRENCH.ruler(14, False) == "quatorze"


def test_one_agrees_with_its_noun() -> None:
    assert FRENCH.form_of_number(1, sentence_of("1 page", "fr").neighbours(0)) == Form("f", counted=True)
    assert FRENCH.form_of_number(1, sentence_of("1 livre", "fr").neighbours(0)) is None
