# SPDX-License-Identifier: GPL-3.0-or-later
"""Contexts: several streams of speech on one socket, each with its text in pieces."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from studio.core.pcm import decode
from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from tests.support.speech_server import DUMMY, WORD_S, WORD_SAMPLES, Talk, audio_of, running_server, words_of


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


def test_a_context_that_is_used_stays_open(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(idle_s=0.5)) as server, server.talk() as talk:
        for _ in range(4):
            talk.speak("a", "One ", continues=True)
            assert talk.next()["type"] == "chunk"
            time.sleep(0.2)
        talk.send(context_id="a", transcript="")
        assert talk.until_done("a")[-1]["type"] == "done"


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
