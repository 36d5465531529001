# SPDX-License-Identifier: GPL-3.0-or-later
"""How a text is read, token by token, and why: for people and programs that want to see or to choose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from studio.core.doubts import Doubt
from studio.core.languages import resolve_language
from studio.core.timeline import WordSpan
from studio.engine.phonemes.alphabet import to_model_alphabet, unknown_in
from studio.engine.phonemes.doubts import doubt_of
from studio.engine.phonemes.languages import kokoro_languages
from studio.engine.phonemes.phonemize import LANGUAGES, phonemize, phonemize_words
from studio.engine.phonemes.word_phonemes import WordPhonemes
from studio.engine.text import languages
from studio.engine.text.classes import Alternative, SemioticClass, Token
from studio.engine.text.classifier import TOLD_BECAUSE, tokens_of
from studio.engine.text.ipa import OPENING, tied
from studio.engine.text.neighbours import Sentence
from studio.engine.text.normalise import spoken_words
from studio.engine.text.reading import Reading
from studio.engine.text.sentences import sentences
from studio.engine.text.tokens import line_of

_MARKS = ".,;:!?…—()[]{}\"'“”‘’„«»¿¡。、，；：！？「」『』（）《》"


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another way to say a token: its words, their phonemes in the model's alphabet, and what it would then mean."""

    words: str
    phonemes: str
    meaning: str


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
        unknown: Signs of told IPA that the model has no sound for, and that are left out.
        doubt: Why its reading is unsure; None where it is sure, or nothing is known of that.
    """

    start: int
    end: int
    text: str
    semiotic: SemioticClass
    words: str
    phonemes: str
    certainty: float
    alternatives: tuple[OtherReading, ...]
    why: str
    unknown: str = ""
    doubt: Doubt | None = None


def explain(
    text: str,
    language: str = "",
    reading: Reading = Reading(),  # noqa: B008 - frozen
    unsure_only: bool = False,
) -> tuple[ExplainedToken, ...]:
    """The tokens of *text* in order; between two of them lies nothing that is said.

    Args:
        language: BCP 47 tag, "" for American English.
        reading: Words that are not said as written; its places are those of *text*.
        unsure_only: Whether only tokens are told whose reading is unsure, which takes a part of the time.

    Raises:
        InvalidArgument: *language* is none of `phonemize.LANGUAGES`; the message lists them.
        EngineUnavailable: what makes phonemes cannot be loaded.
    """
    tag = resolve_language(language, kokoro_languages(), LANGUAGES[0])
    return tuple(
        token
        for sentence in sentences(text, language=tag)
        for token in _explained(text, sentence, tag, reading, unsure_only)
    )


def _explained(
    text: str, words: Sequence[WordSpan], tag: str, reading: Reading, unsure_only: bool
) -> Iterator[ExplainedToken]:
    language = languages.find(tag)
    if language is None:
        if not unsure_only:
            yield from (_unclassified(word, reading) for word in phonemize_words(words, tag, reading))
        return
    line = line_of(words)
    told = {index for index, word in enumerate(words) if reading.of(word) is not None}
    seen = Sentence(line, language)
    tokens = [(token, doubt_of(token, seen, tag)) for token in tokens_of(seen, told)]
    if unsure_only and not any(doubt for _token, doubt in tokens):
        return
    said = phonemize_words(words, tag, reading)
    spoken = spoken_words(words, tag, reading) if told else ()
    given = 0
    for token, doubt in tokens:
        if not token.pieces and token.semiotic in (SemioticClass.PUNCTUATION, SemioticClass.EMOJI):
            continue
        last = line.word_at(token.end - 1)
        phonemes = " ".join(filter(None, (word.phonemes for word in said[given : last + 1])))
        given = max(given, last + 1)
        if unsure_only and doubt is None:
            continue
        start, end = line.span(token.start, token.end)
        pieces = [piece.said for piece in token.pieces if piece.said]
        if token.semiotic is SemioticClass.TOLD:
            within = range(line.word_at(token.start), last + 1)
            pieces = [spoken[at].text for at in within if spoken[at].text]
        said_words = " ".join(_named(pieces, text[start:end]))
        yield ExplainedToken(
            start, end, text[start:end], token.semiotic, said_words, phonemes, token.certainty,
            _others(token, text[start:end], phonemes, tag), token.why,
            _unknown(token.semiotic, words[line.word_at(token.start)], reading), doubt,
        )  # fmt: skip


def _unknown(semiotic: SemioticClass, word: WordSpan, reading: Reading) -> str:
    saying = reading.of(word) if semiotic is SemioticClass.TOLD else None
    return unknown_in(saying.said) if saying is not None and saying.how == "ipa" else ""


def _named(pieces: Sequence[str], written: str) -> Iterator[str]:
    """*pieces*, as written where they are phonemes."""
    for piece in pieces:
        yield written.strip(_MARKS) if piece.startswith(OPENING) else piece


def _others(token: Token, written: str, phonemes: str, tag: str) -> tuple[OtherReading, ...]:
    """Other ways to say *token*, which is said by *phonemes*."""
    others = [_other(alternative, written, tag) for alternative in token.alternatives]
    if token.pieces and token.semiotic is SemioticClass.HETERONYM and not token.pieces[0].said.startswith(OPENING):
        # The voice chose among all sounds: the nearest to its own is no other.
        said = phonemes.split(" ")[-1]
        chosen = max(others, key=lambda other: SequenceMatcher(None, other.phonemes, said).ratio(), default=None)
        others = [other for other in others if other is not chosen]
    return tuple(others)


def _other(alternative: Alternative, written: str, tag: str) -> OtherReading:
    if alternative.said.startswith(OPENING):
        sound = to_model_alphabet(tied(alternative.said), tag)
        return OtherReading(written.strip(_MARKS), sound, alternative.meaning)
    phonemes = " ".join(filter(None, (word.phonemes for word in phonemize(alternative.said, tag))))
    return OtherReading(alternative.said, phonemes, alternative.meaning)


def _unclassified(word: WordPhonemes, reading: Reading) -> ExplainedToken:
    span = word.word
    saying = reading.of(span)
    said = span.text.strip(_MARKS) if word.phonemes else ""
    semiotic = SemioticClass.CARDINAL if said.isdecimal() else SemioticClass.PLAIN
    why = "this language has no table of its own"
    unknown = ""
    if saying is not None:
        semiotic, why = SemioticClass.TOLD, TOLD_BECAUSE
        unknown = _unknown(semiotic, span, reading)
    return ExplainedToken(span.start, span.end, span.text, semiotic, said, word.phonemes, 1.0, (), why, unknown)
