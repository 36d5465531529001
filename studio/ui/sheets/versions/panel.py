# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of versions: a list at the left, and what has changed since the chosen one, word by word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QWidget

from studio.core.word_diff import Change, ComparedParagraph
from studio.ui.door import called_by_qt, connect
from studio.ui.sheets.sheet import HEAD_HEIGHT, Sheet
from studio.ui.sheets.versions.version_list import VersionList, VersionRow
from studio.ui.theme import Theme, font
from studio.ui.widgets.form import CONTENT_WIDTH
from studio.ui.widgets.labels import label

_NONE = "No version yet: Ctrl+S keeps one."
_SAME = "Nothing has changed since."
_BESIDE = 1
_MARGIN = 24
_LINE = 28


class _Page(QTextEdit):
    """A text whose lines are no longer than the manuscript's, however wide the window is."""

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setViewportMargins(0, 0, max(0, self.width() - CONTENT_WIDTH - 2 * _MARGIN), 0)
        super().resizeEvent(event)


class VersionsSheet(Sheet):
    """Shows versions; its main action brings the chosen one back."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Versions", parent=parent)
        self._theme = theme
        self._compared: tuple[ComparedParagraph, ...] = ()
        self.list = VersionList(theme)
        self.left.addWidget(self.list, 1)
        self.said = label("", 13, 400, "second")
        head = QWidget()
        head.setFixedHeight(HEAD_HEIGHT)
        line = QHBoxLayout(head)
        line.setContentsMargins(24, 0, 16, 0)
        line.addWidget(self.said)
        self.middle.addWidget(head)
        self.text = _Page()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setFont(font(16))
        self.text.document().setDocumentMargin(_MARGIN)
        self.text.setAccessibleName("What has changed since the version")
        self.text.setTabChangesFocus(True)
        self.middle.addWidget(self.text, 1)
        connect(theme.changed, self._restyle)
        self.show_compared(())

    def begin(self) -> None:
        """Give the keyboard to the list, or to the menu that stands for it."""
        (self.go_to if self.narrow else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rows(self, rows: Sequence[VersionRow]) -> None:
        """Show *rows*, in the list and in the menu that stands for it."""
        self.menu.clear()
        for row in rows:
            act = self.menu.addAction(f"{row.name} · {row.when}")
            connect(act.triggered, lambda _on=False, number=row.number: self.list.choose(number))
        self.list.show_rows(rows)

    def show_compared(self, compared: Sequence[ComparedParagraph]) -> None:
        """Show the paragraphs that differ, each with one before and behind it."""
        self._compared = tuple(compared)
        self._restyle()

    @called_by_qt
    def _restyle(self) -> None:
        compared = self._compared
        changed = [number for number, each in enumerate(compared) if not each.same]
        self.text.clear()
        if not compared:
            self.said.setText(_NONE if self.list.current is None else "")
            return
        if not changed:
            self.said.setText(_SAME)
            return
        count = len(changed)
        self.said.setText(f"{count} {'paragraph has' if count == 1 else 'paragraphs have'} changed since")
        near = {at for number in changed for at in range(number - _BESIDE, number + _BESIDE + 1)}
        shown = sorted(at for at in near if 0 <= at < len(compared))
        cursor = self.text.textCursor()
        cursor.beginEditBlock()
        last = -1
        for place, at in enumerate(shown):
            if at > last + 1:
                self._line(cursor, first=place == 0)
                cursor.insertText("…", self._format("same", faint=True))
                self._line(cursor, first=False)
            else:
                self._line(cursor, first=place == 0)
            self._write(cursor, compared[at])
            last = at
        cursor.endEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.text.setTextCursor(cursor)

    def _line(self, cursor: QTextCursor, first: bool) -> None:
        """Begin a paragraph."""
        spaced = QTextBlockFormat()
        spaced.setBottomMargin(12)
        spaced.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        if first:
            cursor.setBlockFormat(spaced)
        else:
            cursor.insertBlock(spaced)

    def _write(self, cursor: QTextCursor, paragraph: ComparedParagraph) -> None:
        for run in paragraph.runs:
            cursor.insertText(run.text, self._format(run.change, faint=paragraph.same))
        if paragraph.manner:
            cursor.insertText("  other marks, kind or speaker", self._format("added", faint=False))

    def _format(self, change: Change, faint: bool) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFont(font(16))
        colour = {"same": "text_3" if faint else "text", "removed": "error", "added": "accent_text"}[change]
        style.setForeground(self._theme.color(colour))
        # By shape as well as by colour.
        style.setFontStrikeOut(change == "removed")
        style.setFontUnderline(change == "added")
        return style
