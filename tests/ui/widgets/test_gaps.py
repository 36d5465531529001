# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.widgets.gaps import Gap
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


@pytest.mark.parametrize(("height", "gap"), [(200, 12), (52, 12), (48, 8), (46, 6)])
def test_a_gap_gives_way_down_to_its_least(show: Show, height: int, gap: int) -> None:
    box = QWidget()
    column, rows = QVBoxLayout(box), (QWidget(), QWidget())
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for row in rows:
        row.setFixedHeight(20)
    column.addWidget(rows[0])
    column.addWidget(Gap(12, 6))
    column.addWidget(rows[1])
    column.addStretch(1)
    show(box, 100, height)
    assert rows[1].y() - rows[0].geometry().bottom() - 1 == gap
