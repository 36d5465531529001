# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of voices, and places in its rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint

from studio.core.voices import Voice
from studio.ui.theme import Theme
from studio.ui.voices import VoicesPanel
from tests.ui.conftest import Show


@pytest.fixture
def panel(theme: Theme, voices: tuple[Voice, ...], show: Show) -> VoicesPanel:
    made = VoicesPanel(theme)
    made.show_voices(voices)
    show(made, 280, 700)
    return made


def place(panel: VoicesPanel, voice_id: str, part: Callable[..., object] | None = None) -> QPoint:
    rect = panel.list.visualRect(panel.list.rows.index_of(voice_id))
    return rect.center() if part is None else part(rect).center()  # type: ignore[attr-defined]
