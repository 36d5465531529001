# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core.tagging import read_tags, with_tags
from studio.core.tags import LONGEST_TAG, Tag, held_back, tags

WRITTEN = (
    "<",
    "<<",
    ">",
    ">>",
    "/",
    "/>",
    "break",
    "<ime=",
    '"1s"',
    "&lt;",
    "&",
    "amp;",
    "lt;",
    "a",
    " ",
    "'",
    *(
        "<spell>",
        "</spell>",
        "<sub alias=",
        '<break time="1s"/>',
    ),
)


def only(text: str) -> Tag:
    (tag,) = tags(text)
    return tag


def test_a_tag_tells_its_name_and_attributes() -> None:
    text = """Wait <BREAK Time = "1s" kind='long'/> here"""
    tag = only(text)
    assert (tag.name, dict(tag.attributes)) == ("break", {"time": "1s", "kind": "long"})
    assert (tag.alone, tag.closing, tag.sounds) == (True, False, None)
    assert (text[: tag.start], tag.text, text[tag.end :]) == ("Wait ", text[5:-5], " here")


def test_the_end_of_a_pair_closes() -> None:
    opening, closing = tags("<spell>abc</spell>")
    assert [(tag.name, tag.closing, tag.alone) for tag in (opening, closing)] == [
        ("spell", False, False),
        ("spell", True, False),
    ]


def test_sounds_are_a_tag_without_a_name() -> None:
    tag = only("Say <<h|ə|l>> now")
    assert (tag.name, tag.sounds) == ("", "h|ə|l")


@pytest.mark.parametrize("text", ["<b>", "</i >", "<break", '<speed ratio="2"', "<!-- note -->", '<font color="red"/>'])
def test_what_is_unknown_or_not_closed_is_a_tag_without_a_name(text: str) -> None:
    tag = only(f"a {text}")
    assert (tag.text, tag.name, tag.sounds) == (text, "", None)


@pytest.mark.parametrize("text", ["3 < 4", "<3", "a <> b", "x << y", "1 <2> 3"])
def test_what_only_looks_a_little_like_a_tag_is_text(text: str) -> None:
    assert not list(tags(text))


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Hi <", "<"), ("Hi <br", "<br"), ("x <break ti", "<break ti"), ("a </sp", "</sp"), ("a <<h|e", "<<h|e")]
    + [("3 < 4", ""), ("a <b c", ""), ('<break time="1s"/>', ""), ("<<h|e>>", ""), ("a <x", ""), ("plain", "")],
)
def test_a_tag_that_has_only_begun_waits(text: str, kept: str) -> None:
    assert text[held_back(text) :] == kept


@pytest.mark.parametrize("begun", ["&", "&a", "&lt", "&amp", "&amp;"])
def test_very_many_escapes_that_have_begun_wait_no_longer_than_a_tag(begun: str) -> None:
    kept = len(begun) * 3000 - held_back(begun * 3000)
    assert 0 < kept <= LONGEST_TAG


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('<>/= "break spdlumotni1.2x|\n'), max_size=60))
def test_what_is_held_back_is_the_end_of_the_text(text: str) -> None:
    assert 0 <= held_back(text) <= len(text)


@settings(max_examples=500, deadline=None)
@example("<sub alias=&lt;>NOO-vah")
@example("><<ime=<spell>><spell>")
@given(st.lists(st.sampled_from(WRITTEN), max_size=9).map("".join))
def test_whatever_is_written_comes_back_as_it_was_written(text: str) -> None:
    (line,) = read_tags(with_tags(text, ()).text)
    assert (line.text, line.marks) == (text, ())
