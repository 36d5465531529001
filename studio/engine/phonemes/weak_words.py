# SPDX-License-Identifier: GPL-3.0-or-later
"""Weak words of English with the sounds and stress that the model was trained with.

espeak-ng says them without any stress. So said, a recogniser loses "I" at the beginning of many clauses.
"""

from __future__ import annotations

# By the sounds in the model's alphabet; the same word with more stress has other sounds.
_ALWAYS = {
    "I": "ˌI",
    "Im": "ˌIm",
    "Iv": "ˌIv",
    "Id": "ˌId",
    "Il": "ˌIl",
    "wɛn": "wˌɛn",
    "ðɪ": "ði",
    "ə": "ɐ",
}
_SUBJECTS = {"hi": "hˌi", "hiː": "hˌiː", "ʃi": "ʃˌi", "ʃiː": "ʃˌiː", "wi": "wˌi", "wiː": "wˌiː", "ðA": "ðˌA"}
_AUXILIARIES = (
    " if do does did have has had can could will would shall should may might must is are was were "
    "don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shan't shouldn't mightn't mustn't "
    "isn't aren't wasn't weren't "
)


def as_trained(phonemes: str, before: str) -> str:
    """*phonemes* of an English word as the model knows them.

    Args:
        phonemes: In the model's alphabet.
        before: The spoken word before it, "" at the beginning. Behind an auxiliary a subject has no stress.
    """
    before = before.lower().replace("’", "'")
    if f" {before} " not in _AUXILIARIES:
        phonemes = _SUBJECTS.get(phonemes, phonemes)
    return _ALWAYS.get(phonemes, phonemes)
