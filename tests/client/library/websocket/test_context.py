# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of one context's messages, on a real socket where one is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from studio.client.library.backend import Backend
from studio.client.library.bodies import SpeechArguments
from studio.client.library.websocket.context import ContextState
from studio.client.library.websocket.shared_socket import SharedSocket
from studio.client.wire.channel import Channel
from studio.client.wire.messages import Message
from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]

RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}
ONE, OTHER = SpeechArguments("one", RAW, "a-voice"), SpeechArguments("other", RAW, "b-voice", language="fr")


def wait_for_the_end(caller: Caller) -> None:
    while caller.receive() is not None:
        continue


@pytest.fixture
def shared(serve: Serve) -> Iterator[SharedSocket]:
    backend = Backend(serve(wait_for_the_end).endpoint, 5.0)
    made = SharedSocket(backend)
    yield made
    if (socket := made.begin_close()) is not None:
        socket.join()
    backend.close()


@pytest.fixture
def state(shared: SharedSocket) -> ContextState[Channel[Message]]:
    return ContextState(shared.new_context_id("mine"), shared, lambda: Channel[Message]())


State = ContextState[Channel[Message]]


def test_a_message_says_whether_more_follows_and_whether_words_are_timed(state: State) -> None:
    last = state.body(ONE, "Hi.", None, False, False, False)
    assert last == {"model_id": "one", "voice": {"id": "a-voice"}, "output_format": RAW, "transcript": "Hi."}
    assert state.body(ONE, "Hi ", "mine", True, False, True) == {
        **last,
        "transcript": "Hi ",
        "continue": True,
        "add_timestamps": True,
    }
    assert state.body(ONE, "", None, True, True, False) == {**last, "transcript": "", "continue": True, "flush": True}


def test_what_ends_or_flushes_keeps_the_first_messages_settings(state: State) -> None:
    state.body(ONE, "Hi ", None, True, False, False)
    state.body(OTHER, "there.", None, True, False, False)
    closing, flushing = state.closing(), state.flushing()
    assert closing == {"model_id": "one", "voice": {"id": "a-voice"}, "output_format": RAW, "transcript": ""}
    assert flushing == {**closing, "continue": True, "flush": True}


def test_who_ends_before_anything_was_said_still_sends_a_whole_message(state: State) -> None:
    closing = state.closing()
    assert closing["transcript"] == ""
    assert closing["voice"]["id"]
    assert closing["output_format"]["sample_rate"]


@pytest.mark.parametrize(
    ("transcript", "context_id", "continue_", "flush", "name"),
    [
        ("Hi.", "yours", False, False, "context_id"),
        (7, None, True, False, "transcript"),
        ("", None, True, False, "transcript"),
        (" ", None, False, False, "transcript"),
    ],
)
def test_what_cannot_be_said_is_named(
    state: State, transcript: object, context_id: str | None, continue_: bool, flush: bool, name: str
) -> None:
    with pytest.raises(InvalidArgument) as refused:
        state.body(ONE, transcript, context_id, continue_, flush, False)
    assert refused.value.argument == name


def test_a_blank_end_is_permitted_once_something_was_said(state: State) -> None:
    state.body(ONE, "Hi.", None, True, False, False)
    assert state.body(ONE, "", None, False, False, False)["transcript"] == ""


def test_a_speech_has_a_channel_until_it_has_told_its_last(state: State, shared: SharedSocket) -> None:
    socket = shared.connected()
    first = state.begin(socket)
    assert state.begin(socket) is first, "one speech, one channel"
    assert state.addressed({"transcript": ""})["context_id"] == "mine"
    assert state.socket is socket
    state.forget(first)
    assert "mine" not in shared.open_contexts
    state.forget(first)


def test_what_is_cancelled_is_dropped_and_the_next_goes_by_another_id(state: State, shared: SharedSocket) -> None:
    socket = shared.connected()
    first = state.begin(socket)
    state.end()
    assert not first.open
    assert not socket.is_open("mine")
    assert "mine" not in shared.open_contexts
    second = state.begin(socket)
    assert second is not first
    assert state.addressed({})["context_id"] == "mine~1"
    state.end()
    state.end()
