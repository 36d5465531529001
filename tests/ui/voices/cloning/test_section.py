# SPDX-License-Identifier: GPL-3.0-or-later
"""A section's rows stand at the text's left edge, beside its title, and a row's button left of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from studio.ui.theme import Theme
from studio.ui.voices.cloning.section import INSET, SLOT, Section, line_of
from studio.ui.widgets.form import CONTENT_WIDTH, CONTENT_X
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


@pytest.mark.parametrize("tone", ["", "playing"])
def test_rows_stand_at_the_texts_edge(theme: Theme, show: Show, tone: str) -> None:
    page, section, row, button = QWidget(), Section(tone), QLabel("row"), QPushButton()
    button.setFixedSize(26, 26)
    column = QVBoxLayout(page)
    column.setContentsMargins(INSET if tone else 0, 0, INSET if tone else 0, 0)
    column.addWidget(section)
    second = section.head("Clip", "before")
    section.add(row, button)
    other = QLabel("other")
    section.add(line_of(other, None))
    show(page, 1000, 120)
    for each in (row, other):
        assert each.mapTo(page, each.rect().topLeft()).x() == CONTENT_X
    assert row.width() == CONTENT_WIDTH
    assert button.mapTo(page, button.rect().topLeft()).x() == CONTENT_X - SLOT
    second.show_text("after")
    assert "after" in [each.text() for each in section.findChildren(QLabel)]
