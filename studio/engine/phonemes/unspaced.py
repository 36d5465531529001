# SPDX-License-Identifier: GPL-3.0-or-later
"""Phonemes of languages written without blanks (Chinese, Japanese).

The sounds of a stretch, which is a word or a number, are divided over its characters, so that each has its time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from studio.core.timeline import WordSpan
from studio.engine.espeak_ng import phoneme_groups
from studio.engine.phonemes.alphabet import to_model_alphabet
from studio.engine.phonemes.word_phonemes import WordPhonemes
from studio.engine.text.ipa import tied
from studio.engine.text.reading import Reading
from studio.engine.text.scripts import voice_for_script

_SOUND = re.compile("[ˈˌ]*[^ˈˌ][ːʰʲᵝ→↗↓↘\u0303]*")
_FOREIGN_VOICE, _FOREIGN_LANGUAGE = "en-us", "en-US"
_PAUSE_OF = {
    "。": ".", "．": ".", ".": ".", "｡": ".", "！": "!", "!": "!", "？": "?", "?": "?", "，": ",", ",": ",", "、": ",",
    "､": ",", "；": ";", ";": ";", "：": ":", ":": ":", "…": "…", "—": "—", "―": "—", "–": "—", "）": ",", ")": ",",
    "】": ",", "》": "", "」": "", "』": "",
}  # fmt: skip
_STRENGTH = ["", ",", "—", ":", ";", "…", ".", "!", "?"]
_LONGEST_PART = 240
_INSIDE_NUMBERS = ".,:/．，：／-"


@dataclass(frozen=True, slots=True)
class Said:
    """The sounds of text[start:end].

    Attributes:
        pieces: Strings of the model's symbols, said one after the other and divided evenly over the characters; a blank
            in front begins a new word. Empty if nothing is to be said there.
    """

    start: int
    end: int
    pieces: tuple[str, ...]


Say = Callable[[str], Sequence[Said]]
"""Gives the sounds of a text as stretches in order, not overlapping. Characters outside of them cannot be said."""


def phonemize_characters(words: Sequence[WordSpan], say: Say, reading: Reading) -> tuple[WordPhonemes, ...]:
    """Phonemes of each of *words*.

    Args:
        words: A sentence's words, one for each character, as `core.timeline.spans_for` gives them.
        say: Gives the sounds of a text in the language.
        reading: Words that are not said as written; its places are those of *words*.
    """
    text, owners = _text_of(words)
    pieces: list[list[str]] = [[] for _ in words]
    reached = [False] * len(words)
    for said in _stretches(words, text, owners, say, reading):
        count = len(said.pieces)
        at = [owners[place] for place in range(said.start, said.end) if owners[place] >= 0]
        for word in at:
            reached[word] = True
        for index, piece in enumerate(said.pieces):
            if at and piece.strip():
                pieces[at[index * len(at) // count]].append(piece)
    return _with_pauses(words, pieces, reached)


def foreign_pieces(word: str) -> tuple[str, ...]:
    """Symbols of a word in letters that neither language uses, read as English or as the language of its script."""
    voice = voice_for_script(word, _FOREIGN_VOICE)
    language = _FOREIGN_LANGUAGE if voice == _FOREIGN_VOICE else voice
    groups = (to_model_alphabet(group, language) for group in phoneme_groups(word, voice))
    return tuple(new_word(_SOUND.findall(" ".join(filter(None, groups)))))


def new_word(pieces: Sequence[str]) -> Iterator[str]:
    """*pieces* as a word of their own; a piece that is only a blank begins another word."""
    begins = True
    for piece in pieces:
        if piece == " ":
            begins = True
        else:
            yield " " + piece if begins else piece
            begins = False


def _text_of(words: Sequence[WordSpan]) -> tuple[str, list[int]]:
    """The text of *words*, with one blank for each gap, and the word of each of its characters, -1 for a blank."""
    text: list[str] = []
    owners: list[int] = []
    for index, word in enumerate(words):
        if index and word.start > words[index - 1].end:
            text.append(" ")
            owners.append(-1)
        # None of the libraries accepts a lone surrogate.
        text.append(word.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        owners.extend([index] * len(text[-1]))
    return "".join(text), owners


def _stretches(
    words: Sequence[WordSpan], text: str, owners: Sequence[int], say: Say, reading: Reading
) -> Iterator[Said]:
    sayings = [reading.of(word) for word in words]
    begin = 0
    while begin < len(text):
        saying = sayings[owners[begin]] if owners[begin] >= 0 else None
        end = begin + 1
        while end < len(text) and (owners[end] < 0 or sayings[owners[end]] is saying):
            end += 1
        if saying is None:
            yield from _said_in_parts(text, begin, end, say)
        elif saying.how == "ipa":
            yield Said(begin, end, tuple(new_word(_SOUND.findall(to_model_alphabet(tied(saying.said), "")))))
        elif saying.how == "silent":
            yield Said(begin, end, ())
        elif saying.how == "respelling":
            parts = _said_in_parts(saying.said, 0, len(saying.said), say)
            pieces = tuple(piece for said in parts for piece in said.pieces)
            yield Said(begin, end, pieces)
        else:
            for place in range(begin, end):
                yield from (Said(place, place + 1, said.pieces) for said in say(text[place]))
        begin = end


def _said_in_parts(text: str, begin: int, end: int, say: Say) -> Iterator[Said]:
    """The sounds of text[begin:end]. A stretch longer than any sentence is read in parts, since the libraries take no
    more, or take time by the square of its length."""
    for start in range(begin, end, _LONGEST_PART):
        part = text[start : min(start + _LONGEST_PART, end)]
        if end - begin <= _LONGEST_PART or _may_sound(part):
            yield from (Said(start + said.start, start + said.end, said.pieces) for said in say(part))


def _may_sound(text: str) -> bool:
    return any(character.isascii() or unicodedata.category(character)[0] in "LNS" for character in text)


def _with_pauses(
    words: Sequence[WordSpan], pieces: Sequence[Sequence[str]], reached: Sequence[bool]
) -> tuple[WordPhonemes, ...]:
    result: list[WordPhonemes] = []
    last = -1
    for index, (word, parts) in enumerate(zip(words, pieces, strict=True)):
        phonemes = "".join(parts)
        glued = bool(phonemes) and not phonemes.startswith(" ") and last >= 0 and not result[last].after
        pause = _pause_after(words, index)
        silent = not phonemes and reached[index]
        result.append(WordPhonemes(word, phonemes.strip(), pause if phonemes else "", silent, glued))
        if phonemes:
            last = index
        elif pause and last >= 0 and not result[last].after:
            before = result[last]
            result[last] = WordPhonemes(before.word, before.phonemes, pause, before.silent, before.glued)
    return tuple(result)


def _pause_after(words: Sequence[WordSpan], index: int) -> str:
    written = words[index].text
    marks = written[len(written.rstrip("".join(_PAUSE_OF) + "\"'”’»-")) :]
    following = words[index + 1].text[:1] if index + 1 < len(words) else ""
    if (
        following.isdecimal()
        and words[index + 1].start == words[index].end
        and all(m in _INSIDE_NUMBERS for m in marks)
    ):
        return ""
    if "..." in marks:
        return "…"
    strongest = max((_PAUSE_OF.get(mark, "") for mark in marks), key=_STRENGTH.index, default="")
    if strongest == "." and marks.strip("\"'”’») ") == "." and following:
        # A full stop inside a sentence belongs to an abbreviation.
        return ""
    return strongest


def is_foreign(character: str) -> bool:
    """Whether *character* is a letter of a script that neither Chinese, Japanese nor Latin texts use."""
    if unicodedata.category(character) not in ("Lu", "Ll", "Lt", "Lo", "Lm"):
        return False
    name = unicodedata.name(character, "")
    return bool(name) and not name.startswith(
        ("LATIN", "CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH", "HALFWIDTH", "IDEOGRAPHIC", "BOPOMOFO", "MODIFIER")
    )
