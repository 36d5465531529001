# SPDX-License-Identifier: GPL-3.0-or-later
"""Sounds of stretches over the characters of a made-up language, in which each letter is its own sound."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.markup import Saying
from studio.core.timeline import spans_for
from studio.engine.phonemes.unspaced import Said, foreign_pieces, is_foreign, new_word, phonemize_characters
from studio.engine.phonemes.word_phonemes import WordPhonemes
from studio.engine.text.reading import Reading


def letters(text: str) -> Sequence[Said]:
    """Each two characters are a word, a letter a sound; nothing is said where neither is a letter."""
    pairs = [(at, min(at + 2, len(text))) for at in range(0, len(text), 2)]
    sounds = {(at, end): [each for each in text[at:end] if each.isalnum()] for at, end in pairs}
    return [Said(at, end, tuple(new_word(said))) for (at, end), said in sounds.items() if said]


def phonemized(text: str, reading: Reading = Reading()) -> tuple[WordPhonemes, ...]:  # noqa: B008 - frozen
    return phonemize_characters(spans_for(text, "zh"), letters, reading)


def test_a_words_sounds_are_divided_over_its_characters() -> None:
    words = phonemized("abcd")
    assert [(word.phonemes, word.glued) for word in words] == [("a", False), ("b", True), ("c", False), ("d", True)]


def test_fewer_sounds_than_characters_leave_some_rightly_silent() -> None:
    def one_sound(text: str) -> list[Said]:
        return [Said(0, len(text), ("a",))]

    first, second = phonemize_characters(spans_for("猫犬", "zh"), one_sound, Reading())
    assert (first.phonemes, second.phonemes) == ("a", "")
    assert second.silent
    assert not second.skipped


def test_what_no_stretch_reaches_is_skipped() -> None:
    (word,) = phonemize_characters(spans_for("猫", "zh"), lambda _: [], Reading())
    assert word.skipped


def test_nothing_has_no_words() -> None:
    assert phonemized("") == phonemized("  ") == ()


@pytest.mark.parametrize(
    ("text", "pauses"),
    [
        ("ab。", ["", "."]),
        ("ab，cd", ["", ",", "", ""]),
        ("a？！", ["?"]),
        ("a...", ["…"]),
        ("a）b", [",", ""]),
        ("a」b", ["", ""]),
        ("1.5", ["", ""]),
        ("1. 5", ["", ""]),
        ("a.b", ["", ""]),
    ],
)
def test_the_strongest_mark_is_the_pause_unless_it_belongs_to_a_number(text: str, pauses: list[str]) -> None:
    assert [word.after for word in phonemized(text)] == pauses


def test_the_pause_of_what_cannot_be_said_goes_to_the_word_before() -> None:
    words = phonemized("ab🙂。")
    assert [word.after for word in words] == ["", ".", ""]
    assert words[2].skipped


@pytest.mark.parametrize(
    ("saying", "phonemes"),
    [
        (Saying(0, 2, "respelling", "xyz"), ["xy", "z"]),
        (Saying(0, 2, "silent", ""), ["", ""]),
        (Saying(0, 2, "spell", ""), ["a", "b"]),
    ],
)
def test_a_reading_goes_before_the_language(saying: Saying, phonemes: list[str]) -> None:
    words = phonemized("abcd", Reading((saying,)))
    assert [word.phonemes for word in words[:2]] == phonemes
    assert [word.phonemes for word in words[2:]] == ["c", "d"]


def test_a_very_long_stretch_is_read_in_parts() -> None:
    lengths: list[int] = []

    def noting(text: str) -> list[Said]:
        lengths.append(len(text))
        return list(letters(text))

    words = phonemize_characters(spans_for("ab" * 500, "zh"), noting, Reading())
    assert sum(lengths) == 1000
    assert max(lengths) <= 240
    assert "".join(word.phonemes for word in words) == "ab" * 500


def test_a_blank_alone_begins_a_further_word() -> None:
    assert list(new_word(["a", "b", " ", "c"])) == [" a", "b", " c"]
    assert list(new_word([])) == []


def test_words_in_other_letters_are_read_by_who_knows_them() -> None:
    assert "".join(foreign_pieces("yes")).strip() == "jˈɛs"
    assert "".join(foreign_pieces("мир")).strip()
    assert foreign_pieces("") == ()
    assert [is_foreign(character) for character in "яαעa猫かｶ1。"] == [True] * 3 + [False] * 6


@given(st.text(alphabet="ab1猫🙂。，.（） ", max_size=40))
def test_each_character_has_its_entry_and_a_pause_only_behind_a_sound(text: str) -> None:
    words = phonemized(text)
    assert [word.word for word in words] == list(spans_for(text, "zh"))
    assert all(word.phonemes or not word.after for word in words)
    said = "".join(word.phonemes for word in words)
    assert [character for character in said if character != " "] == [c for c in text if c.isalnum()]
