# SPDX-License-Identifier: GPL-3.0-or-later
"""What quantities say: numbers, measures, sums of money, shares, fractions, ranks."""

from __future__ import annotations

import re
from dataclasses import replace

from studio.engine.text import numerals
from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.forms import ALONE, Form
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.quantities import quantity_at
from studio.engine.text.rules.quantity import Quantity, is_year

_ARTICLES_BEFORE = re.compile(r"[a-z]{1,4}")


def quantity(sentence: Sentence, at: int) -> Token | None:
    """Rule: figures and what belongs to them."""
    found = quantity_at(sentence, at)
    if found is None or not (
        found.unit is not None or found.percent_at >= 0 or sentence.bounded(found.end) or _ends_in_part(sentence, found)
    ):
        return None
    return token_of(sentence, found)


def _ends_in_part(sentence: Sentence, found: Quantity) -> bool:
    """Whether a fraction of one character ends it, which letters may follow ("¼pint")."""
    return (
        found.part is not None
        and sentence.char(found.end - 1).isnumeric()
        and not sentence.char(found.end - 1).isdecimal()
    )


def token_of(sentence: Sentence, found: Quantity) -> Token:
    """The token of a quantity by itself."""
    return (
        _half_behind(sentence, found)
        or _part_of(sentence, found)
        or Token(class_of(sentence, found), found.start, found.end, tuple(pieces_of(sentence, found)), _why(found))
    )


def _half_behind(sentence: Sentence, found: Quantity) -> Token | None:
    """ "2 1/2 tasses": a half that is said behind the noun ("deux tasses et demie")."""
    if found.part != (1, 2) or not found.whole or found.hyphened or found.currency is not None:
        return None
    unit, one = found.unit, int(found.whole[:9]) == 1
    noun = _noun_behind(sentence, found) if unit is None else unit.one if one else unit.many
    at = found.end + 1 if unit is None else found.unit_at
    end = at + len(noun) if unit is None else found.end
    said = sentence.language.half_behind(int(found.whole[:9]), noun, unit.gender if unit else "") if noun else None
    if said is None or (unit is None and not sentence.text.startswith(noun, at)):
        return None
    pieces = (Piece(found.at, said[0]), Piece(at, said[1]))
    return Token(class_of(sentence, found), found.start, end, pieces, "a half that is said behind its noun")


def _part_of(sentence: Sentence, found: Quantity) -> Token | None:
    """ "3/4 tasse": a part with the word before what it is of ("trois quarts de tasse")."""
    part = found.part
    if part is None or part == (1, 2) or found.whole or found.hyphened or found.currency is not None:
        return None
    noun = _noun_behind(sentence, found) if found.unit is None else found.unit.one
    at = found.end + 1 if found.unit is None else found.unit_at
    said = sentence.language.part_of(noun) if noun and noun.lower() not in sentence.language.month_forms else ""
    if not said or (found.unit is None and not sentence.text.startswith(noun, at)):
        return None
    pieces = (Piece(found.part_at, sentence.language.fraction(*part)), Piece(at, said))
    end = at + len(noun) if found.unit is None else found.end
    return Token(class_of(sentence, found), found.start, end, pieces, "a part, and what it is of")


def class_of(sentence: Sentence, found: Quantity) -> SemioticClass:
    if found.currency is not None:
        return SemioticClass.MONEY
    if found.percent_at >= 0:
        return SemioticClass.PERCENT
    if found.unit is not None:
        return SemioticClass.MEASURE
    if found.part is not None:
        return SemioticClass.FRACTION
    if found.rank is not None:
        return SemioticClass.ORDINAL
    if found.fraction:
        return SemioticClass.DECIMAL
    return SemioticClass.YEAR if says_year(sentence, found) else SemioticClass.CARDINAL


def _why(found: Quantity) -> str:
    if found.currency is not None:
        return "a sign of money beside figures"
    if found.unit is not None or found.percent_at >= 0:
        return "a unit behind figures"
    return "figures"


def pieces_of(sentence: Sentence, found: Quantity, *, named: bool = True) -> list[Piece]:
    """What *found* says; *named* is False where its unit is said once for two."""
    if found.currency is not None:
        money = _money(sentence, found, named=named)
        return [*money, Piece(found.end - 1, f"{sentence.language.per} {found.rate}")] if found.rate else money
    language = sentence.language
    if found.rank is not None:
        return [Piece(found.at, _rank(sentence, found))]
    pieces = number_pieces(sentence, found)
    if found.scale is not None:
        pieces.append(Piece(found.scale_at, found.scale[found.whole != "1" or bool(found.fraction)]))
    if not named:
        return pieces
    if found.percent_at >= 0:
        pieces.append(Piece(found.percent_at, language.percent))
    elif found.unit is not None:
        one = found.is_one or found.is_less_than_one or found.hyphened or is_attribute(sentence, found)
        if found.scale is not None and language.million_of and not _has_small_scale(found):
            pieces.append(Piece(found.unit_at, _of(language, found.unit.many)))
        else:
            pieces.append(Piece(found.unit_at, found.unit.one if one else found.unit.many))
    return pieces


def is_attribute(sentence: Sentence, found: Quantity) -> bool:
    """ "a 9mm round": a measure between an article and a noun is in the singular where the language has it so."""
    language = sentence.language
    before = sentence.before(found.start).lower()
    if not language.articles or sentence.char(found.end) != " " or not sentence.char(found.end + 1).islower():
        return False
    if sentence.after(found.end).lower() in language.no_nouns or sentence.char(found.start - 1) != " ":
        return False
    if found.currency is not None and before in language.money_articles:
        return True
    return before in language.articles or (before.isdecimal() and len(before) < 3 and found.unit is not None)


def number_pieces(sentence: Sentence, found: Quantity) -> list[Piece]:
    """The number itself."""
    language = sentence.language
    if found.part is not None:
        return _parts(sentence, found, found.part)
    if found.groups:
        return _grouped(sentence, found)
    if says_year(sentence, found):
        return [Piece(found.at, language.year(int(found.whole)))]
    grouped = not found.figures.isdecimal()
    if found.fraction and _is_section(sentence, found):
        figures = (numerals.amount(figure, language) for figure in (found.whole, found.fraction))
        return [Piece(found.at, f" {language.version_dot} ".join(figures))]
    if found.fraction:
        return [Piece(found.at, numerals.decimal(found.whole, found.fraction, language, grouped=grouped))]
    if len(found.whole) > 3 and found.is_integer and _is_read_by_figures(sentence, found):
        return [Piece(found.at, numerals.digits(found.whole, language))]
    if len(found.whole) == 3 and found.is_integer and _is_of_era(sentence, found):
        return [Piece(found.at, language.house(found.whole))]
    return [Piece(found.at, numerals.amount(found.whole, language, _form(sentence, found), grouped=grouped))]


def _is_read_by_figures(sentence: Sentence, found: Quantity) -> bool:
    """Whether a word that asks for figures stands before ("PIN 4821", "ending in 8876")."""
    near = {sentence.before(found.at, count).lower() for count in (1, 2)}
    return bool(near & sentence.language.digit_words)


def _is_of_era(sentence: Sentence, found: Quantity) -> bool:
    """Whether a year's era stands beside ("480 BC", "A.D. 410")."""
    return bool({sentence.before(found.at), sentence.after(found.end)} & sentence.language.eras)


def _is_section(sentence: Sentence, found: Quantity) -> bool:
    """Whether a dot that is no decimal mark stands between the numbers of a section ("art. 38.2")."""
    language = sentence.language
    before = sentence.before(found.at).lower().rpartition("'")[2]
    if found.currency is not None or "." not in found.figures or language.decimal == ".":
        return False
    return before in language.romans_after or any(
        "number" in sense.when or sense.said in language.romans_after
        for sense in language.abbreviations.get(before, ())
    )


def _parts(sentence: Sentence, found: Quantity, part: tuple[int, int]) -> list[Piece]:
    """A fraction, with the whole number before it."""
    language = sentence.language
    noun = found.unit.one if found.unit is not None else _noun_behind(sentence, found)
    half = language.half(int(found.whole[:9] or 0), noun, found.unit.gender if found.unit else "") if noun else None
    if half is None and found.whole and part == (1, 2):
        half = language.half_behind(int(found.whole[:9]), "", "")
    mixed = language.mixed(*part) if found.whole else None
    said = mixed or language.fraction(*part) if half is None or part != (1, 2) else half[1]
    if not found.whole:
        return [Piece(found.part_at, said)]
    if half is not None and part == (1, 2):
        whole, joint = half[0], ""
    else:
        whole, joint = numerals.amount(found.whole, language, Form(counted=True)), f"{language.and_half} "
    if sentence.line.word_at(found.at) == sentence.line.word_at(found.part_at):
        # A half of one word is one word with its whole: "eineinhalb".
        return [
            Piece(
                found.at, f"{whole}{said}" if half and part == (1, 2) and " " not in said else f"{whole} {joint}{said}"
            )
        ]
    return [Piece(found.at, whole), Piece(found.part_at, f"{joint}{said}")]


def _noun_behind(sentence: Sentence, found: Quantity) -> str:
    following = sentence.after(found.end)
    return following if sentence.char(found.end) == " " and following.isalpha() else ""


def _form(sentence: Sentence, found: Quantity) -> Form:
    if found.scale is not None:
        return Form(counted=True)
    if found.unit is not None:
        return Form(found.unit.gender, counted=True)
    if found.currency is not None:
        return Form(found.currency.gender, counted=True)
    if found.percent_at >= 0 or len(found.whole) > 9 or not sentence.bounded(found.end):
        return ALONE
    if sentence.char(found.end) != " ":
        return ALONE
    number = int(found.whole or 0)
    return sentence.language.form_of_number(number, sentence.neighbours(max(found.at, found.end - 1))) or ALONE


def _grouped(sentence: Sentence, found: Quantity) -> list[Piece]:
    """ "1 234 567": each group says its part where the parts make the whole."""
    language = sentence.language
    form = _form(sentence, found)
    values = [int(group) * 1000**power for power, (_, group) in enumerate(reversed(found.groups))][::-1]
    places = [at for at, _ in found.groups]
    whole = numerals.cardinal(int(found.whole), language, form)
    said = [
        numerals.cardinal(value, language, form if value is values[-1] else ALONE) if value else "" for value in values
    ]
    if "".join(said).replace(" ", "") != whole.replace(" ", ""):
        said = [whole, *("" for _ in values[1:])]
    if found.fraction:
        said[-1] = f"{said[-1]} {language.point} {language.decimals(found.fraction)}".strip()
    return [Piece(at, words) for at, words in zip(places, said, strict=True) if words]


def says_year(sentence: Sentence, found: Quantity) -> bool:
    """Whether plain figures are read as a year is."""
    language = sentence.language
    if not found.is_integer or len(found.figures) != 4 or not language.years_by_hundreds:
        return False
    if is_year(found):
        return True
    return found.figures.startswith("10") and sentence.before(found.at).lower() in language.before_year


def _rank(sentence: Sentence, found: Quantity) -> str:
    language = sentence.language
    if len(found.whole) > numerals.MAX_DIGITS:
        return numerals.digits(found.whole, language)
    form = found.rank or ALONE
    return language.ordinal(int(found.whole), form)


def _money(sentence: Sentence, found: Quantity, *, named: bool) -> list[Piece]:
    language, currency = sentence.language, found.currency
    assert currency is not None
    if found.part is None and (found.scale or not found.fraction) and is_attribute(sentence, found):
        currency = replace(currency, many=currency.one)
        found = replace(found, currency=currency)
    number_at, name_at = found.at, found.currency_at
    prefixed = name_at < number_at
    if prefixed:
        name_at = number_at if found.rate else found.end - 1
    if found.scale is not None:
        number = number_pieces(sentence, found)
        scale = found.scale[found.whole != "1" or bool(found.fraction)]
        name = "" if not named or _is_named(sentence, found) else _of(language, currency.many, scale)
        scale_piece = Piece(found.scale_at, f"{scale} {name}".strip() if prefixed else scale)
        return [*number, scale_piece] + ([] if prefixed or not name else [Piece(found.currency_at, name)])
    if len(found.fraction) > 2 and found.fraction[2:].strip("0") == "":
        # "$20.010": cents with a zero behind.
        found = replace(found, fraction=found.fraction[:2])
    if found.part is not None or len(found.fraction) > 2 or (found.fraction and not currency.cent_many):
        number = number_pieces(sentence, found)
        return [*number, Piece(name_at, currency.many)] if named and not _is_named(sentence, found) else number
    head, rest = _sum(sentence, found, named=named and not _is_named(sentence, found))
    if prefixed and sentence.line.word_at(found.currency_at) != sentence.line.word_at(number_at) and named:
        # "R$ 3,50": the sign says the number, the figures say the rest.
        return [Piece(found.currency_at, head), Piece(number_at, rest)] if rest else [Piece(number_at, head)]
    return [Piece(number_at, head)] + ([Piece(name_at, rest)] if rest else [])


def _sum(sentence: Sentence, found: Quantity, *, named: bool) -> tuple[str, str]:
    """The number of units, and the rest of a sum of money."""
    language, currency = sentence.language, found.currency
    assert currency is not None
    hundredths = int(found.fraction.ljust(2, "0")) if found.fraction else 0
    grouped = not found.figures.isdecimal()
    if len(found.whole) > numerals.MAX_DIGITS:
        return numerals.amount(found.whole, language, grouped=grouped), currency.many if named else ""
    units = int(found.whole or 0)
    counted = Form(currency.gender, counted=True)
    if units == 0 and hundredths:
        cents = numerals.cardinal(hundredths, language, Form(currency.cent_gender, counted=True))
        return cents, currency.cent_one if hundredths == 1 else currency.cent_many
    name = currency.one if units == 1 else currency.many
    if not named:
        name = ""
    elif language.million_of and units and units % 1_000_000 == 0:
        name = _of(language, name)
        counted = Form(counted=True)
    head = numerals.cardinal(units, language, counted)
    if not hundredths:
        return head, name
    if not language.cents_named:
        return head, f"{name} {numerals.cardinal(hundredths, language)}".strip()
    cents = numerals.cardinal(hundredths, language, Form(currency.cent_gender, counted=True))
    cent_name = currency.cent_one if hundredths == 1 else currency.cent_many
    return head, " ".join(filter(None, (name, language.and_cents, cents, cent_name)))


def _is_named(sentence: Sentence, found: Quantity) -> bool:
    """ "$5 million dollars": the currency's name is written too."""
    return sentence.char(found.end) == " " and sentence.after(found.end).lower() in sentence.language.currency_words


def _has_small_scale(found: Quantity) -> bool:
    return found.scale is None or found.scale[1] in ("mil", "mille", "mila")


def _of(language: Language, name: str, scale: str = "") -> str:
    if not language.million_of or scale in ("mil", "mille", "mila"):
        return name
    if language.million_of_elided and name[:1].lower() in "aeiouéèêh":
        return language.million_of_elided + name
    return f"{language.million_of} {name}"
