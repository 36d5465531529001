# SPDX-License-Identifier: GPL-3.0-or-later
"""What every engine offers: Kokoro, espeak-ng and the tone engine that ships for tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from studio.core.markup import Manner
from studio.core.pcm import Samples
from studio.core.speech import Controls
from studio.core.timeline import PhonemeTiming, WordTiming
from studio.core.voices import MixPart, Voice
from studio.engine.stop import Stop
from studio.engine.text.pronunciation import Entry
from studio.engine.text.reading import Reading

VoiceSource = tuple[MixPart, ...] | tuple[float, ...]
"""Who speaks: weighted stock voices (one or more), or an embedding of 192 floats."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text to speak.

    Attributes:
        text: With tags only for `marked.MarkedEngine`; to other engines they are text.
        language: BCP 47 tag, "" for the voice's own.
        controls: Speed and emotions; the volume is `marked.MarkedEngine`'s to apply.
        manner: What tags before this text ask for; `marked.MarkedEngine`'s to apply.
        pronunciations: Words that are said otherwise; `marked.MarkedEngine`'s to apply.
        reading: How words of *text* are said that are not said as written.
        spoken_s: Seconds of the same speech that other utterances took before, without silence between them.
        chars_to_come: Characters that follow in others, as far as is known.
    """

    text: str
    voice: VoiceSource
    language: str = ""
    controls: Controls = Controls()
    manner: Manner = Manner()
    pronunciations: tuple[Entry, ...] = ()
    reading: Reading = Reading()
    spoken_s: float = 0.0
    chars_to_come: int = 0


@dataclass(frozen=True, slots=True)
class HeadStart:
    """When to begin to play what is rendered more slowly than it is heard: at whichever of the two comes first.

    Attributes:
        buffer_s: Seconds of audio to have; 0 where nothing need be gathered.
        wait_s: Seconds from the first audio on, at the pace of late.
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
            all pieces one per word of the text (`core.timeline.spans_for`), verbatim, start and end not decreasing.
        skipped: Words of this piece that could not be spoken (an emoji, a control character), verbatim.
        phonemes: Timings of the phonemes of *words*, as far as the engine knows them; each lies within its word.
        head_start: On the first piece: when to begin to play, so that no gap comes; none where all comes in time.
    """

    samples: Samples
    words: tuple[WordTiming, ...]
    skipped: tuple[str, ...] = ()
    phonemes: tuple[PhonemeTiming, ...] = ()
    head_start: HeadStart = NO_HEAD_START


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do; an empty reason means that it can.

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
        """What a person should know: voices that could not be had, say. Plain words."""
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
        """What *utterance* is spoken in, one of `capabilities.languages`: its own language, else that of its voice.

        Of a mix, the heaviest part's. What counts as a word depends on the language.

        Raises:
            NotFound: a voice id is unknown.
            InvalidArgument: a language it does not speak; the message lists those it does.
        """
        ...

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        """Render piece by piece, the first one early. Ends early, without error, once *stop* is set.

        Several utterances may be under way: their iterators are advanced in turns, and one does not change another.

        Raises:
            NotFound: a voice id is unknown.
            InvalidArgument: a language it does not speak; the message lists those it does.
            Unsupported: a mix or an embedding on an engine without a voice space.
            SpeechFailed: the render went wrong.
        """
        ...

    def close(self) -> None: ...
