# SPDX-License-Identifier: GPL-3.0-or-later
"""A render, which is one stream of speech: text goes in piece by piece, audio and word times come out in order.

The event loop adds text and takes the output; the engine's worker thread calls `step`. One lock guards both.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Iterable, Iterator
from threading import Condition

from studio.core.errors import InvalidArgument, SpeechFailed, StudioError
from studio.core.markup import Manner, parse_markup
from studio.core.timeline import longest_word
from studio.engine.base import Engine, SpeechPiece, VoiceSource
from studio.engine.stop import Stop
from studio.server.rendering.audio_chunks import AudioChunks
from studio.server.rendering.inputs import Boundary, Inputs
from studio.server.rendering.outs import (
    AudioOut,
    CancelledOut,
    FailedOut,
    FinishedOut,
    FlushedOut,
    HeadStartOut,
    Out,
    SkippedOut,
)
from studio.server.rendering.speaker import Speaker
from studio.server.rendering.speech_times import SpeechTimes
from studio.server.wire.formats.output import OutputFormat
from studio.server.wire.problems import unexpected

LONGEST_WORD = 10_000
# Outputs without audio that may wait: times and notices of words without a sound.
_MOST_OUT = 1000


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
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._stop = Stop()
        self._inputs = Inputs()
        self._out: deque[Out] = deque()
        self._first_text_s: float | None = None
        self._buffered_s = 0.0
        self._over = False
        self._begun = False
        # The attributes below belong to the worker thread alone.
        self._source: VoiceSource | None = None
        self._chunks: AudioChunks | None = None
        self._pieces: Iterator[SpeechPiece] | None = None
        self._manner = Manner()
        self._times = SpeechTimes(speaker.word_times, speaker.phoneme_times)
        self._spoken_s = 0.0
        self._speaks = False

    # -- the event loop's side

    def add(self, text: str) -> None:
        """Speak *text* after the text added before. Text that still waits is joined with it, exactly as given."""
        if not text:
            return
        with self._changed:
            self._inputs.add(text)
            if self._first_text_s is None:
                self._first_text_s = time.monotonic()
            self._changed.notify_all()

    def flush(self) -> None:
        """Put out FlushedOut once the audio of all text so far has come out."""
        self._add_boundary(Boundary.FLUSH)

    def finish(self) -> None:
        """End the text; FinishedOut will end the stream."""
        self._add_boundary(Boundary.END)

    def cancel(self) -> None:
        """Stop at once and drop all that waits; CancelledOut comes out next. From any thread."""
        with self._changed:
            self._inputs.clear()
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
        return self._inputs.chars

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
    def over(self) -> bool:
        """Whether it gives nothing more; its last turn may yet have to end."""
        return self._over

    @property
    def ready(self) -> bool:
        """Whether it can use a turn now. Call with the lock held."""
        if self._over:
            return self._pieces is not None
        if self._buffered_s >= self._buffer_s or len(self._out) >= _MOST_OUT:
            return False
        return self._pieces is not None or bool(self._inputs)

    def step(self, engine: Engine) -> None:
        """Use one turn: render the next piece of speech, or pass a boundary on."""
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
            taken = self._inputs.take()
        if self._chunks is None:
            self._chunks = AudioChunks(engine.sample_rate_hz, self._output, self._chunk_s)
        if isinstance(taken, Boundary):
            self._pass_boundary(taken, self._chunks)
            return False
        # Tags are read only here; their meaning goes with the text.
        marked = parse_markup(taken, self._manner)
        if marked.beyond:
            raise InvalidArgument("transcript", f"a text {marked.beyond}")
        self._manner = marked.after
        if marked.text[:1].isspace():
            self._put_all(self._times.close())
        if self._speaker.shape is None and not marked.text.strip() and not marked.has_pause and not marked.skipped:
            return False
        if self._source is None:
            self._source = self._speaker.source(engine)
        utterance = self._speaker.utterance(taken, marked, self._source)
        language = engine.language_of(utterance)
        if longest_word(marked.text, language) > LONGEST_WORD:
            raise InvalidArgument("transcript", f"a text with words of at most {LONGEST_WORD} characters")
        self._times.begin(marked.text, language, self._spoken_s, utterance.words)
        if not (self._times.left or utterance.words.is_all):
            raise InvalidArgument("from_word", "below the number of the text's words", str(utterance.words.first))
        self._pieces = self._speaker.speak(engine, utterance, self._stop)
        return True

    def _end_utterance(self) -> None:
        self._pieces = None
        if not self._times.complete:
            # Lost text must be reported at once.
            raise SpeechFailed("The engine lost a part of the text. Try again, with shorter sentences.")

    def _drop_pieces(self) -> None:
        pieces, self._pieces = self._pieces, None
        close = getattr(pieces, "close", None)
        if close is not None:
            close()

    def _pass_boundary(self, boundary: Boundary, chunks: AudioChunks) -> None:
        self._put_all(self._times.close())
        if boundary is Boundary.FLUSH:
            self._put(FlushedOut())
            return
        self._put_all(chunks.rest())
        with self._changed:
            if not self._over:
                self._put(FinishedOut())
                self._over = True

    def _emit(self, piece: SpeechPiece, rate_hz: int, step_ms: float) -> None:
        self._put_all(self._times.of(piece, self._mark_follows))
        if piece.head_start and not self._speaks:
            self._put(HeadStartOut(piece.head_start))
        if piece.skipped:
            self._put(SkippedOut(piece.skipped))
        # A break before the first word does not count, nor a word without sound, such as an emoji.
        self._speaks = self._speaks or (len(piece.words) > 0 and len(piece.samples) > 0)
        self._spoken_s += len(piece.samples) / rate_hz
        if self._chunks is not None:
            self._put_all(self._chunks.of(piece.samples, step_ms))

    def _mark_follows(self) -> bool:
        with self._changed:
            return self._inputs.mark_is_next

    # -- both sides

    def _add_boundary(self, boundary: Boundary) -> None:
        with self._changed:
            self._inputs.add_boundary(boundary)
            self._changed.notify_all()

    def _put_all(self, items: Iterable[Out]) -> None:
        for item in items:
            self._put(item)

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
