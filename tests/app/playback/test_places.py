# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.app.design.casting import narrator_alone
from studio.app.playback.places import first_word, moved, word_end, words_from
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.project.edits import edit_text, with_text

ENGLISH, CHINESE = (narrator_alone(Project(), VoiceDesign(language=tag)) for tag in ("en-US", "zh"))
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
    assert first_word(project, ENGLISH, 1) == 0
    assert first_word(project, ENGLISH, 5) == project.text.index("two")
    assert first_word(project, ENGLISH, project.text.index("two") + 3) == project.text.index("three")
    assert first_word(project, ENGLISH, 4, project.text.index("two")) is None
    assert first_word(project, ENGLISH, len(project.text)) is None


def test_the_end_of_a_word_is_that_of_the_one_that_holds_or_follows_the_place() -> None:
    project = with_text(Project(), "One two.\n\nThree four…  ")
    ends = [word_end(project, ENGLISH, at) for at in (0, 2, 3, 4, 7, 12, 17, 21)]
    assert ends == [3, 3, 8, 8, 8, 15, 21, 23]
    chinese = with_text(Project(), "你好，世界。")
    assert [word_end(chinese, CHINESE, at) for at in (0, 1, 3)] == [1, 3, 4]


def test_words_are_those_of_the_language_in_which_their_paragraph_is_read() -> None:
    project = with_text(Project(), "One two.\n今日は。散歩。")
    japanese = project.paragraphs[1]

    def reader(paragraph: Paragraph) -> VoiceDesign:
        return VoiceDesign(language="ja" if paragraph.id == japanese.id else "en-US")

    walk, text = project.text.index("散歩"), project.text
    assert first_word(project, reader, walk + 1) == walk + 1
    assert first_word(project, ENGLISH, walk + 1) == text.index("今日は")
    assert word_end(project, reader, text.index("今")) == text.index("今") + 1
    assert [word.text for word in words_from(project, reader, 4, text.index("は"))] == ["two.", "今", "日"]
