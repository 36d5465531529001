# SPDX-License-Identifier: GPL-3.0-or-later
"""Strings that espeak-ng is given for a sentence's words, with the way back from its word events to the words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from studio.engine.text.ipa import CLOSING, OPENING, mnemonics
from studio.engine.text.normalise import PAUSES, SpokenWord
from studio.engine.text.respelling import by_letters
from studio.engine.text.scripts import voice_for_script

_LONGEST = 400


@dataclass(slots=True)
class Passage:
    """Text for one call of espeak-ng, all of one voice.

    Attributes:
        voice: espeak-ng's name of the language.
        text: What it reads.
        ends: Where in *text* each spoken stretch ends.
        words: For each stretch the index of its word.
        goes_on: Whether the first stretch continues a word of the passage before.
    """

    voice: str
    text: str = ""
    ends: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    goes_on: bool = False

    @property
    def last_pause(self) -> str:
        """The pause at its end, or ""."""
        last = self.text.rstrip()[-1:]
        return last if last in PAUSES else ""

    def pause(self, pause: str) -> None:
        """Put *pause* behind the last word, if there is one and it has none yet."""
        if pause and self.text and not self.last_pause:
            self.text = self.text.rstrip() + pause + " "

    def word_at(self, position: int) -> int:
        """Index of the word that is read at *position*; positions between two words mean the later one."""
        return self.words[min(bisect_right(self.ends, position), len(self.words) - 1)]


def _read(token: str) -> str:
    """What the library reads for a token: phonemes are between double brackets."""
    if not token.startswith(OPENING):
        return token
    letters = by_letters(token)
    return letters.replace("-", "").lower() if letters else f"[[{mnemonics(token.strip(OPENING + CLOSING))}]]"


def passages(spoken: Sequence[SpokenWord], voice: str) -> Iterator[Passage]:
    """*spoken*, cut where the voice changes for a word of another script, and about every 400 characters.

    If possible a cut is after a pause. Words without text are in no passage; their pause goes to the word before.
    """
    passage = Passage(voice)
    for index, word in enumerate(spoken):
        if not word.text:
            passage.pause(word.after)
            continue
        own = voice_for_script(word.text, voice)
        if own != passage.voice and passage.text:
            yield passage
            passage = Passage(own)
        passage.voice = own
        for token in word.text.split():
            if token in PAUSES:
                passage.pause(token)
                continue
            begins = index not in passage.words[-1:]
            if len(passage.text) + len(token) > _LONGEST and passage.text:
                goes_on = not begins
                yield passage
                passage = Passage(own, goes_on=goes_on)
            passage.text += _read(token)
            passage.ends.append(len(passage.text))
            passage.words.append(index)
            passage.text += " "
        passage.pause(word.after)
        if word.after and len(passage.text) > _LONGEST // 2:
            yield passage
            passage = Passage(own)
    if passage.text:
        yield passage
