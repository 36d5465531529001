# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from studio.core.marks import Mark
from studio.core.project import new_paragraph
from studio.ui.manuscript.lines.rows import row_of
from studio.ui.manuscript.lines.text_lines import (
    LetterLook,
    caret_place,
    cursor_x,
    end_x,
    format_of,
    has_room,
    lay_out,
    letter_looks,
    look_of,
    room_box,
    underlines,
)
from studio.ui.theme import font

pytestmark = pytest.mark.display

TEXT = "word " * 12


@pytest.fixture
def laid_out(app: QApplication) -> QTextLayout:
    made = QTextLayout(TEXT, font(16))
    lay_out(made, 200.0, 28, Qt.LayoutDirection.LeftToRight)
    return made


def test_lines_are_as_far_apart_as_asked_and_stand_in_the_middle(laid_out: QTextLayout) -> None:
    lines = [laid_out.lineAt(number) for number in range(laid_out.lineCount())]
    assert len(lines) > 2
    assert [round(line.y() + line.height() / 2) for line in lines] == [14 + 28 * number for number in range(len(lines))]
    assert all(line.naturalTextWidth() <= 200 for line in lines)


def test_a_text_from_right_to_left_ends_at_the_right(app: QApplication) -> None:
    made = QTextLayout("שלום", font(16))
    lay_out(made, 200.0, 28, Qt.LayoutDirection.RightToLeft)
    assert cursor_x(made.lineAt(0), 0) == pytest.approx(200, abs=1)


def test_a_span_is_underlined_in_each_of_its_lines_without_the_blanks_at_its_end(laid_out: QTextLayout) -> None:
    end = laid_out.lineAt(1).textStart() + 5
    row = row_of(new_paragraph(TEXT, (Mark("unknown", 0, 0, "<x>"), Mark("spell", 5, end))))
    found = underlines(laid_out, row, row.marks)
    first, second = laid_out.lineAt(0), laid_out.lineAt(1)
    # The chips are not in this layout's text, but before the span.
    assert len(found) == 2
    assert [left for left, _, _ in found] == [cursor_x(first, 7), cursor_x(second, second.textStart())]
    assert found[1][1] == cursor_x(second, end - 1 + 2)
    assert first.y() + first.ascent() < found[0][2] < 28 < found[1][2] < 56


def test_the_caret_in_a_composed_text_is_told_from_minus_two_down(laid_out: QTextLayout) -> None:
    assert caret_place(laid_out, 107, 100) == 7
    assert caret_place(laid_out, -1, 100) == -1
    assert caret_place(laid_out, -3, 100) == -1
    laid_out.setPreeditArea(4, "abc")
    assert [caret_place(laid_out, position, 100) for position in (-2, -3, -5)] == [4, 5, 7]


def test_emphasised_letters_are_told_among_chips_and_composed_ones(laid_out: QTextLayout) -> None:
    row = row_of(new_paragraph(TEXT, (Mark("pause", 0, 0, "1"), Mark("emphasis", 5, 9))))
    assert letter_looks(row, laid_out, 16) == [LetterLook(6, 4, 16, slanted=True)]
    assert underlines(laid_out, row, row.marks) == []
    laid_out.setPreeditArea(7, "abc")
    assert letter_looks(row, laid_out, 16) == [LetterLook(6, 7, 16, slanted=True)]
    assert letter_looks(row_of(new_paragraph(TEXT)), laid_out, 16) == []


def test_room_is_kept_behind_the_last_letter_of_a_word_with_its_accents(app: QApplication) -> None:
    text = "one cafe\u0301 two cafe"
    accented, last = Mark("ipa", 4, 9, "x"), Mark("ipa", 14, 18, "y")
    row = row_of(new_paragraph(text))
    plain, roomy = QTextLayout(text, font(16)), QTextLayout(text, font(16))
    looks = letter_looks(row, roomy, 16, [(accented, 40.0), (last, 50.0)])
    assert looks == [LetterLook(7, 2, 16, room=40.0), LetterLook(17, 1, 16, room=50.0)]
    roomy.setFormats([format_of(look, 400) for look in looks])
    assert [look_of(each) for each in roomy.formats()] == looks
    for layout in (plain, roomy):
        lay_out(layout, 600.0, 28, Qt.LayoutDirection.LeftToRight)
    before, now = plain.lineAt(0), roomy.lineAt(0)
    assert now.naturalTextWidth() == pytest.approx(before.naturalTextWidth() + 90, abs=3)
    for mark, room, earlier in ((accented, 40.0, 0), (last, 50.0, 40)):
        box = room_box(roomy, row, mark, room)
        assert (box.width(), box.height()) == (room, now.height())
        assert box.left() == pytest.approx(cursor_x(before, mark.end) + earlier, abs=2)
        assert end_x(roomy, now, mark.end) == pytest.approx(box.left(), abs=0.1)
        # The line under the word ends with its letters.
        assert underlines(roomy, row, (mark,))[0][1] == pytest.approx(box.left(), abs=0.1)
    assert has_room(row, last)
    assert not has_room(row_of(new_paragraph("שלום")), Mark("ipa", 0, 4, "x"))
    assert not has_room(row, Mark("ipa", 14, 19, "beyond"))
