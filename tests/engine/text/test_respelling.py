# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.dictionary import Entry, sayings
from studio.engine.espeak.script import passages
from studio.engine.phonemes.phonemize import phonemize
from studio.engine.text.normalise import SpokenWord
from studio.engine.text.reading import Reading
from studio.engine.text.respelling import Syllable, by_letters, respelled, spoken, syllables

PAGE = Path(__file__).parents[3] / "resources/docs/pronunciation.md"


@pytest.mark.parametrize(
    ("typed", "american", "british"),
    [
        ("NOO-vah", "nˈuːvɑː", "nˈuːvɑː"),
        ("skeh-ree", "skˈɛɹiː", "skˈɛɹiː"),
        ("SHAW-suh", "ʃˈɔːsə", "ʃˈɔːsə"),
        ("ky-OH-tee", "kaɪˈoʊtiː", "kaɪˈəʊtiː"),
        ("pruh-NUN-see-AY-shun", "pɹənˌʌnsiːˈeɪʃən", "pɹənˌʌnsiːˈeɪʃən"),
        ("her-MY-uh-nee", "hɚmˈaɪəniː", "həmˈaɪəniː"),
        ("VIK-tor-ee-a", "vˈɪktɔːɹiːə", "vˈɪktɔːɹiːə"),
        ("FAH-dher", "fˈɑːðɚ", "fˈɑːðə"),
        ("NO-va", "nˈoʊvə", "nˈəʊvə"),
        ("BUUK-shop", "bˈʊkʃɑːp", "bˈʊkʃɒp"),
    ],
)
def test_english_syllables_are_said_by_the_table(typed: str, american: str, british: str) -> None:
    assert spoken(typed, "en-US") == f"⟨{american}⟩"
    assert spoken(typed, "en-GB") == f"⟨{british}⟩"


@pytest.mark.parametrize(
    "text",
    ["sequel", "T-shirt", "AFL-CIO", "well-known", "New-York", "bou-yon", "NOO--vah", "NOO-v4h", "-", "", "X-ray"],
)
def test_what_is_no_respelling_is_a_text(text: str) -> None:
    assert spoken(text, "en-US") == ""


@pytest.mark.parametrize(("typed", "end"), [("NOO-vah's", "z"), ("kayt-LEEP's", "s"), ("ros-EEZ's", "ɪz")])
def test_a_possessive_ending_follows_the_last_sound(typed: str, end: str) -> None:
    assert spoken(typed, "en-US") == spoken(typed[:-2], "en-US")[:-1] + end + "⟩"


def test_the_stress_is_that_of_the_capitals() -> None:
    assert syllables("AN-tee-OH") == (Syllable("an", "ˌ"), Syllable("tee"), Syllable("oh", "ˈ"))


@pytest.mark.parametrize(
    ("language", "typed", "phonemes"),
    [
        ("de", "do-RIT", "doːrˈiːt"),
        ("it", "do-RIT", "dorˈit"),
        ("es", "DO-rit", "dˈorit"),
        ("pt-BR", "DO-rit", "dˈʊxiʧ"),
    ],
)
def test_other_languages_read_each_syllable_by_their_letter_rules(language: str, typed: str, phonemes: str) -> None:
    told = Reading(sayings("Dorrit", [Entry("Dorrit", typed)], language))
    assert phonemize("Dorrit", language, told)[0].phonemes == phonemes


def test_an_alias_may_hold_respellings_among_words() -> None:
    text = "St Nova spoke"
    words = phonemize(text, "en-US", Reading(sayings(text, [Entry("St Nova", "saint NOO-vah")], "en-US")))
    assert [word.phonemes for word in words] == ["sˈAnt", "nˈuvɑ", "spˈOk"]


def test_espeak_reads_what_goes_by_letters_as_a_word() -> None:
    token = spoken("do-RIT", "de")
    assert by_letters(token) == "do-RIT"
    assert next(passages([SpokenWord(token, "")], "de")).text.strip() == "dorit"


@given(st.text(max_size=60))
def test_any_text_is_told_or_left(text: str) -> None:
    said = spoken(text, "en-US")
    assert said == "" or re.fullmatch(r"⟨[^\s⟨⟩]+⟩", said)


def test_the_pages_examples_are_said_as_it_shows_them() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|[^|]+\| `([^`]+)` /([^/]+)/ \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(rows) > 40
    assert [(typed, spoken(typed, "en-US")) for _, typed, _ in rows] == [
        (typed, f"⟨{said}⟩") for _, typed, said in rows
    ]


@pytest.mark.parametrize(
    ("ipa", "typed"),
    [
        ("nˈoʊvə", "NOH-vuh"),
        ("həɹmˈaɪəni", "her-MY-uh-nee"),
        ("lˈaɪthaʊs", "LYT-hows"),
        ("ɛskjuˈɛl", "es-kyoo-EL"),
        ("sˈɪŋɪŋ", "SING-ing"),
        ("ʃɪvˈɔːn", "shih-VAWN"),
        ("vˈɑl", ""),
        ("çˈuʁa", ""),
    ],
)
def test_sounds_are_spelled_in_syllables(ipa: str, typed: str) -> None:
    assert respelled(ipa) == typed
