# SPDX-License-Identifier: GPL-3.0-or-later
"""Words: as they are, in capitals, initialisms, codes of letters and figures."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.engine.text import numerals
from studio.engine.text.classes import Alternative, Piece, SemioticClass, Token
from studio.engine.text.forms import ALONE, Choice
from studio.engine.text.ipa import CLOSING, OPENING
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.tokens import letters_end

_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,30}(?:(?=s(?![^\W_]))|(?![^\W\d_]))")
_AMPERSAND = re.compile(r"[A-Za-z]{1,3}&[A-Za-z]{1,3}(?![^\W_]|;)")
_LONGEST_TOLD = 20
_LONGEST_UNSAID = 5
_LONGEST_COMPOUND = 200
_SUFFIX = re.compile(r"'?s(?![^\W_])")
_CODE = re.compile(
    r"(?=[A-Za-z0-9-]{0,20}\d)(?=[A-Za-z0-9-]{0,20}[A-Za-z])[A-Za-z0-9]{1,12}(?:-[A-Za-z0-9]{1,8}){0,3}(?![^\W_])"
)
_CARD = re.compile(r"\d{4}(?:([ -])\d{4}){2,4}(?:\1\d{1,3})?(?![\d]|[.,-]\d)")
_HYPHENED = re.compile(r"(?:\d{1,7}(?:(-)\d{1,7}){2,5}|\d{5}-\d{3,4})(?![\d]|[.,-]\d)")
_CODE_PARTS = re.compile(r"[A-Za-z]+|\d+")
_HARD_START = re.compile(
    r"(?!kn|gn|ps|pn|pt[eo]|ts[aeu]|mc[a-z]{3})(?:[bcdfghjklmnpqrstvwxz]{4}|[bdfghjklmnpqrtvwxz][bcdfgjkmnpqstvxz])",
    re.IGNORECASE,
)
_HARD_END = re.compile(
    r"(?:[bcdfghjklmnpqrstvwxz]{4,}|(?!ck|gn|([bdfgtz])\1)[bcdfgjkpqtvxz][bcdfgjklmnpqrvwxz]|[hjlmnprw][jqvwx])$",
    re.IGNORECASE,
)


def plain(sentence: Sentence, at: int) -> Token | None:
    """Rule: a word."""
    end = letters_end(sentence.text, at)
    if end == at:
        return None
    end = _with_hyphens(sentence.text, at, end)
    word = sentence.text[at:end]
    language = sentence.language
    if sentence.text.startswith("(s)", end) and sentence.bounded(end + 3):
        return Token(SemioticClass.PLAIN, at, end + 3, (Piece(at, f"{word}s"),), "one or more")
    rule = language.word_rules.get(word.lower()) if len(word) <= _LONGEST_TOLD else None
    if rule is not None and sentence.starts_word(at) and sentence.ends_word(end):
        heteronym = _heteronym(word, _choice(rule(sentence.neighbours(at))), at, end, language)
        if heteronym is not None:
            return heteronym
    behind = sentence.char(end)
    if behind == "'" and (full := language.replaced.get(word.lower() + "'")) is not None:
        return Token(SemioticClass.PLAIN, at, end + 1, (Piece(at, full),), "said in full")
    if behind != "" and behind in "²³⁰¹⁴⁵⁶⁷⁸⁹⁻" and len(word) <= 3:
        said = " ".join(language.letters.get(letter, letter) for letter in word.upper())
        return Token(SemioticClass.LETTER, at, end, (Piece(at, said),), "letters of a formula")
    head, mark, tail = word.rpartition("'")
    if mark and language.elision and len(tail) > 1 and tail.isupper():
        letters = spelled_in(tail, language, shouted=False)
        said = f"{head}'{'.'.join(tail) if letters else tail.lower()}"
        semiotic = SemioticClass.INITIALISM if letters else SemioticClass.CAPITALS
        return Token(semiotic, at, end, (Piece(at, said),), "capitals behind an apostrophe", 0.9)
    if word in language.initialisms:
        return Token(SemioticClass.INITIALISM, at, end, (Piece(at, ".".join(word.upper())),), "an initialism")
    instead = language.replaced.get(word.lower())
    if instead is not None:
        return Token(SemioticClass.PLAIN, at, end, (Piece(at, instead),), "said in full")
    if end - at == 1 and word in language.letters and sentence.char(end) == "-":
        return Token(SemioticClass.LETTER, at, end, (Piece(at, language.letters[word]),), "a letter before a hyphen")
    return Token(SemioticClass.PLAIN, at, end, (Piece(at, word),))


def _choice(told: str | Choice | None) -> Choice:
    """What a rule tells, where that is nothing the voice's own reading, which is not sure."""
    return Choice(sure=False) if told is None else told if isinstance(told, Choice) else Choice(told)


def _heteronym(word: str, choice: Choice, at: int, end: int, language: Language) -> Token | None:
    """A word of two sounds: the one that is told, and the others; where none is told, all that it can have."""
    said = choice.said
    sounds = [(f"{OPENING}{ipa}{CLOSING}", meaning) for ipa, meaning in language.sounds.get(word.lower(), ())]
    others = tuple(Alternative(sound, meaning) for sound, meaning in sounds if sound != said)
    if not said:
        why, certainty = "the voice's own rules tell how it is said", 0.85 if choice.sure else 0.7
        return Token(SemioticClass.HETERONYM, at, end, (Piece(at, word),), why, certainty, others) if others else None
    meaning = next((f" ({meaning})" for sound, meaning in sounds if sound == said), "")
    told = "its neighbours tell how it is said" if choice.sure else "its neighbours do not tell: the more usual sound"
    certainty = 0.97 if not others else 0.85 if choice.sure else 0.7
    return Token(SemioticClass.HETERONYM, at, end, (Piece(at, said),), f"{told}{meaning}", certainty, others)


def lone_unit(sentence: Sentence, at: int) -> Token | None:
    """Rule: a unit without a number ("in kg", "per km")."""
    language = sentence.language
    end = letters_end(sentence.text, at)
    if sentence.char(end) == "/" and sentence.char(end + 1).islower():
        end = letters_end(sentence.text, end + 1)
    end += sentence.char(end) != "" and sentence.char(end) in "²³"
    unit = sentence.text[at:end]
    if sentence.char(end) == " " and sentence.char(end + 1).isdecimal():
        # "km 8" names a place.
        return None
    if unit not in language.lone_units or not (sentence.starts_word(at) and sentence.ends_word(end)):
        return None
    each = sentence.before(at).lower() in (language.per, *language.articles)
    said = language.units[unit].one if each else language.units[unit].many
    return Token(SemioticClass.MEASURE, at, end, (Piece(at, said),), "a unit alone", 0.9)


def aperture(sentence: Sentence, at: int) -> Token | None:
    """Rule: "f/2.8", "f/5.6-f/8"."""
    match = _APERTURE.match(sentence.text, at) if sentence.char(at + 1) == "/" else None
    if match is None or not sentence.starts_word(at) or sentence.language.decimal != ".":
        return None
    language = sentence.language
    pieces = [Piece(at, f"{match[1].upper()} {_stop(match[2], language)}")]
    if match[3]:
        pieces.append(Piece(match.start(3), f"{language.to} {match[1].upper()} {_stop(match[3], language)}"))
    return Token(SemioticClass.MEASURE, at, match.end(), tuple(pieces), "the aperture of a lens", 0.95)


def _stop(figures: str, language: Language) -> str:
    whole, _, fraction = figures.partition(".")
    return numerals.decimal(whole, fraction, language) if fraction else numerals.amount(whole, language)


_APERTURE = re.compile(r"([fFƒ])/(\d{1,2}(?:\.\d)?)(?: ?[-–] ?(?:[fFƒ]/)?(\d{1,2}(?:\.\d)?))?(?![\w/]|[.,]\d)")


def _with_hyphens(text: str, at: int, end: int) -> int:
    """Where a word with hyphens ends ("mother-in-law"); parts in capitals are words of their own."""
    while text[end : end + 1] == "-" and end - at < _LONGEST_COMPOUND:
        following = letters_end(text, end + 1)
        part = text[end + 1 : following]
        if not part or (len(part) > 1 and part.isupper()) or text[following : following + 1].isdecimal():
            break
        end = following
    return end


def capitals(sentence: Sentence, at: int) -> Token | None:
    """Rule: a word in capitals is a word unless it is a known initialism or cannot be said."""
    match = _CAPITALS.match(sentence.text, at)
    if match is None:
        return None
    word, end = match.group(), match.end()
    full = sentence.language.replaced.get(word.lower())
    rule = sentence.language.word_rules.get(word)
    if full is None and rule is not None and sentence.starts_word(at) and sentence.ends_word(end):
        full = _choice(rule(sentence.neighbours(at))).said or None
    if full is not None:
        return Token(SemioticClass.INITIALISM, at, end, (Piece(at, full),), "said in full")
    suffix = _SUFFIX.match(sentence.text, end)
    ending = ""
    if suffix is not None:
        ending = suffix.group() if suffix.group().startswith("'") else "'s"
        end = suffix.end()
    elif not sentence.bounded(end) or (sentence.char(end) == "'" and sentence.char(end + 1).isalpha()):
        if sentence.char(end) != "'":
            return None
        end = letters_end(sentence.text, at)
        said = sentence.text[at:end].lower()
        if not said.split("'")[0] or spelled_in(word, sentence.language, shouted=True):
            return None
        return Token(SemioticClass.CAPITALS, at, end, (Piece(at, said),), "capitals for emphasis", 0.9)
    shouted = _is_shouted(sentence, at)
    letters, word_said = ".".join(word), word.lower()
    if spelled_in(word, sentence.language, shouted=shouted):
        other = (Alternative(word_said, "said as a word"),)
        token_class, said, why = SemioticClass.INITIALISM, letters, "an initialism"
        known = word in sentence.language.initialisms
    else:
        other = (Alternative(letters, "spelled"),)
        token_class, said, why = SemioticClass.CAPITALS, word_said, "capitals that can be said as a word"
        known = shouted or word in sentence.language.acronyms or word_said in sentence.language.short_words
    if (
        ending == "'s"
        and suffix is not None
        and not suffix.group().startswith("'")
        and token_class is SemioticClass.CAPITALS
    ):
        said, ending = said + "s", ""
    return Token(token_class, at, end, (Piece(at, said + ending),), why, 0.95 if known else 0.75, other)


def spelled_in(word: str, language: Language, *, shouted: bool) -> bool:
    """Whether *word*, in capitals, is said letter by letter."""
    if word in language.acronyms:
        return False
    if word in language.initialisms:
        return not (shouted and word.lower() in language.short_words)
    if not can_be_said(word, language):
        return True
    return not shouted and len(word) <= language.short_initialisms and word.lower() not in language.short_words


@lru_cache(maxsize=4096)
def can_be_said(word: str, language: Language) -> bool:
    """Whether the letters of *word* make a word that a mouth can say."""
    lower = word.lower()
    if not any(letter in language.vowels for letter in lower):
        return False
    if 2 < len(lower) <= _LONGEST_UNSAID and (_HARD_START.match(lower) or _HARD_END.search(lower)):
        return lower in language.short_words
    return True


def _is_shouted(sentence: Sentence, at: int) -> bool:
    """Whether the words beside are in capitals too."""
    for core in (sentence.before(at), sentence.after(at + 1), sentence.before(at, 2), sentence.after(at + 1, 2)):
        letters = re.sub(r"[^\w]|\d", "", core[:30])
        emphasised = len(letters) > 1 and letters.isupper() and letters not in sentence.language.initialisms
        if emphasised and (letters.lower() in sentence.language.short_words or len(letters) > 4):
            return True
    return False


def ampersand(sentence: Sentence, at: int) -> Token | None:
    """Rule: "AT&T", "Q&A"."""
    match = _AMPERSAND.match(sentence.text, at)
    if match is None:
        return None
    left, right = match.group().split("&")
    both = sentence.language.signs.get("&", "")
    said = f"{_spelled_if_short(left, sentence)} {both} {_spelled_if_short(right, sentence)}"
    return Token(SemioticClass.INITIALISM, at, match.end(), (Piece(at, " ".join(said.split())),), "letters with an &")


def _spelled_if_short(letters: str, sentence: Sentence) -> str:
    upper = letters.upper()
    if len(upper) == 1:
        return sentence.language.letters.get(upper, upper)
    return ".".join(upper)


def code(sentence: Sentence, at: int) -> Token | None:
    """Rule: letters and figures in one word ("H2O", "F-16", "4K", "COVID-19")."""
    match = _CODE.match(sentence.text, at)
    if match is None or (not sentence.ends_word(match.end()) and sentence.char(match.end()) not in "'/,;:)]—–-"):
        return None
    written = match.group()
    hyphened = "-" in written
    if hyphened and not _is_code(written):
        return None
    language = sentence.language
    parts = _CODE_PARTS.findall(written)
    several = language.decades and len(parts) > 2 and parts[-1] == "s" and parts[-2].isdecimal()
    said = " ".join(_code_part(part, language) for part in (parts[:-1] if several else parts))
    said = language.plural(said) if several else said
    end = match.end()
    if _SUFFIX.match(sentence.text, end) and sentence.char(end) == "'":
        end += 2
        said += "'s"
    return Token(SemioticClass.SERIAL, at, end, (Piece(at, said),), "letters and figures in one word", 0.85)


def _is_code(written: str) -> bool:
    """Whether a word with hyphens is a code ("F-16"), not figures before a word ("10-year-old")."""
    parts = written.split("-")
    if parts[0].isalpha() and parts[0].islower() and len(parts[0]) > 1:
        return False
    if parts[0].isdecimal() and any(part.isalpha() and len(part) > 1 for part in parts[1:]):
        return False
    return not any(part.isalpha() and part.islower() and len(part) > 1 for part in parts[1:])


def _code_part(part: str, language: Language) -> str:
    if part.isdecimal():
        if part.startswith("0") or len(part) > 4:
            return numerals.digits(part, language)
        if len(part) == 3 and language.years_by_hundreds:
            return language.house(part)
        if len(part) == 4 and language.years_by_hundreds and not part.endswith("000"):
            return language.year(int(part)) if 1100 <= int(part) <= 2099 else language.house(part)
        return numerals.cardinal(int(part), language)
    if len(part) == 1:
        return language.letters.get(part.upper(), part.upper())
    if part.isupper() and (spelled_in(part, language, shouted=False) and len(part) <= 5):
        return ".".join(part)
    if part.isupper():
        return part.lower()
    return part if can_be_said(part, language) else ".".join(part.upper())


def scientific(sentence: Sentence, at: int) -> Token | None:
    """Rule: "3.2e-5": a number times a power of ten."""
    match = _SCIENTIFIC.match(sentence.text, at)
    language = sentence.language
    if match is None or not sentence.bounded(match.end()) or language.decimal != ".":
        return None
    whole, fraction, exponent = match[1], match[2] or "", int(match[3])
    number = numerals.decimal(whole, fraction, language) if fraction else numerals.amount(whole, language)
    sign = f"{language.minus} " if exponent < 0 else ""
    rank = language.ordinal(abs(exponent), ALONE)
    power = language.power.format(rank=sign + rank, number=sign + language.cardinal(abs(exponent), ALONE))
    said = f"{number} {language.operators.get('×', language.by)} {language.cardinal(10, ALONE)} {power}"
    return Token(SemioticClass.DECIMAL, at, match.end(), (Piece(at, said),), "a number with its power of ten")


_SCIENTIFIC = re.compile(r"(\d{1,3})(?:\.(\d{1,12}))?[eE]([+-]?\d{1,3})(?![\w]|[.,-]\d)")


def card_number(sentence: Sentence, at: int) -> Token | None:
    """Rule: groups of four figures, as of a card: figure by figure."""
    match = _CARD.match(sentence.text, at) or _HYPHENED.match(sentence.text, at)
    if match is None or not sentence.bounded(match.end()):
        return None
    if (
        match[1] == " "
        and len(match.group().split()) < 4
        and sentence.before(at).lower() in sentence.language.month_forms
    ):
        return None
    pieces: list[Piece] = []
    place = at
    groups = re.split(r"[ -]", match.group())
    for index, group in enumerate(groups):
        pause = " ," if index + 1 < len(groups) else ""
        pieces.append(Piece(place, numerals.digits(group, sentence.language) + pause))
        place += len(group) + 1
    return Token(SemioticClass.SERIAL, at, match.end(), tuple(pieces), "groups of four figures")
