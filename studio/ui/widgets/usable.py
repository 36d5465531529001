# SPDX-License-Identifier: GPL-3.0-or-later
"""Controls that say why they cannot act."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def allow(control: QWidget, reason: str, tip: str = "") -> None:
    """Enable *control*, with *tip* as its tooltip; where *reason* says why it cannot act, disable it and show that.

    Screen readers get the tooltip as the control's description.
    """
    control.setToolTip(reason or tip)
    control.setEnabled(not reason)
