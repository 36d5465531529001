# SPDX-License-Identifier: Apache-2.0
"""The speech socket for programs without an event loop."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from threading import Event, Lock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from studio.client.library.bodies import SpeechArguments, longest_audio_bytes, whole_text
from studio.client.library.notebook import shown
from studio.client.library.outputs import collected, output_of
from studio.client.library.websocket.context import ContextState
from studio.client.library.websocket.shared_socket import CONTEXT_LIMIT_BYTES, ROOM_POLL_S, SharedSocket, no_room
from studio.client.wire.channel import Channel
from studio.client.wire.messages import Chunk, Failure, Finished, Message
from studio.core.errors import InvalidArgument, StudioError
from studio.core.wav import FORMATS

if TYPE_CHECKING:
    from studio.client.library.backend import Backend
    from studio.client.library.types import SpeechOutput


class Context:
    """One speech over a socket that others share. Its text may come from a generator, and is spoken meanwhile.

    It ends with its last audio, when it is cancelled, or when the generator of its audio is left early. A generator of
    text may pause: what follows is spoken also if the server has ended the speech meanwhile.
    """

    def __init__(self, context_id: str, shared: SharedSocket, owner: WebSocket) -> None:
        self._owner = owner  # kept, as it hangs up when it is dropped
        self._state = ContextState(context_id, shared, lambda: Channel[Message](CONTEXT_LIMIT_BYTES))
        self._sender: Thread | None = None
        self._channel = self._state.make_channel()
        self._posting = Lock()  # so that repeated messages go before new ones
        self._sent: list[dict[str, Any]] = []
        """Messages to repeat if the engine is lost before anything is heard."""
        self._heard = False
        self._ends = 0
        """Number of times that it was cancelled, or left."""
        self._bytes_per_s = 0
        self._spoken_s = self._begin_s = 0.0
        """Seconds of audio so far, and those after which the server's present speech begins."""
        self._coming = self._paused = False
        """Whether more text comes, and whether the server has ended the speech before that."""
        self._late: list[dict[str, Any]] = []
        """Messages that came after the server had ended the speech."""
        self._broken: Failure | None = None
        """Why no more text comes."""

    @property
    def context_id(self) -> str:
        return self._state.id

    def send(
        self,
        model_id: str,
        transcript: str | Iterable[str],
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        context_id: str | None = None,
        duration: float | None = None,
        language: str | None = None,
        add_timestamps: bool = False,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> Generator[SpeechOutput]:
        """Speak *transcript*, a text or an iterable of its parts, which are joined exactly as they come.

        Yields:
            `{"audio": bytes, "context_id": str}`, and with *add_timestamps* also `{"word_timestamps", "context_id"}`
            with times in seconds from the start of the speech.

        Raises:
            ValueError: an argument outside what is permitted, at once.
            RuntimeError: while iterating, if the speech cannot be rendered or the connection is lost.
        """
        arguments = SpeechArguments(
            model_id, output_format, voice_id, voice_embedding, duration, language, _experimental_voice_controls
        )
        if isinstance(transcript, str):
            body = self._state.body(arguments, whole_text(transcript), context_id, False, False, add_timestamps)
            return self._outputs_of([body])
        if not isinstance(transcript, Iterable):
            raise InvalidArgument("transcript", "text, or an iterable of texts", type(transcript).__name__)
        body = self._state.body(arguments, "checked", context_id, True, False, add_timestamps)
        self._bytes_per_s = _bytes_per_s(body["output_format"])
        return self._outputs_of([], transcript, arguments, add_timestamps)

    def cancel(self) -> None:
        """End the speech at once; waits for nothing."""
        self._ends += 1
        self._state.end()
        self._channel.close()  # the state has none while the text pauses

    def is_closed(self) -> bool:
        """Whether the speech has ended."""
        return self._state.id not in self._state.shared.open_contexts

    def __del__(self) -> None:
        self._state.end()

    def _outputs_of(
        self,
        sent: list[dict[str, Any]],
        parts: Iterable[str] = (),
        arguments: SpeechArguments | None = None,
        add_timestamps: bool = False,
    ) -> Generator[SpeechOutput]:
        """The outputs for the messages *sent* and for those of *parts*. All messages are repeated once, before anything
        is heard, if a socket used before turns out to be closed or the engine on this machine was lost."""
        used = self._state.shared.living() is not None
        stop = Event()
        self._sent, self._heard, self._broken = sent, False, None
        self._spoken_s = self._begin_s = 0.0
        tried = begun = False
        ends = self._ends
        try:
            while True:
                try:
                    if not begun:
                        if not self._send_all(tried, ends):
                            return
                        begun = True
                        if arguments is not None and self._sender is None:
                            self._send_parts_meanwhile(parts, arguments, add_timestamps, stop)
                    output = self._next(ends)
                except StudioError as error:
                    if self._heard or tried or not self._may_ask_again(error, used):
                        raise
                    tried, begun = True, False
                    continue
                if output is None:
                    return
                self._heard = True
                yield output
        finally:
            stop.set()
            self._sender = None
            self.cancel()

    def _may_ask_again(self, error: StudioError, used: bool) -> bool:
        shared, socket = self._state.shared, self._state.socket
        if used and shared.closed_meanwhile(error):
            return True
        return socket is not None and shared.renewed(socket, error)

    def _send_all(self, again: bool, ends: int) -> bool:
        """Send all messages so far; False if it is cancelled before."""
        with self._posting:
            socket = self._state.shared.connected()
            if ends != self._ends:
                return False
            if again:
                self._state.drop()
            self._channel = self._state.begin(socket)
            self._coming, self._paused, self._late = True, False, []
            if ends != self._ends:
                self._state.end()
                return False
            for message in self._sent:
                self._offer(message)
            if self._broken is not None:
                self._channel.end(self._broken)
            return True

    def _send_parts_meanwhile(
        self, parts: Iterable[str], arguments: SpeechArguments, add_timestamps: bool, stop: Event
    ) -> None:
        told = (parts, arguments, add_timestamps, stop)
        self._sender = Thread(target=self._send_parts, args=told, name="speech-text-sender", daemon=True)
        self._sender.start()

    def _send_parts(self, parts: Iterable[str], arguments: SpeechArguments, add_timestamps: bool, stop: Event) -> None:
        try:
            for part in parts:
                if stop.is_set():
                    return
                if part != "":
                    self._post(self._state.body(arguments, part, None, True, False, add_timestamps), stop)
            self._post(self._state.closing(), stop)
        except StudioError as error:
            self._break(Failure(error), stop)
        except Exception as error:
            failure = InvalidArgument("transcript", "an iterable that yields texts", f"{type(error).__name__}: {error}")
            failure.__cause__ = error
            self._break(Failure(failure), stop)

    def _post(self, message: dict[str, Any], stop: Event) -> None:
        with self._posting:
            if stop.is_set():
                return
            if not self._heard:
                self._sent.append(message)
            if self._paused or self._channel.open:
                self._offer(message)
            else:
                self._late.append(message)

    def _break(self, failure: Failure, stop: Event) -> None:
        with self._posting:
            if not stop.is_set():
                self._broken = failure
                self._channel.end(failure)

    def _offer(self, message: dict[str, Any]) -> None:
        shared = self._state.shared
        self._coming = bool(message.get("continue"))
        if self._paused and not self._begin_again():
            return
        channel = self._channel
        deadline_s = time.monotonic() + shared.timeout_s
        while channel.open:
            socket = shared.living()
            if socket is None or socket.offer(self._state.addressed(message)):
                return  # the channel's reader learns of a lost connection
            if time.monotonic() > deadline_s:
                raise no_room()
            time.sleep(ROOM_POLL_S)

    def _begin_again(self) -> bool:
        """Begin another speech for the text after a pause; False if none follows, or it was cancelled."""
        ends = self._ends
        if not self._coming:
            self._channel.end(Finished())
            return False
        socket = self._state.shared.connected()
        self._state.begin(socket, self._channel)
        self._paused = False
        if ends != self._ends:
            self._state.end()
            return False
        return True

    def _next(self, ends: int) -> SpeechOutput | None:
        """The next output, None at the end of the speech."""
        shared = self._state.shared
        while True:
            channel = self._channel
            message = channel.get(shared.timeout_s)
            if message is None and channel.open:
                if self._sender is not None and self._sender.is_alive():
                    continue  # the text is late, not the server
                raise shared.silent()
            if isinstance(message, Finished) and self._waits_for_text(ends):
                continue
            if message is None or isinstance(message, Finished | Failure):
                self._state.forget(channel, isinstance(message, Failure))
                if isinstance(message, Failure):
                    raise message.error
                return None
            output = output_of(message, self._state.id, self._begin_s)
            if isinstance(message, Chunk) and self._bytes_per_s:
                self._spoken_s += len(message.data) / self._bytes_per_s
            if output is not None:
                return output

    def _waits_for_text(self, ends: int) -> bool:
        """Whether the server has ended the speech though more text comes, for which another one begins there."""
        with self._posting:
            if not self._coming or ends != self._ends:
                return False
            self._state.leave(self._channel)
            self._channel, self._paused = self._state.make_channel(), True
            self._begin_s = self._spoken_s
            if self._broken is not None:
                self._channel.end(self._broken)
            late, self._late = self._late, []
            for message in late:
                self._offer(message)
            # A cancel meanwhile may not have known of the new channel.
            return ends == self._ends


def _bytes_per_s(output_format: Mapping[str, Any]) -> int:
    """Bytes of a second of audio; 0 if its encoding is not known here."""
    _, bits = FORMATS.get(output_format["encoding"], (0, 0))
    return int(output_format["sample_rate"]) * bits // 8


class WebSocket:
    """A speech socket; several contexts may speak over it at once, each read in a thread of its own.

    One context that nobody reads stops the others only once 64 MB of it wait. Use it as a context manager, or close it.
    """

    def __init__(self, backend: Backend) -> None:
        self._shared = SharedSocket(backend)

    def connect(self) -> None:
        """Connect, unless connected.

        Raises:
            RuntimeError: it cannot be.
        """
        self._shared.reopen()
        self._shared.connected()

    def close(self) -> None:
        """Hang up; contexts that still speak end with an error. It may be connected again."""
        socket = self._shared.begin_close()
        if socket is not None:
            socket.join()

    def context(self, context_id: str | None = None) -> Context:
        """A context with the given id, or a new one.

        Raises:
            ValueError: a context of that id is open.
        """
        return Context(self._shared.new_context_id(context_id), self._shared, self)

    @overload
    def send(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        context_id: str | None = None,
        duration: float | None = None,
        language: str | None = None,
        stream: Literal[True] = True,
        add_timestamps: bool = False,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> Generator[SpeechOutput]: ...

    @overload
    def send(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        context_id: str | None = None,
        duration: float | None = None,
        language: str | None = None,
        *,
        stream: Literal[False],
        add_timestamps: bool = False,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> SpeechOutput: ...

    def send(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        context_id: str | None = None,
        duration: float | None = None,
        language: str | None = None,
        stream: bool = True,
        add_timestamps: bool = False,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> Generator[SpeechOutput] | SpeechOutput:
        """Speak *transcript*.

        Args:
            model_id: Any, for the engine on this machine.
            transcript: The text.
            output_format: Container "raw", encoding and sample rate in Hz.
            voice_id: Who speaks; or give *voice_embedding*.
            voice_embedding: 192 floats.
            context_id: The id that the outputs carry; a new one by default.
            duration: Passed on, in seconds.
            language: Language tag; the voice's own by default.
            stream: Whether outputs are yielded as they come, or returned as one.
            add_timestamps: Whether word times come too.
            _experimental_voice_controls: Speed and emotion, see VoiceControls.

        Returns:
            A generator as of Context.send; or, without *stream*, one dictionary with the whole audio, the context id
            and, where asked for, the timestamps.

        Raises:
            ValueError: an argument outside what is permitted, at once.
            RuntimeError: the speech cannot be rendered, or the connection is lost; while iterating, with *stream*.
        """
        context = self.context(context_id)
        try:
            outputs = context.send(
                model_id=model_id,
                transcript=whole_text(transcript),
                output_format=output_format,
                voice_id=voice_id,
                voice_embedding=voice_embedding,
                duration=duration,
                language=language,
                add_timestamps=add_timestamps,
                _experimental_voice_controls=_experimental_voice_controls,
            )
        except StudioError:
            context.cancel()
            raise
        if stream:
            return outputs
        most_bytes = longest_audio_bytes(output_format, transcript)
        return shown(collected(outputs, most_bytes, context.context_id, add_timestamps), output_format)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self._shared.begin_close()
