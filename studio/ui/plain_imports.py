# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports as Python has them, though PySide is loaded."""

from __future__ import annotations

import builtins

# Its import is what replaces the function.
import PySide6.QtCore  # noqa: F401

_PLAIN = "__orig_import__"
"""Under this name PySide keeps Python's own `__import__`."""


def import_plainly() -> None:
    """Put Python's own `__import__` back in the place of PySide's.

    That reads the source of each module imported after it, and keeps it, to find out whether the module chooses other
    names for Qt's methods by `from __feature__ import`. No module here does.
    """
    builtins.__import__ = getattr(builtins, _PLAIN, builtins.__import__)
