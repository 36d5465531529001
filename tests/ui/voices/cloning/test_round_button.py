# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.ui.theme import Theme
from studio.ui.voices.cloning.round_button import RoundButton
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_its_disc_and_name_follow_what_it_does(theme: Theme, show: Show) -> None:
    button = RoundButton(theme, "play-fill", "Play the clip")
    show(button, 26, 26)
    discs = []
    for lit, main, enabled in ((False, False, True), (True, False, True), (False, True, True), (False, True, False)):
        button.show_as("pause-fill", "Pause the clip", lit=lit, main=main)
        button.setEnabled(enabled)
        discs.append(button.grab().toImage().pixelColor(13, 3).name())
    assert discs[2] in {theme.color(role).name() for role in ("accent", "accent_hover")}
    assert discs[3] == theme.color("groove").name()
    assert len(set(discs[1:])) == 3
    assert button.accessibleName() == button.toolTip() == "Pause the clip"
