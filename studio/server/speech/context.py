# SPDX-License-Identifier: GPL-3.0-or-later
"""One context of a socket: a stream of speech that text is added to, message by message."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field

from studio.server.rendering.render import Render
from studio.server.speech.held import MARKS, HeldText
from studio.server.wire.requests import SpeechOrder, TextInput

_PIECE_END = re.compile(r"(?:[^\W\d_]{2}|\d)[.!?…。！？]+[\"'”’»)\]]*\Z")
"""The end of a sentence before a letter, such as that of "in 1999."."""


@dataclass(eq=False)
class Context:
    """One stream of speech.

    Attributes:
        predecessor: A context of the same id that is still speaking; this one answers after it.
        accepts: Whether more text may come.
        flush_id: Number of the audio up to the next flush.
        delay_s: Seconds that the beginning of a sentence waits for its rest.
        pieces_are_sentences: See Dialect.
        held: The beginning of a sentence, or of a word, that waits for its rest.
        whole: Its first message with text is its last, as for a request over HTTP.
        sounded: Some of it has come out as sound.
        notices: Notices for a person, in plain words.
        touched_s: Loop time of the last message or audio.
    """

    id: str
    order: SpeechOrder
    render: Render
    predecessor: Context | None
    touched_s: float
    flush_id: int
    delay_s: float
    pieces_are_sentences: bool
    accepts: bool = True
    held: HeldText = field(default_factory=HeldText)
    whole: bool = False
    sounded: bool = False
    end: str = ""
    notices: tuple[str, ...] = ()
    release: asyncio.TimerHandle | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, incoming: TextInput) -> None:
        """Speak the text as far as it is complete; all of it before a flush or the end. Speech of a given duration
        begins when all of its text is there."""
        piece = incoming.transcript
        if self.pieces_are_sentences and piece[:1].isalpha() and _PIECE_END.search(self.end):
            piece = f" {piece}"
        self.whole = not self.end and not incoming.continues and bool(piece.strip())
        self.end = (self.end + piece)[-MARKS:]
        complete = self.held.add(piece)
        if not incoming.continues:
            cut = len(self.held)
        elif self.order.duration_s is not None:
            cut = 0
        elif incoming.flush:
            cut = len(self.held)
        else:
            cut = complete
        self._speak(self.held.take(cut))
        if self.held and self.order.duration_s is None and self.release is None:
            self.release = asyncio.get_running_loop().call_later(self.delay_s, self._waited_long_enough)
        if incoming.flush:
            self.render.flush()
        if not incoming.continues:
            self.accepts = False
            self.render.finish()

    def stop_waiting(self) -> None:
        if self.release is not None:
            self.release.cancel()
            self.release = None

    def _speak(self, text: str) -> None:
        self.render.add(text)
        if text or not self.held:
            self.stop_waiting()

    def _waited_long_enough(self) -> None:
        self.release = None
        if self.accepts:
            self._speak(self.held.take_words())
