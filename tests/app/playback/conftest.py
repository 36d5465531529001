# SPDX-License-Identifier: GPL-3.0-or-later
"""Two paragraphs, of which some are kept, and an engine that is there or not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from studio.app.design.casting import narrator_alone
from studio.app.playback.session import Session
from studio.app.playback.sessions import Sessions
from studio.app.playback.speaking import Speaking
from studio.app.playback.times import Times
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake, TakeCache
from studio.client.status import EngineStatus
from studio.core.errors import EngineUnavailable
from studio.core.project import Paragraph, Project, VoiceDesign, take_key
from studio.core.timeline import WordTiming

ENGINE = "tone"
STATUS = EngineStatus(ENGINE, "ready", sample_rate_hz=24000)
KEPT_HZ = 1000
DESIGN = VoiceDesign()
PROJECT = Project((Paragraph("a", "One two. Three four."), Paragraph("b", "Five six.")))


class Link:
    """An engine that is ready or not."""

    def __init__(self, ready: bool) -> None:
        self.ready = ready
        self.state = SimpleNamespace(status=STATUS)

    @property
    def client(self) -> str:
        if not self.ready:
            raise EngineUnavailable("It is starting.")
        return "its client"


class Played:
    """What makes sessions, with takes of those paragraphs kept; *session* is what is played."""

    def __init__(self, *kept: Paragraph, ready: bool = True) -> None:
        self.cache = TakeCache()
        for paragraph in kept:
            self.cache.put(take(paragraph))
        self.session: Session | None = None
        self.rendering = False
        self.speaking = Speaking(cast("Any", Link(ready)), Renderer(self.cache), None)
        self.times = Times(self.speaking, narrator_alone, lambda: self.session, lambda: self.rendering)
        self.sessions = Sessions(self.speaking, self.times, narrator_alone, None)


def take(paragraph: Paragraph) -> LiveTake:
    """A complete take with half a second for each word."""
    made = LiveTake(take_key(paragraph.script, DESIGN, ENGINE), KEPT_HZ)
    for number, text in enumerate(paragraph.text.split()):
        made.append(np.full(KEPT_HZ // 2, 0.5, np.float32))
        made.add_words([WordTiming(text, number * 0.5, number * 0.5 + 0.4)])
    made.finish()
    return made
