# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the bar that finds and the studio: what is sought, its hits, what replaces them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from studio.app.studio import Studio
from studio.app.text.finding import Query
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.keys import ActionKeys
from studio.ui.manuscript.finding.find_bar import FindBar
from studio.ui.manuscript.finding.find_words import count_words, hit_times
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.transport.panel import TransportPanel

_LONGEST_QUERY = 200
_TICKS_MS = 120


class FindPresenter(Following):
    """Opens the bar, and shows what is found in the text and over the waves.

    Args:
        bar: The bar.
        editor: Shows the hits.
        transport: Shows where they are heard.
        studio: The studio.
        keys: Keys of the actions, for tips.
        say: Tells a screen reader.
    """

    def __init__(
        self,
        bar: FindBar,
        editor: ManuscriptEditor,
        transport: TransportPanel,
        studio: Studio,
        keys: ActionKeys,
        say: Callable[[str], object],
    ) -> None:
        super().__init__(bar)
        self._bar = bar
        self._editor = editor
        self._transport = transport
        self._studio = studio
        self._keys = keys
        self._say = say
        self._origin = 0
        self._told = ""
        self._ticks = QTimer(self)
        self._ticks.setSingleShot(True)
        self._ticks.setInterval(_TICKS_MS)
        connect(self._ticks.timeout, self._show_ticks)
        finding = studio.finding
        connect(bar.sought, self._seek)
        connect(bar.field.within_asked, self._seek_within)
        connect(bar.replacement_changed, lambda _text: self._take_replacement())
        connect(bar.next_asked, lambda: finding.next())
        connect(bar.previous_asked, lambda: finding.previous())
        connect(bar.replace_asked, self._replace)
        connect(bar.all_asked, self._replace_all)
        connect(bar.closed, lambda: self.end())
        connect(keys.changed, self._show_keys)
        self.follow(finding.changed, lambda _none: self._show())
        self.follow(studio.overview.changed, lambda _none: self._show_times())
        self._show_keys()

    @property
    def open(self) -> bool:
        """Whether the bar is shown."""
        return self._bar.isVisible()

    def begin(self, replaces: bool) -> None:
        """Open the bar with the keyboard in it. What is selected is sought or, where it is more than a line, searched
        alone."""
        start, end = self._editor.selected()
        fresh = not self.open
        self._bar.open(replaces or (self.open and self._bar.replaces))
        self._take_replacement()
        line = self._bar.field.line
        # From the other field of the bar, the keyboard alone is moved.
        if fresh or self._editor.hasFocus():
            chosen = self._editor.text[start:end]
            self._origin = start
            scope = None if fresh else self._studio.finding.scope
            if "\n" in chosen:
                scope = start, end
            elif chosen and len(chosen) <= _LONGEST_QUERY:
                scope = None
                line.setText(chosen)
            self._seek_in(scope)
        to = self._bar.put if replaces and (line.text() and (fresh or line.hasFocus())) else line
        to.setFocus()
        to.selectAll()

    def search(self, text: str) -> None:
        """Open the bar, and seek *text* as it is written."""
        self._bar.open(self.open and self._bar.replaces)
        self._origin = 0
        self._bar.field.expression.setChecked(False)
        self._bar.field.line.setText(text)
        self._seek_in(None)
        self._bar.field.line.setFocus()

    def end(self) -> bool:
        """Close the bar, and give the current hit to the text; False if it was not open."""
        if not self.open:
            return False
        hit, finding = self._studio.finding.current, self._studio.finding
        inside = self._bar.isAncestorOf(self._bar.window().focusWidget() or self._editor)
        self._bar.hide()
        if inside:
            self._editor.catch_up()
            if hit is not None:
                self._editor.select(*finding.position_of(hit))
            self._editor.setFocus()
        finding.end()
        return True

    def step(self, forward: bool) -> None:
        """Go to the next hit or the one before: of the current one, or from the text's caret where that has the
        keyboard, which then selects it. Where nothing was sought yet, open the bar."""
        finding = self._studio.finding
        if not self._bar.field.line.text():
            self.begin(False)
            return
        in_text = self._editor.hasFocus()
        if not self.open:
            self._bar.open(False)
            self._origin = self._editor.caret()
            self._seek()
            return
        start, end = self._editor.selected()
        if forward:
            finding.next(end if in_text else None)
        else:
            finding.previous(start if in_text else None)
        if in_text and finding.current is not None:
            self._editor.select(*finding.position_of(finding.current))

    @called_by_qt
    def _seek(self) -> None:
        self._seek_in(self._studio.finding.scope)

    def _seek_in(self, scope: tuple[int, int] | None) -> None:
        field = self._bar.field
        query = Query(field.line.text(), field.case.isChecked(), field.words.isChecked(), field.expression.isChecked())
        finding = self._studio.finding
        at = finding.position_of(finding.current)[0] if finding.current is not None else self._origin
        finding.seek(query, at, scope)

    @called_by_qt
    def _seek_within(self, within: bool) -> None:
        start, end = self._editor.selected()
        scope = (start, end) if within and start < end else None
        if within and scope is None:
            self._say("Nothing is selected.")
        self._studio.finding.seek_within(scope)

    def _take_replacement(self) -> None:
        self._studio.finding.replace_by(self._bar.put.text() if self._bar.replaces else None)

    @called_by_qt
    def _replace(self) -> None:
        if self._bar.replaces:
            self._studio.finding.replace()

    @called_by_qt
    def _replace_all(self) -> None:
        if self._bar.replaces:
            self._studio.finding.replace_all()

    @called_by_qt
    def _show_keys(self) -> None:
        self._bar.show_keys(self._keys.with_key("Previous", "find_previous"), self._keys.with_key("Next", "find_next"))

    def _show(self) -> None:
        finding, bar = self._studio.finding, self._bar
        self._editor.under_words.show_found(finding.hits_in if finding.active else None, finding.current)
        bar.field.show_wrong(bool(finding.bad_query))
        bar.field.within.setChecked(finding.within)
        text = count_words(finding)
        bar.show_count(text, not finding.count)
        reason = finding.bad_replacement if finding.count else "Nothing is found."
        if self._studio.keeping.read_only:
            reason = "This project may only be read."
        bar.show_replacing(f"All {finding.count:,}".replace(",", "\u202f") if finding.count else "All", reason)
        if text != self._told and not finding.busy:
            self._told = text
            self._say(finding.bad_query or text)
        self._show_times()

    def _show_times(self) -> None:
        if not self._ticks.isActive():
            self._ticks.start()

    @called_by_qt
    def _show_ticks(self) -> None:
        finding, overview = self._studio.finding, self._studio.overview
        hit = finding.current
        at = None
        if hit is not None:
            start, end = finding.position_of(hit)
            at = overview.time_of(start), overview.time_of(max(start, end - 1))
        times = hit_times(finding, overview.parts, self._studio.editing.project.paragraphs) if finding.count else []
        self._transport.overview.show_ticks(times, at[0] if at is not None else None)
        self._transport.detail.show_found(at)
