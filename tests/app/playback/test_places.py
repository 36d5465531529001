# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.app.playback.places import first_word, moved, word_end
from studio.core.project import Project, VoiceDesign
from studio.project.edits import edit_text, with_text

BREAKS = st.lists(st.booleans(), max_size=30)


def letters(breaks: list[bool], first: int) -> str:
    """A text in which each character but the line breaks stands once."""
    return "".join("\n" if broken else chr(first + number) for number, broken in enumerate(breaks))


@given(BREAKS, BREAKS, st.data())
def test_a_place_stays_at_its_character(old: list[bool], new: list[bool], data: st.DataObject) -> None:
    text, added = letters(old, 0x4E00), letters(new, 0x5E00)
    position = data.draw(st.integers(0, len(text)))
    removed = data.draw(st.integers(0, len(text) - position))
    place = data.draw(st.integers(0, len(text)))
    before = with_text(Project(), text)
    after = edit_text(before, position, removed, added)
    there = moved(before, after, place)
    assert 0 <= there <= len(after.text)
    if text[place : place + 1].strip() and not position <= place < position + removed:
        assert after.text[there] == text[place]


def test_the_first_word_holds_or_follows_the_place() -> None:
    project = with_text(Project(), 'One <break time="1s"/> two\n\nthree')
    assert first_word(project, "en-US", 1) == 0
    assert first_word(project, "en-US", 5) == project.text.index("two")
    assert first_word(project, "en-US", project.text.index("two") + 3) == project.text.index("three")
    assert first_word(project, "en-US", 4, project.text.index("two")) is None
    assert first_word(project, "en-US", len(project.text)) is None


def test_the_end_of_a_word_is_that_of_the_one_that_holds_or_follows_the_place() -> None:
    project = with_text(Project(), "One two.\n\nThree four…  ")
    ends = [word_end(project, VoiceDesign(), at) for at in (0, 2, 3, 4, 7, 12, 17, 21)]
    assert ends == [3, 3, 8, 8, 8, 15, 21, 23]
    chinese = with_text(Project(), "你好，世界。")
    assert [word_end(chinese, VoiceDesign(language="zh"), at) for at in (0, 1, 3)] == [1, 3, 4]
