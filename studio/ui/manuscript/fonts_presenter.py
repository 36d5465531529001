# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells once of a script of the text for which no font is installed, and of the package that has one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from studio.app.studio import Studio
from studio.app.work.state import Notice
from studio.core.project import Paragraph
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.manuscript.scripts import Script, is_installed, scripts_in

_REST_MS = 400
_SLICE = 500


class FontsPresenter(Following):
    """Looks through the text in slices, a moment after it has changed.

    Args:
        parent: The Qt parent.
        studio: The studio.
        installed: Tells whether a font has a script.
    """

    def __init__(self, parent: QObject, studio: Studio, installed: Callable[[Script], bool] = is_installed) -> None:
        super().__init__(parent)
        self._studio = studio
        self._installed = installed
        self._told: set[str] = set()
        self._looked: tuple[Paragraph, ...] = ()
        self._at = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        connect(self._timer.timeout, self._look)
        self.follow(studio.editing.changed, lambda _project: self._begin())

    def show_all(self) -> None:
        """Look through the text as it is now."""
        self._begin()

    def close(self) -> None:
        self._timer.stop()
        super().close()

    def _begin(self) -> None:
        if self._studio.editing.project.paragraphs is not self._looked:
            self._at = 0
            self._timer.start(_REST_MS)

    @called_by_qt
    def _look(self) -> None:
        paragraphs = self._looked = self._studio.editing.project.paragraphs
        for paragraph in paragraphs[self._at : self._at + _SLICE]:
            for script in scripts_in(paragraph.text):
                if script.name not in self._told and not self._installed(script):
                    self._told.add(script.name)
                    self._studio.notices.emit(Notice(f"font {script.name}", missing_words(script), "info"))
        self._at += _SLICE
        if self._at < len(paragraphs):
            self._timer.start(0)


def missing_words(script: Script) -> str:
    """What is told of a script without a font."""
    return (
        f"No installed font has {script.name} letters, so that they are shown as boxes; they are spoken all the same. "
        f"Debian’s package {script.package} has one: sudo apt install {script.package}"
    )
