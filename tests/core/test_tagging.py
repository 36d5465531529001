# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studio.core.marks import MARK_KINDS, Mark, Marks
from studio.core.markup import Marked, parse_markup
from studio.core.tagging import read_tags, with_tags
from studio.core.timeline import word_spans
from tests.support.marks import TEXTS, marked_texts

WITH_TAG = frozenset(kind for kind, each in MARK_KINDS.items() if each.tag)


@given(marked_texts())
def test_marks_come_back_from_their_tags(marked: tuple[str, Marks]) -> None:
    text, marks = marked
    (line,) = read_tags(with_tags(text, marks, to_file=True).text)
    assert line.text == text
    told = tuple(mark for mark in marks if mark.kind in WITH_TAG)
    assert sorted(line.marks, key=repr) == sorted(told, key=repr)
    assert not line.closings


@given(
    st.lists(
        st.sampled_from(
            [
                "one ",
                "two",
                " three. ",
                "AB12",
                "&lt;",
                "<b>",
                '<break time="0.5s"/>',
                '<break time="soon"/>',
                '<speed ratio="1.2"/>',
                '<speed ratio="0.8">',
                "</speed>",
                '<volume ratio="0.5">',
                "</volume>",
                "<spell>",
                "</spell>",
                '<emotion value="curiosity:low"/>',
                '<emotion value="sad">',
                "</emotion>",
                "<<h|ə|l>>",
                '<sub alias="NOO-vah">',
                "</sub>",
                "<speed",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_tags_as_marks_say_the_same(text: str) -> None:
    # Sounds that begin with the spelling they stand in say either.
    assume(not ("<spell>" in text and "<<" in text))
    (line,) = read_tags(text)
    again = parse_markup(with_tags(line.text, line.marks).text)
    meant = parse_markup(text)
    assert again.text.split() == meant.text.replace("<<h|ə|l>>", "həl").split()
    assert _heard(again) == _heard(meant)


def _heard(marked: Marked) -> list[tuple[object, ...]]:
    """Each word with its pause, manner and saying."""
    heard: list[tuple[object, ...]] = []
    for segment in marked.segments:
        pause_s = segment.pause_s
        words = word_spans(marked.text[segment.start : segment.end])
        for word in words:
            start, end = segment.start + word.start, segment.start + word.end
            # Of two spellings side by side one mark is left.
            said = sorted({(s.how, s.said) for s in marked.sayings if s.start < end and s.end > start})
            # Signs alone have no first letter before which a change could count.
            heard.append((pause_s, segment.manner.heard if any(map(str.isalnum, word.text)) else (), said))
            pause_s = 0.0
        if not words:
            heard.append((pause_s,))
    return [each for each in heard if each != (0.0,)]


@given(TEXTS)
def test_a_literal_sign_is_read_as_it_stands(text: str) -> None:
    assert parse_markup(with_tags(text).text).text == text


@given(marked_texts())
def test_places_lead_back_to_the_marked_text(marked: tuple[str, Marks]) -> None:
    text, marks = marked
    tagged = with_tags(text, marks)
    places = [tagged.place(at) for at in range(len(tagged.text))]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    plain = parse_markup(tagged.text)
    letters = [tagged.place(plain.source(at)) for at in range(len(plain.text)) if not plain.text[at].isspace()]
    assert "".join(text[place] for place in letters) == "".join(text.split())


def test_what_stands_alone_holds_again_behind_a_pair_within_it() -> None:
    (line,) = read_tags('<speed ratio="1.2"/>a <speed ratio="0.8">b</speed> c')
    assert line.marks == (Mark("speed", 0, 2, "1.2"), Mark("speed", 2, 3, "0.8"), Mark("speed", 3, 5, "1.2"))


def test_a_pair_over_lines_is_a_mark_in_each_and_what_is_not_closed_holds_to_the_end_of_its_line() -> None:
    first, second, third = read_tags(
        'a <speed ratio="1.2">b\nc d</speed> e\n<volume ratio="0.5"/>f <emotion value="sad">g'
    )
    assert first.marks == (Mark("speed", 2, 3, "1.2"),)
    assert second.marks == (Mark("speed", 0, 3, "1.2"),)
    assert third.marks == (Mark("volume", 0, 3, "0.5"), Mark("emotion", 2, 3, "sad"))
    assert {mark.kind for mark in third.holding} == {"volume", "emotion"}
    (one, two) = read_tags('<speed ratio="1.2">a\nb')
    assert (one.marks, two.marks) == ((Mark("speed", 0, 1, "1.2"),), ())


def test_what_ends_something_before_the_line_is_told() -> None:
    (line,) = read_tags("so</speed> on")
    assert line.text == "so on"
    assert line.closings == (("speed", 2, "</speed>"),)


@pytest.mark.parametrize(
    "tag", ["<b>", '<break time="soon"/>', '<emotion value="whatever"/>', "<spell/>", "<!-- x -->"]
)
def test_a_wrong_tag_is_a_mark_without_effect_that_keeps_it(tag: str) -> None:
    (line,) = read_tags(f"a {tag} b")
    assert line.marks == (Mark("unknown", 2, 2, tag),)
    assert with_tags(line.text, line.marks, to_file=True).text == f"a {tag} b"


def test_a_closing_tag_kept_is_not_sent_to_where_it_would_end_something() -> None:
    marks = (Mark("speed", 0, 5, "1.2"), Mark("unknown", 2, 2, "</speed>"))
    assert with_tags("a b c", marks).text == '<speed ratio="1.2">a b c</speed>'
