# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.markup import Manner, Saying, parse_markup, spoken_spans, without_markup


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "3 < 4",
        "I <3 you",
        "a < b > c",
        "<",
        "x <= y",
        "<john@x.org>",
        "<https://a.b>",
        "a <b and c",
        "5<6>2",
    ],
)
def test_what_is_no_tag_is_text(text: str) -> None:
    marked = parse_markup(text)
    assert marked.text == text
    assert len(marked.segments) == 1
    assert not marked.sayings
    assert not marked.skipped


@pytest.mark.parametrize(
    ("text", "plain", "skipped"),
    [
        ("<b>Bold</b> word", "Bold word", ["<b>", "</b>"]),
        ('<speed ratio="9"/>Fast', "Fast", ['<speed ratio="9"/>']),
        ("<speed ratio='x'>Fast", "Fast", ["<speed ratio='x'>"]),
        ("</spell>AB", "AB", ["</spell>"]),
        ("</speed>x", "x", ["</speed>"]),
        ('<break time="soon"/>x', " x", ['<break time="soon"/>']),
        ('<break time="1h"/>x', " x", ['<break time="1h"/>']),
        ('<break time="500ms" Hello', " Hello", ['<break time="500ms"']),
        ('<emotion value="hangry"/>x', "x", ['<emotion value="hangry"/>']),
        ('<phoneme ph="">x</phoneme>', "x", ['<phoneme ph="">', "</phoneme>"]),
        ('<phoneme alphabet="ipa" ph="a">x', "x", ['<phoneme alphabet="ipa" ph="a">']),
        ("<spell/>AB", "AB", ["<spell/>"]),
        ("<!-- note -->x", "x", ["<!-- note -->"]),
    ],
)
def test_wrong_and_unknown_tags_are_skipped_and_told_and_the_text_inside_stays(
    text: str, plain: str, skipped: list[str]
) -> None:
    marked = parse_markup(text)
    assert marked.text == plain
    assert list(marked.skipped) == skipped


@pytest.mark.parametrize(
    "tag", ['<break time="500ms"/>', "<BREAK time='0.5s' />", "<break time=.5s>", "<break time=“500ms”/>"]
)
def test_a_break_is_a_blank_and_a_pause(tag: str) -> None:
    marked = parse_markup(f"One{tag}two")
    assert marked.text.split() == ["One", "two"]
    assert [segment.pause_s for segment in marked.segments] == [0.0, 0.5]


def test_a_break_in_first_position_and_alone() -> None:
    assert parse_markup('<break time="1s"/>Hi').segments[0].pause_s == 1.0
    alone = parse_markup('<break time="1s"/>')
    assert alone.has_pause
    assert not alone.text.split()
    assert sum(s.pause_s for s in parse_markup('a <break time="1s"/><break time="2s"/> b').segments) == 3.0


def manners(text: str) -> list[tuple[str, tuple[float, float, str]]]:
    marked = parse_markup(text)
    return [(marked.text[s.start : s.end].strip(), s.manner.heard) for s in marked.segments]


def test_a_control_holds_from_its_place_or_inside_its_pair() -> None:
    assert manners('Slow. <speed ratio="1.2"/>Fast. More.') == [
        ("Slow.", (1.0, 1.0, "")),
        ("Fast. More.", (1.2, 1.0, "")),
    ]
    assert manners('a <volume ratio="0.8">b</volume> c') == [
        ("a", (1.0, 1.0, "")),
        ("b", (1.0, 0.8, "")),
        ("c", (1.0, 1.0, "")),
    ]
    assert manners('<emotion value="Angry"/>No!') == [("No!", (1.0, 1.0, "angry"))]
    assert manners('“<emotion value="sad"/>Oh')[0][1][2] == "sad"


def test_wrong_nesting_ends_each_kind_by_itself() -> None:
    text = '<speed ratio="1.2">a <volume ratio="0.5">b </speed>c</volume> d'
    assert [heard for _, heard in manners(text)] == [(1.2, 1.0, ""), (1.2, 0.5, ""), (1.0, 0.5, ""), (1.0, 1.0, "")]


def test_a_change_inside_a_word_counts_from_the_next_one_on() -> None:
    assert [plain for plain, _ in manners('un<speed ratio="1.2"/>do it')] == ["undo", "it"]


def test_a_manner_goes_on_into_the_text_behind() -> None:
    first = parse_markup('<speed ratio="1.5"/><spell>AB')
    second = parse_markup("CD</spell> end", first.after)
    assert second.segments[0].manner.heard[0] == 1.5
    assert second.sayings == (Saying(0, 2, "spell"),)
    assert second.after == Manner(rates=(1.5,))


def test_spelling_and_sounds_are_told_by_place() -> None:
    assert parse_markup("Code <spell>A1</spell>.").sayings == (Saying(5, 7, "spell"),)
    assert parse_markup("<<|h|ə|l|oʊ|>>, you").sayings == (Saying(0, 14, "ipa", "həloʊ"),)
    marked = parse_markup('A <phoneme alphabet="ipa" ph="təˈmɑːtoʊ">tomato</phoneme>!')
    assert marked.text == "A tomato!"
    assert marked.sayings == (Saying(2, 8, "ipa", "təˈmɑːtoʊ"),)
    two = parse_markup('<phoneme ph="nuː">New York</phoneme>').sayings
    assert [saying.how for saying in two] == ["ipa", "silent"]


def test_words_are_found_again_in_the_text_with_tags() -> None:
    text = 'Hi <break time="500ms"/> you, <b>bold</b> <speed ratio="1.2">fast</speed>!'
    spans = spoken_spans(text)
    assert [span.text for span in spans] == ["Hi", "you,", "bold", "fast!"]
    assert [text[span.start : span.end] for span in spans[:3]] == ["Hi", "you,", "bold"]
    assert text[spans[3].start :] == "fast</speed>!"


def test_the_words_of_a_text_are_found_once() -> None:
    text = 'Once <speed ratio="1.2">upon</speed> a time.'
    assert spoken_spans(text, "en") is spoken_spans(text, "en")
    assert [span.text for span in spoken_spans(text, "ja")] != [span.text for span in spoken_spans(text, "en")]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('<>/= "break spdlumotni1.2x|\n'), max_size=60))
def test_segments_cover_the_plain_text(text: str) -> None:
    marked = parse_markup(text)
    assert marked.segments[0].start == 0
    assert marked.segments[-1].end == len(marked.text)
    for first, second in zip(marked.segments, marked.segments[1:], strict=False):
        assert first.end == second.start
        assert (marked.text[: first.end] + " ").split() + marked.text[first.end :].split() == marked.text.split()
    assert len(spoken_spans(text)) == len(without_markup(text).split())


@pytest.mark.parametrize("part", ["<", "<break ", "<<", '<a b="', "<spell>", '<speed ratio="1.2"/>x '])
def test_a_long_text_is_parsed_quickly(part: str) -> None:
    begun_s = time.thread_time()
    parse_markup(part * (200_000 // len(part)))
    assert time.thread_time() - begun_s < 5.0
