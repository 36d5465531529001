# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from studio.ui.theme import Theme
from studio.ui.theme.palette import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST
from studio.ui.theme.sheet import style_sheet
from studio.ui.theme.theme import mixed

pytestmark = pytest.mark.display


def test_the_environment_goes_before_the_setting(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECH_STUDIO_THEME", "dark")
    made = Theme(app, "light")
    assert made.palette is DARK
    told: list[bool] = []
    made.changed.connect(lambda: told.append(True))
    made.use("light")
    assert made.palette is LIGHT
    assert told == [True]
    app.styleHints().colorSchemeChanged.disconnect(made.follow)


def test_a_theme_that_is_not_known_is_the_systems(theme: Theme, app: QApplication) -> None:
    theme.use("purple")
    assert theme.palette is (DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT)


def test_what_is_in_force_is_not_told_again(theme: Theme) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.palette.name))
    for asked in ("light", "dark", "dark", "light"):
        theme.use(asked)
    assert told == ["dark", "light"]


def test_what_is_built_while_the_sheet_is_put_off_looks_like_what_is_built_with_it(
    theme: Theme, app: QApplication
) -> None:
    def built() -> QPushButton:
        button = QPushButton("Say it")
        button.setProperty("look", "main")
        button.resize(button.sizeHint())
        return button

    with theme.sheet_put_off():
        meanwhile = built()
        assert app.styleSheet() == ""
    assert app.styleSheet() == style_sheet(theme.palette)
    meanwhile.resize(meanwhile.sizeHint())
    assert meanwhile.grab().toImage() == built().grab().toImage()


def test_the_application_wears_the_palette(theme: Theme, app: QApplication) -> None:
    for asked, palette in (("dark", DARK), ("light", LIGHT)):
        theme.use(asked)
        assert app.palette().color(QPalette.ColorRole.Text) == QColor(palette.text)
        assert app.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(palette.disabled)
        assert app.styleSheet() == style_sheet(palette)
        assert theme.color("accent") == QColor(palette.accent)


def test_contrast_is_heightened_in_either_scheme_and_told_once(theme: Theme) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.palette.text))
    theme.heighten_contrast(True)
    theme.heighten_contrast(True)
    theme.use("dark")
    theme.heighten_contrast(False)
    assert told == ["#000000", "#FFFFFF", "#F1EDE6"]


class Scheme:
    """A system that tells its scheme, as a bare X server does not."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.now = Qt.ColorScheme.Light

    def styleHints(self) -> Scheme:
        return self

    def colorScheme(self) -> Qt.ColorScheme:
        return self.now

    def __getattr__(self, name: str) -> object:
        return getattr(self._app, name)

    def change(self, scheme: Qt.ColorScheme) -> None:
        self.now = scheme
        self._app.styleHints().colorSchemeChanged.emit(scheme)


def test_the_systems_scheme_is_followed_while_it_runs_unless_one_was_chosen(
    theme: Theme, app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = Scheme(app)
    monkeypatch.setattr(theme, "_app", system)
    theme.use("")
    assert theme.palette is LIGHT
    system.change(Qt.ColorScheme.Dark)
    assert theme.palette is DARK
    theme.heighten_contrast(True)
    system.change(Qt.ColorScheme.Light)
    assert theme.palette is LIGHT_CONTRAST
    theme.use("dark")
    system.change(Qt.ColorScheme.Dark)
    system.change(Qt.ColorScheme.Light)
    assert theme.palette is DARK_CONTRAST


def test_hues_are_pure_in_light_and_paler_in_dark(theme: Theme) -> None:
    hue = QColor("#23786E")
    assert theme.hue("#23786E") == hue
    theme.use("dark")
    assert theme.hue("#23786E").lightness() > hue.lightness()


@pytest.mark.parametrize(("part", "wanted"), [(0.0, "#000000"), (1.0, "#ffffff"), (0.5, "#808080")])
def test_colours_are_mixed_by_parts(part: float, wanted: str) -> None:
    assert mixed(QColor("#000000"), QColor("#FFFFFF"), part).name() == wanted


def test_an_application_is_dressed_again_after_a_widget_that_was_never_shown(theme: Theme, app: QApplication) -> None:
    widget = QWidget()
    QToolButton(widget)
    for asked in ("dark", "light"):
        theme.use(asked)
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    again = Theme(app, "dark")
    app.styleHints().colorSchemeChanged.disconnect(again.follow)
    assert app.styleSheet() == style_sheet(DARK)
    again.deleteLater()
