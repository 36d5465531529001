# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.project.encodings import ENCODINGS, guesses, is_damaged_utf8, kind_of_binary, marked, unmarked_wide


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_at_the_start_names_the_encoding(mark: bytes, codec: str) -> None:
    assert marked(mark + "Text".encode(codec.removesuffix("-sig"))) is ENCODINGS[codec]
    assert marked(mark) is ENCODINGS[codec]
    assert marked(b"T" + mark) is None
    assert kind_of_binary(mark + b"\0" * 8) == ""


def test_nothing_has_no_mark_is_not_wide_and_no_binary() -> None:
    assert (marked(b""), unmarked_wide(b""), kind_of_binary(b"")) == (None, None, "")
    assert not is_damaged_utf8(b"")


def test_each_encoding_is_listed_once_by_a_codec_that_python_has() -> None:
    assert all(codecs.lookup(codec) for codec in ENCODINGS)
    assert all(codec == one.codec and one.name for codec, one in ENCODINGS.items())
    assert len({one.name for one in ENCODINGS.values()}) == len(ENCODINGS)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@given(
    text=st.text(alphabet="abcé, \nЖдё。日", min_size=2).filter(lambda text: " " in text or "." in text or "\n" in text)
)
def test_wide_text_is_known_without_a_mark_by_its_blanks(codec: str, text: str) -> None:
    assert unmarked_wide(text.encode(codec)) is ENCODINGS[codec]


@pytest.mark.parametrize("data", [b"Even", b"Plain words, as they come. ", b"a", b"ab", "Größe".encode(), b"\0" * 400])
def test_what_is_not_wide_is_not_taken_for_it(data: bytes) -> None:
    assert unmarked_wide(data) is None


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Z"])))
def test_no_text_in_utf8_is_binary(text: str) -> None:
    assert kind_of_binary(text.encode()) == ""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        (b"%PDF-1.7 all of it letters", "a PDF document"),
        (b"GIF8 is how this text begins", ""),
        (b"MZ\0\0\0\0", "a program"),
        (b"words\0 and more", "no text"),
        (b"x" * 1000 + b"\1\2\3", "no text"),
        (b"x" * 1000 + b"\1", ""),
        (b"line\r\nline\ttab\x0c\x1b\x1a", ""),
    ],
)
def test_a_binary_is_named_by_its_beginning_and_told_by_what_no_text_holds(data: bytes, kind: str) -> None:
    assert kind_of_binary(data) == kind


@pytest.mark.parametrize("text", ["Größe, Fülle und Höhe", "Съешь же ещё", "吾輩は猫である"])
def test_utf8_with_a_wrong_byte_is_damaged_and_without_it_is_not(text: str) -> None:
    whole = text.encode()
    assert is_damaged_utf8(whole[:6] + b"\xff" + whole[6:])
    assert not is_damaged_utf8(whole)


@pytest.mark.parametrize(
    ("text", "codec"),
    [("Съешь же ещё этих булок", "cp1251"), ("Съешь же ещё этих булок", "koi8_r"), ("Grüße an alle", "cp1252")],
)
def test_text_of_another_encoding_is_no_damaged_utf8_and_its_encoding_the_first_guess(text: str, codec: str) -> None:
    data = text.encode(codec)
    assert not is_damaged_utf8(data)
    assert guesses(data)[0].codec == codec


@given(st.binary(min_size=1, max_size=200))
def test_every_guess_can_be_read_in(data: bytes) -> None:
    guessed = guesses(data)
    assert guessed
    assert len(set(guessed)) == len(guessed)
    if len(guessed) > 1:
        assert all(data.decode(one.codec) for one in guessed)
