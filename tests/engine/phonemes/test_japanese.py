# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.markup import Saying
from studio.core.timeline import spans_for
from studio.engine.phonemes.alphabet import SYMBOLS
from studio.engine.phonemes.phonemize import phonemize
from studio.engine.phonemes.word_phonemes import WordPhonemes
from studio.engine.text.reading import Reading


def heard(words: tuple[WordPhonemes, ...]) -> str:
    """What the model is given: words joined by blanks, glued ones without."""
    said = ""
    for word in words:
        if word.phonemes:
            said += ("" if word.glued or not said else " ") + word.phonemes + word.after
    return said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("こんにちは、世界。", "koɲɲiʨiβa, sekai."),
        ("東京へ行きました。", "toːkʲoː e ikʲi maɕi ta."),
        ("これは本を読んだ人？", "koɾe βa hoɴ o joɴ da çito?"),
        ("値段は3,500円です。", "nedaɴ βa saɴ ʣeɴ ɡo çakɯ eɴ desɨ."),
        ("8月1日に三本", "haʨiɡaʦɨ ʦɨitaʨi ɲi saɴ boɴ"),
        ("9:30に", "kɯ ʥi saɴ ʥɨʔpɯɴ ɲi"),
        ("$5だ！", "ɡo doɾɯ da!"),
        ("50%の確率", "ɡo ʥɨʔpaːsento no kakɯɾʲiʦɨ"),
        ("気温は-5度", "kʲioɴ βa mainasɨ ɡo do"),
    ],
)
def test_texts_are_read(text: str, said: str) -> None:
    assert heard(phonemize(text, "ja")) == said


def test_a_word_of_several_kanji_is_divided_over_them() -> None:
    words = phonemize("今日は東京", "ja")
    assert [word.word.text for word in words] == ["今", "日", "は", "東", "京"]
    assert [word.phonemes for word in words] == ["kʲo", "ː", "βa", "toː", "kʲoː"]
    assert [word.glued for word in words] == [False, True, False, False, True]


def test_the_kana_behind_kanji_are_their_own() -> None:
    words = {word.word.text: word.phonemes for word in phonemize("食べて起きる", "ja")}
    assert words == {"食": "ta", "べ": "be", "て": "te", "起": "o", "き": "kʲi", "る": "ɾɯ"}


def test_english_and_other_words_are_read_too() -> None:
    words = phonemize("Speechlyとпривет", "ja")
    assert [word.word.text for word in words if word.skipped] == []
    assert "".join(word.phonemes for word in words[:8]).startswith("spˈiʧ")


def test_what_cannot_be_said_is_skipped_where_it_stands() -> None:
    words = phonemize("絵🙂。龘です", "ja")
    assert [word.word.text for word in words if word.skipped] == ["🙂。", "龘"]
    assert words[0].after == "."


def test_a_reading_changes_a_word() -> None:
    text = "今日は晴れ"
    respelt = phonemize(text, "ja", Reading((Saying(0, 2, "respelling", "こんにち"),)))
    assert heard(respelt).startswith("koɲɲiʨi βa")
    ipa = phonemize(text, "ja", Reading((Saying(0, 2, "ipa", "kʲoː"),)))
    assert heard(ipa).startswith("kʲoː βa")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network is not needed")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert heard(phonemize("何をしますか。龘", "ja"))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("今日はabc12っゃー、。「」 3:0/$-%"), st.characters()), max_size=40))
def test_any_text_gives_one_entry_a_character(text: str) -> None:
    words = phonemize(text, "ja")
    assert [word.word for word in words] == list(spans_for(text, "ja"))
    assert set(heard(words)) <= SYMBOLS | {" "}
    assert all(word.phonemes or not word.after for word in words)


@pytest.mark.parametrize("mark", "。、゛・「ー!\u3099々")
def test_very_many_marks_in_a_row_are_read_in_parts(mark: str) -> None:
    words = phonemize("か" + mark * 6000 + "き。", "ja")
    assert "".join(word.word.text for word in words) == "か" + mark * 6000 + "き。"
    assert words[0].phonemes.startswith("ka")
    assert words[-1].phonemes.endswith("kʲi")
