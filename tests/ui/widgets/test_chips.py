# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from studio.core.voices import Voice
from studio.ui.theme import Theme
from studio.ui.voices import VoicesPanel
from studio.ui.widgets.chips import Chip

pytestmark = pytest.mark.display


@pytest.fixture
def panel(theme: Theme, voices: tuple[Voice, ...], show: Callable[..., None]) -> VoicesPanel:
    made = VoicesPanel(theme)
    made.show_voices(voices)
    show(made, 280, 700)
    return made


def listed(panel: VoicesPanel) -> list[str]:
    rows = panel.list.rows
    found = [rows.row(rows.index(number)).voice for number in range(rows.rowCount())]
    return [voice.name for voice in found if voice is not None]


def held(widget: QObject) -> int:
    """Objects within it, but for those that are about to go."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return len(widget.findChildren(QObject))


def test_a_chip_shows_its_value_and_can_be_switched_off(panel: VoicesPanel, pump: Callable[..., None]) -> None:
    panel.head.language.menu().actions()[2].trigger()
    assert panel.head.language.text() == "French"
    assert panel.head.language.property("on") is True
    assert listed(panel) == ["Siwis"]
    panel.head.language.menu().actions()[0].trigger()
    assert panel.head.language.text() == "Language"
    assert len(listed(panel)) == 5


def test_a_chip_that_is_offered_values_again_holds_as_much_as_before(theme: Theme) -> None:
    chip = Chip(theme, "Language")
    chip.offer([("", "all"), ("fr", "French")])
    before = held(chip)
    for _ in range(5):
        chip.offer([("", "all"), ("fr", "French")])
    assert held(chip) == before
    assert [action.text() for action in chip._menu.actions()] == ["all", "French"]
    chip.deleteLater()
