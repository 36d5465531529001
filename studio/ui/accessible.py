# SPDX-License-Identifier: GPL-3.0-or-later
"""Accessible interfaces for screen readers, in place of Qt's misleading ones."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from studio.ui.design.pad import BlendPad
from studio.ui.door import asked_by_qt, called_by_qt, guarded
from studio.ui.manuscript.margin.margin import MarginColumn
from studio.ui.manuscript.takes.takes import TakesList
from studio.ui.widgets.combo import Combo


def _no_actions() -> list[str]:
    return []


class ComboAccess(QAccessibleWidget):
    """A combo's name as name and its chosen entry as value; on Linux, Qt gives the chosen entry as the name."""

    def __init__(self, combo: Combo) -> None:
        super().__init__(combo, QAccessible.Role.ComboBox)

    @asked_by_qt(str)
    def text(self, kind: QAccessible.Text) -> str:
        combo = self._combo()
        if combo is not None and kind == QAccessible.Text.Name:
            return combo.accessibleName()
        if combo is not None and kind == QAccessible.Text.Value:
            return combo.currentText()
        return super().text(kind)

    @asked_by_qt(QAccessible.State)
    def state(self) -> QAccessible.State:
        state, combo = super().state(), self._combo()
        if combo is not None:
            open_now = combo.view().isVisible()
            state.hasPopup = state.expandable = 1
            state.expanded, state.collapsed = int(open_now), int(not open_now)
        return state

    @asked_by_qt(_no_actions)
    def actionNames(self) -> list[str]:
        combo = self._combo()
        shows = [self.showMenuAction()] if combo is not None and combo.isEnabled() else []
        return [*shows, *super().actionNames()]

    @called_by_qt
    def doAction(self, name: str) -> None:
        combo = self._combo()
        if combo is None or name != self.showMenuAction():
            super().doAction(name)
        elif combo.view().isVisible():
            combo.hidePopup()
        else:
            combo.showPopup()

    def _combo(self) -> Combo | None:
        found = self.object()
        return found if isinstance(found, Combo) else None


class MarginAccess(QAccessibleWidget):
    """The margin as the play button of its current paragraph."""

    def __init__(self, margin: MarginColumn) -> None:
        super().__init__(margin, QAccessible.Role.Button)

    @asked_by_qt(_no_actions)
    def actionNames(self) -> list[str]:
        return [self.pressAction(), *super().actionNames()]

    @called_by_qt
    def doAction(self, name: str) -> None:
        margin = self.object()
        if isinstance(margin, MarginColumn) and name == self.pressAction():
            margin.press()
        else:
            super().doAction(name)


class PadAccess(QAccessibleWidget):
    """The blend pad as a slider, whose value is the weights in words."""

    def __init__(self, pad: BlendPad) -> None:
        super().__init__(pad, QAccessible.Role.Slider)

    @asked_by_qt(str)
    def text(self, kind: QAccessible.Text) -> str:
        pad = self.object()
        if isinstance(pad, BlendPad) and kind == QAccessible.Text.Value:
            return pad.told
        return super().text(kind)


def install() -> None:
    """Use the interfaces above for all controls made from now on. Call it once a process."""

    def made(_class_name: str, of: QObject) -> QAccessibleInterface | None:
        if isinstance(of, MarginColumn):
            return MarginAccess(of)
        if isinstance(of, BlendPad):
            return PadAccess(of)
        if isinstance(of, TakesList):
            return QAccessibleWidget(of, QAccessible.Role.List)
        return ComboAccess(of) if isinstance(of, Combo) else None

    QAccessible.installFactory(guarded(made))
