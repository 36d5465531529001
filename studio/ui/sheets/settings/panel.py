# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings sheet: the sections' list and search at the left, all sections on one page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio import __version__
from studio.app.keeping.settings import SPECS
from studio.ui.door import called_by_qt, connect
from studio.ui.sheets.settings.engine_row import EngineRow
from studio.ui.sheets.settings.fields import SettingField
from studio.ui.sheets.settings.section_list import SectionList
from studio.ui.sheets.settings.shortcuts import ShortcutsPanel
from studio.ui.sheets.settings.storage_rows import StorageRows
from studio.ui.sheets.sheet import Sheet
from studio.ui.tab_order import tab_stops
from studio.ui.theme import Theme
from studio.ui.widgets.check_box import CheckBox
from studio.ui.widgets.form import MARGIN, NARROW_BELOW, FormSection, side_by_side
from studio.ui.widgets.labels import label
from studio.ui.widgets.search_field import SearchField

_SECTIONS = (
    ("Engine", "cpu"),
    ("Audio", "speaker-high"),
    ("Appearance", "sun"),
    ("Rendering", "arrows-clockwise"),
    ("Storage", "hard-drives"),
    ("About", "info"),
)
_SHORTCUTS = "Shortcuts"
_STACKED_PX = 25
_GAP = 36
_TOP = 14
_ENGINE_WORDS = "This computer speech voice model fetch cores first sound"
_STORAGE_WORDS = "Projects model backups own voices folder delete old takes free disk"
_SHORTCUT_WORDS = "Shortcuts keys keyboard actions"
_ABOUT = (
    f"Speech Studio {__version__}",
    "Everything runs on this computer: no text and no sound leaves it.",
    "The program is free under the GPL 3.0 or later; its library studio.client under the Apache License 2.0.",
    "It speaks with Kokoro 82M (Apache License 2.0) and espeak-ng (GPL 3.0 or later).",
)


class SettingsSheet(Sheet):
    """Sections and their fields. Settings of a section of the table are side by side in it."""

    chosen = Signal(str, object)
    """A setting's name, and the value that the person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Settings", right=True, parent=parent)
        self.search = SearchField(theme, "Search settings", "Search settings")
        self.list = SectionList(theme)
        self.engine = EngineRow(theme)
        self.storage = StorageRows(theme)
        self.fields = {name: SettingField(theme, name) for name, spec in SPECS.items() if spec.section}
        self.sections = {name: FormSection(name) for name, _icon in _SECTIONS}
        self.shortcuts = ShortcutsPanel(theme)
        self.right.addWidget(self.shortcuts)
        self.page = QScrollArea()
        self._narrow_page = False
        self.none = label("No setting matches.", 13, 400, "second")
        self.none.setContentsMargins(MARGIN, 0, 0, 0)
        self.none.hide()
        self._fill_left()
        self._fill_middle()
        for each in self.fields.values():
            connect(each.chosen, self.chosen)
        connect(self.search.textChanged, self._find)
        connect(self.search.confirmed, self._go_to_first)
        connect(self.list.wanted, self.scroll_to)
        connect(self.list.entered, self.go_into)
        connect(self.page.verticalScrollBar().valueChanged, self._follow_scroll)

    def begin(self) -> None:
        self.list.show_current(_SECTIONS[0][0])
        control = self.back if self.narrow else self.list
        control.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_innermost(self) -> bool:
        if self.shortcuts.close_innermost():
            return True
        searched = bool(self.search.text())
        self.search.clear()
        return searched

    def fit_middle(self, width_px: int) -> None:
        narrow = width_px < NARROW_BELOW
        if narrow != self._narrow_page:
            self._narrow_page = narrow
            for section in self.sections.values():
                section.show_narrow(narrow)
            for field in self.fields.values():
                field.show_narrow(narrow)

    @called_by_qt
    def scroll_to(self, name: str) -> None:
        """Bring the section *name* to the top, as far as the page reaches. Shortcuts are in view always."""
        if name in self.sections:
            self.page.verticalScrollBar().setValue(self.sections[name].y() - _TOP)
        self.list.show_current(name)

    @called_by_qt
    def go_into(self, name: str) -> None:
        """Give the keyboard to the first control of the section *name*, if it has one."""
        self.scroll_to(name)
        for control in tab_stops(self.sections.get(name, self.shortcuts.search)):
            if control.isVisible() and control.isEnabled():
                control.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _fill_left(self) -> None:
        search = QHBoxLayout()
        search.setContentsMargins(16, 0, 16, 12)
        search.addWidget(self.search)
        self.left.addLayout(search)
        self.left.addWidget(self.list, 1)
        for name, icon_name in (*_SECTIONS[:-1], (_SHORTCUTS, "keyboard"), _SECTIONS[-1]):
            self.list.add(name, icon_name)
            connect(self.menu.addAction(name).triggered, partial(self._go_by_menu, name))

    def _fill_middle(self) -> None:
        # From the outside to the inside, since Qt styles anew all that is in what gets another parent.
        self.middle.addWidget(self.page, 1)
        page = QWidget()
        self.page.setWidget(page)
        self.page.setWidgetResizable(True)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, _TOP, 0, _GAP)
        column.setSpacing(_GAP)
        for section in self.sections.values():
            column.addWidget(section)
        column.addWidget(self.none)
        column.addStretch(1)
        self.sections["Engine"].rows.addWidget(self.engine)
        self.sections["Storage"].rows.addWidget(self.storage)
        for name, section in self.sections.items():
            fields = [each for setting, each in self.fields.items() if SPECS[setting].section == name]
            for beside in _in_lines(fields):
                section.rows.addLayout(side_by_side(*beside))
        for number, text in enumerate(_ABOUT):
            line = label(text, 13, 400 if number else 500, "second" if number else "")
            line.setWordWrap(True)
            self.sections["About"].rows.addWidget(line)
        self.sections["About"].rows.setSpacing(4)

    @called_by_qt
    def _find(self, text: str) -> None:
        wanted = text.casefold().split()
        found = frozenset(name for name in self.sections if _matches(self._words(name), wanted))
        for name, section in self.sections.items():
            section.setVisible(name in found)
        self.none.setVisible(not found)
        self.list.show_only(found | ({_SHORTCUTS} if _matches(_SHORTCUT_WORDS, wanted) else set()))

    def _words(self, name: str) -> str:
        fields = [each.words for setting, each in self.fields.items() if SPECS[setting].section == name]
        more = {"About": " ".join(_ABOUT), "Engine": _ENGINE_WORDS, "Storage": _STORAGE_WORDS}
        return " ".join([name, more.get(name, ""), *fields])

    @called_by_qt
    def _go_to_first(self) -> None:
        shown = [name for name, section in self.sections.items() if not section.isHidden()]
        if shown:
            self.go_into(shown[0])

    def _go_by_menu(self, name: str, _checked: bool = False) -> None:
        self.go_into(name)

    @called_by_qt
    def _follow_scroll(self, top: int) -> None:
        shown = [name for name, section in self.sections.items() if not section.isHidden()]
        reached = [name for name in shown if self.sections[name].y() <= top + _GAP]
        # At the page's end several sections are in view, of which the one that was gone to stays marked.
        if reached and top < self.page.verticalScrollBar().maximum():
            self.list.show_current(reached[-1])


def _in_lines(fields: list[SettingField]) -> list[list[QWidget]]:
    """*fields* in lines: several check boxes stand one above the other beside the others, a single one below them."""
    boxes: list[QWidget] = [each for each in fields if isinstance(each.control, CheckBox)]
    others: list[QWidget] = [each for each in fields if each not in boxes]
    if len(boxes) < 2:
        return [line for line in (others, boxes) if line]
    stack = QWidget()
    column = QVBoxLayout(stack)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for each in boxes:
        each.setFixedHeight(_STACKED_PX)
        column.addWidget(each)
    return [[*others, stack]]


def _matches(text: str, words: list[str]) -> bool:
    return all(word in text.casefold() for word in words)
