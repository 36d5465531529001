# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.client import Cartesia
from studio.client.endpoint import Endpoint
from tests.support.speech_server import RunningServer

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]


def test_capabilities_of_the_engine_on_this_machine(server: RunningServer, serve_http: ServeHttp) -> None:
    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}") as client:
        told = client.capabilities
        assert told.engine.startswith("tone")
        assert "en-US" in told.languages
        assert told.emotion_levels
        assert told.unavailable == {}
    reason = "espeak-ng has no voice space."
    status = json.dumps({"state": "ready", "mixing_unavailable_reason": reason}).encode()
    with Cartesia(base_url=serve_http(lambda *_: (200, {}, status)).base_url) as client:
        assert client.capabilities.unavailable["mix"] == reason
    with Cartesia(base_url=serve_http(lambda *_: (404, {}, b"")).base_url) as client:
        assert client.capabilities.unavailable == {}
