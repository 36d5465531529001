# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from studio.ui.saying.popover import SayAsPopover
from studio.ui.theme import Theme

pytestmark = pytest.mark.display


@pytest.mark.parametrize(
    ("alias", "text", "kind"), [("foll", "foll", 0), ("/fɔl/", "fɔl", 1), ("", "", 0), ("and/or", "and/or", 0)]
)
def test_an_alias_is_shown_as_what_it_is(theme: Theme, holder: QWidget, alias: str, text: str, kind: int) -> None:
    popover = SayAsPopover(theme, holder)
    popover.show_alias(alias)
    assert (popover.field.text(), popover.alias) == (text, alias)
    assert popover.kind.segments[kind].isChecked()


def test_what_cannot_be_done_says_why(theme: Theme, holder: QWidget) -> None:
    popover = SayAsPopover(theme, holder)
    popover.allow("Type first.", "")
    assert (popover.use.isEnabled(), popover.use.toolTip(), popover.clear.isEnabled()) == (False, "Type first.", True)
