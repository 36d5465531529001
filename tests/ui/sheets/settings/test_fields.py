# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget

from studio.app.keeping.settings import SPECS, Settings
from studio.ui.sheets.settings.fields import NumberField, SettingField
from studio.ui.theme import Theme
from studio.ui.widgets.check_box import CheckBox
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
    field.show_value(getattr(Settings(), name))


def test_a_number_is_told_in_its_unit_and_filled_from_the_usual_one_on(theme: Theme, holder: QWidget) -> None:
    field = SettingField(theme, "text_px")
    field.setParent(holder)
    told = QSignalSpy(field.chosen)
    number = field.control
    assert isinstance(number, NumberField)
    field.show_value(16)
    assert (number.slider.value(), number.said.text(), told.count()) == (0, "16 px", 0)
    number.slider.setValue(1)
    assert [told.at(each) for each in range(told.count())] == [["text_px", 17]]
    field.show_value(28)
    assert (number.slider.value(), number.slider.accessibleDescription()) == (number.slider.maximum(), "28 px")


def test_a_flag_is_a_check_box_that_says_what_it_is(theme: Theme, holder: QWidget) -> None:
    field = SettingField(theme, "less_motion")
    field.setParent(holder)
    told = QSignalSpy(field.chosen)
    box = field.control
    assert isinstance(box, CheckBox)
    assert box.text() == SPECS["less_motion"].title
    field.show_value(True)
    box.click()
    assert [told.at(each) for each in range(told.count())] == [["less_motion", False]]


def test_what_is_chosen_is_told_with_the_settings_name(theme: Theme, holder: QWidget) -> None:
    field = SettingField(theme, "theme")
    field.setParent(holder)
    told = QSignalSpy(field.chosen)
    assert isinstance(field.control, Segmented)
    field.show_value("light")
    field.control.segments[1].click()
    assert [told.at(number) for number in range(told.count())] == [["theme", "dark"]]
    assert "Dark" in field.words


def test_a_choice_of_figures_is_a_list_to_open(theme: Theme, holder: QWidget) -> None:
    field = SettingField(theme, "output_delay")
    field.setParent(holder)
    told = QSignalSpy(field.chosen)
    assert isinstance(field.control, Combo)
    field.show_value("100")
    assert field.control.currentText() == "100 ms"
    field.control.activated.emit(0)
    assert [told.at(number) for number in range(told.count())] == [["output_delay", "20"]]


def test_values_that_are_known_later_are_offered_or_their_lack_explained(theme: Theme, holder: QWidget) -> None:
    field = SettingField(theme, "device")
    field.setParent(holder)
    assert isinstance(field.control, Combo)
    field.offer([("", "No sound device")], "", "Connect one.")
    assert (field.control.isEnabled(), field.control.toolTip()) == (False, "Connect one.")
    field.offer([("", "Default"), ("hp", "Headphones")], "hp")
    assert (field.control.isEnabled(), field.control.currentText()) == (True, "Headphones")
