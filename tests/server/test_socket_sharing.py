# SPDX-License-Identifier: GPL-3.0-or-later
"""Several contexts and clients on one engine: cancelling, taking turns, reading slowly, limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.server.limits import Limits
from tests.support.speech_server import HeldEngine, WatchedEngine, running_server
from tests.support.waiting import HANGS_S, wait_until


def test_cancel_stops_at_once_and_frees_the_engine(tmp_path: Path) -> None:
    engine = WatchedEngine(render_delay_s=600.0)
    with running_server(tmp_path, engine) as server, server.talk() as talk:
        talk.speak("a", "One. Two. Three.")
        talk.send(context_id="other", cancel=True)
        wait_until(lambda: engine.busy)
        talk.send(context_id="a", cancel=True)
        wait_until(lambda: engine.turns, HANGS_S, "the engine free")
        assert talk.until_done("a") == [{"type": "done", "context_id": "a", "status_code": 200, "done": True}]
        wait_until(lambda: not engine.busy)
        assert len(engine.turns) == 1


@pytest.mark.parametrize("how", ["close", "vanish"])
def test_hanging_up_is_a_cancel(tmp_path: Path, how: str) -> None:
    engine = WatchedEngine(render_delay_s=600.0)
    with running_server(tmp_path, engine) as server, server.talk() as talk:
        talk.speak("a", "One. Two. Three.")
        wait_until(lambda: engine.busy)
        if how == "close":
            talk.socket.close()
        else:
            talk.vanish()
        wait_until(lambda: engine.turns, HANGS_S, "the engine free")


def test_a_client_that_does_not_read_slows_only_itself(tmp_path: Path) -> None:
    engine = WatchedEngine()
    limits = Limits(buffer_s=2.0)
    with running_server(tmp_path, engine, limits) as server, server.talk() as lazy, server.talk() as eager:
        text = "This sentence has five words. " * 2000
        fast = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 48000}
        lazy.speak("slow", text, output_format=fast)
        wait_until(lambda: engine.turns)

        def of_the_lazy_one() -> int:
            return sum(turn[0].startswith("This") for turn in engine.turns)

        def paused() -> bool:
            """While another's text was spoken, whose sentences would have taken turns with it."""
            count = of_the_lazy_one()
            eager.speak("fast", "Quick. Answer. Please.")
            assert eager.until_done("fast")[-1]["type"] == "done"
            return count == of_the_lazy_one()

        wait_until(paused, HANGS_S, "the lazy client's render paused")
        rendered = of_the_lazy_one()
        assert rendered < 500
        for _ in range(200):
            lazy.next()
        wait_until(lambda: of_the_lazy_one() > rendered)


def test_a_short_request_is_not_behind_a_long_one(tmp_path: Path) -> None:
    engine = HeldEngine()
    with running_server(tmp_path, engine) as server, server.talk() as talk:
        talk.speak("long", "Long. " * 50)
        engine.let(2)
        wait_until(lambda: len(engine.turns) == 2 and engine.busy)
        before, waiting_chars = len(engine.turns), server.host.waiting_chars
        talk.speak("short", "Short one.")
        wait_until(lambda: server.host.waiting_chars > waiting_chars)
        engine.free()
        talk.until_done("short")
        own = [turn[0] for turn in engine.turns[before:]]
        assert own.index("Short one.") <= 2
        talk.send(context_id="long", cancel=True)
        talk.until_done("long")


def test_long_requests_take_turns(tmp_path: Path) -> None:
    engine = HeldEngine()
    with running_server(tmp_path, engine) as server, server.talk() as talk:
        for name in "abc":
            talk.speak(name, f"{name.upper()} is spoken. " * 12)
        wait_until(lambda: engine.busy and server.host.waiting_chars >= 2 * len("A is spoken. " * 12))
        engine.free()
        for name in "abc":
            talk.until_done(name)
        order = [text[0] for text, _, _ in engine.turns]
        all_speak = order[order.index("C") : order.index("C") + 24]
        assert all(set(all_speak[index : index + 3]) == {"A", "B", "C"} for index in range(0, 24, 3)), order


def test_too_many_contexts_are_refused_in_words(tmp_path: Path) -> None:
    limits = Limits(contexts_per_socket=2)
    with running_server(tmp_path, limits=limits) as server, server.talk() as talk:
        for name in "ab":
            talk.speak(name, "One ", continues=True)
        talk.speak("c", "Two.")
        (refused,) = talk.until_done("c")
        assert refused["status_code"] == 429
        talk.send(context_id="a", transcript="")
        talk.until_done("a")
        talk.speak("d", "Three.")
        assert talk.until_done("d")[-1]["type"] == "done"


def test_a_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(text_chars=100)) as server, server.talk() as talk:
        talk.speak("a", "x" * 101)
        assert talk.until_done("a")[0]["status_code"] == 413
        talk.speak("b", "x" * 60, continues=True)
        talk.speak("b", "x" * 60, continues=True)
        assert talk.until_done("b")[-1]["status_code"] == 413
