# SPDX-License-Identifier: GPL-3.0-or-later
"""How a text is read, token by token, and why: for people and programs that want to see or to choose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.core.languages import resolve_language
from studio.core.timeline import WordSpan
from studio.engine.phonemes.languages import kokoro_languages
from studio.engine.phonemes.phonemize import LANGUAGES, phonemize_words
from studio.engine.phonemes.word_phonemes import WordPhonemes
from studio.engine.text import languages
from studio.engine.text.classes import Alternative, SemioticClass, Token
from studio.engine.text.classifier import tokens_of
from studio.engine.text.ipa import OPENING
from studio.engine.text.neighbours import Sentence
from studio.engine.text.normalise import spoken_words
from studio.engine.text.reading import Reading
from studio.engine.text.sentences import sentences
from studio.engine.text.tokens import line_of

_MARKS = ".,;:!?…—()[]{}\"'“”‘’„«»¿¡。、，；：！？「」『』（）《》"


@dataclass(frozen=True, slots=True)
class ExplainedToken:
    """A stretch text[start:end] of the text as written, in code points, and how it is read.

    Attributes:
        semiotic: Its class.
        words: What is said for it, words and pauses separated by blanks; "" for what is silent.
        phonemes: Of the written words that begin in it, in the model's alphabet; "" where a token before has them.
        certainty: 0 to 1.
        alternatives: Other ways to say it, each with what it would then mean.
        why: What decided.
    """

    start: int
    end: int
    text: str
    semiotic: SemioticClass
    words: str
    phonemes: str
    certainty: float
    alternatives: tuple[Alternative, ...]
    why: str


def explain(text: str, language: str = "", reading: Reading = Reading()) -> tuple[ExplainedToken, ...]:  # noqa: B008
    """The tokens of *text* in order; between two of them lies nothing that is said.

    Args:
        language: BCP 47 tag, "" for American English.
        reading: Words that are not said as written; its places are those of *text*.

    Raises:
        InvalidArgument: *language* is none of `phonemize.LANGUAGES`; the message lists them.
        EngineUnavailable: what makes phonemes cannot be loaded.
    """
    tag = resolve_language(language, kokoro_languages(), LANGUAGES[0])
    return tuple(
        token
        for sentence in sentences(text, language=tag)
        for token in _explained(text, sentence, tag, phonemize_words(sentence, tag, reading), reading)
    )


def _explained(
    text: str, words: Sequence[WordSpan], tag: str, said: Sequence[WordPhonemes], reading: Reading
) -> Iterator[ExplainedToken]:
    language = languages.find(tag)
    if language is None:
        yield from (_unclassified(word) for word in said)
        return
    line = line_of(words)
    told = {index for index, word in enumerate(words) if reading.of(word) is not None}
    spoken = spoken_words(words, tag, reading) if told else ()
    given = 0
    for token in tokens_of(Sentence(line, language), told):
        if not token.pieces and token.semiotic in (SemioticClass.PUNCTUATION, SemioticClass.EMOJI):
            continue
        last = line.word_at(token.end - 1)
        phonemes = " ".join(filter(None, (word.phonemes for word in said[given : last + 1])))
        given = max(given, last + 1)
        start, end = line.span(token.start, token.end)
        pieces = [piece.said for piece in token.pieces if piece.said]
        if token.semiotic is SemioticClass.TOLD:
            within = range(line.word_at(token.start), last + 1)
            pieces = [spoken[at].text for at in within if spoken[at].text]
        yield _of_token(token, text[start:end], start, end, " ".join(_named(pieces, text[start:end])), phonemes)


def _named(pieces: Sequence[str], written: str) -> Iterator[str]:
    """*pieces*, as written where they are phonemes."""
    for piece in pieces:
        yield written.strip(_MARKS) if piece.startswith(OPENING) else piece


def _of_token(token: Token, written: str, start: int, end: int, words: str, phonemes: str) -> ExplainedToken:
    return ExplainedToken(
        start, end, written, token.semiotic, words, phonemes, token.certainty, token.alternatives, token.why
    )


def _unclassified(word: WordPhonemes) -> ExplainedToken:
    span = word.word
    said = span.text.strip(_MARKS) if word.phonemes else ""
    semiotic = SemioticClass.CARDINAL if said.isdecimal() else SemioticClass.PLAIN
    why = "this language has no table of its own"
    return ExplainedToken(span.start, span.end, span.text, semiotic, said, word.phonemes, 1.0, (), why)
