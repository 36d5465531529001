# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from studio.core.voices import Voice
from studio.ui.voices.filters import VoiceFilter
from studio.ui.voices.listing import Listing
from studio.ui.voices.model import ROW_ROLE, CastRow, Row, VoiceRows, cast_rows, second_line

pytestmark = pytest.mark.display


def rows_of(voices: Sequence[Voice]) -> tuple[Row, ...]:
    listing = Listing()
    listing.take(voices)
    return listing.rows(VoiceFilter(), ())[0]


NAME = Qt.ItemDataRole.DisplayRole
READ_OUT = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def rows(app: QApplication, voices: tuple[Voice, ...]) -> VoiceRows:
    made = VoiceRows()
    made.show_rows(rows_of(voices))
    return made


def test_own_voices_stand_under_mine_and_the_others_under_library(rows: VoiceRows) -> None:
    names = [rows.data(rows.index(number), NAME) for number in range(rows.rowCount(QModelIndex()))]
    assert names == ["Mine", "My blend", "Library", "Heart", "George", "Siwis", "Kumo"]


def test_headings_cannot_be_chosen_and_voices_can(rows: VoiceRows) -> None:
    assert rows.flags(rows.index(0)) == Qt.ItemFlag.NoItemFlags
    assert rows.flags(rows.index(1)) & Qt.ItemFlag.ItemIsSelectable
    assert rows.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_a_voice_is_read_out_with_what_is_known_of_it(rows: VoiceRows) -> None:
    assert rows.data(rows.index_of("v-mine"), READ_OUT) == "My blend, English (US), your own"
    assert rows.data(rows.index_of("v-kumo"), READ_OUT) == "Kumo, Japanese is not spoken yet., Japanese, male"
    assert rows.data(rows.index(0), READ_OUT) is None


def test_the_voice_next_to_a_place_is_found_over_headings(rows: VoiceRows) -> None:
    assert [rows.voice_near(row).row() for row in (0, 1, 2, 6, 99)] == [1, 1, 1, 6, 6]
    rows.show_rows(())
    assert not rows.voice_near(3).isValid()
    assert not rows.index_of("v-mine").isValid()


def test_the_same_voices_shown_again_change_nothing(rows: VoiceRows, voices: tuple[Voice, ...]) -> None:
    resets = QSignalSpy(rows.modelReset)
    rows.show_rows(rows_of(voices))
    assert resets.count() == 0
    rows.show_rows(rows_of(voices[:2]))
    assert resets.count() == 1
    row = rows.data(rows.index(1), ROW_ROLE)
    assert getattr(row, "voice", None) is voices[0]


def test_the_second_line_says_why_a_voice_cannot_speak(voices: tuple[Voice, ...]) -> None:
    assert [second_line(voice) for voice in voices[:4]] == [
        "warm, unhurried · en-US",
        "round, calm · en-GB",
        "clear · fr",
        "Japanese is not spoken yet.",
    ]


IDA, KEEPER = (
    CastRow("ida", "Ida", "#23786E", 41, "41 lines · 9:12 · en-GB"),
    CastRow("keeper", "Old Keeper", "#4C5F98", 0, "0 lines · en-GB"),
)


def test_speakers_stand_in_this_project_above_the_voices(rows: VoiceRows, voices: tuple[Voice, ...]) -> None:
    rows.show_rows((*cast_rows([IDA, KEEPER]), *rows_of(voices)))
    names = [rows.data(rows.index(number), NAME) for number in range(4)]
    assert names == ["In this project", "Ida", "Old Keeper", "Mine"]
    index = rows.index_of_key(("speaker", "ida"))
    assert rows.data(index, READ_OUT) == "Ida, speaker, 41 lines · 9:12 · en-GB"
    assert rows.flags(index) & Qt.ItemFlag.ItemIsSelectable
    assert rows.speakers == (IDA, KEEPER)


def test_one_speaker_is_said_in_a_line_that_cannot_be_chosen(rows: VoiceRows) -> None:
    rows.show_rows(cast_rows([]))
    assert [rows.data(rows.index(number), NAME) for number in range(2)] == ["In this project", "One speaker"]
    assert rows.flags(rows.index(1)) == Qt.ItemFlag.NoItemFlags


def test_speakers_are_found_by_their_names_and_else_not_in_the_way() -> None:
    assert [row.speaker for row in cast_rows([IDA, KEEPER], "keep")] == [None, KEEPER]
    assert cast_rows([IDA, KEEPER], "george") == ()


def test_another_count_of_lines_leaves_the_rows_in_place(rows: VoiceRows) -> None:
    rows.show_rows(cast_rows([IDA, KEEPER]))
    resets, changes = QSignalSpy(rows.modelReset), QSignalSpy(rows.dataChanged)
    rows.show_rows(cast_rows([replace(IDA, lines=42), KEEPER]))
    assert (resets.count(), changes.count()) == (0, 1)
    rows.show_rows(cast_rows([KEEPER, IDA]))
    assert resets.count() == 1
