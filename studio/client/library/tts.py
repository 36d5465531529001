# SPDX-License-Identifier: Apache-2.0
"""Text to speech of the library: as bytes, as events over HTTP, or over a socket."""

from __future__ import annotations

import builtins
from collections.abc import AsyncGenerator, Awaitable, Generator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from studio.client.library.bodies import SpeechArguments, longest_audio_bytes
from studio.client.library.formats import output_format_named
from studio.client.library.notebook import SpeechBytes, shown
from studio.client.library.outputs import acollected, collected
from studio.client.wire.bodies import AUDIO, Allowance
from studio.client.wire.hang_up import HangUp
from studio.client.wire.threads import in_thread

if TYPE_CHECKING:
    from studio.client.library.backend import Backend
    from studio.client.library.events import AsyncOutputs
    from studio.client.library.types import OutputFormat, SpeechOutput
    from studio.client.library.websocket.aio import AsyncWebSocket
    from studio.client.library.websocket.sync import WebSocket


def spoken(backend: Backend, body: Mapping[str, Any], hang_up: HangUp | None = None) -> builtins.bytes:
    """The audio for a request with *body*; blocks."""
    allowance = Allowance(longest_audio_bytes(body["output_format"], body["transcript"]))
    return backend.content(
        "POST", "/tts/bytes", repeatable=True, hang_up=hang_up, kinds=AUDIO, allowance=allowance, json=body
    )


class _Formats:
    @staticmethod
    def get_output_format(output_format_name: str) -> OutputFormat:
        """The format's dictionary for a name such as "raw_pcm_f32le_44100"; ValueError lists the names."""
        return output_format_named(output_format_name)

    @staticmethod
    def get_sample_rate(output_format_name: str) -> int:
        """The sample rate in Hz of the format of that name; ValueError lists the names."""
        return output_format_named(output_format_name)["sample_rate"]


class TTS(_Formats):
    """Text to speech; each method blocks.

    Arguments are those of WebSocket.send. A value that is not permitted raises ValueError at once.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def websocket(self) -> WebSocket:
        """A connected speech socket; RuntimeError if it cannot be connected."""
        from studio.client.library.websocket.sync import WebSocket

        socket = WebSocket(self._backend)
        socket.connect()
        return socket

    def bytes(
        self,
        *,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        duration: float | None = None,
        language: str | None = None,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> builtins.bytes:
        """The whole speech in the container asked for, such as the content of a WAV file.

        Raises:
            ValueError: an argument is outside what is permitted, or the server could not render it.
            RuntimeError: the server cannot be reached.
        """
        arguments = SpeechArguments(
            model_id, output_format, voice_id, voice_embedding, duration, language, _experimental_voice_controls
        )
        body = arguments.body(self._backend.version, transcript)
        return SpeechBytes(spoken(self._backend, body), output_format)

    def infill(
        self,
        *,
        model_id: str,
        language: str,
        transcript: str,
        voice_id: str,
        output_format: Mapping[str, Any],
        left_audio_path: str | Path | None = None,
        right_audio_path: str | Path | None = None,
        experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> tuple[builtins.bytes, builtins.bytes]:
        """Speech that fits between two recordings, of which one may be left out.

        Returns:
            The speech alone, and the recordings with it between them, both in *output_format*.

        Raises:
            ValueError: an argument is outside what is permitted, a recording is of another format, or the server
                refuses.
            RuntimeError: the server cannot be reached.
        """
        from studio.client.library.infill import Infill

        arguments = SpeechArguments(
            model_id, output_format, voice_id, language=language, controls=experimental_voice_controls
        )
        infill = Infill(arguments, transcript, left_audio_path, right_audio_path)
        return infill.ask(self._backend)

    @overload
    def sse(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        duration: float | None = None,
        language: str | None = None,
        stream: Literal[True] = True,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> Generator[SpeechOutput]: ...

    @overload
    def sse(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        duration: float | None = None,
        language: str | None = None,
        *,
        stream: Literal[False],
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> SpeechOutput: ...

    def sse(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        duration: float | None = None,
        language: str | None = None,
        stream: bool = True,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> Generator[SpeechOutput] | SpeechOutput:
        """The speech as it is rendered, each time `{"audio": bytes}`; without *stream* one dictionary with the whole.

        Raises:
            ValueError: an argument outside what is permitted, at once.
            RuntimeError: the speech cannot be rendered or the connection is lost; while iterating, with *stream*.
        """
        from studio.client.library.events import event_outputs

        arguments = SpeechArguments(
            model_id, output_format, voice_id, voice_embedding, duration, language, _experimental_voice_controls
        )
        body = arguments.body(self._backend.version, transcript)
        outputs = event_outputs(self._backend, body)
        if stream:
            return outputs
        return shown(collected(outputs, longest_audio_bytes(output_format, transcript)), output_format)


class AsyncTTS(_Formats):
    """Text to speech for programs with an event loop; arguments and errors are those of TTS."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    async def websocket(self) -> AsyncWebSocket:
        """A connected speech socket; RuntimeError if it cannot be connected."""
        from studio.client.library.websocket.aio import AsyncWebSocket

        socket = AsyncWebSocket(self._backend)
        await socket.connect()
        return socket

    async def bytes(
        self,
        *,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        duration: float | None = None,
        language: str | None = None,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> builtins.bytes:
        """See TTS.bytes."""
        arguments = SpeechArguments(
            model_id, output_format, voice_id, voice_embedding, duration, language, _experimental_voice_controls
        )
        body = arguments.body(self._backend.version, transcript)

        hang_up = HangUp()

        def ask() -> builtins.bytes:
            return SpeechBytes(spoken(self._backend, body, hang_up), output_format)

        return await in_thread("speech-bytes", ask, hang_up)

    async def infill(
        self,
        *,
        model_id: str,
        language: str,
        transcript: str,
        voice_id: str,
        output_format: Mapping[str, Any],
        left_audio_path: str | Path | None = None,
        right_audio_path: str | Path | None = None,
        experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> tuple[builtins.bytes, builtins.bytes]:
        """See TTS.infill."""
        from studio.client.library.infill import Infill

        arguments = SpeechArguments(
            model_id, output_format, voice_id, language=language, controls=experimental_voice_controls
        )
        infill = Infill(arguments, transcript, left_audio_path, right_audio_path)
        hang_up = HangUp()
        return await in_thread("speech-infill", lambda: infill.ask(self._backend, hang_up), hang_up)

    @overload
    def sse(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        duration: float | None = None,
        language: str | None = None,
        stream: Literal[True] = True,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> AsyncOutputs: ...

    @overload
    def sse(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        duration: float | None = None,
        language: str | None = None,
        *,
        stream: Literal[False],
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> Awaitable[SpeechOutput]: ...

    def sse(
        self,
        model_id: str,
        transcript: str,
        output_format: Mapping[str, Any],
        voice_id: str | None = None,
        voice_embedding: Sequence[float] | None = None,
        duration: float | None = None,
        language: str | None = None,
        stream: bool = True,
        _experimental_voice_controls: Mapping[str, Any] | None = None,
    ) -> AsyncOutputs | Awaitable[SpeechOutput]:
        """See TTS.sse. The stream may be iterated over with or without awaiting it first."""
        from studio.client.library.events import AsyncOutputs, async_event_outputs

        arguments = SpeechArguments(
            model_id, output_format, voice_id, voice_embedding, duration, language, _experimental_voice_controls
        )
        body = arguments.body(self._backend.version, transcript)
        outputs = async_event_outputs(self._backend, body)
        return AsyncOutputs(outputs) if stream else _collected(outputs, output_format, transcript)


async def _collected(
    outputs: AsyncGenerator[SpeechOutput], output_format: Mapping[str, Any], transcript: str
) -> SpeechOutput:
    return shown(await acollected(outputs, longest_audio_bytes(output_format, transcript)), output_format)
