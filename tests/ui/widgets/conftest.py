# SPDX-License-Identifier: GPL-3.0-or-later
"""A widget for those that are tested without being shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.ui.theme import Theme


@pytest.fixture
def holder(app: QApplication, theme: Theme) -> Iterator[QWidget]:
    """Takes with it what it holds, while the theme that all of that listens to is still there."""
    made = QWidget()
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
