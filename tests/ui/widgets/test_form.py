# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget

from studio.ui.widgets.form import CONTENT_WIDTH, CONTENT_X, MARGIN, FormSection, field_of, side_by_side
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


@pytest.mark.parametrize(("width", "content"), [(1200, CONTENT_WIDTH), (700, 700 - CONTENT_X - MARGIN)])
def test_titles_are_in_the_margin_column_and_what_they_name_begins_where_the_text_does(
    show: Show, width: int, content: int
) -> None:
    section, wide = FormSection("Audio"), QWidget()
    wide.setMinimumWidth(10)
    section.rows.addWidget(wide)
    show(section, width, 100)
    assert section.title.mapTo(section, QPoint()).x() == MARGIN
    assert (wide.mapTo(section, QPoint()).x(), wide.width()) == (CONTENT_X, content)


def test_a_control_without_a_title_stands_on_the_line_of_those_with_one(show: Show) -> None:
    section = FormSection("Audio")
    titled, bare = QPushButton("One"), QPushButton("Two")
    for button in (titled, bare):
        button.setFixedHeight(32)
    section.rows.addLayout(side_by_side(field_of("Title", titled), bare))
    show(section, 900, 100)
    assert titled.mapTo(section, QPoint()).y() == bare.mapTo(section, QPoint()).y()


def test_fields_stand_side_by_side_each_below_its_title(show: Show) -> None:
    section = FormSection("Audio")
    buttons = [QPushButton(name) for name in ("One", "Two")]
    section.rows.addLayout(side_by_side(*(field_of(button.text(), button) for button in buttons)))
    show(section, 900, 100)
    places = [button.mapTo(section, QPoint()) for button in buttons]
    assert places[0].y() == places[1].y() > 10
    assert places[0].x() == CONTENT_X < places[1].x()
