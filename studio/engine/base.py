# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface of all engines: Kokoro, espeak-ng, and the tone engine that ships for tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from studio.core.dictionary import Entry
from studio.core.markup import Marked
from studio.core.pcm import Samples
from studio.core.speech import Controls
from studio.core.timeline import ALL_WORDS, PhonemeTiming, WordRange, WordTiming
from studio.core.voices import MixPart, Voice
from studio.engine.stop import Stop
from studio.engine.text.reading import Reading

VoiceSource = tuple[MixPart, ...] | tuple[float, ...]
"""The voice: one or more weighted stock voices, or an embedding of 192 floats."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text to speak.

    Attributes:
        text: The text. `marked.MarkedEngine` reads tags in it, other engines speak them.
        language: BCP 47 tag, "" for the voice's own.
        controls: Speed, emotions and pitch; `marked.MarkedEngine` applies the volume.
        marked: *text* with its tags read (`core.markup.parse_markup`), if that has been done; `marked.MarkedEngine`
            reads them otherwise, and applies them.
        pronunciations: Words that are said otherwise than written; `marked.MarkedEngine` applies them.
        reading: Readings of words of *text* that are not said as written.
        spoken_s: Seconds of the same speech in utterances before this one, without silence between them.
        chars_to_come: Characters of the same speech in utterances after this one, as far as is known.
        words: The words of *text*, without its tags, that are spoken. The others are read as what stands around them,
            but not heard; times count from the first sample heard.
        variation: Number of the reading, 0 or more. The same number gives the same sound; 0 is the voice's own reading.
        as_in_whole: Whether *words* shall sound as they do where all of *text* is spoken, though they come later.
    """

    text: str
    voice: VoiceSource
    language: str = ""
    controls: Controls = Controls()
    marked: Marked | None = None
    pronunciations: tuple[Entry, ...] = ()
    reading: Reading = Reading()
    spoken_s: float = 0.0
    chars_to_come: int = 0
    words: WordRange = ALL_WORDS
    variation: int = 0
    as_in_whole: bool = False


@dataclass(frozen=True, slots=True)
class HeadStart:
    """The head start of a player over speech that is rendered more slowly than it is heard. Playing may begin once
    either condition is met.

    Attributes:
        buffer_s: Seconds of audio to gather; 0 for none.
        wait_s: Seconds to wait after the first audio, at the present pace.
    """

    buffer_s: float = 0.0
    wait_s: float = 0.0

    def __bool__(self) -> bool:
        return self.buffer_s > 0


NO_HEAD_START = HeadStart()


@dataclass(frozen=True, slots=True)
class SpeechPiece:
    """The next stretch of an utterance's audio.

    Attributes:
        samples: Mono float32 at the engine's rate; may be empty.
        words: Timings of the words that begin in this piece, in seconds from the start of the *utterance*; over
            all pieces one per word asked for (`core.timeline.spans_for`), verbatim, start and end not decreasing.
        skipped: Words of this piece that could not be spoken (an emoji, a control character), verbatim.
        phonemes: Timings of the phonemes of *words*, if the engine knows them; each lies within its word.
        head_start: With the first piece, the head start for playing without a gap; none if all comes in time.
    """

    samples: Samples
    words: tuple[WordTiming, ...]
    skipped: tuple[str, ...] = ()
    phonemes: tuple[PhonemeTiming, ...] = ()
    head_start: HeadStart = NO_HEAD_START


@dataclass(frozen=True, slots=True)
class Capabilities:
    """An engine's abilities; an empty reason means that it has the ability.

    Attributes:
        languages: BCP 47 tags it speaks.
        mixing_unavailable_reason: Why voices cannot be mixed or spoken from an embedding.
    """

    languages: tuple[str, ...]
    mixing_unavailable_reason: str = ""


class Engine(Protocol):
    """Text in, speech and word times out. Calls come from one worker thread, one at a time."""

    @property
    def name(self) -> str:
        """Short name with model version, such as "kokoro-v1.0-int8"; part of a take's digest."""
        ...

    @property
    def sample_rate_hz(self) -> int: ...

    @property
    def capabilities(self) -> Capabilities: ...

    @property
    def notices(self) -> tuple[str, ...]:
        """Notices for a person in plain words, such as that voices could not be fetched."""
        ...

    def voices(self) -> tuple[Voice, ...]:
        """The stock voices, the default voice first."""
        ...

    def mix(self, parts: Sequence[tuple[VoiceSource, float]]) -> tuple[float, ...]:
        """Embedding of a weighted mix; weights are positive and normalised here.

        Raises:
            Unsupported: this engine has no voice space.
            NotFound: a voice id is unknown.
        """
        ...

    def language_of(self, utterance: Utterance) -> str:
        """The language of *utterance*, one of `capabilities.languages`: its own, else its voice's.

        A mix has the language of its heaviest voice. The language decides what counts as a word.

        Raises:
            NotFound: a voice id is unknown.
            InvalidArgument: a language it does not speak; the message lists those it does.
        """
        ...

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        """Speak piece by piece, the first one early. Ends early, without error, once *stop* is set.

        Several utterances may be under way: their iterators are advanced in turns without affecting one another.

        Raises:
            NotFound: a voice id is unknown.
            InvalidArgument: a language it does not speak; the message lists those it does.
            Unsupported: a mix or an embedding on an engine without a voice space.
            SpeechFailed: the synthesis failed.
        """
        ...

    def close(self) -> None: ...
