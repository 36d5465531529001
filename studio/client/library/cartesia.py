# SPDX-License-Identifier: Apache-2.0
"""The library's two clients."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from studio.client.dialect import CLOUD_VERSION
from studio.client.library.backend import CLOUD_URL, Backend, endpoint_from, key_from_outside
from studio.client.library.tts import TTS, AsyncTTS
from studio.client.library.voices import AsyncVoices, Voices
from studio.client.wire.backoff import PATIENCE_S
from studio.client.wire.threads import in_thread

if TYPE_CHECKING:
    from studio.client.library.capabilities import Capabilities
    from studio.client.local.shared import SharedEngine


class _Client:
    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = PATIENCE_S,
        version: str | None = None,
        engine: SharedEngine | None = None,
        send_key_over_plain_http: bool = False,
    ) -> None:
        """A client; nothing is connected or started before the first request.

        Args:
            api_key: The server's key; by default `CARTESIA_API_KEY` of the environment, or of a file `.env` in the
                current folder. The engine on this machine has its own.
            base_url: The server, such as "localhost:8080" or "https://speech.example"; `CARTESIA_BASE_URL` of the
                environment by default.
                Without either the engine on this machine speaks, so that no text leaves it; it is started when needed.
            timeout: Seconds to wait for each step of a request and for each message of a stream.
            version: The API's dialect, a date; "2024-06-10" by default.
            engine: Starts the engine on this machine; by default all clients of a program share one.
            send_key_over_plain_http: Whether to permit an `http://` address on another machine, although anybody on the
                way can then read key and text.

        Raises:
            ValueError: an argument is outside what is permitted.
            RuntimeError: the server is elsewhere and there is no key for it.
        """
        endpoint = endpoint_from(api_key, base_url, version, send_key_over_plain_http)
        self.api_key = api_key or key_from_outside()
        self.timeout = timeout
        self._backend = Backend(endpoint, timeout, engine)

    @classmethod
    def cloud(cls, *, api_key: str | None = None, timeout: float = PATIENCE_S, version: str | None = None) -> Self:
        """A client of Cartesia's cloud, which the text is sent to; the key is `CARTESIA_API_KEY` by default."""
        return cls(api_key=api_key, base_url=CLOUD_URL, timeout=timeout, version=version or CLOUD_VERSION)

    @property
    def capabilities(self) -> Capabilities:
        """The server's capabilities; blocks while it is asked."""
        from studio.client.library.capabilities import capabilities_of

        return capabilities_of(self._backend)

    @property
    def base_url(self) -> str:
        """The server's address; the engine on this machine is started for it."""
        return self._backend.endpoint().base_url


class Cartesia(_Client):
    """Speech and voices for programs without an event loop. Close it when done, or use it as a context manager.

    Attributes:
        voices: See Voices.
        tts: See TTS.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = PATIENCE_S,
        version: str | None = None,
        engine: SharedEngine | None = None,
        send_key_over_plain_http: bool = False,
    ) -> None:
        super().__init__(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            version=version,
            engine=engine,
            send_key_over_plain_http=send_key_over_plain_http,
        )
        self.voices = Voices(self._backend)
        self.tts = TTS(self._backend)

    def close(self) -> None:
        """Close connections; the engine on this machine ends with its last client."""
        self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncCartesia(_Client):
    """Speech and voices for programs with an event loop. Close it when done, or use it as a context manager.

    Attributes:
        voices: See AsyncVoices: methods that block, and their twins to await.
        tts: See AsyncTTS.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = PATIENCE_S,
        max_num_connections: int = 10,
        version: str | None = None,
        engine: SharedEngine | None = None,
        send_key_over_plain_http: bool = False,
    ) -> None:
        """See Cartesia.

        Args:
            api_key: See Cartesia.
            base_url: See Cartesia.
            timeout: See Cartesia.
            max_num_connections: Kept for programs that pass it; connections are not pooled by number here.
            version: See Cartesia.
            engine: See Cartesia.
            send_key_over_plain_http: See Cartesia.
        """
        super().__init__(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            version=version,
            engine=engine,
            send_key_over_plain_http=send_key_over_plain_http,
        )
        self.max_num_connections = max_num_connections
        self.voices = AsyncVoices(self._backend)
        self.tts = AsyncTTS(self._backend)

    async def acapabilities(self) -> Capabilities:
        """The capabilities, to await."""
        from studio.client.library.capabilities import capabilities_of

        return await in_thread("speech-capabilities", lambda: capabilities_of(self._backend))

    async def close(self) -> None:
        """Close connections; the engine on this machine ends with its last client."""
        await in_thread("speech-client-close", self._backend.close)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
