# SPDX-License-Identifier: GPL-3.0-or-later
"""Weak words of English with the sounds and stress that the model was trained with.

espeak-ng says them without any stress. So said, a recogniser loses "I" at the beginning of many clauses.
"""

from __future__ import annotations

# By the sounds in the model's alphabet; the same word with more stress has other sounds.
_AS_TRAINED = {
    "I": "ˌI",
    "Im": "ˌIm",
    "Iv": "ˌIv",
    "Id": "ˌId",
    "Il": "ˌIl",
    "wɛn": "wˌɛn",
    "ðɪ": "ði",
    "ə": "ɐ",
}


def as_trained(phonemes: str) -> str:
    """*phonemes* of an English word, in the model's alphabet, as the model knows them."""
    return _AS_TRAINED.get(phonemes, phonemes)
