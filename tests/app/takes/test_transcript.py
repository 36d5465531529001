# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from studio.app.takes.playlist import PARAGRAPH_PAUSE_S, item_of
from studio.app.takes.takes import LiveTake
from studio.app.takes.transcript import CHARACTERS_PER_S, WORDS_PER_S, PlacedTake, TranscriptClock, estimated_s
from studio.core.marks import Mark
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.timeline import WordRange, WordTiming
from studio.project.edits import with_text

RATE_HZ = 1000
TEXT = "One two three four.\n\nFive six."
DESIGN = VoiceDesign()


def take(*words: str, word_s: float = 0.5, complete: bool = True) -> LiveTake:
    """Each word is as long as the others."""
    made = LiveTake(" ".join(words), RATE_HZ)
    made.append(np.zeros(round(len(words) * word_s * RATE_HZ), np.float32))
    made.add_words(WordTiming(word, n * word_s, (n + 1) * word_s) for n, word in enumerate(words))
    if complete:
        made.finish()
    return made


def clock_of(project: Project, sounds: dict[str, PlacedTake]) -> TranscriptClock:
    def found(paragraph: Paragraph, _design: VoiceDesign) -> PlacedTake | None:
        return sounds.get(paragraph.text)

    clock = TranscriptClock(found)
    clock.update(project, DESIGN)
    return clock


@pytest.mark.parametrize(
    ("text", "rate", "language", "s"),
    [
        ("One two three.", 1.0, "", 3 / WORDS_PER_S),
        ("One two three.", 2.0, "", 1.5 / WORDS_PER_S),
        ("你好", 1.0, "zh", 2 / CHARACTERS_PER_S),
        ("…", 1.0, "", 1 / WORDS_PER_S),
    ],
)
def test_reading_is_estimated_from_words_or_characters(text: str, rate: float, language: str, s: float) -> None:
    assert estimated_s(text, rate, language) == pytest.approx(s)


def test_paragraphs_follow_each_other_with_a_pause_and_blank_ones_take_no_time() -> None:
    clock = clock_of(with_text(Project(), TEXT), {})
    first, second = clock.parts
    assert first.start_s == 0.0
    assert second.start_s == pytest.approx(first.duration_s + PARAGRAPH_PAUSE_S)
    assert clock.total_s == pytest.approx(second.start_s + second.duration_s)
    assert clock.estimated


def test_what_is_rendered_whole_is_no_estimate() -> None:
    sounds = {
        "One two three four.": PlacedTake(take("One", "two", "three", "four")),
        "Five six.": PlacedTake(take("Five", "six")),
    }
    clock = clock_of(with_text(Project(), TEXT), sounds)
    assert not clock.estimated
    assert clock.total_s == pytest.approx(2.0 + PARAGRAPH_PAUSE_S + 1.0)
    for word, at_s in (("One", 0.0), ("three", 1.0), ("Five", 2.45), ("six", 2.95)):
        position = TEXT.index(word)
        assert clock.time_of(position) == pytest.approx(at_s)
        assert clock.char_at(at_s + 0.01) == position
    assert clock.time_of(len(TEXT)) == clock.total_s


def test_a_take_that_grows_is_as_long_as_estimated_or_as_it_is_by_now() -> None:
    project = with_text(Project(), "One two three four.")
    short = clock_of(project, {"One two three four.": PlacedTake(take("One", complete=False))})
    assert short.estimated
    assert short.total_s == pytest.approx(4 / WORDS_PER_S)
    slow = clock_of(project, {"One two three four.": PlacedTake(take("One", "two", word_s=2.0, complete=False))})
    assert slow.total_s == pytest.approx(4.0)


def test_a_take_of_the_end_lies_behind_the_time_of_what_stands_before() -> None:
    text = "One two three four."
    offset = text.index("three")
    spoken = take("three", "four.")
    clock = clock_of(with_text(Project(), text), {text: PlacedTake(spoken, offset)})
    (part,) = clock.parts
    assert part.lead_s == pytest.approx(4 / WORDS_PER_S * offset / len(text))
    assert part.sound_s == part.lead_s
    assert clock.estimated
    assert clock.time_of(offset) == pytest.approx(part.sound_s)
    assert clock.char_at(part.sound_s + 0.6) == text.index("four")
    item = item_of(Paragraph(part.paragraph_id, text), spoken, words=WordRange(2))
    assert clock.elapsed_s(item, 0.25) == pytest.approx(part.sound_s + 0.25)


@pytest.mark.parametrize("rendered", ["nothing", "some of it", "all"])
@pytest.mark.parametrize("known", [0, 1, 3, 4])
@pytest.mark.parametrize("place", ["whole", "begin", "middle", "end"])
def test_a_word_has_a_time_and_at_that_time_is_the_word(rendered: str, known: int, place: str) -> None:
    """Words may be known before their sound is there, and sound before its words."""
    said = ["three", "four", "five", "six"]
    before, behind = {"whole": ("", ""), "begin": ("", "."), "middle": ("Some one ", " at last."), "end": ("So ", "")}[
        place
    ]
    text = before + " ".join(said) + behind
    spoken = LiveTake("key", RATE_HZ)
    spoken.append(np.zeros({"nothing": 0, "some of it": 700, "all": 2000}[rendered], np.float32))
    spoken.add_words(WordTiming(word, n * 0.5, n * 0.5 + 0.4) for n, word in enumerate(said[:known]))
    clock = clock_of(with_text(Project(), text), {text: PlacedTake(spoken, len(before), len(behind))})
    begins = [text.index(word) for word in text.split()]
    times = [clock.time_of(begin) for begin in begins]
    assert times == sorted(times)
    apart = [later - earlier for earlier, later in pairwise((*times, max(clock.total_s, times[-1] + 0.2)))]
    assert [clock.char_at(at_s + min(0.05, long_s / 2)) for at_s, long_s in zip(times, apart, strict=True)] == begins


def test_in_a_pause_alone_its_place_is_found() -> None:
    """Such a paragraph has no word."""
    project = Project((Paragraph("a", "", (Mark("pause", 0, 0, "1"),)), Paragraph("b", "Two.")))
    estimated = clock_of(project, {})
    assert estimated.char_at(0.1) == 0
    rendered = clock_of(project, {"": PlacedTake(take("...", word_s=1.0))})
    assert rendered.char_at(0.5) == 0
    assert rendered.char_at(rendered.total_s - 0.1) == 1


def test_an_update_in_slices_is_seen_when_it_is_whole_and_is_as_one_at_once() -> None:
    project = Project(tuple(Paragraph(f"p{number}", f"Some words of {number}.") for number in range(3000)))
    clock, other = (TranscriptClock(lambda _paragraph, _design: None) for _ in range(2))
    slices = clock.updating(project, VoiceDesign())
    next(slices)
    assert (clock.parts, clock.total_s) == ((), 0.0)
    assert len(list(slices)) == 5
    other.update(project, VoiceDesign())
    assert clock.parts == other.parts
    assert clock.total_s == other.total_s > 0
