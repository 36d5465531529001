# SPDX-License-Identifier: GPL-3.0-or-later
"""The binding to the library itself."""

from __future__ import annotations

import threading

import numpy as np
import psutil
import pytest

from studio.core.errors import NotFound, SpeechFailed
from studio.engine.espeak_ng import Parameter, phoneme_groups, sample_rate_hz, synthesize


def never() -> bool:
    return False


def test_phonemes_come_in_groups_and_ties_mark_what_is_one_sound() -> None:
    assert phoneme_groups("judge", "en-us") == ["d^ʒˈʌd^ʒ"]
    assert phoneme_groups("cat, dog", "en-us") == ["kˈæt", "dˈɑːɡ"]
    assert phoneme_groups("", "en-us") == []


def test_a_zero_does_not_end_the_text() -> None:
    assert phoneme_groups("one\0two", "en-us") == phoneme_groups("one two", "en-us")
    assert len(synthesize("one\0two", "en-us", {}, never)[1]) == 2


def test_words_are_reached_in_order_where_they_stand() -> None:
    samples, events = synthesize("One two three", "en-us", {}, never)
    assert [(event.position, event.length) for event in events] == [(0, 3), (4, 3), (8, 5)]
    assert [event.sample for event in events] == sorted(event.sample for event in events)
    assert events[-1].sample < len(samples)
    assert samples.dtype == np.float32
    assert 0.05 < np.abs(samples).max() <= 1.0


def test_positions_count_characters_not_bytes() -> None:
    _, events = synthesize("é é one", "fr", {}, never)
    assert [event.position for event in events] == [0, 2, 4]


def test_nothing_to_say_is_no_sound() -> None:
    samples, events = synthesize("", "en-us", {}, never)
    assert not np.abs(samples).any()
    assert events == []


def test_settings_of_one_call_hold_for_that_call() -> None:
    usual = {Parameter.RATE_WPM: 175}
    slow = len(synthesize("one two three", "en-us", {Parameter.RATE_WPM: 90}, never)[0])
    fast = len(synthesize("one two three", "en-us", {Parameter.RATE_WPM: 300}, never)[0])
    again = len(synthesize("one two three", "en-us", usual, never)[0])
    assert slow > 1.5 * again > 2 * fast


def test_phonemes_between_brackets_are_spoken() -> None:
    samples, _ = synthesize("[[h@l'oU]]", "en-us", {}, never)
    assert np.abs(samples).max() > 0.05


def test_it_ends_early_when_stopped() -> None:
    whole = len(synthesize("one two three four five six", "en-us", {}, never)[0])
    asked: list[bool] = []

    def after_two() -> bool:
        asked.append(True)
        return len(asked) > 2

    part = len(synthesize("one two three four five six", "en-us", {}, after_two)[0])
    assert 0 < part < whole / 2


def test_an_unknown_voice_is_named_and_the_next_call_speaks() -> None:
    with pytest.raises(NotFound) as refused:
        synthesize("one", "no-such-voice", {}, never)
    assert refused.value.detail == "no-such-voice"
    assert len(synthesize("one", "en-us", {}, never)[0])


def test_a_setting_that_the_library_does_not_have_is_refused() -> None:
    class Unknown(int):
        name = "UNKNOWN"

    with pytest.raises(SpeechFailed, match="refused a setting") as refused:
        synthesize("one", "en-us", {Unknown(99): 1}, never)  # type: ignore[dict-item]
    assert refused.value.detail == "UNKNOWN = 1"


def test_threads_take_turns() -> None:
    """The library has one state for the whole process: each thread gets its own text's sound."""
    alone = {text: len(synthesize(text, "en-us", {Parameter.RATE_WPM: 175}, never)[0]) for text in ("one", "seventeen")}
    found: dict[str, list[int]] = {text: [] for text in alone}

    def speak(text: str) -> None:
        for _ in range(5):
            found[text].append(len(synthesize(text, "en-us", {Parameter.RATE_WPM: 175}, never)[0]))

    threads = [threading.Thread(target=speak, args=(text,)) for text in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    # The library's noise goes on from call to call, so that lengths differ by some samples.
    for text, length in alone.items():
        assert found[text] == [pytest.approx(length, rel=0.01)] * 5


def test_the_rate_is_the_librarys_own() -> None:
    assert sample_rate_hz() == 22050


def test_an_unknown_voice_of_espeak_is_an_error_and_changes_nothing() -> None:
    before = phoneme_groups("hello", "en-us")
    with pytest.raises(NotFound):
        phoneme_groups("hello", "no-such-voice")
    assert phoneme_groups("hello", "en-us") == before


def test_a_voice_that_is_set_stays_until_another_is_asked_for() -> None:
    alone = {voice: phoneme_groups("general", voice) for voice in ("en-us", "de", "fr")}
    assert len({*map(tuple, alone.values())}) == 3
    for voice in ("de", "de", "en-us", "fr", "fr", "de"):
        assert phoneme_groups("general", voice) == alone[voice]
    synthesize("general", "en-us", {}, never)
    assert phoneme_groups("general", "de") == alone["de"]


@pytest.mark.parametrize("count", [1, 27, 28, 40, 161, 500])
def test_no_word_is_lost_after_many_texts_were_only_turned_into_phonemes(count: int) -> None:
    synthesize("one two", "en-us", {}, never)
    for number in range(count):
        phoneme_groups("radio", "de" if number % 2 else "en-us")
    assert [event.position for event in synthesize("one two", "en-us", {}, never)[1]] == [0, 4]


def test_phonemes_alone_take_no_more_memory_with_time() -> None:
    process = psutil.Process()
    for _ in range(500):
        phoneme_groups("radio", "en-us")
    before = process.memory_info().rss
    for number in range(8000):
        phoneme_groups("radio", "de" if number % 2 else "en-us")
    assert process.memory_info().rss - before < 4_000_000
