# SPDX-License-Identifier: GPL-3.0-or-later
"""Phonemes of a text in Kokoro's alphabet, word by word as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from studio.core.languages import primary, resolve_language
from studio.core.timeline import WordSpan
from studio.engine.espeak_ng import phoneme_groups
from studio.engine.phonemes import chinese, japanese
from studio.engine.phonemes.alignment import align
from studio.engine.phonemes.alphabet import to_model_alphabet
from studio.engine.phonemes.languages import MAPPED, OWN, kokoro_languages
from studio.engine.phonemes.unspaced import Say, phonemize_characters
from studio.engine.phonemes.weak_words import as_trained
from studio.engine.phonemes.word_phonemes import WordPhonemes
from studio.engine.text.ipa import CLOSING, OPENING, tied
from studio.engine.text.normalise import PAUSES, SpokenWord, spoken_words
from studio.engine.text.reading import Reading
from studio.engine.text.respelling import by_letters, syllables
from studio.engine.text.scripts import voice_for_script
from studio.engine.text.sentences import sentences

LANGUAGES: tuple[str, ...] = (*OWN, *MAPPED)
_ESPEAK_VOICES = {**OWN, **MAPPED}
_BY_CHARACTER: dict[str, Say] = {"ja": japanese.say, "zh": chinese.say}
_VOWEL = re.compile("[aeiouyɐɑɒɔəɘɛɜɞɤɨɪɯɵøœʉʊʌʏæɶᵻ]")
_LONG_PHRASE = 300
_LONG_CLAUSE = 1200


@dataclass(slots=True)
class _Phrase:
    """A stretch of a word's spoken form without a pause inside. Its groups are filled in clause by clause, unless it is
    IPA."""

    word: int
    text: str
    pause: str
    voice: str
    groups: list[str]

    @property
    def is_ipa(self) -> bool:
        return self.text.startswith(OPENING)


def phonemize(text: str, language: str, reading: Reading = Reading()) -> tuple[WordPhonemes, ...]:  # noqa: B008
    """Phonemes of each word of *text* (`core.timeline.spans_for`).

    It reads the whole text at once; for a long one use `sentences.sentences` and `phonemize_words` for each sentence.

    Raises:
        InvalidArgument: *language* is none of LANGUAGES.
    """
    return tuple(
        word for sentence in sentences(text, language=language) for word in phonemize_words(sentence, language, reading)
    )


def phonemize_words(
    words: Sequence[WordSpan],
    language: str,
    reading: Reading = Reading(),  # noqa: B008 - frozen
) -> tuple[WordPhonemes, ...]:
    """Phonemes of each of *words*.

    Each clause is phonemised as a whole, so that words sound as they do in running speech.

    Args:
        words: The words of one sentence, as `sentences.sentences` yields them.
        language: One of LANGUAGES, or a tag of the same language.
        reading: Words that are not said as written; its places are those of *words*.

    Raises:
        InvalidArgument: *language* is none of LANGUAGES; the message lists them.
        EngineUnavailable: espeak-ng, or a package for Japanese or Chinese, cannot be loaded.
    """
    tag = resolve_language(language, kokoro_languages(), LANGUAGES[0])
    if tag in _BY_CHARACTER:
        return phonemize_characters(words, _BY_CHARACTER[tag], reading)
    spoken = spoken_words(words, tag, reading)
    phrases = [phrase for index, word in enumerate(spoken) for phrase in _phrases(index, word, _ESPEAK_VOICES[tag])]
    for clause in _clauses(phrases):
        _say(clause)
    said: list[list[str]] = [[] for _ in words]
    for phrase in phrases:
        phonemes = " ".join(filter(None, (to_model_alphabet(group, tag) for group in phrase.groups)))
        if primary(tag) == "en" and not phrase.is_ipa:
            phonemes = as_trained(phonemes)
        if phonemes:
            said[phrase.word].append(phonemes + phrase.pause)
    return _with_pauses(words, spoken, [" ".join(pieces) for pieces in said])


def said_alone(word: str, language: str) -> str:
    """What the voice's own rules make of *word* by itself, in the model's alphabet.

    Args:
        language: One of LANGUAGES that is no character language ("ja", "zh").
    """
    groups = _groups_alone(word, _ESPEAK_VOICES[language])
    return " ".join(filter(None, (to_model_alphabet(group, language) for group in groups)))


def _with_pauses(
    words: Sequence[WordSpan], spoken: Sequence[SpokenWord], said: Sequence[str]
) -> tuple[WordPhonemes, ...]:
    result: list[WordPhonemes] = []
    for word, form, phonemes in zip(words, spoken, said, strict=True):
        phonemes = phonemes.rstrip("".join(PAUSES) + " ")
        result.append(WordPhonemes(word, phonemes, form.after if phonemes else "", form.silent))
        if not phonemes and form.after:
            # The pause of a dash by itself, or of "🙂.", goes to the last word that sounds.
            last = next((index for index in range(len(result) - 1, -1, -1) if result[index].phonemes), -1)
            if last >= 0 and not result[last].after:
                result[last] = WordPhonemes(result[last].word, result[last].phonemes, form.after)
    return tuple(result)


def _phrases(index: int, word: SpokenWord, voice: str) -> Iterator[_Phrase]:
    tokens: list[str] = []
    for token in word.text.split():
        if token in PAUSES:
            if tokens:
                yield _Phrase(index, " ".join(tokens), token, voice_for_script(tokens[0], voice), [])
            tokens = []
        elif token.startswith(OPENING):
            if tokens:
                yield _Phrase(index, " ".join(tokens), "", voice_for_script(tokens[0], voice), [])
            letters = by_letters(token)
            sounds = _by_syllables(letters, voice) if letters else tied(token.strip(OPENING + CLOSING))
            yield _Phrase(index, token, "", voice, [sounds])
            tokens = []
        else:
            tokens.append(token)
    if tokens:
        yield _Phrase(index, " ".join(tokens), word.after, voice_for_script(tokens[0], voice), [])


def _clauses(phrases: Sequence[_Phrase]) -> Iterator[list[_Phrase]]:
    """Runs of phrases between pauses that one voice reads. A very long phrase is a clause by itself, and a very long
    clause is cut: aligning sounds with words takes the square of its length."""
    clause: list[_Phrase] = []
    length = 0
    for phrase in phrases:
        if clause and (
            clause[-1].voice != phrase.voice
            or max(len(phrase.text), len(clause[-1].text)) > _LONG_PHRASE
            or length + len(phrase.text) > _LONG_CLAUSE
        ):
            yield clause
            clause, length = [], 0
        clause.append(phrase)
        length += len(phrase.text)
        if phrase.pause:
            yield clause
            clause, length = [], 0
    if clause:
        yield clause


def _say(phrases: Sequence[_Phrase]) -> None:
    clause = [phrase for phrase in phrases if not phrase.is_ipa]
    if not clause:
        return
    groups = phoneme_groups(" ".join(phrase.text for phrase in clause), clause[0].voice)
    if len(clause) == 1:
        clause[0].groups = groups
        return
    alone = [_groups_alone(phrase.text, phrase.voice) for phrase in clause]
    for phrase, own, aligned in zip(clause, alone, align(alone, groups), strict=True):
        # A phrase without aligned groups is said as if alone, so that it is not lost.
        phrase.groups = aligned or list(own)


def _by_syllables(word: str, voice: str) -> str:
    """The sounds of a respelling whose syllables *voice* reads one by one, each with its stress."""
    said = ""
    for syllable in syllables(word):
        sounds = "".join(_groups_alone(syllable.letters, voice)).replace("ˌ", "ˈ")
        vowel = sounds.find("ˈ") if "ˈ" in sounds else _first_vowel(sounds)
        said += sounds[:vowel] + syllable.stress + sounds[vowel:].replace("ˈ", "")
    return said


def _first_vowel(sounds: str) -> int:
    match = _VOWEL.search(sounds)
    return 0 if match is None else match.start()


@lru_cache(maxsize=8192)
def _groups_alone(text: str, voice: str) -> tuple[str, ...]:
    return tuple(phoneme_groups(text, voice))
