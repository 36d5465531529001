# SPDX-License-Identifier: GPL-3.0-or-later
"""Phonemes to chunks for the model: a short first one for an early first sound, then growing ones.

How a text becomes speech: `sentences.sentences(text)` yields its sentences lazily, `phonemes.phonemize_words(sentence,
language)` says how each of their words is said, and `split` cuts a sentence's words into what the model gets a call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.engine.phonemes.word_phonemes import WordPhonemes

MAX_TOKENS = 510
_SENTENCE_END = ".!?…"
_GIANT_WORD_TOKENS = 100
_OVERSHOOT = 1.5


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a word is said in a chunk: `tokens[start:end]` (without the punctuation after it) is said for word *word*.

    Attributes:
        word: Index into the words given to `split`.
        start: First token.
        end: One after the last.
        begins: False where a giant word goes on from the chunk before.
    """

    word: int
    start: int
    end: int
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one call of the model says.

    Attributes:
        words: Indices of the words that begin in this chunk, skipped ones too. Over all chunks these run through all
            indices without a gap; empty where a giant word only goes on.
        tokens: The phoneme string, one vocabulary symbol a character: words joined by a blank, each with its
            punctuation ("həlˈO, wˈɜɹld."). At most max_tokens long; "" only if no word of the text can be said, then it
            is the only chunk.
        marks: The spoken words in order; words without phonemes have none.
        pause: The punctuation that ends the chunk; "" where it is cut between two words (or inside one), so that no
            pause belongs there.
    """

    words: range
    tokens: str
    marks: tuple[Mark, ...]
    pause: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A word, or a stretch of a giant one; *joint* is what stands between it and the part before."""

    word: int
    phonemes: str
    after: str
    begins: bool
    joint: str = ""

    @property
    def length(self) -> int:
        return len(self.phonemes) + len(self.after)


def split(
    words: Sequence[WordPhonemes], first_max_tokens: int, max_tokens: int = MAX_TOKENS, growth: float = 2.0
) -> tuple[Chunk, ...]:
    """Cut *words* (a sentence, or a few) into chunks. No word is ever lost.

    The first chunk aims at *first_max_tokens*, each later one at *growth* times the one before, never above
    *max_tokens*. A chunk ends at the last sentence end in reach if it fills half the aim, else at the last clause end,
    else at the first clause end within 1.5 times the aim, else between two words (not between
    glued ones, if it can be helped). Only a word of more than 100 tokens
    (and more than the aim) is cut inside, at a blank or before a stressed syllable where there is one.

    Args:
        words: From `phonemes.phonemize_words`.
        first_max_tokens: Aim for the first chunk, 1 or more; about 14 tokens are a second of speech. Give max_tokens
            where enough is buffered that nothing has to come early.
        max_tokens: Hard limit of a call, 1 to 510.
        growth: Above 1.

    Returns:
        The chunks, none if *words* is empty.

    Raises:
        ValueError: a limit is out of range.
    """
    if first_max_tokens < 1 or not 1 <= max_tokens <= MAX_TOKENS or growth <= 1:
        raise ValueError(f"limits out of range: {first_max_tokens}, {max_tokens}, {growth}")
    if not words:
        return ()
    aim = min(first_max_tokens, max_tokens)
    parts = list(_parts(words, min(max(aim, _GIANT_WORD_TOKENS), max_tokens)))
    if not parts:
        return (Chunk(range(len(words)), "", (), ""),)
    chunks: list[Chunk] = []
    position = 0
    while position < len(parts):
        # A part has a token at least.
        count = _take(parts[position : position + max_tokens + 1], aim, max_tokens)
        taken = parts[position : position + count]
        position += count
        following = next((parts[at].word for at in range(position, len(parts)) if parts[at].begins), len(words))
        begun = chunks[-1].words.stop if chunks else 0
        chunks.append(_chunk(taken, range(begun, max(begun, following))))
        aim = min(max_tokens, max(aim, int(growth * len(chunks[-1].tokens))))
    return tuple(chunks)


def _parts(words: Sequence[WordPhonemes], longest: int) -> Iterator[_Part]:
    for index, word in enumerate(words):
        if not word.phonemes:
            continue
        rest, begins, joint = word.phonemes, True, "" if word.glued else " "
        while len(rest) + len(word.after) > longest:
            cut = _cut_inside(rest, longest - (len(rest) <= longest))
            yield _Part(index, rest[:cut].rstrip(), "", begins, joint)
            joint = " " if rest[cut - 1] == " " or rest[cut : cut + 1] == " " else ""
            rest, begins = rest[cut:].lstrip(), False
        if rest:
            yield _Part(index, rest, word.after, begins, joint)


def _cut_inside(phonemes: str, longest: int) -> int:
    longest = max(longest, 1)
    blank = phonemes.rfind(" ", 1, longest + 1)
    if blank > longest // 2:
        return blank
    stress = max(phonemes.rfind("ˈ", 1, longest + 1), phonemes.rfind("ˌ", 1, longest + 1))
    return stress if stress > longest // 2 else longest


def _take(parts: Sequence[_Part], aim: int, max_tokens: int) -> int:
    """How many parts the next chunk takes, 1 or more."""
    sentence_end = clause_end = late_clause_end = within = glued_within = fits = 0
    length = -1
    for count, part in enumerate(parts, start=1):
        length += (len(part.joint) if count > 1 else 1) + part.length
        if length > max_tokens or length > max(aim * _OVERSHOOT, parts[0].length):
            break
        fits = count
        if length <= aim:
            glued_within = count
            if count == len(parts) or parts[count].joint:
                within = count
            if part.after:
                clause_end = count
            if part.after and part.after in _SENTENCE_END and length * 2 >= aim:
                sentence_end = count
        elif part.after and not late_clause_end:
            late_clause_end = count
    if fits == len(parts):
        return fits
    return sentence_end or clause_end or late_clause_end or within or max(1, glued_within)


def _chunk(parts: Sequence[_Part], words: range) -> Chunk:
    tokens = ""
    marks: list[Mark] = []
    for part in parts:
        if tokens:
            tokens += part.joint
        if marks and not part.begins:
            marks[-1] = Mark(part.word, marks[-1].start, len(tokens) + len(part.phonemes), marks[-1].begins)
        else:
            marks.append(Mark(part.word, len(tokens), len(tokens) + len(part.phonemes), part.begins))
        tokens += part.phonemes + part.after
    return Chunk(words, tokens, tuple(marks), parts[-1].after)
