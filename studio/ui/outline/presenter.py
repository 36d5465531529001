# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the outline in the left panel and the studio."""

from __future__ import annotations

from PySide6.QtGui import QAction

from studio.app.overview.chapters import LEAST_CHAPTERS, OutlineChapter
from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.keys import shown_keys
from studio.ui.left_panel import LeftPanel
from studio.ui.main_window import MainWindow
from studio.ui.outline.panel import Foot
from studio.ui.outline.rows import OutlineRow
from studio.ui.transport.clock import clock


class OutlinePresenter(Following):
    """Shows the chapters with what is rendered of them, moves, shows and renders them.

    Args:
        window: The window.
        studio: The studio.
        find: The action that finds a chapter.
    """

    def __init__(self, window: MainWindow, studio: Studio, find: QAction) -> None:
        super().__init__(window.outline)
        self._left: LeftPanel = window.left
        self._panel = window.outline
        self._manuscript = window.manuscript
        self._editor = window.manuscript.editor
        self._keys = window.keys
        self._studio = studio
        self._find = find
        self._row = 0
        listed = self._panel.list
        connect(listed.show_requested, self._show_chapter)
        connect(listed.render_requested, studio.outline.render_next)
        connect(listed.move_requested, studio.outline.move)
        connect(self._panel.foot_pressed, self._press)
        connect(self._editor.cursorPositionChanged, self._caret_moved)
        connect(window.keys.changed, self._show_keys)
        self.follow(studio.outline.changed, lambda _none: self._show())
        self.follow(studio.rendering.changed, lambda _none: self._show_foot())
        self.follow(studio.projects.changed, lambda _none: self._show())

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._show()

    def show_frame(self, view: PlaybackView) -> None:
        """Show the chapter that is heard in *view*."""
        if view.word is not None and self._studio.hearing.reading:
            self._here(self._studio.outline.row_at(view.word.start))

    @called_by_qt
    def _caret_moved(self) -> None:
        if not self._studio.hearing.reading:
            self._here(self._editor.textCursor().blockNumber())

    def _here(self, row: int) -> None:
        chapters = self._studio.outline.chapters
        before, self._row = _chapter_at(chapters, self._row), row
        if _chapter_at(chapters, row) != before:
            self._show()

    @called_by_qt
    def _show_chapter(self, number: int) -> None:
        chapters = self._studio.outline.chapters
        if number < len(chapters):
            self._editor.catch_up()
            self._editor.show_place(self._studio.outline.position(number), float(chapters[number].row))

    @called_by_qt
    def _press(self) -> None:
        rendering = self._studio.rendering
        if rendering.active:
            rendering.pause_or_resume()
        else:
            rendering.render_changed()

    def _show(self) -> None:
        chapters = self._studio.outline.chapters
        current = _chapter_at(chapters, self._row)
        rows = [_row_of(number, each, number == current) for number, each in enumerate(chapters)]
        self._left.offer_chapters(len(chapters), LEAST_CHAPTERS)
        listed = len(chapters) >= LEAST_CHAPTERS
        self._manuscript.show_chapter(f"Chapter {current + 1} of {len(chapters)}" if listed and current >= 0 else "")
        self._find.setEnabled(listed)
        self._find.setToolTip("" if listed else f"Chapters are listed from {LEAST_CHAPTERS} of them on.")
        self._panel.show_rows(rows, not self._studio.keeping.read_only)
        self._show_keys()

    @called_by_qt
    def _show_keys(self) -> None:
        self._panel.search.show_key(shown_keys(self._keys.of("find_chapter")[:1]))
        self._show_foot()

    def _show_foot(self) -> None:
        outline, rendering = self._studio.outline, self._studio.rendering
        count, total_s = len(outline.chapters), outline.total_s
        hours = total_s >= 3600
        running = rendering.active and not rendering.paused
        act, does = ("pause_rendering", "Pause rendering") if running else ("render_changed", "Render what changed")
        if rendering.paused:
            act, does = "pause_rendering", "Go on rendering"
        left = "" if rendering.left_s is None else f"about {_span(rendering.left_s)} left"
        done = outline.ready == count and not rendering.active
        self._panel.show_foot(
            Foot(
                f"{outline.ready} of {count} ready",
                f"{_length(outline.rendered_s, hours)} of {_length(total_s, hours)}{' h' if hours else ''}",
                "paused" if rendering.paused else left if running else "",
                outline.rendered_s / total_s if total_s else 0.0,
                running,
                f"{does} ({shown_keys(self._keys.of(act)[:1])})",
                "Everything is rendered." if done else "",
            )
        )


def _chapter_at(chapters: tuple[OutlineChapter, ...], row: int) -> int:
    """Number of the chapter with that row; -1 for none."""
    return next((number for number, each in enumerate(chapters) if each.row <= row < each.end), -1)


def _row_of(number: int, chapter: OutlineChapter, current: bool) -> OutlineRow:
    length = clock(chapter.length_s, tenths=False)
    return OutlineRow(
        number,
        chapter.title,
        f"\u2248 {length}" if chapter.estimated else length,
        chapter.state,
        # Finer than a bar can show, a row would be drawn for nothing.
        round(chapter.fraction, 2),
        f"Paragraph {chapter.failed} failed · Try again" if chapter.failed else "",
        current,
    )


def _length(seconds: float, hours: bool) -> str:
    """A length in hours and minutes, or in minutes and seconds."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}" if hours else clock(seconds, tenths=False)


def _span(seconds: float) -> str:
    """A span such as "1 h 10" or "4 min"."""
    minutes = max(1, round(seconds / 60))
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else f"{minutes} min"
