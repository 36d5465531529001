# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a server lets go of what it made for its clients."""

from __future__ import annotations

import gc

from studio.server.rendering.render import Render
from studio.server.speech.context import Context
from tests.support.waiting import wait_until


def assert_no_speech_left(before: int) -> None:
    """Fails if more renders and contexts of this process are held than *before*, a while after nobody uses them.

    But for the newest render, which the engine's thread holds until it has another.
    """
    wait_until(lambda: speech_held() <= before + 1, what="the end of all renders and contexts")


def speech_held() -> int:
    """How many renders and contexts this process holds."""
    gc.collect()
    return sum(type(each) in (Render, Context) for each in gc.get_objects())
