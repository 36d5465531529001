# SPDX-License-Identifier: GPL-3.0-or-later
"""The folded list of speakers and voices: their avatars below each other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, avatar
from studio.ui.voices.model import ROW_ROLE, Row
from studio.ui.voices.placed_list import PlacedList
from studio.ui.voices.view import VoiceList

_ROW = 44
_GAP = 12
_AVATAR = 32
_INSET = 6


class AvatarList(PlacedList):
    """Shows the rows of *whole*, the list that it stands for, with what is chosen and current there; what is asked for
    in it is asked for there."""

    def __init__(self, theme: Theme, whole: VoiceList) -> None:
        super().__init__(whole.rows, _ROW, _GAP)
        self._whole = whole
        self.setSelectionModel(whole.selectionModel())
        self.setItemDelegate(_AvatarDelegate(theme, whole, self))
        self.setAccessibleName(whole.accessibleName())
        self.setAccessibleDescription(whole.accessibleDescription())
        # A bar would lie over the avatars.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        connect(theme.changed, self.viewport().update)
        connect(whole.state_shown, self.viewport().update)

    @asked_by_qt(lambda: QItemSelectionModel.SelectionFlag.NoUpdate)
    def selectionCommand(
        self, _index: QModelIndex | QPersistentModelIndex, _event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Forbid selecting by pointer and keys, since only the design selects."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        self.setCurrentIndex(index)
        self._whole.use(index)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._whole.acts_on(event):
            super().keyPressEvent(event)

    @called_by_qt
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        place = self.viewport().mapToGlobal(self.visualRect(index).center()) if keyboard else event.globalPos()
        self._whole.open_menu(index, place)


class _AvatarDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, whole: VoiceList, view: AvatarList) -> None:
        super().__init__(view)
        self._theme = theme
        self._whole = whole

    @asked_by_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Row = index.data(ROW_ROLE)
        return QSize(_ROW, _GAP if row.low else _ROW)

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW_ROLE)
        if row.low:
            return
        theme, shown = self._theme, self._whole.shown
        state: QStyle.StateFlag = option.state
        ratio = painter.device().devicePixelRatioF()
        if row.speaker is not None:
            of, chosen = row.speaker.speaker_id, row.speaker.speaker_id == shown.speaker
            picture = avatar(of, row.speaker.name, _AVATAR, ratio, hue=row.speaker.hue)
        else:
            assert row.voice is not None
            of, chosen = row.voice.id, row.voice.id in shown.in_design
            picture = avatar(of, row.voice.name, _AVATAR, ratio, faded=not row.voice.available)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        card = QRectF(_INSET, box.top(), box.width() - 2 * _INSET, box.height())
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("row_selected" if chosen else "row_hover"))
            painter.drawRoundedRect(card, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 8, 8)
        place = QRectF(0, 0, _AVATAR, _AVATAR)
        place.moveCenter(card.center())
        painter.drawPixmap(place.topLeft(), picture)
        if of == shown.reading_id:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawEllipse(place.adjusted(-2, -2, 2, 2))
        painter.restore()
