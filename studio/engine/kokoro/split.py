# SPDX-License-Identifier: GPL-3.0-or-later
"""Phonemes cut into inputs of the model: a short first one for an early first sound, then growing ones.

On the way from text to speech, `sentences.sentences(text)` yields sentences lazily, `phonemes.phonemize_words(sentence,
language)` gives the phonemes of their words, and `split` cuts these into inputs, one for each call of the model.
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
    """A word's place in an input: `tokens[start:end]`, without the punctuation after it, is said for word *word*.

    Attributes:
        word: Index into the words given to `split`.
        start: First token.
        end: One after the last.
        begins: False where a giant word goes on from the input before.
    """

    word: int
    start: int
    end: int
    begins: bool = True


@dataclass(frozen=True, slots=True)
class ModelInput:
    """Phonemes for one call of the model.

    Attributes:
        words: Indices of the words that begin in this input, skipped ones included. Together the inputs' ranges cover
            all words without a gap; a range is empty where a giant word only goes on.
        tokens: Phonemes, one vocabulary symbol a character: words joined by a blank, each with its punctuation
            ("həlˈO, wˈɜɹld."). At most max_tokens long; "" only if no word of the text can be said.
        marks: Places of the spoken words in order; words without phonemes have none.
        pause: The punctuation that ends the input; "" where it ends between two words or inside one, without a pause.
    """

    words: range
    tokens: str
    marks: tuple[Mark, ...]
    pause: str


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A word, or a stretch of a giant one; *joint* stands between it and the fragment before."""

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
) -> tuple[ModelInput, ...]:
    """Cut *words* (a sentence, or a few) into inputs. No word is ever lost.

    The first input aims at *first_max_tokens*, each later one at *growth* times the one before, never above
    *max_tokens*. An input ends at the last sentence end in reach if it fills half the aim, else at the last clause end,
    else at the first clause end within 1.5 times the aim, else between two words, if possible not between glued ones.
    Only a word of more than 100 tokens, and longer than the aim, is cut inside: at a blank or before a stressed
    syllable where there is one.

    Args:
        words: From `phonemes.phonemize_words`.
        first_max_tokens: Aim for the first input, 1 or more; about 14 tokens are a second of speech. Give max_tokens
            where so much is buffered that no input has to come early.
        max_tokens: Hard limit of a call, 1 to 510.
        growth: Above 1.

    Returns:
        The inputs, none if *words* is empty.

    Raises:
        ValueError: a limit is out of range.
    """
    if first_max_tokens < 1 or not 1 <= max_tokens <= MAX_TOKENS or growth <= 1:
        raise ValueError(f"limits out of range: {first_max_tokens}, {max_tokens}, {growth}")
    if not words:
        return ()
    aim = min(first_max_tokens, max_tokens)
    fragments = list(_fragments(words, min(max(aim, _GIANT_WORD_TOKENS), max_tokens)))
    if not fragments:
        return (ModelInput(range(len(words)), "", (), ""),)
    inputs: list[ModelInput] = []
    position = 0
    while position < len(fragments):
        # No fragment is without tokens.
        count = _take(fragments[position : position + max_tokens + 1], aim, max_tokens)
        taken = fragments[position : position + count]
        position += count
        following = next(
            (fragments[at].word for at in range(position, len(fragments)) if fragments[at].begins), len(words)
        )
        begun = inputs[-1].words.stop if inputs else 0
        inputs.append(_model_input(taken, range(begun, max(begun, following))))
        aim = min(max_tokens, max(aim, int(growth * len(inputs[-1].tokens))))
    return tuple(inputs)


def _fragments(words: Sequence[WordPhonemes], longest: int) -> Iterator[_Fragment]:
    for index, word in enumerate(words):
        if not word.phonemes:
            continue
        rest, begins, joint = word.phonemes, True, "" if word.glued else " "
        while len(rest) + len(word.after) > longest:
            cut = _cut_inside(rest, longest - (len(rest) <= longest))
            yield _Fragment(index, rest[:cut].rstrip(), "", begins, joint)
            joint = " " if rest[cut - 1] == " " or rest[cut : cut + 1] == " " else ""
            rest, begins = rest[cut:].lstrip(), False
        if rest:
            yield _Fragment(index, rest, word.after, begins, joint)


def _cut_inside(phonemes: str, longest: int) -> int:
    longest = max(longest, 1)
    blank = phonemes.rfind(" ", 1, longest + 1)
    if blank > longest // 2:
        return blank
    stress = max(phonemes.rfind("ˈ", 1, longest + 1), phonemes.rfind("ˌ", 1, longest + 1))
    return stress if stress > longest // 2 else longest


def _take(fragments: Sequence[_Fragment], aim: int, max_tokens: int) -> int:
    """Number of fragments that the next input takes, 1 or more."""
    sentence_end = clause_end = late_clause_end = within = glued_within = fits = 0
    length = -1
    for count, fragment in enumerate(fragments, start=1):
        length += (len(fragment.joint) if count > 1 else 1) + fragment.length
        if length > max_tokens or length > max(aim * _OVERSHOOT, fragments[0].length):
            break
        fits = count
        if length <= aim:
            glued_within = count
            if count == len(fragments) or fragments[count].joint:
                within = count
            if fragment.after:
                clause_end = count
            if fragment.after and fragment.after in _SENTENCE_END and length * 2 >= aim:
                sentence_end = count
        elif fragment.after and not late_clause_end:
            late_clause_end = count
    if fits == len(fragments):
        return fits
    return sentence_end or clause_end or late_clause_end or within or max(1, glued_within)


def _model_input(fragments: Sequence[_Fragment], words: range) -> ModelInput:
    tokens = ""
    marks: list[Mark] = []
    for fragment in fragments:
        if tokens:
            tokens += fragment.joint
        if marks and not fragment.begins:
            marks[-1] = Mark(fragment.word, marks[-1].start, len(tokens) + len(fragment.phonemes), marks[-1].begins)
        else:
            marks.append(Mark(fragment.word, len(tokens), len(tokens) + len(fragment.phonemes), fragment.begins))
        tokens += fragment.phonemes + fragment.after
    return ModelInput(words, tokens, tuple(marks), fragments[-1].after)
