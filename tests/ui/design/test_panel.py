# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from studio.core.emotions import EMOTIONS
from studio.core.speech import Controls
from studio.ui.design import DesignPanel, DesignView, MixRowView
from studio.ui.theme import Theme
from studio.ui.widgets.slider import GrooveSlider
from tests.ui.conftest import Show
from tests.ui.design.conftest import right_of

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
PANEL_IN_768 = 616
"""The panel's height in a window of 768 pixels."""


def test_the_view_is_shown(panel: DesignPanel) -> None:
    assert [row.name.whole_text() for row in panel.mix.rows] == ["Heart", "George"]
    assert [row.percent.text() for row in panel.mix.rows] == ["70 %", "30 %"]
    assert panel.expression.rate.text() == "0.94×"
    assert panel.expression.emotions["positivity"].level.text() == "low"
    assert panel.expression.emotions["anger"].level.text() == "off"
    assert panel.language.currentText() == "Voice’s own (English (US))"


def test_showing_a_view_tells_no_intent(
    panel: DesignPanel, view: DesignView, intents: list[tuple[object, ...]]
) -> None:
    panel.show_design(replace(view, controls=Controls(1.0, (("anger", 5),)), language="fr", mix=view.mix[:1]))
    assert intents == []
    assert panel.language.currentText() == "French"


def test_each_control_tells_one_intent(panel: DesignPanel, intents: list[tuple[object, ...]]) -> None:
    QTest.mouseClick(panel.mix.rows[0].slider, LEFT, pos=right_of(panel.mix.rows[0].slider))
    assert intents.pop() == ("share_requested", "v-heart", 1.0)
    QTest.mouseClick(panel.expression.speed, LEFT, pos=right_of(panel.expression.speed))
    assert intents.pop() == ("speed_requested", 1.0)
    for emotion in EMOTIONS:
        slider = panel.expression.emotions[emotion].slider
        QTest.mouseClick(slider, LEFT, pos=right_of(slider))
        assert intents.pop() == ("emotion_requested", emotion, 5)
    QTest.mouseClick(panel.expression.reset, LEFT)
    assert intents.pop() == ("reset_requested",)
    panel.language.setFocus()
    QTest.keyClick(panel.language, Qt.Key.Key_Down)
    assert intents.pop() == ("language_requested", "en-US")
    assert intents == []


def test_a_mix_is_saved_under_a_typed_name(panel: DesignPanel, intents: list[tuple[object, ...]]) -> None:
    QTest.mouseClick(panel.save, LEFT)
    assert panel.save_name.text() == "Heart + George"
    QTest.keyClicks(panel.save_name, "Duet")
    QTest.mouseClick(panel.save_confirm, LEFT)
    assert intents == [("save_requested", "Duet")]
    assert panel.save.isVisible()


def test_escape_leaves_the_name_field(panel: DesignPanel, intents: list[tuple[object, ...]]) -> None:
    QTest.mouseClick(panel.save, LEFT)
    QTest.keyClick(panel.save_name, Qt.Key.Key_Escape)
    assert panel.save.isVisible()
    assert intents == []


def test_the_wheel_turns_no_slider_that_has_not_the_keyboard(
    panel: DesignPanel, intents: list[tuple[object, ...]]
) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    slider = panel.expression.speed
    panel.language.setFocus()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    slider.wheelEvent(event)
    assert intents == []


def test_another_buttons_double_click_changes_no_slider(panel: DesignPanel, intents: list[tuple[object, ...]]) -> None:
    for slider in panel.findChildren(GrooveSlider):
        # QTest's own double click leaves the right button held for all that comes after.
        place, button = QPointF(right_of(slider)), Qt.MouseButton.RightButton
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick):
            none = Qt.KeyboardModifier.NoModifier
            event = QMouseEvent(kind, place, slider.mapToGlobal(place), button, button, none)
            QCoreApplication.sendEvent(slider, event)
    assert intents == []


def test_a_name_that_is_being_typed_stays_while_nothing_can_be_saved(
    panel: DesignPanel, view: DesignView, intents: list[tuple[object, ...]]
) -> None:
    QTest.mouseClick(panel.save, LEFT)
    QTest.keyClicks(panel.save_name, "Duet")
    panel.show_design(replace(view, saving_unavailable_reason="The engine is still starting."))
    QTest.keyClick(panel.save_name, Qt.Key.Key_Return)
    assert (panel.save_name.isVisible(), panel.save_confirm.isEnabled(), intents) == (True, False, [])
    assert panel.save_confirm.toolTip() == "The engine is still starting."
    panel.show_design(view)
    QTest.keyClick(panel.save_name, Qt.Key.Key_Return)
    assert intents == [("save_requested", "Duet")]
    assert panel.save.hasFocus()


def test_low_windows_scroll_the_middle_and_keep_save(panel: DesignPanel, pump: Callable[..., None]) -> None:
    panel.resize(320, 400)
    pump(lambda: panel.middle.verticalScrollBar().maximum() > 0)
    assert panel.save.mapTo(panel, QPoint(0, panel.save.height())).y() <= 400


@pytest.mark.parametrize("other", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_at_the_usual_size_all_of_it_is_seen(
    panel: DesignPanel, view: DesignView, pump: Callable[..., None], count: int, other: bool
) -> None:
    mix = tuple(MixRowView(voice, 1 / count) for voice in view.voices[:count])
    panel.resize(320, 900 - 128 - 24)
    panel.show_design(replace(view, mix=mix, other=other))
    pump(lambda: panel.mix.rows[-1].height() > 0)
    bar = panel.middle.verticalScrollBar()
    pump(lambda: bar.maximum() == 0)
    box = panel.language.rect().translated(panel.language.mapTo(panel, QPoint()))
    assert box.bottom() < panel.save.mapTo(panel, QPoint()).y()


def test_the_heading_touches_neither_pad_nor_name(
    panel: DesignPanel, view: DesignView, pump: Callable[..., None]
) -> None:
    """Nor does what is told of the levels."""
    heading = next(each for each in panel.mix.findChildren(QLabel) if each.text() == "Mix")
    for count in (2, 4):
        mix = tuple(MixRowView(voice, 1 / count) for voice in view.voices[:count])
        panel.show_design(replace(view, mix=mix, other=True))
        pump(lambda: panel.mix.pad.y() >= heading.geometry().bottom())
    mix = tuple(MixRowView(voice, 1 / 3) for voice in view.voices[:3])
    panel.show_design(replace(view, mix=mix, other=True))
    pump(lambda: panel.mix.pad.y() == 0)
    assert panel.levels.mapTo(panel, panel.levels.rect().bottomLeft()).y() <= panel.mix.pad.mapTo(panel, QPoint()).y()
    assert not heading.geometry().contains(panel.mix.pad.place_of_point().toPoint())


def test_nothing_lies_over_another_when_there_are_more_voices_or_fewer(panel: DesignPanel, view: DesignView) -> None:
    """Not even until the next events: what is painted between them flickers."""
    for count in (3, 2, 4, 1):
        mix = tuple(MixRowView(voice, 1 / count) for voice in view.voices[:count])
        panel.show_design(replace(view, mix=mix))
        below = panel.mix.invitation if count == 1 else panel.mix.pad
        shown = [below, *panel.mix.rows, panel.mix.add, panel.expression.speed, panel.language]
        boxes = [each.rect().translated(each.mapTo(panel, QPoint())) for each in shown]
        assert [box.top() for box in boxes] == sorted(box.top() for box in boxes)
        assert all(upper.bottom() < lower.top() for upper, lower in pairwise(boxes))
        assert all(each.height() >= each.minimumSizeHint().height() for each in panel.mix.rows)


def test_what_no_engine_can_says_so(panel: DesignPanel) -> None:
    spread = panel.expression.range
    assert not spread.isEnabled()
    assert "loudness range" in spread.toolTip()
    assert spread.accessibleDescription() == spread.toolTip()


def test_two_voices_and_all_that_is_set_fit_a_low_window(theme: Theme, view: DesignView, show: Show) -> None:
    low, high = DesignPanel(theme), DesignPanel(theme)
    for panel, height in ((low, PANEL_IN_768), (high, 760)):
        panel.show_design(view)
        show(panel, 320, height)
    assert low.middle.verticalScrollBar().maximum() == 0
    assert not low.language.visibleRegion().isEmpty()
    gaps = [panel.language.mapTo(panel, QPoint()).y() - bottom_of_emotions(panel) for panel in (low, high)]
    assert gaps[0] < gaps[1], "where there is room, the rows stand as wide apart as they are drawn"


def bottom_of_emotions(panel: DesignPanel) -> int:
    last = panel.expression.emotions[EMOTIONS[-1]].slider
    return last.mapTo(panel, last.rect().bottomLeft()).y()
