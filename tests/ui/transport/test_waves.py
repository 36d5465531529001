# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np

from studio.app.takes.part import OverviewPart
from studio.app.takes.takes import LiveTake
from studio.core.timeline import WordTiming
from studio.ui.transport.waves import Waves


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
    waves = Waves([OverviewPart("a", 0.0, 4.0, take, lead_s=2.0, changed="text")], 4.0)
    assert waves.bars(0.0, 4.0, 4) == [-1, -1, 0.5, -1]
    word = waves.word_at(2.5)
    assert word is not None
    assert (word.text, word.start_s) == ("middle", 2.2)
    assert list(waves.outdated(0.0, 4.0, 2)) == [True, True]


def test_each_stretch_has_the_hue_of_who_reads_there() -> None:
    parts = [OverviewPart("a", 0.0, 4.0, None), OverviewPart("b", 5.0, 3.0, None)]
    waves = Waves(parts, 8.0, ["#23786E", "#4C5F98"])
    assert list(waves.hues(0.0, 8.0, 4)) == ["#23786E", "#23786E", "#4C5F98", "#4C5F98"]
    assert list(Waves(parts, 8.0, ["#23786E"] * 2).hues(0.0, 8.0, 2)) == ["#23786E"] * 2
    assert list(Waves(parts, 8.0).hues(0.0, 8.0, 2)) == ["", ""]
