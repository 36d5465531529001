# SPDX-License-Identifier: GPL-3.0-or-later
"""A section's rows stand at the text's left edge, beside its title."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from studio.ui.theme import Theme
from studio.ui.voices.cloning.section import Section
from studio.ui.widgets.form import CONTENT_X
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_rows_stand_at_the_texts_edge_and_the_second_line_changes(theme: Theme, show: Show) -> None:
    section, row = Section("Clip", "before"), QLabel("row")
    section.rows.addWidget(row)
    show(section, 700, 80)
    assert row.mapTo(section, row.rect().topLeft()).x() == CONTENT_X
    section.say("after")
    assert "after" in [each.text() for each in section.findChildren(QLabel)]
