# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.takes.playlist import Playlist, PlaylistItem, item_of
from studio.app.takes.takes import LiveTake
from studio.core.errors import SpeechFailed
from studio.core.project import Paragraph, VoiceDesign
from studio.core.timeline import ALL_WORDS, WordRange, WordTiming

RATE_HZ = 1000
PAUSE_S = 0.1


def take(frames: int, first: float = 1.0, complete: bool = True, words: tuple[WordTiming, ...] = ()) -> LiveTake:
    made = LiveTake(str(first), RATE_HZ)
    made.append(np.arange(first, first + frames, dtype=np.float32))
    made.add_words(words)
    if complete:
        made.finish()
    return made


def playlist(*takes: LiveTake) -> Playlist:
    items = [item_of(Paragraph(str(number), "two words"), each) for number, each in enumerate(takes)]
    return Playlist(items, RATE_HZ, PAUSE_S)


def test_takes_follow_each_other_with_a_pause_between() -> None:
    heard = playlist(take(3), take(2, 100.0)).read(0, 1000)
    assert heard.tolist() == [1, 2, 3, *[0] * 100, 100, 101]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=5), st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_reading_in_any_steps_gives_the_same_samples(lengths: list[int], steps: list[int]) -> None:
    source = playlist(*(take(length, 1000.0 * number) for number, length in enumerate(lengths, 1)))
    whole = source.read(0, 10_000)
    at, parts = 0, []
    for step in steps:
        parts.append(source.read(at, step))
        at += len(parts[-1])
    assert np.concatenate(parts).tolist() == whole[:at].tolist()
    assert source.finished(len(whole))
    assert not source.finished(len(whole) - 1)


def test_what_is_not_rendered_yet_is_waited_for() -> None:
    growing = take(3, complete=False)
    source = playlist(growing, take(2, 100.0))
    assert source.read(0, 100).tolist() == [1, 2, 3]
    assert not source.finished(3)
    growing.append(np.array([4.0], np.float32))
    growing.finish()
    assert source.read(3, 2).tolist() == [4, 0]


def test_a_failed_take_ends_the_source_after_what_there_is() -> None:
    broken = take(3, complete=False)
    source = playlist(broken, take(2, 100.0))
    broken.error = SpeechFailed("broken")
    assert (source.finished(2), source.finished(3)) == (False, True)


def test_places_and_times_agree() -> None:
    words = (WordTiming("two", 0.0, 0.2), WordTiming("words", 0.3, 0.4))
    source = playlist(take(500, words=words), take(500, 9.0, words=words))
    for item, take_s, word in ((0, 0.1, 0), (0, 0.35, 1), (1, 0.0, 0), (1, 0.45, 1)):
        t_s = source.time_of(item, take_s)
        assert t_s is not None
        heard = source.locate(t_s)
        assert (heard.item, heard.word) == (item, word)
        assert heard.take_s == pytest.approx(take_s)


def test_a_part_of_a_take_is_played_alone() -> None:
    spans = item_of(Paragraph("0", "two words"), take(1)).spans
    source = Playlist([PlaylistItem(Paragraph("0", "two words"), 0, spans, take(500), from_s=0.1, to_s=0.103)], RATE_HZ)
    assert source.read(0, 100).tolist() == [101, 102, 103]
    assert source.finished(3)
    assert source.locate(0.001).take_s == pytest.approx(0.101)


def test_the_word_after_a_stretch_is_never_heard() -> None:
    words = (WordTiming("two", 0.0, 0.2), WordTiming("words", 0.3, 0.4))
    spans = item_of(Paragraph("0", "two words"), take(1)).spans
    source = Playlist([PlaylistItem(Paragraph("0", "two words"), 0, spans, take(500, words=words), to_s=0.3)], RATE_HZ)
    assert [source.locate(t_s).word for t_s in (0.0, 0.3, 9.0)] == [0, 0, 0]


def test_a_growing_playlist_takes_only_one_segment_beyond_the_one_asked_for() -> None:
    made = [item_of(Paragraph(str(number), "two words"), take(3)) for number in range(5)]
    source = Playlist.growing(iter(made), RATE_HZ)
    assert len(source.items) == 2
    assert not source.finished(10_000)
    assert source.grow_to(3)
    assert source.items[3] is made[3]
    assert len(source.items) == 5
    assert not source.grow_to(5)
    assert source.finished(10_000)


def test_audio_long_past_is_let_go_without_moving_what_follows() -> None:
    source = playlist(take(500), take(500, 9.0), take(500, 20.0))
    before = (source.time_of(2, 0.1), source.read(1300, 10).tolist(), source.locate(1.3))
    source.drop_before(1.25)
    assert [item.take.dropped for item in source.items] == [True, True, False]
    assert (source.time_of(2, 0.1), source.read(1300, 10).tolist(), source.locate(1.3)) == before
    assert source.time_of(0, 0.1) is None


def test_the_place_beyond_what_is_rendered_is_not_known_yet() -> None:
    source = playlist(take(100, complete=False), take(100, 9.0))
    assert source.time_of(0, 0.2) is None
    assert source.time_of(1, 0.0) is None
    assert source.rendered_s() == pytest.approx(0.1)


def test_a_language_without_blanks_has_a_span_for_each_character() -> None:
    spans = item_of(Paragraph("0", "你好，世界。"), take(1), VoiceDesign(language="zh")).spans
    assert [span.text for span in spans] == ["你", "好，", "世", "界。"]


def test_what_was_asked_for_from_a_word_on_is_at_that_word_from_its_first_moment() -> None:
    late = LiveTake("0", 1000)
    late.append(np.zeros(500, np.float32))
    late.add_words([WordTiming("words", 0.05, 0.4)])
    late.finish()
    for words, heard in ((WordRange(1), 0), (ALL_WORDS, -1)):
        text = "two words" if words.first else "words"
        assert Playlist([item_of(Paragraph("0", text), late, words=words)], 1000).locate(0.0).word == heard


def test_places_far_into_a_loop_are_found_without_going_through_all_of_it() -> None:
    looked = 0

    class Watched(LiveTake):
        @property
        def complete(self) -> bool:
            nonlocal looked
            looked += 1
            return super().complete

    made = Watched("word", 1000)
    made.append(np.full(200, 0.5, np.float32))
    made.finish()
    passes = 20_000
    playlist = Playlist([item_of(Paragraph("p", "word"), made) for _ in range(passes)], 1000, 0.0)
    assert playlist.locate(0.25 * passes).item == passes - 1
    looked = 0
    at_s = 0.2 * (passes - 10) + 0.1
    assert playlist.locate(at_s).item == passes - 10
    assert playlist.locate(at_s).take_s == pytest.approx(0.1)
    assert playlist.time_of(passes - 10, 0.1) == pytest.approx(at_s)
    assert len(playlist.read(round(at_s * 1000), 400)) == 400
    assert not playlist.finished(round(at_s * 1000))
    assert playlist.finished(200 * passes)
    assert playlist.rendered_s() == pytest.approx(0.2 * passes)
    assert looked < 60
