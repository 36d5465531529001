# SPDX-License-Identifier: GPL-3.0-or-later
"""Phonemes of Japanese text in Kokoro's alphabet, by the readings of OpenJTalk.

OpenJTalk (pyopenjtalk-plus, whose package has the dictionary) reads kanji, numbers with their counters and many Latin
words as kana; `kana` writes these in the model's alphabet. Its words are then aligned with the text as written, in
which numbers, since it spells them out, are stretches that differ.
"""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from studio.core.errors import EngineUnavailable
from studio.engine.phonemes.kana import SOKUON, is_kana, katakana, symbols
from studio.engine.phonemes.unspaced import Said, foreign_pieces, is_foreign, new_word

_UNKNOWN = "フィラー"
_VOWELS = frozenset("aiɯɨeoːʔɴmnŋɲ")
_CODAS = frozenset("ːʔɴmnŋɲ")
_KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Variants of kanji in names, which the dictionary lists under other forms.
_VARIANTS = str.maketrans("𠮷髙﨑濵邊邉", "吉高崎浜辺辺")
_SIGNS = {"+": "プラス", "=": "イコール", "&": "アンド", "@": "アット", "#": "シャープ", "×": "かける", "÷": "わる"}
_MONEY = {"$": "ドル", "€": "ユーロ", "£": "ポンド", "¥": "円", "₩": "ウォン"}
_REWRITES: tuple[tuple[str, str], ...] = (
    (r"(?<!\d)(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)", r"\1年\2月\3日"),
    (r"(?<![\d:])(\d{1,2}):00(?![\d:])", r"\1時"),
    (r"(?<![\d:])(\d{1,2}):0?(\d{1,2})(?![\d:])", r"\1時\2分"),
    (r"(?<=\d)\s?[~〜～](?=\s?\d)", "から"),
    (r"(?<![0-9A-Za-z)-])[-−](?=\d)", "マイナス"),
)


def say(text: str) -> tuple[Said, ...]:
    """The sounds of *text*; see `unspaced.Say`.

    Raises:
        EngineUnavailable: OpenJTalk is not installed for this system.
    """
    said: list[Said] = []
    for start, end, foreign in _runs(text):
        if foreign:
            said.append(Said(start, end, foreign_pieces(text[start:end])))
        else:
            said.extend(Said(start + part.start, start + part.end, part.pieces) for part in _japanese(text[start:end]))
    return tuple(said)


def unavailable_reason() -> str:
    """Why Japanese cannot be read on this machine; "" if it can."""
    if importlib.util.find_spec("pyopenjtalk") is None:
        return "Japanese is not spoken on this system: its dictionary (pyopenjtalk-plus) is not installed."
    return ""


def _runs(text: str) -> Iterator[tuple[int, int, bool]]:
    start = 0
    while start < len(text):
        foreign = is_foreign(text[start])
        end = start + 1
        while end < len(text) and is_foreign(text[end]) == foreign:
            end += 1
        yield start, end, foreign
        start = end


def _japanese(text: str) -> Iterator[Said]:
    places = [place for place, character in enumerate(text) if not character.isspace()]
    written = "".join(_folded(text[place]) for place in places)
    nodes = [(_folded_all(string), pieces) for string, pieces in _nodes(_prepared(text))]
    for first, last, members in _matched(written, [string for string, _ in nodes]):
        pieces: list[str] = []
        for member in members:
            string, own = nodes[member]
            pieces += _on_characters(string, own) if len(members) == 1 else own
        if any(piece.strip() for piece in pieces):
            yield Said(places[first], places[last - 1] + 1, tuple(pieces))


def _nodes(text: str) -> list[tuple[str, list[str]]]:
    """OpenJTalk's words as it writes them, each with its symbols kana by kana."""
    reason = unavailable_reason()
    if reason:
        raise EngineUnavailable(reason)
    import pyopenjtalk

    nodes: list[tuple[str, list[str]]] = []
    stopped = True
    # Kanji that its dictionary lacks are removed, since it would open a second, huge dictionary for them.
    known = text
    for word in pyopenjtalk.run_frontend(text, use_vanilla=True):
        if word["pos"] == "記号" and _KANJI.search(str(word["string"])):
            known = known.translate({ord(character): "〓" for character in str(word["string"])})
    for word in pyopenjtalk.run_frontend(known, use_sudachi_kanji_yomi=False):
        string, reading = str(word["string"]), katakana(str(word["pron"]))
        latin = unicodedata.normalize("NFKC", string)
        if word["pos"] == _UNKNOWN and latin.isascii() and re.search(r"[a-z]{2}", latin):
            nodes.append((string, list(foreign_pieces(latin))))
            stopped = True
            continue
        pieces = symbols(reading)
        # The model learnt a held consonant together with the sound after it ("iʔta").
        glued = bool(nodes) and bool(pieces) and not stopped and (pieces[0] == SOKUON or nodes[-1][1][-1:] == [SOKUON])
        nodes.append((string, pieces if glued else list(new_word(pieces))))
        stopped = not pieces
    return nodes


def _prepared(text: str) -> str:
    """*text*, with signs that OpenJTalk would leave out written in words that it reads."""
    text = "".join(
        unicodedata.normalize("NFKC", character) if character in "￥＄０１２３４５６７８９：／" else character
        for character in text
    )
    text = text.translate(_VARIANTS)
    for pattern, replacement in _REWRITES:
        text = re.sub(pattern, replacement, text)
    for sign, name in _MONEY.items():
        text = re.sub(re.escape(sign) + r"\s?(\d[\d,.]*\d|\d)(万|億)?", rf"\1\2{name}", text)
    for sign, name in _SIGNS.items():
        text = text.replace(sign, name)
    return text


def _folded(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded.lower() if len(folded) == 1 else character


def _folded_all(string: str) -> str:
    return "".join(_folded(character) for character in string)


def _matched(written: str, strings: Sequence[str]) -> Iterator[tuple[int, int, list[int]]]:
    """Stretches of *written*, each with the indices of its *strings*; added strings go with the one before.

    A stretch has several strings where they differ from it, mostly in numbers.
    """
    ends: list[int] = []
    for string in strings:
        ends.append((ends[-1] if ends else 0) + len(string))
    read = "".join(strings)
    matcher = SequenceMatcher(None, written, read, autojunk=False)
    # Nearly always the two are equal.
    opcodes = [("equal", 0, len(read), 0, len(read))] if read == written else matcher.get_opcodes()
    spans: list[tuple[int, int]] = [(0, 0)] * (ends[-1] if ends else 0)
    for kind, a0, a1, b0, b1 in opcodes:
        for offset, place in enumerate(range(b0, b1)):
            spans[place] = (a0 + offset, a0 + offset + 1) if kind == "equal" else (a0, a1)
    group: tuple[int, int, list[int]] | None = None
    for index, end in enumerate(ends):
        own = spans[end - len(strings[index]) : end]
        filled = [span for span in own if span[0] < span[1]]
        first = min((span[0] for span in filled), default=-1)
        last = max((span[1] for span in filled), default=-1)
        if group is not None and (first < group[1]):
            group = (group[0], max(group[1], last), [*group[2], index])
            continue
        if group is not None:
            yield group
        group = (max(first, 0), max(last, 1), [index]) if written else None
    if group is not None:
        yield group


def _on_characters(string: str, pieces: list[str]) -> list[str]:
    """*pieces* regrouped so that each falls on its character of *string*, as far as kana tell.

    Pieces are later divided evenly over the characters, which is right if each has one. So each kana gets its own
    piece, and the kanji before them get one piece each.
    """
    kana = 0
    while kana < len(string) and kana + 1 < len(pieces) and is_kana(string[-1 - kana]):
        kana += 1
    kanji = len(string) - kana
    if len(pieces) == len(string) or kanji == 0:
        return pieces
    head, tail = pieces[: len(pieces) - kana], pieces[len(pieces) - kana :]
    whole = _syllables(head)
    units = whole if len(whole) >= kanji else head
    bounds = [-(-index * len(units) // kanji) for index in range(kanji + 1)]
    return ["".join(units[first:last]) for first, last in pairwise(bounds)] + tail


def _syllables(pieces: Sequence[str]) -> list[str]:
    """*pieces* as syllables: small kana, length, nasals and held stops are joined to the piece before."""
    joined: list[str] = []
    for piece in pieces:
        begun = bool(joined) and joined[-1].strip()[-1:] not in _VOWELS
        if joined and (begun or piece in _CODAS) and not piece.startswith(" "):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
