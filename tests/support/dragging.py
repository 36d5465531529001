# SPDX-License-Identifier: GPL-3.0-or-later
"""Hands that drag the controls of a design, by the mouse."""

from __future__ import annotations

import asyncio
from random import Random

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QWidget

from studio.ui.design import DesignPanel
from tests.support.pointing import move_pointer

_LEFT = Qt.MouseButton.LeftButton
MOVE_S = 0.016


def controls(panel: DesignPanel) -> list[QWidget]:
    """All that can be dragged there now: weights, the pad, speed, emotions, pitch, volume."""
    sliders: list[QWidget] = [each for each in panel.findChildren(QSlider) if each.isVisible() and each.isEnabled()]
    return [*sliders, panel.mix.pad] if panel.mix.pad.isVisible() else sliders


async def drag(panel: DesignPanel, random: Random, moves: int = 20, every_s: float = MOVE_S) -> QWidget:
    """Take a control, move it about, and let it go; which one it was."""
    control = random.choice(controls(panel))
    await drag_control(control, random, moves, every_s)
    return control


async def drag_control(control: QWidget, random: Random, moves: int = 20, every_s: float = MOVE_S) -> None:
    """The same with *control*."""
    QTest.mousePress(control, _LEFT, pos=_somewhere(control, random))
    for _ in range(moves):
        move_pointer(control, _somewhere(control, random))
        await asyncio.sleep(every_s)
    QTest.mouseRelease(control, _LEFT, pos=_somewhere(control, random))


def _somewhere(control: QWidget, random: Random) -> QPoint:
    y = control.height() // 2 if isinstance(control, QSlider) else random.randrange(max(1, control.height()))
    return QPoint(random.randrange(max(1, control.width())), y)
