# SPDX-License-Identifier: Apache-2.0
"""The speech socket for programs without an event loop."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from studio.client.errors import is_lost
from studio.client.library.bodies import SpeechArguments, longest_audio_bytes, whole_text
from studio.client.library.notebook import shown
from studio.client.library.outputs import collected, output_of
from studio.client.library.websocket.context import ContextState
from studio.client.library.websocket.line import CONTEXT_LIMIT_BYTES, Line
from studio.client.wire.channel import Channel
from studio.client.wire.messages import Failure, Finished, Message
from studio.core.errors import ConnectionFailed, InvalidArgument, StudioError

if TYPE_CHECKING:
    from studio.client.library.home import Home
    from studio.client.library.types import SpeechOutput

_ROOM_POLL_S = 0.005


class Context:
    """One speech over a socket that others share; its text may come from a generator, and sounds meanwhile.

    It ends with its last audio, when it is cancelled, or when the generator of its audio is left early.
    """

    def __init__(self, context_id: str, line: Line, owner: WebSocket) -> None:
        self._owner = owner  # which hangs up when it is dropped
        self._state = ContextState(context_id, line, lambda: Channel[Message](CONTEXT_LIMIT_BYTES))
        self._sender: Thread | None = None

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
            return self._outputs_of(body)
        if not isinstance(transcript, Iterable):
            raise InvalidArgument("transcript", "text, or an iterable of texts", type(transcript).__name__)
        self._state.body(arguments, "checked", context_id, True, False, add_timestamps)
        return self._outputs_of_parts(transcript, arguments, add_timestamps)

    def cancel(self) -> None:
        """End the speech at once; waits for nothing."""
        self._state.end()

    def is_closed(self) -> bool:
        """Whether the speech has ended."""
        return self._state.id not in self._state.line.open_contexts

    def __del__(self) -> None:
        self._state.end()

    def _outputs_of(self, body: dict[str, Any]) -> Generator[SpeechOutput]:
        """The outputs for one message; it is sent again once if a socket used before turns out to be closed."""
        line = self._state.line
        used = line.living() is not None
        heard = False
        try:
            while True:
                self._post(body, self._state.begin(line.connected()))
                try:
                    for output in self._outputs():
                        heard = True
                        yield output
                except StudioError as error:
                    if heard or not used or not is_lost(error) or line.living() is not None:
                        raise
                    used = False
                else:
                    return
        finally:
            self.cancel()

    def _outputs_of_parts(
        self, parts: Iterable[str], arguments: SpeechArguments, add_timestamps: bool
    ) -> Generator[SpeechOutput]:
        stop = Event()
        try:
            channel = self._state.begin(self._state.line.connected())
            self._sender = Thread(
                target=self._send_parts,
                args=(parts, arguments, add_timestamps, channel, stop),
                name="speech-text-sender",
                daemon=True,
            )
            self._sender.start()
            yield from self._outputs()
        finally:
            stop.set()
            self.cancel()

    def _send_parts(
        self,
        parts: Iterable[str],
        arguments: SpeechArguments,
        add_timestamps: bool,
        channel: Channel[Message],
        stop: Event,
    ) -> None:
        try:
            for part in parts:
                if stop.is_set():
                    return
                if part != "":
                    self._post(self._state.body(arguments, part, None, True, False, add_timestamps), channel)
            if not stop.is_set():
                self._post(self._state.closing(), channel)
        except StudioError as error:
            channel.end(Failure(error))
        except Exception as error:
            failure = InvalidArgument("transcript", "an iterable that yields texts", f"{type(error).__name__}: {error}")
            failure.__cause__ = error
            channel.end(Failure(failure))

    def _post(self, message: dict[str, Any], channel: Channel[Message]) -> None:
        line = self._state.line
        deadline_s = time.monotonic() + line.timeout_s
        while channel.open:
            socket = line.living()
            if socket is None or socket.offer(self._state.addressed(message)):
                return  # whoever reads the channel learns of a lost connection
            if time.monotonic() > deadline_s:
                raise ConnectionFailed("The speech server takes no more text: try again.", "too many messages wait")
            time.sleep(_ROOM_POLL_S)

    def _outputs(self) -> Generator[SpeechOutput]:
        line, channel = self._state.line, self._state.channels[0]
        while True:
            message = channel.get(line.timeout_s)
            if message is None and channel.open:
                if self._sender is not None and self._sender.is_alive():
                    continue  # the text is late, not the server
                raise line.silent()
            if message is None or isinstance(message, Finished | Failure):
                self._state.forget(channel)
                if isinstance(message, Failure):
                    raise message.error
                return
            if (output := output_of(message, self._state.id)) is not None:
                yield output


class WebSocket:
    """A speech socket; several contexts may speak over it at once, each read in a thread of its own.

    One context that nobody reads stops the others only once 64 MB of it wait. Use it as a context manager, or close it.
    """

    def __init__(self, home: Home) -> None:
        self._line = Line(home)

    def connect(self) -> None:
        """Connect, unless connected.

        Raises:
            RuntimeError: it cannot be.
        """
        self._line.reopen()
        self._line.connected()

    def close(self) -> None:
        """Hang up; contexts that still speak end with an error. It may be connected again."""
        socket = self._line.begin_close()
        if socket is not None:
            socket.join()

    def context(self, context_id: str | None = None) -> Context:
        """A context with the given id, or a new one.

        Raises:
            ValueError: a context of that id is open.
        """
        return Context(self._line.new_context_id(context_id), self._line, self)

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
        self._line.begin_close()
