# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.labels import ElidedLabel, label
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_a_label_shows_signs_as_they_are(holder: QWidget) -> None:
    made = label("<b>1 < 2</b> & more", 20, 600, "second", holder)
    assert made.text() == "<b>1 < 2</b> & more"
    assert made.font().pixelSize() == 20
    assert made.property("look") == "second"
    assert made.sizeHint().width() > made.fontMetrics().horizontalAdvance("1 < 2 & more")
    assert label("plain", parent=holder).property("look") is None


@pytest.fixture
def elided(app: QApplication, theme: Theme, show: Show) -> ElidedLabel:
    box, made = QWidget(), ElidedLabel()
    QVBoxLayout(box).addWidget(made)
    show(box, 120, 50)
    return made


LONG = "A description that is much longer than its place"


def test_a_text_that_does_not_fit_is_shortened_and_whole_in_the_tooltip(elided: ElidedLabel) -> None:
    elided.show_text(LONG)
    assert elided.text().endswith("…")
    assert LONG.startswith(elided.text()[:-1])
    assert (elided.toolTip(), elided.whole_text(), elided.accessibleName()) == (LONG, LONG, LONG)


def test_a_text_that_fits_needs_no_tooltip(elided: ElidedLabel) -> None:
    elided.show_text(LONG)
    elided.show_text("Short")
    assert (elided.text(), elided.toolTip()) == ("Short", "")
    elided.show_text("")
    assert (elided.text(), elided.toolTip(), elided.whole_text()) == ("", "", "")


def test_with_more_room_more_is_shown(elided: ElidedLabel) -> None:
    elided.show_text(LONG)
    short = elided.text()
    elided.window().resize(220, 50)
    assert len(elided.text()) > len(short)
    elided.window().resize(elided.sizeHint().width() + 100, 50)
    assert (elided.text(), elided.toolTip()) == (LONG, "")
    assert elided.minimumSizeHint().width() == 20
