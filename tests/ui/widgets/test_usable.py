# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from studio.ui.widgets.usable import allow

pytestmark = pytest.mark.display


@pytest.mark.parametrize(
    ("reason", "tip", "enabled", "shown"),
    [
        ("", "", True, ""),
        ("", "Play the text", True, "Play the text"),
        ("The text is empty.", "Play the text", False, "The text is empty."),
        ("The text is empty.", "", False, "The text is empty."),
    ],
)
def test_a_control_that_cannot_act_says_why_in_place_of_its_tip(
    holder: QWidget, reason: str, tip: str, enabled: bool, shown: str
) -> None:
    button = QPushButton(holder)
    allow(button, reason, tip)
    assert (button.isEnabled(), button.toolTip()) == (enabled, shown)


def test_what_may_act_again_is_as_before(holder: QWidget) -> None:
    button = QPushButton(holder)
    allow(button, "Not yet.", "Press")
    allow(button, "", "Press")
    assert (button.isEnabled(), button.toolTip()) == (True, "Press")
