# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a reading goes over to other designs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from studio.app.playback.splicing import SplicedTake
from studio.app.playback.tuning import AT_NEXT_WORD_S, GoingOver, word_to_render_from
from studio.app.takes.playlist import PARAGRAPH_PAUSE_S, Playlist, PlaylistItem, item_of
from studio.app.takes.takes import LiveTake
from studio.core.errors import EngineUnavailable
from studio.core.project import Paragraph, VoiceDesign
from studio.core.timeline import ALL_WORDS, WordRange, WordTiming

RATE_HZ = 1000
WORD_S = 0.5
ONE, TWO = Paragraph("a", "One two. Three four."), Paragraph("b", "Five six seven eight.")


def take(paragraph: Paragraph, level: float, *, first: int = 0, said: int = 4, whole: bool = True) -> LiveTake:
    made = LiveTake(f"{paragraph.id} {level}", RATE_HZ)
    for number, text in enumerate(paragraph.text.split()[first:said]):
        made.append(np.full(round(WORD_S * RATE_HZ), level, np.float32))
        made.add_words([WordTiming(text, number * WORD_S + 0.1, (number + 1) * WORD_S)])
    if whole:
        made.finish()
    return made


def louder_db(new: float, old: float) -> float:
    """What takes of these levels are asked to differ by, so that neither is turned up or down."""
    return 20 * math.log10(new / old)


def item(paragraph: Paragraph, made: LiveTake, words: WordRange = ALL_WORDS) -> PlaylistItem:
    return item_of(paragraph, made, VoiceDesign(), words)


@pytest.fixture
def heard() -> Playlist:
    return Playlist([item(ONE, take(ONE, 0.1)), item(TWO, take(TWO, 0.2))], RATE_HZ)


SECOND_S = 4 * WORD_S + PARAGRAPH_PAUSE_S
"""Begin of the second paragraph."""


def test_it_goes_over_within_a_paragraph_and_goes_on_with_the_rest(heard: Playlist) -> None:
    rest = Playlist([item(ONE, take(ONE, 0.5, first=1), WordRange(1)), item(TWO, take(TWO, 0.6))], RATE_HZ)
    found = GoingOver(0, rest, asked_db=louder_db(0.5, 0.1))(heard, 0.7)
    assert found is not None
    playlist, at_s = found
    assert isinstance(playlist, Playlist)
    assert at_s == pytest.approx(1.05), "the next word's begin"
    samples = playlist.read(0, 9000)
    assert np.array_equal(samples[:1050], heard.read(0, 1050))
    assert np.allclose(samples[1070:2000], 0.5)
    assert samples[-1] == pytest.approx(0.6)
    assert playlist.changed_s == at_s
    assert isinstance(playlist.items[0].take, SplicedTake)


def test_after_the_last_word_it_goes_over_at_the_next_paragraph(heard: Playlist) -> None:
    rest = Playlist([item(ONE, take(ONE, 0.5, first=1), WordRange(1)), item(TWO, take(TWO, 0.6))], RATE_HZ)
    found = GoingOver(0, rest)(heard, 1.8)
    assert found is not None
    assert found[1] == pytest.approx(SECOND_S)
    samples = found[0].read(0, 9000)
    assert samples[1900] == pytest.approx(0.1)
    assert samples[2600] == pytest.approx(0.6)


def test_a_next_paragraph_that_is_kept_is_not_gone_over_to_while_words_of_this_one_may_come(heard: Playlist) -> None:
    """Such as one of another speaker, who is not changed."""
    growing = take(ONE, 0.5, first=1, said=1, whole=False)
    rest = Playlist([item(ONE, growing, WordRange(1)), heard.items[1]], RATE_HZ)
    going = GoingOver(0, rest, changed="0.94×")
    assert going(heard, 0.7) is None
    growing.append(np.full(1500, 0.5, np.float32))
    growing.add_words(
        [WordTiming(text, n * WORD_S + 0.1, (n + 1) * WORD_S) for n, text in enumerate(ONE.text.split()[1:])]
    )
    found = going(heard, 0.7)
    assert found is not None
    assert isinstance(found[0], Playlist)
    assert found[1] == pytest.approx(1.05)
    assert [each.changed for each in found[0].items] == ["0.94×", ""]


def test_at_the_last_moment_it_goes_over_to_the_next_paragraph(heard: Playlist) -> None:
    late = take(ONE, 0.5, first=1, said=1, whole=False)
    for second, changed in ((heard.items[1], ""), (item(TWO, take(TWO, 0.6)), "0.94×")):
        going = GoingOver(0, Playlist([item(ONE, late, WordRange(1)), second], RATE_HZ), changed="0.94×")
        assert going(heard, 1.5) is None, "the fourth word may come"
        found = going(heard, SECOND_S - 0.2)
        assert found is not None
        assert isinstance(found[0], Playlist)
        assert found[1] == pytest.approx(SECOND_S)
        assert found[0].items[1].changed == changed, "what sounds as before is no seam"


def test_behind_the_last_item_that_is_known_it_goes_over_once_there_is_sound(heard: Playlist) -> None:
    """Such as in a loop of which one more pass was known when the next change came, and that took long to render."""
    late = LiveTake("late", RATE_HZ)
    rest = Playlist([item(ONE, take(ONE, 0.5)), item(TWO, take(TWO, 0.6)), item(ONE, late)], RATE_HZ)
    going = GoingOver(0, rest)
    end_s = SECOND_S + 4 * WORD_S
    assert going(heard, end_s) is None
    late.append(np.full(2000, 0.9, np.float32))
    found = going(heard, end_s)
    assert found is not None
    assert isinstance(found[0], Playlist)
    assert found[1] == pytest.approx(end_s)
    assert found[0].read(0, 9000)[round((end_s + PARAGRAPH_PAUSE_S + 0.1) * RATE_HZ)] == pytest.approx(0.9)


def test_what_fails_is_not_gone_on_behind(heard: Playlist) -> None:
    """Nobody would render what follows there."""
    broken = take(ONE, 0.5, first=1, said=1, whole=False)
    going = GoingOver(0, Playlist([item(ONE, broken, WordRange(1)), heard.items[1]], RATE_HZ))
    broken.error = EngineUnavailable("It went away.")
    assert going(heard, SECOND_S - 0.1) is None


def test_behind_the_last_word_nothing_is_waited_for(heard: Playlist) -> None:
    late = take(ONE, 0.5, first=1, said=1, whole=False)
    found = GoingOver(0, Playlist([item(ONE, late, WordRange(1)), heard.items[1]], RATE_HZ))(heard, 1.7)
    assert found is not None
    assert found[1] == pytest.approx(SECOND_S)


def test_a_rendering_that_is_heard_already_is_no_seam(heard: Playlist) -> None:
    found = GoingOver(0, Playlist(list(heard.items), RATE_HZ), changed="0.94×")(heard, 0.7)
    assert found is not None
    assert isinstance(found[0], Playlist)
    assert not found[0].items[0].changed


def test_what_was_asked_for_from_the_next_paragraph_on_goes_over_there(heard: Playlist) -> None:
    rest = Playlist([item(TWO, take(TWO, 0.6))], RATE_HZ)
    found = GoingOver(1, rest)(heard, 0.7)
    assert found is not None
    assert found[1] == pytest.approx(SECOND_S)
    late = GoingOver(1, rest)(heard, SECOND_S + 0.7)
    assert late is not None
    assert late[1] == pytest.approx(SECOND_S + 1.05), "came late, it goes over at a word"


def test_nothing_is_gone_over_to_before_it_has_sound(heard: Playlist) -> None:
    growing = take(ONE, 0.5, first=1, said=1, whole=False)
    rest = Playlist([item(ONE, growing, WordRange(1)), item(TWO, LiveTake("later", RATE_HZ))], RATE_HZ)
    going = GoingOver(0, rest)
    assert going(heard, 0.7) is None
    assert going(heard, SECOND_S + 1.0) is None
    growing.append(np.full(650, 0.5, np.float32))
    growing.add_words([WordTiming("two.", 0.1, 0.5), WordTiming("Three", 0.6, 1.0)])
    assert going(heard, 0.4) is not None
    assert going(heard, 0.7) is None, "the third word has no sound yet"
    assert going(heard, 99.0) is None


def test_it_goes_over_from_what_it_went_over_to(heard: Playlist) -> None:
    rest = Playlist([item(ONE, take(ONE, 0.5, first=1), WordRange(1)), item(TWO, take(TWO, 0.6))], RATE_HZ)
    first = GoingOver(0, rest, asked_db=louder_db(0.5, 0.1))(heard, 0.2)
    assert first is not None
    newer = Playlist([item(ONE, take(ONE, 0.8, first=2), WordRange(2)), item(TWO, take(TWO, 0.9))], RATE_HZ)
    second = GoingOver(0, newer, asked_db=louder_db(0.8, 0.5))(first[0], 0.7)
    assert second is not None
    samples = second[0].read(0, 9000)
    assert [round(float(samples[at]), 2) for at in (500, 1000, 1500, 2700)] == [0.1, 0.5, 0.8, 0.9]
    assert [word.text for word in second[0].items[0].take.words] == ONE.text.split()  # type: ignore[attr-defined]


def test_items_that_came_meanwhile_are_adopted() -> None:
    paragraphs = [ONE, TWO, Paragraph("c", "Nine ten eleven twelve.")]
    heard = Playlist([item(each, take(each, 0.1)) for each in paragraphs], RATE_HZ)
    items = [
        item(ONE, take(ONE, 0.5, first=1), WordRange(1)),
        *(item(each, take(each, 0.6)) for each in paragraphs[1:]),
    ]
    rest = Playlist.growing(iter(items), RATE_HZ)
    found = GoingOver(0, rest)(heard, 0.7)
    assert found is not None
    playlist = found[0]
    assert isinstance(playlist, Playlist)
    assert not playlist.finished(playlist.read(0, 99999).size), "more is to come"
    rest.grow_to(2)
    playlist.adopt_rest()
    assert [each.paragraph_id for each in playlist.items] == ["a", "b", "c"]
    assert playlist.finished(playlist.read(0, 99999).size)


def test_the_word_rendered_from_is_the_first_whose_sound_is_there_in_time() -> None:
    whole = item(ONE, take(ONE, 0.1))
    assert word_to_render_from(whole, 0.0, 0.2) == 1
    assert word_to_render_from(whole, 0.2, 0.3) == 2
    assert word_to_render_from(whole, 1.6, 0.3) is None
    slow_s = AT_NEXT_WORD_S + 0.1
    assert word_to_render_from(whole, 0.1, slow_s) == 2, "the next sentence"
    assert word_to_render_from(whole, 1.2, slow_s) is None
    growing = item(ONE, take(ONE, 0.1, said=2, whole=False))
    assert word_to_render_from(growing, 0.5, 0.2) == 2, "the first that is not there yet"
    later = item(ONE, take(ONE, 0.1, first=1), WordRange(1))
    assert word_to_render_from(later, 0.0, 0.2) == 2


@pytest.mark.parametrize("sound_s", [0.0, 0.6])
def test_words_whose_sound_has_not_come_are_rendered_and_gone_over_to(sound_s: float) -> None:
    known = LiveTake("words before their sound", RATE_HZ)
    if sound_s:
        known.append(np.full(round(sound_s * RATE_HZ), 0.1, np.float32))
    known.add_words(WordTiming(text, n * WORD_S + 0.1, (n + 1) * WORD_S) for n, text in enumerate(ONE.text.split()))
    old = item(ONE, known)
    word = word_to_render_from(old, 0.0, 0.05)
    assert word == (0 if sound_s == 0.0 else 1)
    rest = Playlist([item(ONE, take(ONE, 0.1, first=word), WordRange(word) if word else ALL_WORDS)], RATE_HZ)
    found = GoingOver(0, rest)(Playlist([old], RATE_HZ), 0.0)
    assert found is not None, "it is not waited for what will not come"
    assert [each.text for each in found[0].items[0].take.words] == ONE.text.split()  # type: ignore[attr-defined]
