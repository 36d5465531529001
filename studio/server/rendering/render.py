# SPDX-License-Identifier: GPL-3.0-or-later
"""A render, which is one stream of speech: text goes in piece by piece, audio and word times come out in order.

The event loop adds text and takes the output; the engine's worker thread calls `step`. One lock guards both.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial
from threading import Condition

from studio.core.errors import InvalidArgument, SpeechFailed, StudioError
from studio.core.markup import Manner, parse_markup
from studio.core.speech import Controls
from studio.core.timeline import PhonemeTiming, WordTiming, iter_spans, longest_word, written_by_character
from studio.engine.base import Engine, HeadStart, SpeechPiece, Utterance, VoiceSource
from studio.engine.stop import Stop
from studio.engine.text.pronunciation import Entry
from studio.engine.text.reading import Reading
from studio.server.rendering.converter import AudioConverter
from studio.server.rendering.phoneme_times import phoneme_times
from studio.server.wire.formats.output import OutputFormat
from studio.server.wire.problems import unexpected

Shape = Callable[[Engine, Utterance, Stop], Iterator[SpeechPiece]]

LONGEST_WORD = 10_000
# Outputs without audio that may wait: times and notices of words without a sound.
_MOST_OUT = 1000


@dataclass(frozen=True, slots=True)
class Speaker:
    """The voice, language and manner of a render.

    Attributes:
        source: Gives the voice; called once with the engine, in its thread, as the engine may have to compute a mix.
        pronunciations: Words that are said otherwise than written.
        name_emoji: Whether to say the names of emoji instead of skipping them.
        shape: Speaks in place of the engine's own `speak`, such as to a given length.
        word_times: Whether WordsOut is wanted.
        phoneme_times: Whether PhonemesOut is wanted.
    """

    source: Callable[[Engine], VoiceSource]
    language: str
    controls: Controls
    pronunciations: tuple[Entry, ...] = ()
    name_emoji: bool = False
    shape: Shape | None = None
    word_times: bool = False
    phoneme_times: bool = False


@dataclass(frozen=True, slots=True)
class AudioOut:
    """Audio in the format asked for, as whole samples. *step_ms* is the time that rendering their piece took."""

    data: bytes
    duration_s: float
    step_ms: float


@dataclass(frozen=True, slots=True)
class WordsOut:
    """Words with their times, in seconds from the start of the stream."""

    words: tuple[WordTiming, ...]


@dataclass(frozen=True, slots=True)
class PhonemesOut:
    """Phonemes with their times, in seconds from the start of the stream."""

    phonemes: tuple[WordTiming, ...]


@dataclass(frozen=True, slots=True)
class SkippedOut:
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadStartOut:
    """The head start that a player needs to hear no gap, where this machine renders more slowly than is heard."""

    head_start: HeadStart


@dataclass(frozen=True, slots=True)
class FlushedOut:
    """All audio of the text before a flush has come out."""


@dataclass(frozen=True, slots=True)
class FinishedOut:
    """All audio of the text has come out."""


@dataclass(frozen=True, slots=True)
class CancelledOut:
    """The render was cancelled; nothing more comes out."""


@dataclass(frozen=True, slots=True)
class FailedOut:
    error: StudioError


Out = (
    AudioOut | WordsOut | PhonemesOut | SkippedOut | HeadStartOut | FlushedOut | FinishedOut | CancelledOut | FailedOut
)


class _Mark(Enum):
    FLUSH = "flush"
    END = "end"


class _Words:
    """The words of a text that have not come out yet, read one ahead, since a book has very many."""

    def __init__(self, text: str, language: str) -> None:
        self._spans = iter_spans(text, language)
        self._next = next(self._spans, None)
        self.too_many = False

    @property
    def left(self) -> bool:
        return self._next is not None

    def take(self) -> None:
        self.too_many = self.too_many or self._next is None
        self._next = next(self._spans, None)


class Render:
    """One stream of speech.

    Args:
        changed: The lock of all renders of a host; notified when this render may be able to go on.
        speaker: Voice, language and controls.
        output: Format of the audio that comes out.
        buffer_s: Seconds of audio that wait to be taken when the render pauses.
        chunk_s: Longest stretch of audio in one AudioOut.
    """

    def __init__(
        self, changed: Condition, speaker: Speaker, output: OutputFormat, buffer_s: float, chunk_s: float
    ) -> None:
        self._changed = changed
        self._speaker = speaker
        self._output = output
        self._buffer_s = buffer_s
        self._chunk_s = chunk_s
        self._bytes_per_s = output.bytes_per_s
        self._chunk_bytes = max(1, round(chunk_s * output.bytes_per_s / output.unit_bytes)) * output.unit_bytes
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._stop = Stop()
        self._inputs: deque[list[str] | _Mark] = deque()
        self._out: deque[Out] = deque()
        self._waiting_chars = 0
        self._first_text_s: float | None = None
        self._buffered_s = 0.0
        self._over = False
        self._begun = False
        # The attributes below belong to the worker thread alone.
        self._source: VoiceSource | None = None
        self._converter: AudioConverter | None = None
        self._pieces: Iterator[SpeechPiece] | None = None
        self._manner = Manner()
        self._words = _Words("", "")
        self._text_ends_open = False
        self._language = ""
        self._offset_s = 0.0
        self._spoken_s = 0.0
        self._speaks = False
        self._open_word: WordTiming | None = None
        self._last_end_s = 0.0
        self._knows_phonemes = False

    # -- the event loop's side

    def add(self, text: str) -> None:
        """Speak *text* after the text added before. Text that still waits is joined with it, exactly as given."""
        if not text:
            return
        with self._changed:
            if self._inputs and isinstance(self._inputs[-1], list):
                self._inputs[-1].append(text)
            else:
                self._inputs.append([text])
            self._waiting_chars += len(text)
            if self._first_text_s is None:
                self._first_text_s = time.monotonic()
            self._changed.notify_all()

    def flush(self) -> None:
        """Put out FlushedOut once the audio of all text so far has come out."""
        self._mark(_Mark.FLUSH)

    def finish(self) -> None:
        """End the text; FinishedOut will end the stream."""
        self._mark(_Mark.END)

    def cancel(self) -> None:
        """Stop at once and drop all that waits; CancelledOut comes out next. From any thread."""
        with self._changed:
            self._inputs.clear()
            self._waiting_chars = 0
            self._out.clear()
            self._buffered_s = 0.0
            self._over = True
            self._out.append(CancelledOut())
            self._changed.notify_all()
        self._stop.set()
        self._wake_loop()

    @property
    def drained(self) -> bool:
        """Whether nothing waits to be rendered or taken."""
        with self._changed:
            return not self._inputs and self._pieces is None and not self._out

    @property
    def waiting_chars(self) -> int:
        """Characters of text that wait to be rendered."""
        return self._waiting_chars

    async def next(self) -> Out:
        """The next output. After FinishedOut, CancelledOut or FailedOut there are no more. Safe to cancel."""
        while True:
            with self._changed:
                if self._out:
                    item = self._out.popleft()
                    if isinstance(item, AudioOut):
                        self._buffered_s -= item.duration_s
                    if isinstance(item, AudioOut) or len(self._out) == _MOST_OUT - 1:
                        self._changed.notify_all()
                    return item
                self._wake.clear()
            await self._wake.wait()

    def fail(self, error: StudioError) -> None:
        """End the stream with *error*. From any thread."""
        with self._changed:
            self._inputs.clear()
            self._waiting_chars = 0
            if not self._over:
                self._over = True
                self._put(FailedOut(error))

    # -- the worker thread's side

    @property
    def new(self) -> bool:
        """Whether it has text but has not had a turn yet."""
        return not self._begun

    @property
    def waited_s(self) -> float:
        """Seconds since its first text came; 0 without text."""
        return 0.0 if self._first_text_s is None else time.monotonic() - self._first_text_s

    @property
    def ended(self) -> bool:
        """Whether it needs no more turns."""
        return self._over and self._pieces is None

    @property
    def ready(self) -> bool:
        """Whether it can use a turn now. Call with the lock held."""
        if self._over:
            return self._pieces is not None
        if self._buffered_s >= self._buffer_s or len(self._out) >= _MOST_OUT:
            return False
        return self._pieces is not None or bool(self._inputs)

    def step(self, engine: Engine) -> None:
        """Use one turn: render the next piece of speech, or pass a mark on."""
        self._begun = True
        try:
            self._advance(engine)
        except StudioError as error:
            self._pieces = None
            self.fail(error)
        except Exception as error:
            self._pieces = None
            self.fail(unexpected(error))

    def _advance(self, engine: Engine) -> None:
        if self._over:
            self._drop_pieces()
            return
        if self._pieces is None and not self._begin_next(engine):
            return
        pieces = self._pieces
        if pieces is None:
            return
        began_s = time.perf_counter()
        piece = next(pieces, None)
        if self._stop.is_set():
            self._drop_pieces()
        elif piece is None:
            self._end_utterance()
        else:
            self._emit(piece, engine.sample_rate_hz, (time.perf_counter() - began_s) * 1000)

    def _begin_next(self, engine: Engine) -> bool:
        """Take the next input. True if it is text that is now being spoken."""
        with self._changed:
            if not self._inputs:
                return False
            taken = self._inputs.popleft()
            if not isinstance(taken, _Mark):
                self._waiting_chars -= sum(map(len, taken))
        if self._converter is None:
            self._converter = AudioConverter(engine.sample_rate_hz, self._output)
        if isinstance(taken, _Mark):
            self._pass_mark(taken, self._converter)
            return False
        text = "".join(taken)
        marked = parse_markup(text, self._manner)
        if marked.beyond:
            raise InvalidArgument("transcript", f"a text {marked.beyond}")
        manner, self._manner = self._manner, marked.after
        if marked.text[:1].isspace():
            self._close_word()
        shape = self._speaker.shape
        if shape is None and not marked.text.strip() and not marked.has_pause and not marked.skipped:
            return False
        if self._source is None:
            self._source = self._speaker.source(engine)
        self._offset_s = self._spoken_s
        speaker = self._speaker
        utterance = Utterance(
            text,
            self._source,
            speaker.language,
            speaker.controls,
            manner,
            speaker.pronunciations,
            Reading(name_emoji=speaker.name_emoji),
        )
        self._language = engine.language_of(utterance)
        if longest_word(marked.text, self._language) > LONGEST_WORD:
            raise InvalidArgument("transcript", f"a text with words of at most {LONGEST_WORD} characters")
        self._words = _Words(marked.text, self._language)
        # In languages without blanks a character is a word of its own, so the next text never continues it.
        self._text_ends_open = (
            self._words.left and not marked.text[-1].isspace() and not written_by_character(self._language)
        )
        speak = engine.speak if shape is None else partial(shape, engine)
        self._pieces = iter(speak(utterance, self._stop))
        return True

    def _end_utterance(self) -> None:
        self._pieces = None
        if self._words.left or self._words.too_many:
            # Lost text must be reported at once.
            raise SpeechFailed("The engine lost a part of the text. Try again, with shorter sentences.")

    def _drop_pieces(self) -> None:
        pieces, self._pieces = self._pieces, None
        close = getattr(pieces, "close", None)
        if close is not None:
            close()

    def _pass_mark(self, mark: _Mark, converter: AudioConverter) -> None:
        self._close_word()
        if mark is _Mark.FLUSH:
            self._put(FlushedOut())
            return
        self._put_audio(converter.finish(), 0.0)
        with self._changed:
            if not self._over:
                self._put(FinishedOut())
                self._over = True

    def _emit(self, piece: SpeechPiece, rate_hz: int, step_ms: float) -> None:
        if self._converter is None:
            return
        words = tuple(self._joined(piece.words))
        self._put_words(words, piece.phonemes)
        if piece.head_start and not self._speaks:
            self._put(HeadStartOut(piece.head_start))
        if piece.skipped:
            self._put(SkippedOut(piece.skipped))
        # A break before the first word does not count, nor a word without sound, such as an emoji.
        self._speaks = self._speaks or (len(piece.words) > 0 and len(piece.samples) > 0)
        self._spoken_s += len(piece.samples) / rate_hz
        # Slice by slice, so that the first audio does not wait until the whole piece is converted.
        slice_samples = max(1, round(self._chunk_s * rate_hz))
        converted = b""
        for start in range(0, len(piece.samples), slice_samples):
            converted += self._converter.push(piece.samples[start : start + slice_samples])
            part, converted = converted[: self._chunk_bytes], converted[self._chunk_bytes :]
            self._put_audio(part, step_ms)
        self._put_audio(converted, step_ms)

    def _joined(self, words: tuple[WordTiming, ...]) -> Iterator[WordTiming]:
        """Words with times of the whole stream. The last word of a text that the next text may continue is held back,
        so that the words are those of the whole text."""
        for word in words:
            self._words.take()
            placed = word.shifted(self._offset_s)
            if self._open_word is not None:
                held, self._open_word = self._open_word, None
                placed = WordTiming(held.text + placed.text, held.start_s, placed.end_s)
            start_s = max(placed.start_s, self._last_end_s)
            placed = WordTiming(placed.text, start_s, max(placed.end_s, start_s))
            if not self._words.left and self._text_ends_open and not self._mark_follows():
                self._open_word = placed
                return
            self._last_end_s = placed.end_s
            yield placed

    def _mark_follows(self) -> bool:
        with self._changed:
            return bool(self._inputs) and isinstance(self._inputs[0], _Mark)

    def _close_word(self) -> None:
        word, self._open_word = self._open_word, None
        if word is not None:
            self._last_end_s = word.end_s
            self._put_words((word,))

    def _put_words(self, words: tuple[WordTiming, ...], phonemes: tuple[PhonemeTiming, ...] = ()) -> None:
        if words and self._speaker.word_times:
            self._put(WordsOut(words))
        if not self._speaker.phoneme_times:
            return
        self._knows_phonemes = self._knows_phonemes or bool(phonemes)
        timed = tuple(
            WordTiming(each.phoneme, each.start_s + self._offset_s, each.end_s + self._offset_s) for each in phonemes
        )
        # An engine that gives no phoneme times has estimated ones.
        if not self._knows_phonemes and words:
            timed = phoneme_times(words, self._language)
        if timed:
            self._put(PhonemesOut(timed))

    def _put_audio(self, data: bytes, step_ms: float) -> None:
        for start in range(0, len(data), self._chunk_bytes):
            part = data[start : start + self._chunk_bytes]
            self._put(AudioOut(part, len(part) / self._bytes_per_s, step_ms))

    # -- both sides

    def _mark(self, mark: _Mark) -> None:
        with self._changed:
            self._inputs.append(mark)
            self._changed.notify_all()

    def _put(self, item: Out) -> None:
        with self._changed:
            if self._over and not isinstance(item, FailedOut):
                return
            self._out.append(item)
            if isinstance(item, AudioOut):
                self._buffered_s += item.duration_s
        self._wake_loop()

    def _wake_loop(self) -> None:
        # When the server closes, the loop is gone and nobody takes the output.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._wake.set)
