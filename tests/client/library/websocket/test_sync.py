# SPDX-License-Identifier: GPL-3.0-or-later
"""The speech socket for programs without an event loop, against the real server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import Cartesia
from studio.client.library.websocket.shared_socket import SharedSocket
from studio.client.library.websocket.sync import Context
from studio.client.wire.socket import SpeechSocket
from studio.server.limits import Limits
from tests.client.library.speaking import NEWSMAN, RAW
from tests.support.speech_server import RunningServer, running_server
from tests.support.waiting import HANGS_S, wait_until

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]


def test_threads_share_one_socket(server: RunningServer) -> None:
    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S) as client:
        ws = client.tts.websocket()
        with ThreadPoolExecutor(4) as threads:
            texts = ["One two three."] * 8
            answers = list(threads.map(lambda text: ws.send("m", text, RAW, NEWSMAN, stream=False), texts))
        ws.close()
    assert len({answer["audio"] for answer in answers}) == 1
    assert len({answer["context_id"] for answer in answers}) == 8


def test_a_text_generator_is_heard_while_it_still_produces(server: RunningServer) -> None:
    heard_before_the_end = []
    outputs: list[Any] = []

    def parts() -> Iterator[str]:
        yield from ("One sentence here. ", "", "Another one. ")
        wait_until(lambda: any("audio" in output for output in outputs), HANGS_S, "audio")
        heard_before_the_end.append(True)
        yield "The end."

    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S) as client:
        ws = client.tts.websocket()
        outputs.extend([])
        for output in ws.context().send("m", parts(), RAW, NEWSMAN, add_timestamps=True):
            outputs.append(output)  # noqa: PERF402 - the generator above looks at it
        ws.close()
    assert heard_before_the_end == [True]
    words = [word for output in outputs for word in output.get("word_timestamps", {"words": []})["words"]]
    assert words == ["One", "sentence", "here.", "Another", "one.", "The", "end."]


def test_a_text_generator_that_fails_ends_the_speech_with_its_error(server: RunningServer) -> None:
    def parts() -> Iterator[str]:
        yield "One sentence here. "
        raise KeyError("lost")

    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S) as client:
        ws = client.tts.websocket()
        with pytest.raises(ValueError, match="KeyError") as caught:
            list(ws.context().send("m", parts(), RAW, NEWSMAN))
        assert isinstance(caught.value.__cause__, KeyError)
        assert ws.send("m", "Still there.", RAW, NEWSMAN, stream=False)["audio"]
        ws.close()


def test_a_generator_left_early_cancels_and_the_socket_serves_on(server: RunningServer) -> None:
    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S) as client:
        ws = client.tts.websocket()
        for way in (ws.send, client.tts.sse):
            outputs = way("m", "word " * 2000, RAW, NEWSMAN)
            next(outputs)
            outputs.close()
        assert ws.send("m", "Short.", RAW, NEWSMAN, stream=False)["audio"]
        ws.close()


def test_a_cancel_while_it_connects_has_nothing_spoken(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def script(caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            if not message.get("cancel"):
                said.append(message["transcript"])
                caller.say(message["context_id"], b"loud")
                caller.finish(message["context_id"])

    connecting, go_on = threading.Event(), threading.Event()
    connected = SharedSocket.connected

    def held(self: SharedSocket) -> SpeechSocket:
        connecting.set()
        assert go_on.wait(HANGS_S)
        return connected(self)

    with Cartesia(api_key="k", base_url=serve(script).endpoint.base_url, timeout=HANGS_S) as client:
        ws = client.tts.websocket()
        context = ws.context("mine")
        with monkeypatch.context() as patch, ThreadPoolExecutor(1) as pool:
            patch.setattr(SharedSocket, "connected", held)
            heard = pool.submit(lambda: list(context.send("m", "Never.", RAW, NEWSMAN)))
            assert connecting.wait(HANGS_S)
            context.cancel()
            go_on.set()
            assert heard.result(HANGS_S) == []
        assert [each["audio"] for each in ws.send("m", "Said.", RAW, NEWSMAN)] == [b"loud"]
        assert said == ["Said."]
        ws.close()


def test_after_a_text_generator_that_failed_the_next_speech_of_that_id_is_heard(server: RunningServer) -> None:
    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S) as client:
        ws = client.tts.websocket()
        with pytest.raises(RuntimeError, match="voice"):
            list(ws.context("mine").send("m", iter(["Hi. ", "There."]), RAW, "no such voice"))
        assert ws.send("m", "Hi.", RAW, NEWSMAN, context_id="mine", stream=False)["audio"]
        ws.close()


@contextmanager
def impatient(tmp_path: Path) -> Iterator[Context]:
    """A context of a server that soon ends a speech whose text pauses."""
    with running_server(tmp_path, limits=Limits(idle_s=0.2)) as server:
        client = Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S)
        with client:
            ws = client.tts.websocket()
            yield ws.context("mine")
            assert ws.send("m", "Still there.", RAW, NEWSMAN, context_id="mine", stream=False)["audio"]
            ws.close()


@pytest.mark.parametrize("read", ["meanwhile", "later"])
def test_what_comes_after_a_pause_of_the_text_is_spoken_in_the_same_speech(tmp_path: Path, read: str) -> None:
    given = threading.Event()

    def parts() -> Iterator[str]:
        for part in ("One sentence here. ", "Another one. "):
            yield part
            if read == "meanwhile":
                wait_until(lambda: context._paused, HANGS_S, "the end of the server's speech")
                assert not context.is_closed()
            else:
                wait_until(lambda: not context._channel.open or bool(context._late), HANGS_S, "the same")
        yield "The end."
        given.set()

    with impatient(tmp_path) as context:
        outputs = context.send("m", parts(), RAW, NEWSMAN, add_timestamps=True)
        heard = [next(outputs)]
        if read == "later":
            assert given.wait(HANGS_S)
        heard += outputs
    told = [each["word_timestamps"] for each in heard if "word_timestamps" in each]
    said = "One sentence here. Another one. The end."
    assert " ".join(word for each in told for word in each["words"]) == said
    times = [time for each in told for pair in zip(each["start"], each["end"], strict=True) for time in pair]
    assert times == sorted(times)
    audio_s = sum(len(each["audio"]) for each in heard if "audio" in each) / (4 * 24000)
    assert audio_s - 0.5 < times[-1] <= audio_s


def test_a_text_that_ends_after_a_pause_ends_the_speech(tmp_path: Path) -> None:
    def parts() -> Iterator[str]:
        yield "One sentence here. "
        wait_until(lambda: context._paused, HANGS_S, "the end of the server's speech")

    with impatient(tmp_path) as context:
        outputs = list(context.send("m", parts(), RAW, NEWSMAN))
        assert outputs
        assert context.is_closed()


@pytest.mark.parametrize("read", ["meanwhile", "later"])
def test_a_text_that_fails_after_a_pause_fails_the_speech(tmp_path: Path, read: str) -> None:
    failed = threading.Event()

    def parts() -> Iterator[str]:
        yield "One sentence here. "
        wait_until(lambda: context._paused if read == "meanwhile" else not context._channel.open, HANGS_S, "the end")
        failed.set()
        raise KeyError("lost")

    with impatient(tmp_path) as context:
        outputs = context.send("m", parts(), RAW, NEWSMAN)
        assert next(outputs)["audio"]
        if read == "later":
            assert failed.wait(HANGS_S)
        with pytest.raises(ValueError, match="KeyError"):
            list(outputs)


def test_a_cancel_in_a_pause_of_the_text_ends_the_speech(tmp_path: Path) -> None:
    go_on = threading.Event()

    def parts() -> Iterator[str]:
        yield "One sentence here. "
        wait_until(lambda: context._paused, HANGS_S, "the end of the server's speech")
        context.cancel()
        assert go_on.wait(HANGS_S)
        yield "Never."

    with impatient(tmp_path) as context:
        assert list(context.send("m", parts(), RAW, NEWSMAN))
        go_on.set()
        assert context.is_closed()
