# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter of counts: words and length of text and selection in the header, of paragraph and chapter in the
status."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from studio.app.overview.counting import Count
from studio.app.studio import Studio
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.manuscript.panel import ManuscriptPanel
from studio.ui.transport.clock import clock

_REST_MS = 150


class CountsPresenter(Following):
    """Counts a moment after the caret has come to rest, so that no key waits for it.

    Args:
        panel: Shows the counts of text and selection.
        studio: The studio.
        tell: Shows words in the status; "" for none.
    """

    def __init__(self, panel: ManuscriptPanel, studio: Studio, tell: Callable[[str], object]) -> None:
        super().__init__(panel)
        self._panel = panel
        self._studio = studio
        self._tell = tell
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        connect(self._rest.timeout, self._show_parts)
        editor = panel.editor
        connect(editor.cursorPositionChanged, self._moved)
        connect(editor.selectionChanged, self._moved)
        connect(editor.focus_changed, self._moved)
        self.follow(studio.overview.changed, lambda _none: self._show())

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._show()

    @called_by_qt
    def _moved(self) -> None:
        self._rest.start()

    def _show(self) -> None:
        if self._panel.editor.textCursor().hasSelection():
            self._rest.start()
            return
        self._show_whole()
        self._rest.start()

    def _show_whole(self) -> None:
        overview, words = self._studio.overview, self._studio.counting.whole().words
        length = clock(overview.text_total_s, tenths=False) if words else ""
        self._panel.show_figures(words, length, overview.text_estimated)

    @called_by_qt
    def _show_parts(self) -> None:
        editor, counting = self._panel.editor, self._studio.counting
        if editor.rows.length != len(self._studio.editing.project.text):
            # What is shown follows in a moment.
            return
        start, end = editor.selected()
        if start < end:
            chosen = counting.between(start, end)
            self._panel.show_selected(chosen.words, counting.whole().words, length_words(chosen))
        else:
            self._show_whole()
        self._tell(self._place_words(counting.row_at(editor.caret())) if editor.hasFocus() else "")

    def _place_words(self, row: int) -> str:
        """Of the paragraph of that number and its chapter; "" where they are all of the text."""
        counting = self._studio.counting
        if len(self._studio.editing.project.paragraphs) < 2:
            return ""
        told = [f"Paragraph {row + 1}: {count_words(counting.rows(row, row + 1))}"]
        chapter = counting.chapter(row)
        if chapter is not None:
            told.append(f"Chapter: {count_words(counting.rows(*chapter))}")
        return "  ·  ".join(told)


def count_words(count: Count) -> str:
    """Such as "54 words, about 0:22"."""
    words = f"{count.words:,} {'word' if count.words == 1 else 'words'}".replace(",", "\u202f")
    return f"{words}, {length_words(count)}" if count.words else words


def length_words(count: Count) -> str:
    """Such as "about 0:22"."""
    return f"{'about ' if count.estimated else ''}{clock(count.length_s, tenths=False)}"
