# SPDX-License-Identifier: GPL-3.0-or-later
"""The window, which lays out the panels. Their presenters connect them with the studio."""

from __future__ import annotations

import base64
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from studio.app.keeping.settings import Settings
from studio.ui.columns import Columns
from studio.ui.columns.folding import FoldingPanel, Strip
from studio.ui.columns.side import LEFT, RIGHT, Chosen, sheet_widths
from studio.ui.design import DesignPanel
from studio.ui.door import called_by_qt, connect, soon
from studio.ui.dropping import dropped_files
from studio.ui.keys import ActionKeys
from studio.ui.left_panel import LeftPanel
from studio.ui.manuscript import ManuscriptPanel
from studio.ui.notice import NoticeBar
from studio.ui.outline import OutlinePanel
from studio.ui.placement import LIKELY_FRAME, fit_screen
from studio.ui.sheets.stage import Stage
from studio.ui.tab_order import order_tabs
from studio.ui.theme import Theme
from studio.ui.transport import StatusBar, TransportPanel
from studio.ui.voices import VoicesPanel
from studio.ui.widgets.enter_presses import EnterPresses
from studio.ui.widgets.focus_ring import FocusRing

_SIZE = QSize(1440, 900)
_SMALLEST = QSize(1180, 640)

_TITLE = "Speech Studio"


class MainWindow(QMainWindow):
    """Voices, manuscript, design, or a sheet in their place; below them transport and status bar."""

    closed = Signal()
    files_dropped = Signal(list)
    keyboard_moved = Signal()

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle(_TITLE)
        self.end_finding: Callable[[], bool] = lambda: False
        self.end_palette: Callable[[], bool] = lambda: False
        self.end_map: Callable[[], bool] = lambda: False
        self.end_cloning: Callable[[], bool] = lambda: False
        self.may_close: Callable[[], bool] = lambda: True
        self.setMinimumSize(_SMALLEST)
        self.setAcceptDrops(True)
        self.keys = ActionKeys(self)
        self._map: QWidget | None = None
        self._settled = False
        self.voices = VoicesPanel(theme)
        self.outline = OutlinePanel(theme)
        self.left = LeftPanel(theme, self.outline, self.voices)
        self.manuscript = ManuscriptPanel(theme)
        self.notices = NoticeBar(theme)
        self.design = DesignPanel(theme)
        self.transport = TransportPanel(theme, self.keys, LEFT.usual_px, RIGHT.usual_px)
        self._play: QWidget = self.transport.play
        self.status = StatusBar(theme)
        self.focus_ring = FocusRing(theme, app, self)
        self._enter = EnterPresses(app, self)
        connect(app.focusChanged, self._focus_moved)
        root = QWidget()
        root.setObjectName("root")
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.columns = self._make_columns(theme, app)
        self.stage = Stage(self.columns, self.notices, self._middle)
        connect(self.stage.turned, self._repeat_columns)
        column.addWidget(self.stage, 1)
        column.addWidget(self.transport)
        column.addWidget(self.status)
        self.setCentralWidget(root)
        self.root = root
        root.setFocus()
        for controls_changed in (self.design.mix.rebuilt, self.notices.changed):
            connect(controls_changed, self._order_tabs)
        for page_turned in (self.stage.turned, self.left.turned, self.columns.turned):
            connect(page_turned, self._order_tabs_soon)

    @property
    def scope(self) -> str:
        """Where the keyboard is, one of `actions.SCOPES`."""
        if self.stage.sheet is not None:
            return self.stage.sheet.scope
        if self._map is not None:
            return "map"
        focused = self.focusWidget()
        among_chapters = focused is not None and self.left.isAncestorOf(focused) and self.left.side == "chapters"
        return "outline" if among_chapters else "manuscript"

    def _make_columns(self, theme: Theme, app: QApplication) -> Columns:
        middle = QWidget()
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.manuscript, 1)
        left = FoldingPanel(self.left, lambda: self._folded_voices(theme))
        right = FoldingPanel(self.design, lambda: Strip(theme, "caret-double-left", "Open the design panel"))
        made = Columns(theme, app, left, middle, right)
        connect(made.widths_changed, self._repeat_columns)
        for panel in (self.voices, self.outline):
            connect(panel.wanted, made.open_for_now)
        return made

    @called_by_qt
    def _repeat_columns(self) -> None:
        """Have a sheet take the widths that were chosen, and the transport repeat the columns above it."""
        sheet = self.stage.sheet
        if sheet is None:
            self.transport.show_columns(*self.columns.widths)
            return
        widths = sheet_widths(*self.columns.choices, self.stage.width())
        sheet.show_widths(*widths)
        self.transport.show_columns(*widths)

    def _folded_voices(self, theme: Theme) -> Strip:
        # Made when it is first shown, so that a wide window opens sooner.
        from studio.ui.voices.avatar_list import AvatarList

        return Strip(theme, "caret-double-right", "Open the left panel", AvatarList(theme, self.voices.list))

    def arrange(self, settings: Settings) -> None:
        """Fold and resize the columns as they were chosen."""
        self.columns.arrange(
            Chosen(settings.left_width, settings.left_panel),  # type: ignore[arg-type]
            Chosen(settings.right_width, settings.right_panel),  # type: ignore[arg-type]
        )

    def place(self, saved: str) -> None:
        """Place the window as *saved* (by `placement`), else in the middle of the screen."""
        if saved and self.restoreGeometry(QByteArray.fromBase64(saved.encode())):
            fit_screen(self, _SMALLEST, QMargins())
            return
        place = QRect(QPoint(), _SIZE)
        place.moveCenter(QGuiApplication.primaryScreen().availableGeometry().center())
        self.setGeometry(place)
        fit_screen(self, _SMALLEST, LIKELY_FRAME)

    def settle(self) -> None:
        """Bring the whole window onto its screen, once it is shown and its frame known."""
        fit_screen(self, _SMALLEST, self.windowHandle().frameMargins())
        # Nobody presses Tab sooner.
        self._settled = True
        self._order_tabs()

    def placement(self) -> str:
        return base64.b64encode(self.saveGeometry().data()).decode()

    def come_to_front(self) -> None:
        """Show the window before all others, even if it was minimised, and give it the keyboard."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_read_only(self, read_only: bool) -> None:
        """Forbid editing, or permit it again; the text can be read, heard and copied all the time."""
        self.setWindowTitle("Read only" if read_only else _TITLE)  # Qt adds the program's name
        self.manuscript.editor.show_read_only(read_only)

    def begin_at(self, play: QWidget) -> None:
        """Offer the keyboard to *play*, which may be another button than that of the transport."""
        self._play = play
        self._order_tabs_soon()

    def offer_play(self) -> None:
        """Give the keyboard to the play button, unless the person has moved it already."""
        if self.focusWidget() is self.root:
            self._play.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest_focus(self) -> None:
        """Take the keyboard from the play button before it is disabled, since Qt would pass it to the next control."""
        if self._play.hasFocus():
            self.root.setFocus()

    def show_map(self, panel: QWidget, notices: QVBoxLayout) -> None:
        """Show *panel* beside the design, in the place of the left column and the text; the notices stand at its
        layout *notices*."""
        self._map = panel
        self.columns.cover(panel)
        self.stage.use_place(notices)

    def show_page(self, page: QWidget, notices: QVBoxLayout) -> None:
        """Show *page* in the place of the text; the notices stand at its layout *notices*."""
        self.columns.cover(page, left=False)
        self.stage.use_place(notices)

    def hide_page(self) -> None:
        """Show the text again."""
        self.columns.cover(None)
        self.stage.use_place(self._middle)

    def hide_map(self) -> None:
        """Show the left column and the text again."""
        self._map = None
        self.columns.cover(None)
        self.stage.use_place(self._middle)

    def close_innermost(self) -> bool:
        """Close the innermost open field, search, bar or sheet; False if there is none."""
        return (
            self.end_palette()
            or self.stage.close_innermost()
            or self.end_map()
            or self.end_cloning()
            or self.manuscript.close_innermost()
            or self.left.close_innermost()
            or self.design.close_innermost()
            or self.columns.close_innermost()
            or self.end_finding()
        )

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The columns are not laid out while a sheet is in their place.
        if self.stage.sheet is not None:
            soon(self, self._repeat_columns)

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keyboard from the text at a click beside the controls, so that the space bar plays."""
        self.root.setFocus()
        super().mousePressEvent(event)

    @called_by_qt
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    @called_by_qt
    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(list(paths))

    @called_by_qt
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        event.accept()
        self.closed.emit()

    @called_by_qt
    def _focus_moved(self, _before: QWidget | None, _now: QWidget | None) -> None:
        self.keyboard_moved.emit()

    @called_by_qt
    def _order_tabs(self) -> None:
        if self._settled:
            order_tabs(self.root)

    @called_by_qt
    def _order_tabs_soon(self) -> None:
        if self._settled:
            soon(self, lambda: order_tabs(self.root))
