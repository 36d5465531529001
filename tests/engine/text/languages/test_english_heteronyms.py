# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that are written alike and said otherwise, by their neighbours."""

from __future__ import annotations

import pytest

from studio.engine.phonemes.phonemize import phonemize


def said(text: str, word: str, language: str = "en-US") -> str:
    return next(form.phonemes for form in phonemize(text, language) if form.word.text.strip(".,!?\"'").lower() == word)


@pytest.mark.parametrize(
    ("text", "word", "phonemes"),
    [
        ("I will read it tomorrow.", "read", "ɹˈid"),
        ("I want to read the book.", "read", "ɹˈid"),
        ("Did you read it?", "read", "ɹˈid"),
        ("I read every day.", "read", "ɹˈid"),
        ("I have read it.", "read", "ɹˈɛd"),
        ("She read it yesterday.", "read", "ɹˈɛd"),
        ("He read the letter aloud.", "read", "ɹˈɛd"),
        ("It was read by many.", "read", "ɹˈɛd"),
        ("I read it yesterday.", "read", "ɹˈɛd"),
        ("They live in Paris.", "live", "lˈɪv"),
        ("I want to live here.", "live", "lˈɪv"),
        ("We love live music.", "live", "lˈIv"),
        ("It was broadcast live.", "live", "lˈIv"),
        ("She will lead the team.", "lead", "lˈid"),
        ("He is in the lead.", "lead", "lˈid"),
        ("The lead pipe broke.", "lead", "lˈɛd"),
        ("It is made of lead.", "lead", "lˈɛd"),
        ("The wind is strong.", "wind", "wˈɪnd"),
        ("You have to wind the clock.", "wind", "wˈInd"),
        ("A cold wind blew.", "wind", "wˈɪnd"),
        ("A tear ran down her cheek.", "tear", "tˈɪɹ"),
        ("Please tear the page out.", "tear", "tˈɛɹ"),
        ("He tied a bow.", "bow", "bˈO"),
        ("They bow to the king.", "bow", "bˈW"),
        ("Please close the door.", "close", "klˈOz"),
        ("They are very close.", "close", "klˈOs"),
        ("A close friend called.", "close", "klˈOs"),
        ("You can use it.", "use", "jˈuz"),
        ("It is of no use.", "use", "jˈus"),
        ("I am used to it.", "used", "jˈust"),
        ("We used it.", "used", "jˈuzd"),
        ("The houses are old.", "houses", "hˈWzᵻz"),
        ("He broke the record.", "record", "ɹˈɛkəɹd"),
        ("We want to record a song.", "record", "ɹɪkˈɔɹd"),
        ("This is a present.", "present", "pɹˈɛzᵊnt"),
        ("They will present the plan.", "present", "pɹɪzˈɛnt"),
        ("The object fell.", "object", "ˈɑbʤɛkt"),
        ("I object to this.", "object", "əbʤˈɛkt"),
        ("A new project began.", "project", "pɹˈɑʤɛkt"),
        ("They refuse to go.", "refuse", "ɹɪfjˈuz"),
        ("The contract is signed.", "contract", "kˈɑntɹækt"),
        ("NASA called the FBI.", "nasa", "nˈæsə"),
        ("NASA called the FBI.", "fbi", "ˌɛfbˌiˈI"),
        ("The USA is big.", "usa", "jˌuˌɛsˈA"),
        ("Plan A failed.", "a", "ˈA"),
        ("A dog barked.", "a", "ɐ"),
        ("It is plan A.", "a", "ˈA"),
        ("Dr. Lee lives on Oak St.", "dr", "dˈɑktəɹ"),
    ],
)
def test_context_decides(text: str, word: str, phonemes: str) -> None:
    assert said(text, word).replace("ə", "ᵊ") == phonemes.replace("ə", "ᵊ")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Tom's cat", "tom's"),
        ("the dogs' home", "dogs'"),
        ("James's book", "james's"),
        ("It isn't we'll can't", "we'll"),
    ],
)
def test_possessives_and_contractions_are_one_word_each(text: str, word: str) -> None:
    forms = phonemize(text, "en-US")
    assert [form.word.text for form in forms] == text.split()
    form = next(form for form in forms if form.word.text.lower() == word)
    assert form.phonemes
    assert " " not in form.phonemes


def test_possessives_take_the_sound_of_their_stem() -> None:
    assert said("Tom's cat", "tom's").endswith("z")
    assert said("Jack's cat", "jack's").endswith("ks")
    assert said("Rose's cat", "rose's").endswith(("ɪz", "ᵻz"))
