# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget

from studio.app.settings import SPECS
from studio.ui.sheets.settings.fields import SettingField
from studio.ui.theme import Theme
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.segmented import Segmented

pytestmark = pytest.mark.display


@pytest.mark.parametrize("name", [name for name, spec in SPECS.items() if spec.section])
def test_each_setting_of_a_section_has_a_control_that_says_what_it_does(
    theme: Theme, holder: QWidget, name: str
) -> None:
    field = SettingField(theme, name)
    field.setParent(holder)
    assert field.control.toolTip() == SPECS[name].description
    assert SPECS[name].title in field.words


def test_what_is_chosen_is_told_with_the_settings_name(theme: Theme, holder: QWidget) -> None:
    field = SettingField(theme, "theme")
    field.setParent(holder)
    told = QSignalSpy(field.chosen)
    assert isinstance(field.control, Segmented)
    field.show_value("light")
    field.control.segments[1].click()
    assert [told.at(number) for number in range(told.count())] == [["theme", "dark"]]
    assert "Dark" in field.words


def test_values_that_are_known_later_are_offered_or_their_lack_explained(theme: Theme, holder: QWidget) -> None:
    field = SettingField(theme, "device")
    field.setParent(holder)
    assert isinstance(field.control, Combo)
    field.offer([("", "No sound device")], "", "Connect one.")
    assert (field.control.isEnabled(), field.control.toolTip()) == (False, "Connect one.")
    field.offer([("", "Default"), ("hp", "Headphones")], "hp")
    assert (field.control.isEnabled(), field.control.currentText()) == (True, "Headphones")
