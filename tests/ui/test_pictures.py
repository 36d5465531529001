# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from anywhere: what is shown of them, and what is refused."""

from __future__ import annotations

import random
import struct
import zlib
from contextlib import nullcontext

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from studio.core.project import MOST_COVER_BYTES
from studio.ui.pictures import cover_of, picture
from tests.support import qt_messages


def file_of(image: QImage, kind: str, quality: int = 90) -> bytes:
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(made, QByteArray(kind.encode()))
    writer.setQuality(quality)
    assert writer.write(image)
    return bytes(made.data().data())


def plain(width: int, height: int, color: str = "#2040c0") -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(color))
    return image


def noise(width: int, height: int) -> QImage:
    data = random.Random(1).randbytes(width * height * 4)
    return QImage(data, width, height, QImage.Format.Format_RGB32).copy()


def png(width: int, height: int) -> bytes:
    """The begin of a PNG file that tells of so many pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize("kind", ["PNG", "JPG"])
def test_a_cover_becomes_a_jpeg_of_at_most_800_pixels(kind: str) -> None:
    made = cover_of(file_of(plain(1000, 1600), kind))
    shown = picture(made, 1000)
    assert made.startswith(b"\xff\xd8\xff")
    assert shown is not None
    assert (shown.width(), shown.height()) == (500, 800)
    assert abs(shown.pixelColor(250, 400).blue() - 0xC0) < 8
    again = picture(made, 76)
    assert again is not None
    assert (again.width(), again.height()) == (47, 76)


def test_what_is_transparent_is_white_and_a_small_picture_stays_as_large() -> None:
    shown = picture(cover_of(file_of(plain(20, 10, "#00000000"), "PNG")), 100)
    assert shown is not None
    assert (shown.width(), shown.height()) == (20, 10)
    assert shown.pixelColor(5, 5).name() == "#ffffff"


def test_a_picture_that_is_hard_to_pack_is_made_smaller() -> None:
    made = cover_of(file_of(noise(900, 900), "JPG"))
    assert 0 < len(made) <= MOST_COVER_BYTES


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"GIF89a" + bytes(40),
        png(60000, 60000),
        png(9, 9),
        png(0, 9),
        b"\xff\xd8\xff" + bytes(9 * 2**20),
    ],
    ids=["empty", "text", "svg", "gif", "of billions of pixels", "cut", "of none", "of many bytes"],
)
def test_what_is_no_picture_or_too_large_is_refused(data: bytes) -> None:
    assert picture(data, 800) is None
    assert cover_of(data) == b""


def test_a_picture_with_more_scans_than_any_is_refused() -> None:
    whole = file_of(plain(40, 40), "JPG")
    assert picture(whole + b"\xff\xda" * 10, 40, 40 * 40) is not None
    assert picture(whole + b"\xff\xda" * 20, 40, 40 * 40) is None


@pytest.mark.parametrize("kind", ["PNG", "JPG"])
def test_damaged_pictures_are_shown_or_refused(kind: str) -> None:
    drawn, whole = random.Random(3), file_of(noise(60, 60), kind)
    # Qt tells of a damaged JPEG, in words without its text.
    with qt_messages.expected(".") if kind == "JPG" else nullcontext():
        for _ in range(60):
            fuzzed = bytearray(whole[: drawn.randrange(12, len(whole) + 1)])
            for _ in range(drawn.randrange(1, 30)):
                fuzzed[drawn.randrange(8, len(fuzzed))] = drawn.randrange(256)
            made = cover_of(bytes(fuzzed))
            assert not made or (made.startswith(b"\xff\xd8\xff") and len(made) <= MOST_COVER_BYTES)
