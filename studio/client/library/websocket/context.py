# SPDX-License-Identifier: Apache-2.0
"""State of a context for threads and tasks alike: id, requests and their order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from studio.client.library.bodies import SpeechArguments, part_of_text, whole_text
from studio.client.library.formats import output_format_named
from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    from studio.client.library.websocket.shared_socket import SharedSocket
    from studio.client.wire.channel import Channel
    from studio.client.wire.messages import Message
    from studio.client.wire.socket import SpeechSocket

ChannelKind = TypeVar("ChannelKind", bound="Channel[Message]")

ANY_VOICE = "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"
_UNSET = SpeechArguments("sonic-english", output_format_named("raw_pcm_f32le_44100"), voice_id=ANY_VOICE)
"""Settings of a message without a speech before it; servers ignore them in messages that only end or flush."""


class ContextState(Generic[ChannelKind]):
    """One context of a shared socket: a speech whose text may come in parts.

    The first message fixes voice, model, language and format. A message sent after the end of the speech begins
    another one of the same id, with a channel of its own behind the first.
    """

    def __init__(self, context_id: str, shared: SharedSocket, make_channel: Callable[[], ChannelKind]) -> None:
        self.id = context_id
        self.shared = shared
        self.channels: list[ChannelKind] = []
        self.make_channel = make_channel
        self._settings: dict[str, Any] | None = None
        self._socket: SpeechSocket | None = None
        self._wire_id = context_id
        self._opened: dict[ChannelKind, tuple[SpeechSocket, str]] = {}
        """The socket of each of *channels*, and its id there."""
        self._holds_id = True

    def body(
        self,
        arguments: SpeechArguments,
        transcript: object,
        context_id: str | None,
        continue_: bool,
        flush: bool,
        add_timestamps: bool,
    ) -> dict[str, Any]:
        """The message for a part of the text.

        Raises:
            InvalidArgument: a value outside what is permitted, or another context's id.
        """
        if context_id is not None and context_id != self.id:
            raise InvalidArgument("context_id", "this context's own id, or left out", repr(context_id))
        text = part_of_text(transcript)
        if continue_ and not text and not flush:
            raise InvalidArgument("transcript", "text, unless flush is set or continue_ is not")
        if not continue_ and self._settings is None:
            whole_text(text)
        settings = arguments.settings(self.shared.version)
        if add_timestamps:
            settings["add_timestamps"] = True
        if self._settings is None:
            self._settings = settings
        return self._message(settings, text, continue_, flush)

    def closing(self) -> dict[str, Any]:
        """The message that ends the text."""
        return self._message(self._settings or _UNSET.settings(self.shared.version), "", continues=False, flush=False)

    def flushing(self) -> dict[str, Any]:
        """The message that flushes: all text sent so far is to be spoken."""
        return self._message(self._settings or _UNSET.settings(self.shared.version), "", continues=True, flush=True)

    def begin(self, socket: SpeechSocket, awaited: ChannelKind | None = None) -> ChannelKind:
        """The channel of the present speech; if there is none, *awaited*, or a new one for None.

        Raises:
            StudioError: the connection is gone.
        """
        if not self._speaks(socket):
            channel = awaited or self.make_channel()
            while socket.is_open(self.shared.wire_id(self.id)):
                self.shared.was_cancelled(self.id)
            self._wire_id = self.shared.wire_id(self.id)
            socket.open(self._wire_id, channel)
            self._socket = socket
            self._opened[channel] = socket, self._wire_id
            self.channels.append(channel)
            if self.id not in self.shared.open_contexts:
                self.shared.open_contexts.add(self.id)
                self._holds_id = True
        return self.channels[-1]

    def _speaks(self, socket: SpeechSocket) -> bool:
        if socket is not self._socket or not self.channels:
            return False
        return socket.is_open(self._wire_id, self.channels[-1])

    def addressed(self, message: dict[str, Any]) -> dict[str, Any]:
        """*message* with the id of the present speech."""
        return {**message, "context_id": self._wire_id}

    def forget(self, channel: ChannelKind, failed: bool = False) -> None:
        """Remove *channel* after its last message. Of one that has *failed* a server ignores what comes after it, so
        the next speech has another id there."""
        if failed:
            self.shared.was_cancelled(self.id)
        self.leave(channel)
        if not self.channels:
            self._release_id()

    def leave(self, channel: ChannelKind) -> None:
        """Remove *channel* after its last message, though more text follows."""
        if channel in self.channels:
            self.channels.remove(channel)
        self._opened.pop(channel, None)

    @property
    def socket(self) -> SpeechSocket | None:
        """The connection of the last message sent."""
        return self._socket

    def end(self) -> None:
        """Cancel the speech and drop what came of it."""
        self.drop()
        self._release_id()

    def drop(self) -> None:
        """Like *end*, for messages that are to be repeated."""
        # One that another thread begins meanwhile is ended here or by that one.
        while (opened := self._one_opened()) is not None:
            channel, (socket, wire_id) = opened
            # By now another context may go by this id.
            if socket.cancel(wire_id, channel):
                self.shared.was_cancelled(self.id)
            channel.close()
        self.channels.clear()

    def _one_opened(self) -> tuple[ChannelKind, tuple[SpeechSocket, str]] | None:
        with suppress(KeyError):
            return self._opened.popitem()
        return None

    def _release_id(self) -> None:
        if self._holds_id:
            self._holds_id = False
            self.shared.open_contexts.discard(self.id)

    def _message(self, settings: dict[str, Any], text: str, continues: bool, flush: bool) -> dict[str, Any]:
        message = {**settings, "transcript": text}
        if continues:
            message["continue"] = True
        if flush:
            message["flush"] = True
        return message
