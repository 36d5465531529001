# SPDX-License-Identifier: GPL-3.0-or-later
"""Enabling of controls, with the reason when they are disabled."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def allow(control: QWidget, reason: str, tip: str = "") -> None:
    """Enable *control* with *tip* as its tooltip, or disable it and show the *reason* if there is one.

    The tooltip is also the control's description for screen readers.
    """
    control.setToolTip(reason or tip)
    control.setEnabled(not reason)
