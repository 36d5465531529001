# SPDX-License-Identifier: GPL-3.0-or-later
"""One context by itself: which text it hands to its render, and when."""

from __future__ import annotations

from threading import Condition, RLock

import pytest

from studio.core.speech import Controls
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.server.rendering.render import Render
from studio.server.rendering.speaker import Speaker
from studio.server.speech.context import Context
from studio.server.wire.formats.pcm import RawFormat
from studio.server.wire.requests import SpeechOrder, TextInput
from tests.support.waiting import wait_until_async

OUTPUT = RawFormat("pcm_s16le", 8000)


def context(delay_s: float = 60.0, duration_s: float | None = None, pieces_are_sentences: bool = False) -> Context:
    speaker = Speaker(lambda _: (MixPart(NEWSMAN_ID, 1.0),), "en-US", Controls())
    render = Render(Condition(RLock()), speaker, OUTPUT, buffer_s=20.0, chunk_s=0.25)
    order = SpeechOrder(NEWSMAN_ID, "en-US", Controls(), OUTPUT, duration_s=duration_s)
    return Context("a", order, render, None, 0.0, 0, delay_s, pieces_are_sentences)


def add(made: Context, text: str, *, continues: bool = True, flush: bool = False) -> int:
    """Add *text*; characters that the render has to speak by then."""
    made.add(TextInput(text, continues, flush))
    return made.render.waiting_chars


async def test_whole_sentences_are_spoken_and_the_rest_waits() -> None:
    made = context()
    assert add(made, "Hello there. How a") == len("Hello there. ")
    assert len(made.held) == len("How a")
    assert add(made, "re you?") == len("Hello there. How are you?")
    assert made.release is None


async def test_a_flush_and_the_end_speak_all_that_waits() -> None:
    made = context()
    assert add(made, "One tw", flush=True) == 6
    accepts = [made.accepts]
    assert add(made, "o thr", continues=False) == 11
    assert [*accepts, made.accepts] == [True, False]
    assert not made.held


async def test_whole_words_are_spoken_after_the_delay() -> None:
    made = context(delay_s=0.01)
    assert add(made, "One tw") == 0
    await wait_until_async(lambda: made.render.waiting_chars)
    assert made.render.waiting_chars == len("One ")
    assert len(made.held) == len("tw")
    made.stop_waiting()


async def test_speech_of_a_given_duration_begins_with_all_of_its_text() -> None:
    made = context(duration_s=5.0)
    assert add(made, "One. Two. ") == 0
    assert add(made, "Three.", flush=True) == 0
    assert made.release is None
    assert add(made, "", continues=False) == len("One. Two. Three.")


@pytest.mark.parametrize(("pieces_are_sentences", "spoken"), [(True, "It ended. Then."), (False, "It ended.Then.")])
async def test_a_sentence_that_begins_right_behind_another_is_set_apart(
    pieces_are_sentences: bool, spoken: str
) -> None:
    made = context(pieces_are_sentences=pieces_are_sentences)
    add(made, "It ended.")
    assert add(made, "Then.", continues=False) == len(spoken)
