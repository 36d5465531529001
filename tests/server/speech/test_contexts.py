# SPDX-License-Identifier: GPL-3.0-or-later
"""Contexts: several streams of speech on one socket, each with its text in pieces."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from studio.core.pcm import decode
from studio.engine.base import Engine, SpeechPiece, Utterance
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from studio.server.rendering.engine_host import EngineHost, LoadedEngine
from studio.server.speech.contexts import SocketContexts
from studio.server.speech.held import HeldText
from studio.server.voices.directory import VoiceDirectory
from studio.server.voices.pronunciation_store import PronunciationStore
from studio.server.voices.store import VoiceStore
from studio.server.wire import messages
from studio.server.wire.dialects import dialect_for
from tests.support.forward_loop import forward, run_forward
from tests.support.speech_server import DUMMY, WORD_S, WORD_SAMPLES, Talk, audio_of, running_server, words_of
from tests.support.waiting import HANGS_S

IDLE_S = 1000.0
"""Far more than a test takes on any machine; put forward, not waited for."""


def test_text_in_pieces_is_one_text(talk: Talk) -> None:
    pieces = ["Hel", "lo wor", "ld. How are", " you, my fri", "end? ", "Fine."]
    text = "".join(pieces)
    for piece in pieces:
        talk.speak("a", piece, continues=True, add_timestamps=True)
    talk.send(**DUMMY, context_id="a", **{"continue": False})
    messages = talk.until_done("a")
    words, start, end = words_of(messages)
    assert words == text.split()
    assert start == pytest.approx([index * WORD_S for index in range(len(words))])
    assert len(decode(audio_of(messages), "pcm_f32le")) == len(words) * WORD_SAMPLES
    assert all(a <= b for a, b in zip(end, start[1:], strict=False))


def test_a_sentence_speaks_at_once_while_more_may_come(talk: Talk) -> None:
    talk.speak("a", "Hello there.", continues=True)
    assert talk.next()["type"] == "chunk"


def test_a_word_is_not_cut_while_more_may_come(talk: Talk) -> None:
    talk.speak("a", "Hello wor", continues=True, add_timestamps=True)
    assert talk.next()["word_timestamps"]["words"] == ["Hello"]
    talk.send(context_id="a", transcript="ld", **{"continue": False})
    assert words_of(talk.until_done("a"))[0] == ["Hello", "world"]


def test_flushes_count_from_zero_and_part_the_audio(talk: Talk) -> None:
    talk.speak("a", "One two", continues=True, flush=True)
    talk.speak("a", " three", continues=True)
    talk.send(**DUMMY, context_id="a", flush=True, **{"continue": True})
    talk.send(context_id="a", transcript="four", **{"continue": False})
    messages = talk.until_done("a")
    ids = [(message["type"], message.get("flush_id")) for message in messages]
    assert [pair for index, pair in enumerate(ids) if index == 0 or pair != ids[index - 1]] == [
        ("chunk", 0),
        ("flush_done", 0),
        ("chunk", 1),
        ("flush_done", 1),
        ("chunk", 2),
        ("done", None),
    ]
    flushed = next(message for message in messages if message["type"] == "flush_done")
    assert flushed["flush_done"] is True
    assert flushed["done"] is False
    for flush_id, count in ((0, 2), (1, 1), (2, 1)):
        part = audio_of([message for message in messages if message.get("flush_id") == flush_id and "data" in message])
        assert len(decode(part, "pcm_f32le")) == count * WORD_SAMPLES


def test_a_context_nobody_uses_ends_by_itself(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(idle_s=0.3)) as server, server.talk() as talk:
        began_s = time.monotonic()
        talk.speak("a", "One two thr", continues=True, add_timestamps=True)
        messages = talk.until_done("a")
        assert time.monotonic() - began_s >= 0.3
        assert words_of(messages)[0] == ["One", "two", "thr"]
        assert messages[-1]["type"] == "done"


class Gate(ToneEngine):
    """A tone engine that speaks once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may_speak = Event()

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        assert self.may_speak.wait(HANGS_S)
        yield from super().speak(utterance, stop)


class Conversation:
    """One socket's contexts beside *engine*, without the socket; *told* has the messages."""

    def __init__(self, engine: Engine, folder: Path, limits: Limits) -> None:
        self.told: asyncio.Queue[messages.Message] = asyncio.Queue()
        self.host = EngineHost(lambda: LoadedEngine(engine), limits)
        stores = (VoiceStore(folder / "voices.sqlite"), PronunciationStore(folder / "pronunciations.sqlite"))
        self.contexts = SocketContexts(
            self.told.put, self.host, VoiceDirectory(self.host, *stores), limits, dialect_for("2024-06-10")
        )

    async def __aenter__(self) -> Conversation:
        self.host.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.contexts.close()
        await asyncio.to_thread(self.host.close, HANGS_S)

    async def add(self, text: str, continues: bool = True, flush: bool = False) -> None:
        """Add *text* to the context."""
        body = {
            **DUMMY,
            "context_id": "a",
            "transcript": text,
            "continue": continues,
            "flush": flush,
            "add_timestamps": True,
        }
        await self.contexts.handle(json.dumps(body))

    async def until(self, kind: str) -> list[messages.Message]:
        """All messages up to the first of *kind*."""
        heard: list[messages.Message] = []
        while not heard or heard[-1]["type"] != kind:
            async with asyncio.timeout(HANGS_S):
                heard.append(await self.told.get())
        return heard


def test_text_counts_as_use_of_a_context(tmp_path: Path) -> None:
    async def body() -> None:
        engine = Gate()
        async with Conversation(engine, tmp_path, Limits(idle_s=IDLE_S)) as talk:
            await talk.add("One. ", flush=True)
            engine.may_speak.set()
            heard = await talk.until("flush_done")
            # Half a word is not answered.
            await forward(0.8 * IDLE_S)
            await talk.add("Tw")
            await forward(0.8 * IDLE_S)
            await talk.add("o.", continues=False)
            heard += await talk.until("done")
            assert words_of(heard)[0] == ["One.", "Two."]

    run_forward(body())


def test_an_answer_counts_as_use_of_a_context(tmp_path: Path) -> None:
    async def body() -> None:
        engine = Gate()
        async with Conversation(engine, tmp_path, Limits(idle_s=IDLE_S)) as talk:
            await talk.add("One. ", flush=True)
            await forward(0.8 * IDLE_S)
            engine.may_speak.set()
            # Once a flush is answered, nothing is left to speak: only its answers keep the context open.
            heard = await talk.until("flush_done")
            await forward(0.8 * IDLE_S)
            await talk.add("Two.", continues=False)
            heard += await talk.until("done")
            assert words_of(heard)[0] == ["One.", "Two."]

    run_forward(body())


def test_an_id_can_be_used_again(talk: Talk) -> None:
    for text in ("One.", "Two three."):
        talk.speak("a", text, add_timestamps=True)
        words, start, _ = words_of(talk.until_done("a"))
        assert words == text.split()
        assert start[0] == 0.0


def test_an_id_reopened_while_it_still_speaks_answers_in_turn(tmp_path: Path) -> None:
    with running_server(tmp_path, ToneEngine(render_delay_s=0.05)) as server, server.talk() as talk:
        talk.speak("a", "One two. Three.", add_timestamps=True)
        talk.speak("a", "Four. ", continues=True, add_timestamps=True)
        talk.send(context_id="a", transcript="Five.")
        first: list[dict[str, Any]] = []
        while not first or not first[-1]["done"]:
            first.append(talk.next())
        talk.heard.clear()
        assert words_of(first)[0] == ["One", "two.", "Three."]
        words, start, _ = words_of(talk.until_done("a"))
        assert words == ["Four.", "Five."]
        assert start[0] == 0.0


def test_contexts_are_spoken_side_by_side(tmp_path: Path) -> None:
    with running_server(tmp_path, ToneEngine(render_delay_s=0.02)) as server, server.talk() as talk:
        names = [f"c{index}" for index in range(6)]
        for name in names:
            talk.speak(name, f"This is {name}. It has two sentences.", add_timestamps=True)
        for name in names:
            assert words_of(talk.until_done(name))[0] == f"This is {name}. It has two sentences.".split()


def test_after_an_error_a_context_gets_no_audio(talk: Talk) -> None:
    talk.speak("a", "One ", continues=True, voice={"id": "nobody"})
    assert talk.until_done("a")[-1]["status_code"] == 404
    talk.speak("a", "two ", continues=True)
    talk.speak("a", "three.", continues=True)
    talk.send(**DUMMY, context_id="a", **{"continue": False})
    talk.speak("b", "Other.")
    talk.until_done("b")
    assert not talk.heard
    talk.speak("a", "Again.")
    assert talk.until_done("a")[-1]["type"] == "done"


def test_a_bad_message_ends_an_open_context(talk: Talk) -> None:
    talk.speak("a", "One. ", continues=True)
    talk.send(context_id="a", transcript=5, **{"continue": True})
    messages = talk.until_done("a")
    assert messages[-1]["type"] == "error"
    assert "transcript" in messages[-1]["error"]


def test_a_defect_over_one_message_ends_its_context_alone(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.speak("a", "One. ", continues=True)
    added = HeldText.add

    def defective(held: HeldText, piece: str) -> int:
        if "Two" in piece:
            raise RecursionError(piece)
        return added(held, piece)

    monkeypatch.setattr(HeldText, "add", defective)
    talk.speak("b", "Two. ", continues=True)
    (failed,) = talk.until_done("b")
    assert (failed["type"], failed["status_code"]) == ("error", 500)
    assert "Two" not in json.dumps(failed)
    talk.speak("b", "Two. ", continues=True)
    talk.speak("a", "Three.")
    assert talk.until_done("a")[-1]["type"] == "done"
    assert not [message for message in talk.heard if message["context_id"] == "b"]


def test_a_piece_that_ends_in_very_many_escapes_is_spoken(talk: Talk) -> None:
    talk.speak("a", "One. " + "&" * 1500, continues=True)
    talk.speak("a", " Two.")
    assert talk.until_done("a")[-1]["type"] == "done"


def test_a_whole_text_of_which_nothing_sounds_is_an_error(talk: Talk) -> None:
    for text in ("***", "— …"):
        talk.speak("a", text)
        (failed,) = talk.until_done("a")
        assert failed["type"] == "error"
        assert "at least one word" in failed["error"]
    talk.speak("a", "One.")
    assert talk.until_done("a")[-1]["type"] == "done"


def test_a_piece_of_marks_fails_no_context(talk: Talk) -> None:
    talk.speak("a", "*** ", continues=True)
    talk.speak("a", "One. ", continues=True)
    talk.speak("a", "—")
    heard = talk.until_done("a")
    assert heard[-1]["type"] == "done"
    assert len(decode(audio_of(heard), "pcm_f32le")) == WORD_SAMPLES
    talk.speak("b", "— ", continues=True)
    talk.send(**DUMMY, context_id="b", **{"continue": False})
    assert [message["type"] for message in talk.until_done("b")] == ["done"]
