# SPDX-License-Identifier: GPL-3.0-or-later
"""The speaker of a render: voice, language and manner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studio.core.dictionary import Entry
from studio.core.markup import Marked
from studio.core.speech import Controls
from studio.core.timeline import ALL_WORDS, WordRange
from studio.engine.base import Engine, SpeechPiece, Utterance, VoiceSource
from studio.engine.stop import Stop
from studio.engine.text.reading import Reading

Shape = Callable[[Engine, Utterance, Stop], Iterator[SpeechPiece]]


@dataclass(frozen=True, slots=True)
class Speaker:
    """The voice, language and manner of a render.

    Attributes:
        source: Gives the voice; called once with the engine, in its thread, as the engine may have to compute a mix.
        pronunciations: Words that are said otherwise than written.
        name_emoji: Whether to say the names of emoji instead of skipping them.
        shape: Speaks in place of the engine's own `speak`, such as to a given length.
        words: The words that are spoken of each text.
        variation: Number of the reading.
        as_in_whole: Whether *words* sound as they do in all of the text, though later.
        word_times: Whether WordsOut is wanted.
        phoneme_times: Whether PhonemesOut is wanted.
    """

    source: Callable[[Engine], VoiceSource]
    language: str
    controls: Controls
    pronunciations: tuple[Entry, ...] = ()
    name_emoji: bool = False
    shape: Shape | None = None
    words: WordRange = ALL_WORDS
    variation: int = 0
    as_in_whole: bool = False
    word_times: bool = False
    phoneme_times: bool = False

    def utterance(self, text: str, marked: Marked, source: VoiceSource) -> Utterance:
        """The utterance of *text*, whose tags were read as *marked*, in the voice of *source*."""
        return Utterance(
            text,
            source,
            self.language,
            self.controls,
            marked,
            self.pronunciations,
            Reading(name_emoji=self.name_emoji),
            words=self.words,
            variation=self.variation,
            as_in_whole=self.as_in_whole,
        )

    def speak(self, engine: Engine, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        """The pieces of *utterance*, in the speaker's shape."""
        return iter(engine.speak(utterance, stop) if self.shape is None else self.shape(engine, utterance, stop))
