# SPDX-License-Identifier: GPL-3.0-or-later
"""A take that goes over from one rendering of a paragraph to another."""

from __future__ import annotations

import math

import numpy as np
import pytest

from studio.app.playback.splicing import LEAD_S, SplicedTake, find_seam, same_place, spliced
from studio.app.takes.gain import Gain
from studio.app.takes.playlist import PlaylistItem, item_of
from studio.app.takes.takes import LiveTake
from studio.core.pcm import Samples
from studio.core.project import Paragraph, VoiceDesign
from studio.core.timeline import WordRange, WordTiming
from tests.support.signals import noise

RATE_HZ = 1000
TEXT = "one two three four five"
PARAGRAPH = Paragraph("p", TEXT)


def take(level: float, word_s: float = 0.4, *, first: int = 0, said: int = 5, end: bool = True) -> LiveTake:
    """A take of the text's words from *first* on, each of one *level*, of which *said* are rendered."""
    made, gap_s = LiveTake(f"{level}", RATE_HZ), 0.1
    for number, text in enumerate(TEXT.split()[first:said]):
        start_s = number * (word_s + gap_s)
        made.append(np.full(round((word_s + gap_s) * RATE_HZ), level, np.float32))
        made.add_words([WordTiming(text, start_s + gap_s, start_s + gap_s + word_s)])
    if end:
        made.finish()
    return made


def louder_db(new: float, old: float) -> float:
    """What takes of these levels are asked to differ by, so that neither is turned up or down."""
    return 20 * math.log10(new / old)


def item(made: LiveTake, first: int = 0) -> PlaylistItem:
    return item_of(PARAGRAPH, made, VoiceDesign(), WordRange(first))


def test_it_goes_over_in_the_pause_before_the_next_word_that_both_have() -> None:
    old, new = item(take(0.2)), item(take(0.6, word_s=0.2, first=2), 2)
    seam = find_seam(old, new, 0.3)
    assert seam is not None
    assert seam.word == 2, "the second word is not in the new take"
    assert seam.at_s == pytest.approx(1.1 - LEAD_S)
    assert seam.from_s == pytest.approx(0.1 - LEAD_S)
    later = find_seam(old, new, 1.2)
    assert later is not None
    assert later.word == 3
    assert find_seam(old, new, 2.2) is None


def test_it_goes_over_later_in_the_pause_where_its_begin_is_past() -> None:
    old, new = item(take(0.2)), item(take(0.6, word_s=0.2, first=2), 2)
    seam = find_seam(old, new, 1.08)
    assert seam is not None
    assert seam.word == 2
    assert (seam.at_s, seam.from_s) == pytest.approx((1.08, 0.08))
    late = find_seam(old, new, 1.11)
    assert late is not None
    assert late.word == 3


def test_it_waits_until_the_new_take_has_sound_of_the_word() -> None:
    old = item(take(0.2))
    assert find_seam(old, item(take(0.6, said=2, end=False)), 0.65) is None
    assert find_seam(old, item(take(0.6, said=3, end=False)), 0.65) is not None
    slow = take(0.6)
    slow.hold_back(9.0)
    assert find_seam(old, item(slow), 0.3) is not None, "one that is whole is ready"
    slow = take(0.6, end=False)
    slow.hold_back(9.0)
    assert find_seam(old, item(slow), 0.3) is None


def test_a_pause_that_is_near_is_preferred() -> None:
    old = LiveTake("old", RATE_HZ)
    old.append(np.zeros(2000, np.float32))
    times = [(0.0, 0.4), (0.4, 0.5), (0.59, 1.0), (1.0, 1.4), (1.4, 1.8)]
    old.add_words(WordTiming(text, *each) for text, each in zip(TEXT.split(), times, strict=True))
    seam = find_seam(item(old), item(take(0.6)), 0.35)
    assert seam is not None
    assert seam.word == 2
    far = find_seam(item(old), item(take(0.6)), 0.7)
    assert far is not None
    assert far.word == 3, "the next word, as no pause is near"


def with_pause(word_s: float, pause_s: float) -> LiveTake:
    """All words, and silence behind them."""
    made = take(0.2, word_s, end=False)
    made.append(np.zeros(round(pause_s * RATE_HZ), np.float32))
    made.finish()
    return made


@pytest.mark.parametrize(
    ("into_s", "new_pause_s", "expected_s"), [(0.06, 0.3, 0.06), (0.06, 0.04, 0.04), (0.0, 0.3, 0.0)]
)
def test_within_the_pause_at_the_end_as_much_of_it_is_over_in_the_new_take(
    into_s: float, new_pause_s: float, expected_s: float
) -> None:
    old, new = item(with_pause(0.4, 0.1)), item(with_pause(0.2, new_pause_s))
    seam = same_place(old, new, old.take.words[-1].end_s + into_s)
    assert seam is not None
    assert seam.from_s == pytest.approx(new.take.words[-1].end_s + expected_s)


def test_its_sound_and_words_are_those_of_both() -> None:
    old, new = item(take(0.2)), item(take(0.6, word_s=0.2, first=1), 1)
    seam = find_seam(old, new, 0.8)
    assert seam is not None
    assert seam.word == 2
    made = spliced(old, new, seam, louder_db(0.6, 0.2))
    words = made.take.words
    assert [word.text for word in words] == TEXT.split()
    assert words[1].start_s == pytest.approx(0.6)
    assert np.diff([word.start_s for word in words[2:]]) == pytest.approx(0.3)
    assert words[2].start_s == pytest.approx(1.1)
    samples = made.take.read(0, made.take.frames)
    at = round(seam.at_s * RATE_HZ)
    assert np.allclose(samples[:at], 0.2)
    assert np.allclose(samples[at + 12 :], 0.6)
    assert np.all(np.diff(samples) >= -1e-6), "it rises from one to the other"
    assert made.take.complete
    assert made.take.duration_s == pytest.approx(1.05 + 1.2 - 0.35)


def test_it_grows_with_the_new_take() -> None:
    growing = take(0.6, said=3, end=False)
    old, new = item(take(0.2)), item(growing)
    seam = find_seam(old, new, 0.6)
    assert seam is not None
    made = spliced(old, new, seam, louder_db(0.6, 0.2)).take
    assert isinstance(made, SplicedTake)
    assert len(made.words) == 3
    assert not made.complete
    growing.append(np.full(500, 0.7, np.float32))
    growing.add_words([WordTiming("four", 1.6, 2.0)])
    growing.finish()
    made.follow()
    assert [word.text for word in made.words] == TEXT.split()[:4]
    assert made.read(made.frames - 1, 1)[0] == pytest.approx(0.7)
    assert made.complete


def test_it_ends_where_the_new_stretch_ends() -> None:
    whole = item(take(0.6))
    new = PlaylistItem(whole.paragraph, 0, whole.spans, whole.take, 0.0, 1.55)
    seam = find_seam(item(take(0.2)), new, 0.3)
    assert seam is not None
    made = spliced(item(take(0.2)), new, seam).take
    assert made.complete
    assert [word.text for word in made.words] == ["one", "two", "three"]
    assert find_seam(item(take(0.2)), new, 1.4) is None


def test_gains_of_both_are_in_the_samples() -> None:
    old = PlaylistItem(PARAGRAPH, 0, item(take(0.2)).spans, take(0.2), gain=Gain(0.5))
    new = PlaylistItem(PARAGRAPH, 0, item(take(0.6)).spans, take(0.6), gain=Gain(2.0))
    seam = find_seam(old, new, 0.6)
    assert seam is not None
    made = spliced(old, new, seam, louder_db(1.2, 0.1))
    assert made.gain.factor == 1.0
    samples = made.take.read(0, made.take.frames)
    assert samples[0] == pytest.approx(0.1)
    assert samples[-1] == pytest.approx(1.2)


def test_an_old_take_that_grows_no_more_is_gone_on_with_at_its_end() -> None:
    old = item(take(0.2, said=2, end=False))
    seam = find_seam(old, item(take(0.6, first=2), 2), 0.3)
    assert seam is not None
    assert (seam.at_s, seam.word) == (1.0, 2)
    old.take.append(np.full(200, 0.2, np.float32))
    late = find_seam(old, item(take(0.6, first=2), 2), 1.1)
    assert late is not None
    assert late.at_s == 1.1, "of the word that has no time yet something was heard"
    assert find_seam(old, item(take(0.6, first=2), 2), 1.3) is None
    assert find_seam(old, item(take(0.6, first=3), 3), 0.3) is None
    whole = spliced(old, item(take(0.6, first=2), 2), seam).take
    assert [word.text for word in whole.words] == TEXT.split()


def broken_off(there_s: float) -> PlaylistItem:
    """An old take whose words are known, and whose sound ends at some second, within a word."""
    whole, made = take(0.2), LiveTake("old", RATE_HZ)
    made.append(whole.read(0, round(there_s * RATE_HZ)))
    made.add_words(whole.words)
    return item(made)


@pytest.mark.parametrize(("there_s", "word"), [(0.8, 1), (0.61, 1), (2.4, 4), (2.49, 4)])
def test_a_word_that_breaks_off_goes_on_in_the_new_take_where_there_is_no_later_one(there_s: float, word: int) -> None:
    old, new = broken_off(there_s), item(take(0.6, word_s=0.2, first=word), word)
    seam = find_seam(old, new, there_s - 0.005)
    assert seam is not None
    assert there_s - 0.005 <= seam.at_s <= there_s
    begin_s = old.take.words[word].start_s
    assert seam.from_s == pytest.approx(0.1 + max(seam.at_s - begin_s, 0.0) / 2)
    joined = spliced(old, new, seam).take
    assert [each.text for each in joined.words] == TEXT.split()
    assert joined.complete


def test_a_word_that_breaks_off_waits_for_its_sound_and_is_cut_only_where_none_will_come() -> None:
    coming = take(0.6, word_s=0.2, first=1, said=1, end=False)
    coming.add_words([WordTiming("two", 0.1, 0.3)])
    assert find_seam(broken_off(0.8), item(coming, 1), 0.79) is None
    cut = find_seam(broken_off(0.8), item(take(0.6, word_s=0.2, first=2), 2), 0.79)
    assert cut is not None
    assert cut.at_s == pytest.approx(0.8)
    assert cut.word == 2
    assert cut.from_s == pytest.approx(0.1 - LEAD_S)


def levels(samples: Samples, first_s: float, words: int, every_s: float = 0.5) -> list[float]:
    """Mean level of each word from *first_s* on, in dB."""
    begins = [round((first_s + number * every_s) * RATE_HZ) for number in range(words)]
    return [20 * math.log10(float(np.sqrt(np.mean(samples[at + 20 : at + 380] ** 2)))) for at in begins]


def voice(level: float) -> PlaylistItem:
    made = LiveTake(f"voice {level}", RATE_HZ)
    made.append(np.float32(level) * noise(2.5, RATE_HZ))
    made.add_words(WordTiming(text, n * 0.5 + 0.1, n * 0.5 + 0.5) for n, text in enumerate(TEXT.split()))
    made.finish()
    return item(made)


@pytest.mark.parametrize("new", [0.4, 0.025])
def test_a_voice_that_is_louder_or_softer_begins_as_loud_as_the_one_before_and_finds_to_its_own_level(
    new: float,
) -> None:
    old, other = voice(0.1), voice(new)
    seam = find_seam(old, other, 0.3)
    assert seam is not None
    heard = levels(spliced(old, other, seam).take.read(0, 2500), 0.1, 5)
    plain = levels(old.take.read(0, 2500), 0.1, 5)
    assert abs(heard[1] - plain[1]) < 2.5, "12 dB apart"
    apart = [abs(one - another) for one, another in zip(heard[1:], plain[1:], strict=True)]
    assert apart == sorted(apart)
    assert max(np.abs(np.diff(apart))) < 4.0
    long = levels(spliced(old, other, seam).take.read(0, 2500), 0.1, 5)[-1]
    assert abs(long - plain[-1]) > 8.0


def test_what_is_asked_for_is_heard_at_once() -> None:
    old, softer = voice(0.2), voice(0.1)
    seam = find_seam(old, softer, 0.3)
    assert seam is not None
    heard = levels(spliced(old, softer, seam, louder_db(0.1, 0.2)).take.read(0, 2500), 0.1, 5)
    assert heard[1:] == pytest.approx(levels(softer.take.read(0, 2500), 0.1, 5)[1:], abs=0.1)
