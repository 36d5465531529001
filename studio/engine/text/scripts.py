# SPDX-License-Identifier: GPL-3.0-or-later
"""Which espeak-ng voice reads a word whose script is not the text's own."""

from __future__ import annotations

import unicodedata

# First word of the Unicode names of a script's letters -> a voice that reads it.
_VOICE_OF_SCRIPT = {
    "LATIN": "",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "HEBREW": "he",
    "ARABIC": "ar",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "THAI": "th",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "cmn",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}
# Further voices that read a script themselves.
_ALSO_READ_BY = {
    "CYRILLIC": "uk bg sr be mk kk ky tt ba cv nog uz az tk",
    "ARABIC": "fa ur ug sd ku pa az",
    "DEVANAGARI": "mr ne kok sd",
    "BENGALI": "as bpy",
    "CJK": "yue hak ja ko",
    "HANGUL": "ko",
    "ETHIOPIC": "am ti",
}
_READERS = {script: frozenset(voices.split()) for script, voices in _ALSO_READ_BY.items()}


def voice_for_script(word: str, own_voice: str) -> str:
    """The voice to read *word* with: *own_voice*, unless its first letter is of a script that this voice only spells.

    A script that nobody here reads is left to *own_voice*.
    """
    for character in word:
        if unicodedata.category(character)[0] != "L":
            continue
        script = unicodedata.name(character, "").partition(" ")[0].partition("-")[0]
        voice = _VOICE_OF_SCRIPT.get(script, "")
        own = own_voice.partition("-")[0]
        return voice if voice and voice != own and own not in _READERS.get(script, ()) else own_voice
    return own_voice
