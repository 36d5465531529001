# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.timeline import word_spans
from studio.engine.text.normalise import PAUSES, spoken_words
from tests.support.spoken_forms import folded


def said(text: str, language: str = "en-US") -> list[str]:
    return [word.text for word in spoken_words(word_spans(text), language)]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("$3.50", "three dollars and fifty cents"),
        ("$1", "one dollar"),
        ("$0.99", "ninety-nine cents"),
        ("£2.01", "two pounds and one penny"),
        ("€1,250", "one thousand two hundred fifty euros"),
        ("$5M", "five million dollars"),
        ("5th", "fifth"),
        ("22nd", "twenty-second"),
        ("25%", "twenty-five percent"),
        ("1,234.5", "one thousand two hundred thirty-four point five"),
        ("3.14159", "three point one four one five nine"),
        ("2,000,000", "two million"),
        ("-7", "minus seven"),
        ("007", "zero zero seven"),
        ("9:30", "nine thirty"),
        ("9:05pm", "nine oh five PM"),
        ("12:00", "twelve o'clock"),
        ("1995", "nineteen ninety-five"),
        ("2005", "two thousand five"),
        ("2024", "twenty twenty-four"),
        ("1990s", "nineteen nineties"),
        ("10–20", "ten to twenty"),
        ("½", "one half"),
        ("2½", "two and a half"),
        ("3/4", "three quarters"),
        ("5km", "five kilometers"),
        ("1kg", "one kilogram"),
        ("50°C", "fifty degrees Celsius"),
        ("AT&T", "AT and T"),
        ("C++", "C plus plus"),
        ("#5", "number five"),
        ("example.com", "example dot com"),
        ("a@b.org", "a at b dot org"),
        ("555-1234", "five five five , one two three four"),
        ("yes—no", "yes — no"),
        ("and/or", "and or"),
        ("don't", "don't"),
        ("mother-in-law", "mother-in-law"),
        ('"Quoted,"', "Quoted"),
        ("U.S.", "U.S"),
        ("H2O", "H two O"),
        ("x²", "x squared"),
        ("🙂", ""),
        ("\u200b\x07", ""),
        ("great🙂", "great"),
    ],
)
def test_american_english(written: str, spoken: str) -> None:
    assert list(map(folded, said(written))) == [folded(spoken)]


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("en-GB", "$1,250", "one thousand two hundred and fifty dollars"),
        ("es", "3,50 €", "tres|euros con cincuenta céntimos"),
        ("es", "£1", "una libra"),
        ("es", "1.234 €", "mil doscientos treinta y cuatro|euros"),
        ("es", "2.000.000€", "dos millones de euros"),
        ("es", "Sr. García", "señor|García"),
        ("es", "5ª 1.º", "quinta|primero"),
        ("es", "EE.UU.", "Estados Unidos"),
        ("es", "25 %", "veinticinco|por ciento"),
        ("fr", "9h30", "neuf heures trente"),
        ("fr", "1h", "une heure"),
        ("fr", "1er 2e", "premier|deuxième"),
        ("fr", "M. Dupont", "monsieur|Dupont"),
        ("fr", "3,50€", "trois euros et cinquante centimes"),
        ("it", "sig. Rossi", "signor|Rossi"),
        ("it", "3,5 kg", "tre virgola cinque|chili"),
        ("it", "1.000.000", "un milione"),
        ("pt-BR", "R$ 3,50", "três|reais e cinquenta centavos"),
        ("pt-BR", "R$3,50", "três reais e cinquenta centavos"),
        ("pt-BR", "£2", "duas libras"),
        ("hi", "डॉ. शर्मा", "डॉक्टर|शर्मा"),
        ("hi", "₹500", "पाँच सौ रुपये"),
        ("hi", "50%", "पचास प्रतिशत"),
        ("hi", "1,23,456", "एक लाख तेईस हज़ार चार सौ छप्पन"),
        ("de", "3,5 Äpfel", "drei Komma fünf|Äpfel"),
    ],
)
def test_other_languages(language: str, written: str, spoken: str) -> None:
    assert said(written, language) == spoken.split("|")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Dr. Smith", "doctor|Smith"),
        ("Dr Smith", "doctor|Smith"),
        ("Mr. and Mrs. Lee", "mister|and|missus|Lee"),
        ("St. Louis", "saint|Louis"),
        ("on Main St. today", "on|Main|street|today"),
        ("Jan. 5th", "January|fifth"),
        ("May 5, 1999", "May|fifth|nineteen ninety-nine"),
        ("$5 million dollars", "five|million|dollars"),
        ("3 km away", "three|kilometers|away"),
        ("No. 5", "number|five"),
        ("No. Never", "No|Never"),
        ("at 9:00 a.m. sharp", "at|nine|AM|sharp"),
    ],
)
def test_neighbours_decide(written: str, spoken: str) -> None:
    assert list(map(folded, said(written))) == [folded(part) for part in spoken.split("|")]


def test_pauses_come_from_the_punctuation_behind_a_word() -> None:
    text = 'Well, "yes!" he said (softly) to Mr. Lee; then: nothing... Right?'
    after = [word.after for word in spoken_words(word_spans(text), "en-US")]
    assert after == [",", "!", "", ",", ",", "", "", ";", ":", "…", "?"]
    assert [word.after for word in spoken_words(word_spans("नमस्ते। 你好。"), "hi")][1:] == ["."]


def test_a_giant_word_is_cut_into_parts_that_espeak_has_room_for() -> None:
    parts = said("a" * 20_000)[0].split()
    assert "".join(parts) == "a" * 20_000
    assert max(map(len, parts)) <= 60
    assert len(said("1" * 20_000)[0].split()) == 20_000


def test_every_sign_and_every_kind_of_digit_is_survived(long_form: bool) -> None:
    signs = [chr(code) for code in range(0x20000) if unicodedata.category(chr(code))[0] in "NSP"]
    if not long_form:
        signs = [sign for sign in signs if ord(sign) < 0x2100] + signs[::17]
    for written in (" ".join(signs), " ".join(f"1{sign}2" for sign in signs), " ".join(f"a{sign}" for sign in signs)):
        for language in ("en-US", "fr", "hi", "de"):
            assert len(spoken_words(word_spans(written), language)) == len(written.split())
    assert said("+" * 5_000 + "5" + "-" * 5_000)[0].endswith("five")


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=30), st.text("0123456789.,:/-–$£€%°½ hkm&#+()'\"…", max_size=30)),
    st.sampled_from(["en-US", "en-GB", "es", "fr", "it", "pt-BR", "hi", "de"]),
)
def test_any_text_has_one_form_a_word(text: str, language: str) -> None:
    forms = spoken_words(word_spans(text), language)
    assert len(forms) == len(text.split())
    for form in forms:
        assert form.after == "" or form.after in PAUSES
        assert form.text == " ".join(form.text.split())
