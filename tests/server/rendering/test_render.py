# SPDX-License-Identifier: GPL-3.0-or-later
"""One stream of speech, advanced turn by turn as the engine's thread does it."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Condition

import pytest

from studio.core.errors import SpeechFailed, StudioError
from studio.core.speech import Controls
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.base import Engine, SpeechPiece, Utterance
from studio.engine.marked import MarkedEngine
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from studio.server.rendering.outs import AudioOut, CancelledOut, FailedOut, FinishedOut, FlushedOut, Out, WordsOut
from studio.server.rendering.render import LONGEST_WORD, Render
from studio.server.rendering.speaker import Speaker
from studio.server.wire.formats.pcm import RawFormat

OUTPUT = RawFormat("pcm_f32le", 24000)
ENGINE = MarkedEngine(ToneEngine())


def render(buffer_s: float = 1000.0, chunk_s: float = 0.25) -> Render:
    speaker = Speaker(lambda _: (MixPart(NEWSMAN_ID, 1.0),), "", Controls(), word_times=True)
    return Render(Condition(), speaker, OUTPUT, buffer_s, chunk_s)


def turns(stream: Render, engine: Engine = ENGINE) -> int:
    """Turns that it takes until it can use no more."""
    count = 0
    while stream.ready:
        stream.step(engine)
        count += 1
    return count


async def taken(stream: Render) -> list[Out]:
    outs: list[Out] = []
    while not stream.drained:
        outs.append(await stream.next())
    return outs


async def waiting(stream: Render) -> list[Out]:
    """What waits to be taken, up to a pause or the end."""
    outs: list[Out] = []
    while not stream.drained and not stream.ready:
        outs.append(await stream.next())
    return outs


def words(outs: list[Out]) -> list[str]:
    return [word.text for out in outs if isinstance(out, WordsOut) for word in out.words]


def seconds(outs: list[Out]) -> float:
    return sum(out.duration_s for out in outs if isinstance(out, AudioOut))


async def test_text_comes_out_as_audio_and_words_and_an_end() -> None:
    stream = render()
    assert not stream.ready
    stream.add("One two. ")
    stream.add("Three.")
    stream.finish()
    turns(stream)
    outs = await taken(stream)
    assert words(outs) == ["One", "two.", "Three."]
    assert seconds(outs) == pytest.approx(0.6)
    assert max(out.duration_s for out in outs if isinstance(out, AudioOut)) <= 0.25
    assert isinstance(outs[-1], FinishedOut)
    assert stream.ended


async def test_times_go_on_over_texts_and_flushes_stand_between_them() -> None:
    stream = render()
    stream.add("One.")
    stream.flush()
    stream.add("Two.")
    stream.finish()
    turns(stream)
    outs = await taken(stream)
    flushed = next(index for index, out in enumerate(outs) if isinstance(out, FlushedOut))
    assert words(outs[:flushed]) == ["One."]
    (second,) = [word for out in outs[flushed:] if isinstance(out, WordsOut) for word in out.words]
    assert second.start_s == pytest.approx(0.2)


async def test_it_pauses_while_enough_waits_to_be_taken() -> None:
    stream = render(buffer_s=0.5)
    stream.add("One two three four. " * 20)
    stream.finish()
    while not stream.ended:
        turns(stream)
        # A sentence of 0.8 s is rendered at once; there are 20.
        assert sum(out.duration_s for out in await waiting(stream) if isinstance(out, AudioOut)) < 0.5 + 0.8 + 1e-6


async def test_a_cancel_drops_what_waits() -> None:
    stream = render()
    stream.add("One two three. " * 20)
    stream.step(ENGINE)
    stream.step(ENGINE)
    stream.cancel()
    turns(stream)
    assert [type(out) for out in await taken(stream)] == [CancelledOut]
    assert stream.ended
    assert stream.waiting_chars == 0


@pytest.mark.parametrize("text", ["", "  ", "\n"])
async def test_blanks_say_nothing(text: str) -> None:
    stream = render()
    stream.add(text)
    stream.finish()
    turns(stream)
    assert [type(out) for out in await taken(stream)] == [FinishedOut]


async def test_how_much_waits_is_known() -> None:
    stream = render()
    assert (stream.waited_s, stream.new, stream.drained) == (0.0, True, True)
    stream.add("One.")
    stream.add("Two.")
    assert stream.waiting_chars == 8
    stream.step(ENGINE)
    assert (stream.waiting_chars, stream.new, stream.drained) == (0, False, False)
    assert stream.waited_s > 0


@pytest.mark.parametrize(
    "text", ["a" * (LONGEST_WORD + 1), '<speed ratio="1.2">' * 1000 + "a"], ids=["a giant word", "very many tags"]
)
async def test_what_is_beyond_a_bound_fails_by_name_and_ends_it(text: str) -> None:
    stream = render()
    stream.add(text)
    stream.add("Two.")
    turns(stream)
    (failed,) = await taken(stream)
    assert isinstance(failed, FailedOut)
    assert "transcript: " in failed.error.user_text
    assert stream.ended


class Faulty(ToneEngine):
    """Speaks a piece and then fails, or loses the rest."""

    def __init__(self, error: Exception | None) -> None:
        super().__init__()
        self._error = error

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        yield next(iter(super().speak(utterance, stop)))
        if self._error is not None:
            raise self._error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (StudioError("The engine is tired."), "The engine is tired."),
        (ValueError("secret"), "a fault of its own"),
        (None, "lost a part of the text"),
    ],
)
async def test_a_fault_of_the_engine_ends_it_in_words_behind_what_was_spoken(
    error: Exception | None, told: str
) -> None:
    stream = render()
    stream.add("One two. Three four.")
    stream.finish()
    turns(stream, Faulty(error))
    *spoken, failed = await taken(stream)
    assert seconds(spoken) > 0
    assert isinstance(failed, FailedOut)
    assert told in failed.error.user_text
    assert "secret" not in failed.error.user_text + failed.error.detail


async def test_a_failure_from_outside_comes_once() -> None:
    stream = render()
    stream.add("One.")
    for _ in range(2):
        stream.fail(SpeechFailed("gone"))
    assert [type(out) for out in await taken(stream)] == [FailedOut]
    assert turns(stream) == 0
