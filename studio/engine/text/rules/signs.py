# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs that are said, powers, and marks of pasted markup that are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from studio.engine.text import numerals
from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.forms import ALONE
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.patterns import currency_of, money_sign
from studio.engine.text.rules.units import unit_at
from studio.engine.text.tokens import letters_end

_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\(([^()\s]{0,1000})\)|!?\[([^\[\]]{1,300})\]\[[^\[\]]{0,80}\]")
_LINK_END = re.compile(r"\]\([^()\s]{1,1000}\)")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}(?: [^<>]{0,200})?/?>|<!--.{0,200}?-->")
_ANGLED = re.compile(r"<(?=https?://)")
_RULE = re.compile(r"(?:[-*_=~]{3,}|\|?:?-{3,}:?(?:\|:?-{2,}:?)*\|?|[|]+|`{3,}\w{0,20})(?= |$)")
_BULLET = re.compile(r"(?:[*•·‣▪◦–—+-]|#{1,6}|>{1,5})(?= )")
_CHECKBOX = re.compile(r"\[[ xX]?\](?= )")
_EMPHASIS = re.compile(r"\*{1,3}|_{1,3}(?=\w)|~~|`+|==")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉", "0123456789+-0123456789")
_RAISED = re.compile(r"[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6}")
_CARET = re.compile(r"\^(-?\d{1,3}|[a-z])(?!\w)")
_LOWERED = re.compile(r"[₀₁₂₃₄₅₆₇₈₉]{1,6}")
_SHARP = re.compile(r"([CFcf])(#|♯)(?![\w#])")
_DOTNET = re.compile(r"\.(NET)(?!\w)")
_NO_WORDS = "$£€¥₹+-#@§%°"
_LEAST_OATH = 4
_NUMBER = re.compile(r"[1-9]\d*(?:[.,]\d+)?|0(?:[.,]\d+)?")
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_YEAR_BEHIND = re.compile(r"(?:19|20)\d\d(?!\d)|0\d|\d+/")


def markup(sentence: Sentence, at: int) -> Token | None:
    """Rule: marks of pasted markup, silent; an entity says its character, a link its text."""
    text = sentence.text
    character = text[at]
    found: re.Match[str] | None = None
    if character == "&":
        found = _ENTITY.match(text, at)
        if found is None:
            return None
        meant = unescape(found.group())
        said = sentence.language.signs.get(meant, "")
        return Token(SemioticClass.MARKUP, at, found.end(), (Piece(at, said),) if said else (), "an HTML entity")
    if character == "<":
        found = _TAG.match(text, at) or _ANGLED.match(text, at)
    elif character == "]":
        found = _LINK_END.match(text, at)
    elif character in "![" and (link := _LINK.match(text, at)):
        return Token(SemioticClass.MARKUP, at, link.start(1) if link[1] is not None else link.start(3), (), "a link")
    if found is None and character == "[":
        found = _CHECKBOX.match(text, at)
    if found is None and sentence.starts_word(at):
        if at == 0 or text[at - 1] == " ":
            found = _RULE.match(text, at)
        if found is None and at == 0:
            found = _BULLET.match(text, at)
    if found is None:
        found = _EMPHASIS.match(text, at)
        if found is not None and not _is_emphasis(sentence, found):
            found = None
    if found is None:
        return None
    return Token(SemioticClass.MARKUP, at, found.end(), (), "a mark of markup")


_LIFE = re.compile(
    r"([*†✝])( ?)(?:(?P<year>(?:1\d|20)\d\d(?![\d./])|\d{3}(?= ?[),;–-]))"
    r"|(?P<day>\d{1,2}(?:[./-]\d{1,2}[./-]\d|(?:\.|er)? (?:de )?(?P<month>[^\W\d_]{3,12})))"
    r"|(?=[^()*†\d]{1,14}\d{3,4}(?!\d)))"
)


def life(sentence: Sentence, at: int) -> Token | None:
    """Rule: "(* 1685; † 1750)": born and died."""
    language = sentence.language
    match = _LIFE.match(sentence.text, at)
    if match is None or not language.born[0] or not sentence.starts_word(at):
        return None
    if match["month"] and match["month"].lower() not in language.month_forms:
        return None
    before = sentence.text[max(0, at - 200) : at]
    bracketed = before.rfind("(") > before.rfind(")")
    dated = match["year"] or match["day"]
    if not (dated if match[1] != "*" and not bracketed else bracketed and (dated or match[2])):
        return None
    said = (language.born if match[1] == "*" else language.died)[0 if match["year"] else 1 if match["day"] else 2]
    return Token(SemioticClass.SIGN, at, at + 1, (Piece(at, said),), "a sign of birth or death", 0.9)


def _is_emphasis(sentence: Sentence, match: re.Match[str]) -> bool:
    before, behind = sentence.char(match.start() - 1), sentence.char(match.end())
    if match.group() in ("*", "==") and (before.isalnum() or before == " ") and (behind == " " or behind.isdecimal()):
        return not (before.isdecimal() or before == " " or behind.isdecimal())
    return (
        before.isalnum() != behind.isalnum() or match.group()[0] in "`~" or before in "*_~\"'(" or behind in "*_~\"')"
    )


def power(sentence: Sentence, at: int) -> Token | None:
    """Rule: raised and lowered figures ("mc²", "10⁻³", "H₂O", "x^2")."""
    language = sentence.language
    lowered = _LOWERED.match(sentence.text, at)
    if lowered is not None:
        figures = lowered.group().translate(_SUPERSCRIPTS)
        said = numerals.amount(figures, language)
        return Token(SemioticClass.SIGN, at, lowered.end(), (Piece(at, said),), "lowered figures")
    raised = _RAISED.match(sentence.text, at) or _CARET.match(sentence.text, at)
    if raised is None:
        return None
    figures = raised.group().translate(_SUPERSCRIPTS).lstrip("^")
    word = sentence.text[max(0, at - 4) : at]
    if len(word) == 4 and word.isalpha() and figures.isdecimal() and raised.re is _RAISED:
        # A footnote's mark behind a word.
        return Token(SemioticClass.MARKUP, at, raised.end(), (), "a footnote's mark", 0.8)
    raising = Piece(at, _power(figures, sentence))
    measured = _unit_behind(sentence, at, raised.end())
    if measured is not None:
        piece, end = measured
        return Token(SemioticClass.MEASURE, at, end, (raising, piece), "a unit behind a power")
    return Token(SemioticClass.SIGN, at, raised.end(), (raising,), "raised figures")


def _unit_behind(sentence: Sentence, at: int, end: int) -> tuple[Piece, int] | None:
    """The unit behind a power of ten ("10⁻³ m/s²") and where it ends."""
    language = sentence.language
    if not sentence.char(at - 1).isdecimal() or sentence.char(end) != " ":
        return None
    found = unit_at(sentence, end + 1)
    if found is None or found[1] in language.glued_units or not sentence.bounded(found[2]):
        return None
    if len(found[1]) == 1 and found[1].isupper() and found[1] in language.numbered_letters:
        return None
    return Piece(end + 1, found[0].many), found[2]


def _power(figures: str, sentence: Sentence) -> str:
    language = sentence.language
    if figures in ("2", "3"):
        return language.squared if figures == "2" else language.cubed
    negative = figures.startswith("-")
    digits = figures.lstrip("+-")
    if not digits.isdecimal():
        return language.power.format(rank=digits.upper(), number=digits.upper())
    number, minus = int(digits), f"{language.minus} " if negative else ""
    rank = language.ordinal(number, ALONE)
    return language.power.format(rank=minus + rank, number=minus + language.cardinal(number, ALONE))


def sharp(sentence: Sentence, at: int) -> Token | None:
    """Rule: "C#", ".NET"."""
    match = _SHARP.match(sentence.text, at)
    if match is not None:
        said = f"{match[1].upper()} {sentence.language.sharp}"
        return Token(SemioticClass.CODE, at, match.end(), (Piece(at, said),), "a letter with #")
    match = _DOTNET.match(sentence.text, at)
    if match is not None and sentence.starts_word(at):
        return Token(SemioticClass.CODE, at, match.end(), (Piece(at, f"{sentence.language.dot} net"),), "a name")
    return None


def sign(sentence: Sentence, at: int) -> Token | None:
    """Rule: a sign that is said."""
    character = sentence.text[at]
    index = sentence.line.word_at(at)
    if not sentence.cores[index].strip(_NO_WORDS) and len(sentence.line.plain(index)) >= _LEAST_OATH:
        return None
    two = _double(sentence, at)
    if two:
        return Token(SemioticClass.SIGN, at, at + 2, (Piece(at, two),), "a double sign")
    rate = _rate(sentence, at) if character == "/" else None
    if rate is not None:
        return rate
    money = money_sign(sentence.language).match(sentence.text, at)
    if money is not None:
        said = currency_of(money.group(), sentence.language).many
        return Token(SemioticClass.SIGN, at, money.end(), (Piece(at, said),), "a sign of money alone")
    read = _READ.get(character)
    single = read(sentence, at) if read is not None else _named(sentence, character)
    return Token(SemioticClass.SIGN, at, at + 1, (Piece(at, single),), "a sign that is said") if single else None


def _rate(sentence: Sentence, at: int) -> Token | None:
    """A price for a unit: "3 €/kg", "R$ 5/kg"."""
    language = sentence.language
    before = sentence.text[max(0, at - 16) : at]
    last = re.split(r"[\d ]", before)[-1]
    priced = last in language.currencies or last in language.codes
    sum_before = _SUM.search(before)
    unit = unit_at(sentence, at + 1)
    if unit is None or not sentence.bounded(unit[2]):
        return None
    counted = sentence.char(at - 1).isdecimal() and len(unit[1]) > 1
    summed = sum_before and any(sum_before[1].endswith(sign) for sign in language.currencies)
    if not (priced or summed or counted):
        return None
    said = Piece(at, f"{language.per} {unit[0].one}")
    return Token(SemioticClass.MEASURE, at, unit[2], (said,), "so much for a unit")


_SUM = re.compile(r"([^\s\d]{1,4}) ?\d[\d.,]{0,12}$")


def _double(sentence: Sentence, at: int) -> str | None:
    """What a sign of two characters says."""
    language, two = sentence.language, sentence.text[at : at + 2]
    if two == "++":
        return f"{language.plus} {language.plus}" if sentence.char(at - 1).isalpha() else None
    if two in _COMPARISONS:
        return language.operators.get(_COMPARISONS[two]) if two == "!=" or _comparison(sentence, at) else None
    if two in _ARROWS:
        return language.operators.get("→")
    return language.signs.get("&") if two == "&&" else language.replaced.get(two)


_ARROWS = ("->", "=>")
_COMPARISONS = {"!=": "≠", "<=": "≤", ">=": "≥", "==": "="}


def _named(sentence: Sentence, character: str) -> str | None:
    return sentence.language.operators.get(character) or sentence.language.signs.get(character)


def _dot(sentence: Sentence, at: int) -> str | None:
    """A bullet, but between figures a product ("3 · 10⁸")."""
    text, spaced = sentence.text, sentence.char(at - 1) == " "
    left, right = sentence.char(at - 1 - spaced), sentence.char(at + 1 + spaced)
    if sentence.text[at] != "·" or (spaced and not text.startswith(" ", at + 1)):
        return None
    return sentence.language.operators.get("×") if left.isdecimal() and right.isdecimal() else None


def _hash(sentence: Sentence, at: int) -> str | None:
    before, behind = sentence.char(at - 1), sentence.char(at + 1)
    if behind.isdecimal():
        return sentence.language.number_sign
    heading = sentence.line.word_at(at) == 0 and len(sentence.line.words) > 1
    return sentence.language.number_sign if before in ("", " ") and behind in ("", " ") and not heading else None


def _minus(sentence: Sentence, at: int) -> str | None:
    language = sentence.language
    before, behind = sentence.char(at - 1), sentence.char(at + 1)
    money = money_sign(language).match(sentence.text, at + 1)
    figure = behind.isdecimal() or (behind in ".," and sentence.char(at + 2).isdecimal()) or money is not None
    if figure and (
        before in ("", " ", "(", "[", "=", "<", ">", "*", "/", "+", "×", "−", '"', "“", "^", "±", "~", "≈", ":")
    ):
        return language.minus
    if behind.isalpha() and sentence.bounded(at + 2) and before in (" ", "(", "="):
        # "x = -b": a letter of an equation.
        ahead = sentence.text[max(0, at - 2) : at].strip()[-1:]
        return language.minus if ahead in ("=", "(", "+", "×", "±", "<", ">") else None
    if figure and before.isalnum() and _is_equation(sentence, at):
        return language.minus
    if (
        before.isdecimal()
        and behind in language.abbreviations
        and sentence.char(at + 2) == "."
        and (sentence.char(at + 3).isdecimal())
    ):
        # "c.360-c.435"
        return language.to
    if before == " " and behind == " " and _TIME_BEHIND.match(sentence.text, at + 2):
        # "02/06/2026 - 18h49": a pause.
        return None
    if before == " " and behind == " " and _figure_beside(sentence, at):
        return language.minus
    return None


_TIME_BEHIND = re.compile(r"\d{1,2}[h:]\d\d(?!\d)")


def _is_equation(sentence: Sentence, at: int) -> bool:
    return "=" in sentence.text[at : at + 12].split(" ")[0]


def _figure_beside(sentence: Sentence, at: int) -> bool:
    left, right = sentence.text[max(0, at - 2) : at].strip(), sentence.text[at + 1 : at + 4].strip()
    counted = left.isdecimal() or (left[-1:] in (")", "²", "³") and not _closes_words(sentence, at))
    # A code begins with 0, no number that is taken away.
    return counted and right[:1].isdecimal() and not (right.isdecimal() and right.startswith("0") and len(right) > 1)


def _closes_words(sentence: Sentence, at: int) -> bool:
    """Whether the bracket before a spaced hyphen closes words, not a sum."""
    inside = sentence.text[max(0, at - 40) : at].rstrip(" )").rpartition("(")[2]
    return len(inside) > 1 and inside.replace(" ", "").isalpha()


def _between(sentence: Sentence, at: int) -> str | None:
    """Signs that are said between two things only: "/", "*", "^", "|", "~"."""
    language, character = sentence.language, sentence.text[at]
    left = sentence.text[max(0, at - 2) : at].strip()[-1:]
    right = sentence.text[at + 1 : at + 3].strip()[:1]
    if character == "~":
        return language.signs.get("~") if right.isdecimal() or money_sign(language).match(right) else None
    if character == "/" and left and right.isalpha() and (left == "%" or left in language.currencies):
        return language.per
    if not (left.isalnum() or (left in ")]" and left)) or not (right.isalnum() or (right in "([$√" and right)):
        return None
    if character == "*":
        return language.operators.get("×") if left.isdecimal() or right.isdecimal() or left == ")" else None
    if character == "/":
        figures = (left.isdecimal() and right.isdecimal()) or left == ")" or (right == "(" and left.isdecimal())
        spaced = sentence.char(at - 1) == " " and sentence.char(at + 1) == " "
        if spaced and not (figures and _is_divided(sentence, at)):
            return ","
        if figures and spaced:
            return language.operators.get("÷")
        if right.isalpha() and not spaced and _is_rate(sentence, at):
            return language.per
        return language.over if figures and not _is_numbered(sentence, at) else language.slash
    return None


def _is_rate(sentence: Sentence, at: int) -> bool:
    """Whether "/" says "per": behind a sum of money, or between what is counted and a time ("10 meals/day")."""
    language = sentence.language
    begin = sentence.line.starts[sentence.line.word_at(at)]
    first = sentence.text[begin : min(at, begin + 40)].lstrip("(").partition("/")[0]
    if money_sign(language).match(first) and first[-1:].isalnum():
        return True
    if not sentence.before(at)[-1:].isdecimal() and not first[:1].isdecimal():
        return False
    counted = sentence.text[at + 1 : letters_end(sentence.text, at + 1)] in language.rates
    return counted or first in language.currency_words


def _is_variable(sentence: Sentence, at: int) -> bool:
    """Whether a letter stands alone beside the sign."""
    left, right = sentence.text[max(0, at - 4) : at].rstrip(), sentence.text[at + 1 : at + 5].lstrip()
    return not left[-2:-1].isalpha() or not right[1:2].isalpha()


def _is_divided(sentence: Sentence, at: int) -> bool:
    """Whether numbers, and no dates or times, stand on both sides of a spaced stroke."""
    left, right = sentence.before(at), sentence.after(at + 1)
    return all(_NUMBER.fullmatch(side) or (not side.isdecimal() and not side[:1].isdecimal()) for side in (left, right))


def _is_numbered(sentence: Sentence, at: int) -> bool:
    """Whether a stroke stands between a number and a year, as in a law's or a file's name ("39/2015", "97/38/EG")."""
    return _YEAR_BEFORE.search(sentence.text, max(0, at - 5), at) is not None or (
        _YEAR_BEHIND.match(sentence.text, at + 1) is not None
    )


def _comparison(sentence: Sentence, at: int) -> str | None:
    character = sentence.text[at]
    behind = sentence.char(at + 1)
    left = sentence.text[max(0, at - 2) : at].strip()[-1:]
    if character == "=":
        return sentence.language.operators.get("=") if behind not in ("", "=") or left else None
    right = sentence.text[at + 1 : at + 3].strip()[:1]
    if behind == "=":
        return sentence.language.operators.get(character)
    if left.isalpha() and right.isalpha() and not _is_variable(sentence, at):
        # A path through menus: "File > Save".
        return None
    if (right.isalnum() or right in "-$€£.") and right and (left.isalnum() or left in ")%" or right.isdecimal()):
        return sentence.language.operators.get(character)
    if len(sentence.text) < 4 and sentence.text.strip() == character:
        return sentence.language.operators.get(character)
    return None


def _colon(sentence: Sentence, at: int) -> str | None:
    """A colon between numbers and blanks divides where the language writes it so ("10 : 2 = 5")."""
    left, right = sentence.text[max(0, at - 2) : at], sentence.text[at + 1 : at + 3]
    divides = left[1:] == right[:1] == " " and left[:1].isdecimal() and right[1:].isdecimal()
    return sentence.language.operators.get(":") if divides else None


_READ: dict[str, Callable[[Sentence, int], str | None]] = {
    "-": _minus,
    "#": _hash,
    ":": _colon,
    **dict.fromkeys("/*^|~", _between),
    **dict.fromkeys("<>=", _comparison),
    **dict.fromkeys("·•", _dot),
}
