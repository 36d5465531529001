# SPDX-License-Identifier: GPL-3.0-or-later
"""Phonemes of kana in Kokoro's alphabet."""

from __future__ import annotations

SOKUON = "ʔ"
_LONG = "ː"


def _rows(table: str) -> dict[str, str]:
    """Symbols by kana: each line of *table* lists kana, then their symbols in the same order."""
    found: dict[str, str] = {}
    for line in table.strip().splitlines():
        kana, *written = line.split()
        found.update(zip(kana, written, strict=True))
    return found


_SINGLE = _rows(
    """
    アイウエオ a i ɯ e o
    ァィゥェォ a i ɯ e o
    カキクケコ ka kʲi kɯ ke ko
    ガギグゲゴ ɡa ɡʲi ɡɯ ɡe ɡo
    サシスセソ sa ɕi sɨ se so
    ザジズゼゾ ʣa ʥi zɨ ʣe ʣo
    タチツテト ta ʨi ʦɨ te to
    ダヂヅデド da ʥi zɨ de do
    ナニヌネノ na ɲi nɯ ne no
    ハヒフヘホ ha çi ɸɯ he ho
    バビブベボ ba bʲi bɯ be bo
    パピプペポ pa pʲi pɯ pe po
    マミムメモ ma mʲi mɯ me mo
    ヤユヨ ja jɯ jo
    ャュョ ja jɯ jo
    ラリルレロ ɾa ɾʲi ɾɯ ɾe ɾo
    ワヰヱヲヮヴ βa i e o βa vɯ
    ヷヸヹヺ va vʲi ve vo
    ヵヶ ka ke
    """
)
# Consonants of pairs with a small kana, where they differ from the first kana's.
_PAIRS = {
    "イェ": "je", "ウィ": "βi", "ウェ": "βe", "ウォ": "βo", "クァ": "kᵝa", "クィ": "kᵝi", "クェ": "kᵝe", "クォ": "kᵝo",
    "グァ": "ɡᵝa", "グィ": "ɡᵝi", "グェ": "ɡᵝe", "グォ": "ɡᵝo", "ツィ": "ʦʲi", "ティ": "tʲi", "テュ": "tʲɨ",
    "ディ": "dʲi", "デュ": "dʲɨ", "トゥ": "tɯ", "ドゥ": "dɯ", "フィ": "ɸʲi", "フュ": "ɸʲɨ", "フョ": "ɸʲo",
    "ヴィ": "vʲi", "ヴュ": "bʲɨ", "ヴョ": "bʲo",
}  # fmt: skip
_SMALL_Y = {"ャ": "a", "ュ": "ɨ", "ョ": "o"}
_SMALL = "ァィゥェォャュョヮ"
_NASALS = (("mpb", "m"), ("kɡ", "ŋ"), ("ɲʨʥ", "ɲ"), ("ntdɾz", "n"))


def katakana(text: str) -> str:
    """The kana of *text*, all as katakana; other characters are dropped."""
    return "".join(
        chr(ord(character) + 0x60) if "ぁ" <= character <= "ゖ" else character
        for character in text
        if "ぁ" <= character <= "ゖ" or "ァ" <= character <= "ー"
    )


def is_kana(character: str) -> bool:
    return "ぁ" <= character <= "ゖ" or "ァ" <= character <= "ヺ" or character == "ー"


def symbols(kana: str) -> list[str]:
    """Symbols of one word, kana by kana: "キョー" is "kʲ", "o", "ː".

    Args:
        kana: Katakana with "ー", "ッ" and "ン"; other marks are ignored.
    """
    said: list[str] = []
    for index, character in enumerate(kana):
        following = kana[index + 1 : index + 2]
        if character == "ー":
            said.append(_LONG)
        elif character == "ッ":
            said.append(SOKUON)
        elif character == "ン":
            said.append(_nasal(_onset(kana, index + 1)))
        elif character in _SMALL and index and kana[index - 1] in _SINGLE and kana[index - 1] not in _SMALL:
            said.append(_pair(kana[index - 1], character)[-1])
        elif character in _SINGLE:
            paired = following and following in _SMALL and character not in _SMALL
            said.append(_pair(character, following)[:-1] if paired else _SINGLE[character])
    return said


def _pair(first: str, small: str) -> str:
    if first + small in _PAIRS:
        return _PAIRS[first + small]
    consonant = _SINGLE[first][:-1]
    if small in _SMALL_Y:
        return _SINGLE[first][:-1] + _SMALL_Y[small]
    return consonant + _SINGLE[small][-1]


def _onset(kana: str, index: int) -> str:
    if index >= len(kana) or kana[index] not in _SINGLE:
        return ""
    following = kana[index + 1 : index + 2]
    return _pair(kana[index], following) if following and following in _SMALL else _SINGLE[kana[index]]


def _nasal(onset: str) -> str:
    return next((nasal for consonants, nasal in _NASALS if onset[:1] and onset[0] in consonants), "ɴ")
