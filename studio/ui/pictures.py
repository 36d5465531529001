# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from anywhere, decoded within bounds of size and time."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from studio.core.project import MOST_COVER_BYTES

_KINDS = ((b"\xff\xd8\xff", b"jpeg"), (b"\x89PNG\r\n\x1a\n", b"png"))
_MOST_BYTES = 8 * 2**20
_MOST_PIXELS = 24_000_000
_SCAN = b"\xff\xda"
_MOST_SCANS = 16
_SIDES_AND_QUALITIES = ((800, 85), (800, 60), (400, 60), (200, 40))


def picture(data: bytes, side: int, most_pixels: int = _MOST_PIXELS) -> QImage | None:
    """The JPEG or PNG picture in *data*, at most *side* pixels wide and high; None if it is none, is damaged, or has
    more than *most_pixels*. May be called in any thread."""
    kind = next((kind for begins, kind in _KINDS if data.startswith(begins)), b"")
    if not kind or len(data) > _MOST_BYTES:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    pixels = size.width() * size.height()
    # Each scan of a JPEG goes over all of its pixels: a file of a few bytes a scan would take hours.
    if size.isEmpty() or pixels > most_pixels or pixels * data.count(_SCAN) > most_pixels * _MOST_SCANS:
        return None
    if max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


def cover_of(data: bytes) -> bytes:
    """The picture in *data* as a project keeps it: a JPEG of at most `MOST_COVER_BYTES`; empty if there is none that
    can be read. May be called in any thread."""
    for side, quality in _SIDES_AND_QUALITIES:
        image = picture(data, side)
        if image is None:
            break
        made = QBuffer()
        made.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(made, QByteArray(b"jpeg"))
        writer.setQuality(quality)
        if writer.write(_on_white(image)) and made.size() <= MOST_COVER_BYTES:
            return bytes(made.data().data())
    return b""


def _on_white(image: QImage) -> QImage:
    made = QImage(image.size(), QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    # What a profile of colours says is lost: its own size has no bounds.
    image.setColorSpace(QColorSpace())
    painter.drawImage(0, 0, image)
    painter.end()
    return made
