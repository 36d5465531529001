# SPDX-License-Identifier: GPL-3.0-or-later
"""The speech socket, with many contexts over one connection."""

from __future__ import annotations

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from studio.server.limits import Limits
from studio.server.rendering.engine_host import EngineHost
from studio.server.speech.contexts import SocketContexts
from studio.server.voices.directory import VoiceDirectory
from studio.server.wire import messages
from studio.server.wire.dialects import dialect_of


def socket_routes(host: EngineHost, directory: VoiceDirectory, limits: Limits) -> list[WebSocketRoute]:
    async def speak(socket: WebSocket) -> None:
        await socket.accept()

        async def send(message: messages.Message) -> None:
            if {socket.client_state, socket.application_state} != {WebSocketState.CONNECTED}:
                raise WebSocketDisconnect(1006)
            await socket.send_text(messages.to_json(message))

        contexts = SocketContexts(send, host, directory, limits, dialect_of(socket.scope))
        try:
            while (received := await socket.receive())["type"] != "websocket.disconnect":
                await contexts.handle(received.get("text") or received.get("bytes") or b"")
        except WebSocketDisconnect:
            # The client hung up while it was being answered; its contexts are ended below.
            return
        finally:
            await contexts.close()

    return [WebSocketRoute("/tts/websocket", speak)]
