# SPDX-License-Identifier: GPL-3.0-or-later
"""Server-sent events as a server writes them."""

from __future__ import annotations

import base64
import json

DONE = b'event: done\ndata: {"type":"done","done":true}\n\n'


def chunk(data: bytes, end: str = "\n") -> bytes:
    message = {"type": "chunk", "data": base64.b64encode(data).decode(), "done": False, "status_code": 206}
    return f"event: chunk{end}data: {json.dumps(message)}{end}{end}".encode()
