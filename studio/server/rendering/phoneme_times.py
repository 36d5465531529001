# SPDX-License-Identifier: GPL-3.0-or-later
"""Phoneme times estimated from word times: a word's phonemes share its time evenly."""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.errors import StudioError
from studio.core.timeline import WordTiming, written_by_character

_STRESS_AND_PAUSE = frozenset("ˈˌ ")
_LENGTH_MARKS = frozenset("ːʰʲ̩̃")
_DEFAULT_LANGUAGE = "en-US"


def phoneme_times(words: Sequence[WordTiming], language: str) -> tuple[WordTiming, ...]:
    """The phonemes of *words* in IPA with their times; none for words that the text rules cannot say.

    Args:
        language: BCP 47 tag that the words are spoken in, "" for English.
    """
    from studio.engine.phonemes.phonemize import phonemize

    between = "" if written_by_character(language) else " "
    try:
        said = phonemize(between.join(word.text for word in words), language or _DEFAULT_LANGUAGE)
    except StudioError:
        # A language that is not spoken from these phonemes has no times for them.
        return ()
    timed: list[WordTiming] = []
    for word, spoken in zip(words, said, strict=False):
        phonemes = _single(spoken.phonemes)
        step_s = (word.end_s - word.start_s) / max(1, len(phonemes))
        timed += [
            WordTiming(phoneme, word.start_s + index * step_s, word.start_s + (index + 1) * step_s)
            for index, phoneme in enumerate(phonemes)
        ]
    return tuple(timed)


def _single(phonemes: str) -> list[str]:
    """*phonemes* one by one; a mark of length or nasality stays with the phoneme before it."""
    single: list[str] = []
    for character in phonemes:
        if character in _LENGTH_MARKS and single:
            single[-1] += character
        elif character not in _STRESS_AND_PAUSE:
            single.append(character)
    return single
