# SPDX-License-Identifier: GPL-3.0-or-later
"""Phonemes of Mandarin text in Kokoro's alphabet: pinyin by words, in IPA, with arrows for the tones.

Words (rjieba) decide which of a character's readings applies (pypinyin). Tones are written as in the dictionary, since
the model has learnt how the third tone changes before another.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from studio.core.errors import EngineUnavailable
from studio.engine.phonemes.chinese_numbers import rewritten
from studio.engine.phonemes.unspaced import Said, foreign_pieces, is_foreign

_INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l", "g": "k", "k": "kʰ", "h": "x",
    "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s", "": "",
}  # fmt: skip
# "0" is the place of the tone.
_FINALS = {
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0", "en": "ə0n", "eng": "ə0ŋ",
    "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ", "iao": "jau0", "ie": "je0", "in": "i0n", "iou": "jou0",
    "ing": "i0ŋ", "iong": "jʊ0ŋ", "ong": "ʊ0ŋ", "ou": "ou0", "u": "u0", "uei": "wei0", "ua": "wa0", "uai": "wai0",
    "uan": "wa0n", "uen": "wə0n", "uang": "wa0ŋ", "ueng": "wə0ŋ", "uo": "wo0", "o": "wo0", "v": "y0", "ve": "ɥe0",
    "van": "ɥɛ0n", "vn": "y0n", "er": "ɚ0", "io": "jɔ0", "ê": "ɛ0", "m": "m0", "n": "n0", "ng": "ŋ0", "hm": "hm0",
    "hng": "hŋ0",
}  # fmt: skip
_WHOLE = {"o": "ɔ0", "ê": "ɛ0", "er": "ɚ0", "io": "jɔ0", "yo": "jɔ0", "m": "m0", "n": "n0", "ng": "ŋ0"}
_BUZZED = ("zh", "ch", "sh", "r", "z", "c", "s")
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def say(text: str) -> tuple[Said, ...]:
    """The sounds of *text*; see `unspaced.Say`.

    Raises:
        EngineUnavailable: the packages that read Chinese are not installed.
    """
    reason = unavailable_reason()
    if reason:
        raise EngineUnavailable(reason)
    said: list[Said] = []
    run: list[tuple[str, int, int]] = []
    for spoken, start, end in rewritten(text):
        if _HAN.match(spoken):
            run.append((spoken, start, end))
            continue
        said.extend(_han(run))
        run = []
        said.extend(_others(spoken, start, end))
    said.extend(_han(run))
    return tuple(said)


def unavailable_reason() -> str:
    """Why Chinese cannot be read on this machine; "" if it can."""
    missing = [name for name in ("pypinyin", "rjieba") if importlib.util.find_spec(name) is None]
    return f"Chinese is not spoken on this system: {' and '.join(missing)} missing." if missing else ""


def _others(spoken: str, start: int, end: int) -> Iterator[Said]:
    """Sounds of letters other than Chinese from *start* to *end*; *spoken* is that text, or what is said for it."""
    if end - start != len(spoken):
        yield Said(start, end, foreign_pieces(spoken))
        return
    for match in _LATIN.finditer(spoken):
        word = match.group()
        # One script at a time, since the script decides which voice reads it.
        cut = next((i for i in range(1, len(word)) if is_foreign(word[i]) != is_foreign(word[0])), len(word))
        for first, last in ((0, cut), (cut, len(word))):
            if word[first:last]:
                at = start + match.start()
                yield Said(at + first, at + last, foreign_pieces(word[first:last]))


def _han(run: Sequence[tuple[str, int, int]]) -> Iterator[Said]:
    """Sounds of *run*: characters in a row with their places in the text, those of a number together."""
    if not run:
        return
    pieces = [piece for word in _words("".join(spoken for spoken, _, _ in run)) for piece in _syllables(word)]
    at = 0
    for spoken, start, end in run:
        own = pieces[at : at + len(spoken)]
        at += len(spoken)
        if any(own):
            yield Said(start, end, tuple(own))


def _words(text: str) -> list[str]:
    import rjieba

    words = [str(word) for word in rjieba.cut(text)]
    return words if "".join(words) == text else list(text)


@lru_cache(maxsize=8192)
def _syllables(word: str) -> tuple[str, ...]:
    """Symbols of each character of *word*, a blank before the first; "" for a character without a reading."""
    read = _pinyin(word)
    if len(read) != len(word):
        read = [pinyin for character in word for pinyin in (_pinyin(character) or [""])[:1]]
    said: list[str] = []
    for pinyin in read:
        symbols = syllable(pinyin)
        said.append(" " + symbols if symbols and not any(said) else symbols)
    return tuple(said)


def _pinyin(word: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    return [
        str(pinyin) for pinyin in lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
    ]


def syllable(pinyin: str) -> str:
    """One syllable in the model's alphabet; "" if it is none.

    Args:
        pinyin: Such as "zhong1", "lv4", "de5".
    """
    tone = _TONES.get(pinyin[-1:])
    if tone is None:
        return ""
    bare = pinyin[:-1].replace("ü", "v")
    if bare in _WHOLE:
        return _WHOLE[bare].replace("0", tone)
    initial = next((initial for initial in ("zh", "ch", "sh") if bare.startswith(initial)), bare[:1])
    if initial not in _INITIALS or bare in _FINALS:
        initial = ""
    final = _strict(initial, bare[len(initial) :])
    if initial in _BUZZED and final == "i":
        return _INITIALS[initial] + "ɨ" + tone
    return _INITIALS[initial] + _FINALS[final].replace("0", tone) if final in _FINALS else ""


def _strict(initial: str, final: str) -> str:
    """The final without pinyin's spelling rules: that of "you" is "iou", of "ju" "v", of "dui" "uei"."""
    if not initial and final[:1] == "y":
        final = "v" + final[2:] if final[1:2] == "u" else (final[1:] if final[1:2] == "i" else "i" + final[1:])
        return {"iong": "iong", "iou": "iou"}.get(final, final)
    if not initial and final[:1] == "w":
        return final[1:] if final == "wu" else "u" + final[1:]
    if initial in ("j", "q", "x") and final[:1] == "u":
        return "v" + final[1:]
    return {"iu": "iou", "ui": "uei", "un": "uen"}.get(final, final)
