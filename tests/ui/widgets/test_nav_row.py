# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from studio.ui.theme import Theme
from studio.ui.widgets.nav_row import NavRow
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_a_row_shows_its_key_at_the_right_and_has_its_second_line_as_description(theme: Theme, show: Show) -> None:
    row = NavRow(theme, "The tape", second="sample, 2 speakers")
    show(row, 260, 52)
    right = QRect(200, 0, 60, 52)
    without = row.grab(right).toImage()
    row.show_key("Ctrl N")
    assert row.grab(right).toImage() != without
    assert (row.accessibleName(), row.accessibleDescription()) == ("The tape", "sample, 2 speakers")
