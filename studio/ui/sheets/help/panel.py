# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of help: its pages' list at the left, a page in the middle, and one search for keys and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QTextEdit, QWidget

from studio.app.help import KEYS, HelpPage
from studio.ui.door import called_by_qt, connect
from studio.ui.sheets.help.pages import TITLE_OF_KEYS, keys_html, style, with_wide_tables
from studio.ui.sheets.settings.section_list import SectionList
from studio.ui.sheets.settings.shortcuts import KeySearch
from studio.ui.sheets.sheet import HEAD_HEIGHT, Sheet
from studio.ui.theme import Theme, font
from studio.ui.widgets.labels import label

_COLUMN = 760
_LEAST_SIDE = 24
_MOST_MARKS = 500


class HelpSheet(Sheet):
    """Shows a page, and of those in the list the ones that have what is sought."""

    link_requested = Signal(QUrl)
    """A link that leads out of the help."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Help", parent=parent)
        self._theme = theme
        self._keys: Mapping[str, Sequence[str]] = {}
        self._pages: Mapping[str, HelpPage] = {}
        self._page = KEYS
        self.search = KeySearch(theme, "Search the help, or press a key", "Search, or press a key")
        self.search.setFixedWidth(280)
        self.list = SectionList(theme)
        self.text = _PageView()
        self.none = label("Nothing in the help has that.", 13, 400, "second")
        self.none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.none.setContentsMargins(0, 60, 0, 0)
        self.none.hide()
        self._lay_out_help()
        connect(self.search.textChanged, self._find)
        connect(self.search.confirmed, self._into_text)
        connect(self.list.wanted, self._wanted)
        connect(self.list.entered, self._into_text)
        connect(self.text.anchorClicked, self._follow)
        connect(theme.changed, self._show)

    def begin(self) -> None:
        self.list.show_current(TITLE_OF_KEYS)
        self.focus_search()

    def focus_search(self) -> None:
        """Give the keyboard to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def close_innermost(self) -> bool:
        searched = bool(self.search.text())
        self.search.clear()
        return searched

    @property
    def page(self) -> str:
        """Name of the page that is shown."""
        return self._page

    def show_keys(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Show the actions' keys by their ids."""
        self._keys = keys
        self._find(self.search.text())

    def show_pages(self, pages: Sequence[HelpPage]) -> None:
        """Offer these pages, of which that of the keys is there already."""
        self._pages = {page.name: page for page in pages}
        for page in pages:
            if page.name != KEYS:
                self._offer(page.name, page.title, "book-open")
        self._find(self.search.text())

    def show_page(self, name: str, anchor: str = "") -> None:
        """Show a page, from the heading *anchor* on."""
        self._page = name
        self.list.show_current(self._title(name))
        self._show()
        if anchor:
            self.text.scrollToAnchor(anchor)

    def _lay_out_help(self) -> None:
        self.left.addWidget(self.list, 1)
        self._offer(KEYS, TITLE_OF_KEYS, "keyboard")
        bar = QWidget()
        bar.setFixedHeight(HEAD_HEIGHT)
        self.middle.addWidget(bar)
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 0, 24, 0)
        line.addStretch(1)
        line.addWidget(self.search)
        self.middle.addWidget(self.text, 1)
        self.middle.addWidget(self.none, 1)

    def _offer(self, name: str, title: str, icon_name: str) -> None:
        self.list.add(title, icon_name)
        connect(self.menu.addAction(title).triggered, partial(self._go_by_menu, name))

    def _title(self, name: str) -> str:
        return TITLE_OF_KEYS if name == KEYS else self._pages[name].title

    def _has(self, name: str, sought: str) -> bool:
        if not sought.strip() or (name == KEYS and keys_html(self._keys, sought)):
            return True
        return name in self._pages and self._pages[name].has(sought)

    def _go_by_menu(self, name: str, _on: bool = False) -> None:
        self.show_page(name)
        self._into_text()

    @called_by_qt
    def _find(self, sought: str) -> None:
        found = [name for name in (KEYS, *self._pages) if self._has(name, sought)]
        self.list.show_only(frozenset(map(self._title, found)))
        if not found and (self.text.hasFocus() or self.list.hasFocus()):
            # Before they are hidden, since Qt would pass the keyboard to the next control.
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.none.setVisible(not found)
        self.text.setVisible(bool(found))
        if found:
            self.show_page(self._page if self._page in found else found[0])

    @called_by_qt
    def _show(self) -> None:
        sought = self.search.text().strip()
        table = keys_html(self._keys, sought) if self._page == KEYS else ""
        page = self._pages.get(self._page)
        html = table if page is None or (table and sought) else table + with_wide_tables(page.html)
        self.text.show_html(style(self._theme), html, self._title(self._page))
        self._mark(sought)

    def _mark(self, sought: str) -> None:
        """Mark the words that are sought, and show the first of them."""
        marks: list[QTextEdit.ExtraSelection] = []
        document = self.text.document()
        for word in dict.fromkeys(sought.casefold().split()):
            cursor = document.find(word)
            while not cursor.isNull() and len(marks) < _MOST_MARKS:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(self._theme.color("selection"))
                marks.append(mark)
                cursor = document.find(word, cursor)
        self.text.setExtraSelections(marks)
        first = min((mark.cursor.selectionStart() for mark in marks), default=0)
        self.text.show_place(first)

    @called_by_qt
    def _wanted(self, title: str) -> None:
        self.show_page(next((each.name for each in self._pages.values() if each.title == title), KEYS))

    @called_by_qt
    def _into_text(self, _title: str = "") -> None:
        if self.text.isVisible():
            self.text.setFocus(Qt.FocusReason.TabFocusReason)

    @called_by_qt
    def _follow(self, link: QUrl) -> None:
        """Go where a link of a page leads."""
        name = link.path().rpartition("/")[2].removesuffix(".md") if link.isRelative() else ""
        if name in self._pages or (link.isRelative() and not name):
            self.search.clear()
            self.show_page(name or self._page, link.fragment())
        elif not link.isRelative():
            self.link_requested.emit(link)


class _PageView(QTextBrowser):
    """A page in a column that is not wider than can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(font(13))
        self.document().setDefaultFont(font(13))
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_html(self, css: str, html: str, title: str) -> None:
        self.document().setDefaultStyleSheet(css)
        self.setHtml(html)
        self.setAccessibleName(f"Help: {title}")

    def show_place(self, position: int) -> None:
        """Scroll so that a place of the text is seen, near the top."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(0 if not position else bar.value() + self.cursorRect().top() - self.viewport().height() // 4)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(_LEAST_SIDE, (self.width() - _COLUMN) // 2)
        self.setViewportMargins(side, 0, side - 8 if side > _LEAST_SIDE else 8, 0)
        super().resizeEvent(event)
