# SPDX-License-Identifier: GPL-3.0-or-later
"""Units of a text, read lazily. A unit, a sentence or a few, is what the encoder sees in one run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from studio.core.errors import SpeechFailed
from studio.core.timeline import WordSpan
from studio.engine.kokoro.split import Mark, ModelInput, split
from studio.engine.kokoro.splitting import USUAL
from studio.engine.phonemes.word_phonemes import WordPhonemes
from studio.engine.text.sentences import sentences

Phonemizer = Callable[[Sequence[WordSpan], str], Sequence[WordPhonemes]]

# Several short sentences together keep the pauses and the melody that the model gives them.
_AIM_TOKENS = 160
_MOST_TOKENS = 300
# Words without phonemes that a unit holds at most; more are passed on by themselves.
_MOST_WORDS = 400
_GAP = re.compile(r"\s*")
GOES_ON = -1
"""In a unit's marks, the index of a word that began in a unit before."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The text of one run of the encoder.

    Attributes:
        words: The words that begin in it, also those without phonemes.
        tokens: Phonemes and punctuation, one vocabulary symbol a character, at most 300; "" if nothing can be said.
        marks: Begin of each spoken word in *tokens*, as (index into words, token index); the index is GOES_ON where the
            last word of the unit before goes on.
        is_cut: Whether its last spoken word goes on in the next unit.
        ends_paragraph: Whether a line ends after it.
        is_all: Whether all letters and digits of the text are in it.
    """

    words: tuple[WordPhonemes, ...]
    tokens: str
    marks: tuple[tuple[int, int], ...]
    ends_paragraph: bool = False
    is_all: bool = False
    is_cut: bool = False


Cut = Callable[[Sequence[WordPhonemes], int, int], Sequence[ModelInput]]
"""Cuts words into inputs of the model, as `split.split` does."""


def units(
    text: str,
    language: str,
    phonemize_words: Phonemizer,
    weigh: Callable[[WordSpan], int] | None = None,
    first_tokens: int = USUAL.first_tokens,
    cut: Cut = split,
) -> Iterator[Unit]:
    """The units of *text*, with all its words in order. The first unit ends with the sentence that reaches
    *first_tokens*.

    Args:
        cut: Cuts words into what the model takes at once.
        weigh: Gives about how many letters are said for a word, see `sentences.sentences`.

    Raises:
        SpeechFailed: splitting lost phonemes (never seen; checked because silent loss is the model's classic fault).
    """
    gathered: list[WordPhonemes] = []
    aim, is_first, length = first_tokens, True, 0
    last_letter = next((at for at in range(len(text) - 1, -1, -1) if text[at].isalnum()), -1)
    for sentence in sentences(text, language=language, weigh=weigh):
        words = phonemize_words(sentence, language)
        own = _length(words)
        if gathered and (length + own > _MOST_TOKENS or len(gathered) > _MOST_WORDS):
            is_first = is_first and not length and length + own <= _MOST_TOKENS
            yield from _units(gathered, False, cut)
            gathered, aim, length = [], _AIM_TOKENS, 0
        gathered.extend(words)
        length += own
        gap = _GAP.match(text, sentence[-1].end)
        paragraph_ends = gap is not None and "\n" in gap.group()
        if length >= aim or paragraph_ends:
            is_all = is_first and last_letter < sentence[-1].end
            is_first = is_first and not length
            yield from _units(gathered, paragraph_ends, cut, is_all=is_all)
            gathered, aim, length = [], _AIM_TOKENS, 0
    yield from _units(gathered, False, cut, is_all=is_first)


def _length(words: Sequence[WordPhonemes]) -> int:
    return sum(len(word.phonemes) + len(word.after) + 1 for word in words if word.phonemes)


def _units(words: Sequence[WordPhonemes], paragraph_ends: bool, cut: Cut, *, is_all: bool = False) -> Iterator[Unit]:
    inputs = cut(words, _MOST_TOKENS, _MOST_TOKENS)
    asked = sum(len(word.phonemes.replace(" ", "")) for word in words)
    voiced = sum(len(each.tokens[mark.start : mark.end].replace(" ", "")) for each in inputs for mark in each.marks)
    if asked != voiced or sum(len(each.words) for each in inputs) != len(words):
        raise SpeechFailed("The text could not be split without loss: please report this.", f"{asked} != {voiced}")
    for at, each in enumerate(inputs):
        yield Unit(
            tuple(words[each.words.start : each.words.stop]),
            each.tokens,
            _starts(each.marks, each.words),
            ends_paragraph=paragraph_ends and each is inputs[-1],
            is_all=is_all and len(inputs) == 1,
            is_cut=any(not following.marks[0].begins for following in inputs[at + 1 : at + 2]),
        )


def _starts(marks: Sequence[Mark], words: range) -> tuple[tuple[int, int], ...]:
    return tuple((mark.word - words.start if mark.begins else GOES_ON, mark.start) for mark in marks)
