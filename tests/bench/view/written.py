# SPDX-License-Identifier: GPL-3.0-or-later
"""The manuscript's editor with a project behind it, as the window has it, without the rest of the studio."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPaintEvent, QTextCursor

from studio.core.changes import Edit
from studio.core.project import Paragraph, Project
from studio.project.edits import edit_text
from studio.ui.door import called_by_qt, connect
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.bench.view.content import state, takes


class WrittenManuscript(ManuscriptEditor):
    """An editor whose edits change a project, which it then shows.

    Attributes:
        painted: How often its text was painted.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.painted = 0
        self._project = Project()
        self._opened: set[str] = set()
        connect(self.edited, self._edit)
        self.margin.follow(state)

    def show_project(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show these paragraphs, with takes open below the second, the middle one and the last but one."""
        self._project = Project(tuple(paragraphs))
        self.show_paragraphs(paragraphs)
        self._opened = {paragraphs[at].id for at in (2, len(paragraphs) // 2, len(paragraphs) - 2)}
        self._show_opened()

    def open_takes(self, row: int, opened: bool) -> None:
        """Open or close the takes below that paragraph."""
        (self._opened.add if opened else self._opened.discard)(self.rows[row].id)
        self._show_opened()

    def caret_to(self, row: int, place: int) -> None:
        """Put the caret before that character of that paragraph, and show it."""
        cursor = QTextCursor(self.document().findBlockByNumber(row))
        cursor.setPosition(cursor.position() + place)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    @property
    def paragraphs(self) -> int:
        return len(self.rows)

    def text_of(self, row: int) -> str:
        return self.rows[row].text

    @property
    def is_laid_out(self) -> bool:
        """Whether all heights are true."""
        return self.lines.laid_out

    def _show_opened(self) -> None:
        self.takes_below.show([takes(paragraph_id) for paragraph_id in self._opened])

    @called_by_qt
    def _edit(self, edit: Edit) -> None:
        self._project = edit_text(
            self._project, edit.position, edit.removed, edit.added, edit.points, edit.gone, edit.inside
        )
        self.show_paragraphs(self._project.paragraphs)

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted += 1
