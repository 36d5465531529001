# SPDX-License-Identifier: GPL-3.0-or-later
"""The window's pure functions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.state import OverviewPart
from studio.app.takes import LiveTake
from studio.core.timeline import WordTiming
from studio.ui.actions import ACTIONS
from studio.ui.languages import language_name
from studio.ui.manuscript.positions import Positions
from studio.ui.manuscript.sentences import sentence_after, sentence_before, sentence_start
from studio.ui.theme.palette import HUES, hue_of
from studio.ui.transport.clock import clock
from studio.ui.transport.meter import lit
from studio.ui.transport.waves import Waves

TEXT = st.text(alphabet="ab é😀\n", max_size=30)


@given(TEXT)
def test_positions_count_utf_16_units_and_back(text: str) -> None:
    positions = Positions(text)
    for index in range(len(text) + 1):
        units = len(text[:index].encode("utf-16-le")) // 2
        assert positions.to_document(index) == units
        assert positions.to_text(units) == index


def test_sentences_are_found_around_a_place() -> None:
    text = "First one. “Second!” she said? Third…\nFourth without end"
    second, third = text.index("“Second"), text.index("Third")
    assert sentence_start(text, text.index("one")) == 0
    assert sentence_start(text, third + 2) == third
    assert sentence_before(text, third + 2) == text.index("she said")
    assert sentence_before(text, 3) == 0
    assert sentence_after(text, 0) == second
    assert sentence_after(text, third) == text.index("Fourth")
    assert sentence_after(text, text.index("end")) is None


@pytest.mark.parametrize(
    ("t_s", "shown"), [(0, "0:00.0"), (12.44, "0:12.4"), (59.999, "0:59.9"), (61.0, "1:01.0"), (3723.4, "1:02:03.4")]
)
def test_the_clock_shows_tenths(t_s: float, shown: str) -> None:
    assert clock(t_s) == shown


def test_the_clock_rounds_to_seconds_where_it_estimates() -> None:
    assert clock(107.6, tenths=False) == "1:48"


def test_a_voice_keeps_its_hue() -> None:
    assert hue_of("a voice") == hue_of("a voice")
    assert {hue_of(str(number)) for number in range(300)} == set(HUES)


def test_languages_have_names() -> None:
    assert language_name("en-GB") == "English (UK)"
    assert language_name("pt-BR") == "Portuguese (Brazil)"
    assert language_name("es") == "Spanish"


def test_no_key_means_two_things() -> None:
    keys = [key for spec in ACTIONS for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert len({spec.id for spec in ACTIONS}) == len(ACTIONS)


def test_the_meter_spans_48_db() -> None:
    assert lit(0.0) == 0
    assert lit(1.0) == 33
    assert lit(10 ** (-24 / 20)) in (16, 17)


def test_waves_tell_peaks_and_words_of_all_parts() -> None:
    take = LiveTake("key", 1000)
    take.append(np.concatenate([np.zeros(500), np.full(500, 0.5)]).astype(np.float32))
    take.add_words([WordTiming("late", 0.5, 0.9)])
    waves = Waves([OverviewPart("a", 0.0, 2.0, None), OverviewPart("b", 3.0, 2.0, take)], 5.0)
    assert waves.bars(0.0, 5.0, 10) == [-1, -1, -1, -1, -1, -1, 0, 0.5, -1, -1]
    assert [word.text for word in waves.words_between(0.0, 5.0)] == ["late"]
    word = waves.word_at(3.6)
    assert word is not None
    assert (word.text, word.start_s) == ("late", 3.5)
    assert waves.word_at(3.2) is None
    assert waves.breaks_s == (3.0,)


def test_waves_have_no_word_of_an_earlier_paragraph_where_nothing_is_rendered() -> None:
    take = LiveTake("key", 1000)
    take.append(np.full(1000, 0.5, np.float32))
    take.add_words([WordTiming("early", 0.1, 0.5), WordTiming("last", 0.5, 0.9)])
    waves = Waves([OverviewPart("a", 0.0, 1.0, take), OverviewPart("b", 1.5, 8.0, None)], 9.5)
    assert waves.words_between(2.0, 9.0) == []
    assert waves.word_at(4.0) is None
    assert [word.text for word in waves.words_between(0.7, 3.0)] == ["last"]


def test_waves_place_a_take_behind_the_text_before_it() -> None:
    take = LiveTake("key", 1000)
    take.append(np.full(1000, 0.5, np.float32))
    take.add_words([WordTiming("middle", 0.2, 0.9)])
    waves = Waves([OverviewPart("a", 0.0, 4.0, take, lead_s=2.0, current=False)], 4.0)
    assert waves.bars(0.0, 4.0, 4) == [-1, -1, 0.5, -1]
    word = waves.word_at(2.5)
    assert word is not None
    assert (word.text, word.start_s) == ("middle", 2.2)
    assert list(waves.outdated(0.0, 4.0, 2)) == [True, True]
