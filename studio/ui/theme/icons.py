# SPDX-License-Identifier: GPL-3.0-or-later
"""Icons of one family: Phosphor, through QtAwesome."""

from __future__ import annotations

import os

from PySide6.QtGui import QColor, QIcon

os.environ.setdefault("QT_API", "pyside6")


def icon(name: str, color: QColor, disabled: QColor | None = None) -> QIcon:
    """The Phosphor icon *name* (without its "ph." prefix) in *color*."""
    import qtawesome

    made: QIcon = qtawesome.icon(f"ph.{name}", color=color, color_disabled=disabled or color)
    return made
