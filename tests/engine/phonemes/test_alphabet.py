# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
import re
import unicodedata

import pytest

from studio.core.resources import resource
from studio.engine.espeak_ng import phoneme_groups
from studio.engine.model.store import open_store
from studio.engine.phonemes.alphabet import SYMBOLS, as_ipa, to_model_alphabet, unknown_in
from studio.engine.phonemes.languages import MAPPED
from studio.engine.phonemes.phonemize import LANGUAGES, phonemize


@pytest.mark.parametrize(
    ("language", "ipa", "symbols"),
    [
        ("en-US", "həlˈo^ʊ", "həlˈO"),
        ("en-GB", "həlˈə^ʊ", "həlˈQ"),
        ("en-US", "d^ʒˈʌd^ʒ", "ʤˈʌʤ"),
        ("en-US", "hˈɑːtʃɑːt", "hˈɑtʃɑt"),
        ("en-US", "bˈʌʔn̩", "bˈʌtᵊn"),
        ("en-US", "wˈɔːɾɚɹ", "wˈɔTəɹ"),
        ("en-US", "nˈɜːs", "nˈɜɹs"),
        ("en-GB", "nˈɜːs", "nˈɜːs"),
        ("fr", "(^e^n)wˈiːkˈɛnd(^f^r)", "wˈiːkˈɛnd"),
        ("fr", "le-z", "lez"),
        ("it", "ɡrˈat^sːje", "ɡrˈaʦːje"),
        ("es", "ʉɭɫħ5", "ullh"),
        ("pt-BR", "nˈɐ\u0303^ʊ\u0303 ũ".replace(" ", ""), "nˈɐ\u0303ʊ\u0303u\u0303"),
        ("ru", "spˈɑɭʲɪ", "spˈɑlʲɪ"),
        ("sv", "hˈʉːs", "hˈyːs"),
        ("tr", "t^ʃˈɔk", "ʧˈɔk"),
        ("ko", "t^ɕˈɐɫ", "ʨˈɐl"),
        ("cs", "r̝ˈeku", "rʒˈeku"),
        ("he", "χˈadaʃ", "xˈadaʃ"),
        ("lv", "vˈilt͡si", "vˈiltsi"),
    ],
)
def test_sounds_are_written_as_the_model_learnt_them(language: str, ipa: str, symbols: str) -> None:
    assert to_model_alphabet(ipa, language) == symbols


def test_only_known_symbols_come_out() -> None:
    everything = "".join(chr(code) for code in range(0x250, 0x400)) + "abcdefghijklmnopqrstuvwxyz!?,.()"
    for language in ("en-US", "en-GB", "es"):
        assert set(to_model_alphabet(everything, language)) <= SYMBOLS - set(' ;:,.!?—…"()“”')


def _samples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(resource("samples/languages.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("language", sorted(MAPPED))
def test_nearly_every_sound_of_a_mapped_language_is_known(language: str) -> None:
    """Each symbol that espeak-ng writes for three natural sentences comes out, as itself or as one near to it."""
    for sentence in _samples()[language]:
        for group in phoneme_groups(sentence, MAPPED[language]):
            sounds = [sound for sound in re.findall(r"[^\W\d_](?:\^[^\W\d_])*", group) if sound not in "ˈˌː"]
            said = to_model_alphabet(group, language)
            assert set(said) <= SYMBOLS
            if language != "da":
                assert len(said) >= len([sound for sound in sounds if unicodedata.category(sound[0]) != "Lm"]), group


def test_every_language_has_samples_and_only_known_symbols() -> None:
    for language, sentences in _samples().items():
        if language in LANGUAGES:
            for sentence in sentences:
                words = phonemize(sentence, language)
                assert not [word.word.text for word in words if word.skipped]
                assert set("".join(word.phonemes for word in words)) <= SYMBOLS
    assert set(LANGUAGES) <= set(_samples())


@pytest.mark.model
def test_the_symbols_are_the_models_vocabulary() -> None:
    path = open_store().folder / "vocab.json"
    if not path.exists() and os.environ.get("SPEECH_STUDIO_WITHOUT_MODEL") == "1":
        pytest.skip("the speech model is missing, and SPEECH_STUDIO_WITHOUT_MODEL=1 says that it may be")
    assert set(json.loads(path.read_text(encoding="utf-8"))["vocab"]) == SYMBOLS


def test_symbols_are_shown_as_people_write_them() -> None:
    assert as_ipa("ʧAnʤ həlˈO mInˈut") == "tʃeɪndʒ həlˈoʊ maɪnˈut"


@pytest.mark.parametrize(
    ("ipa", "unknown"), [("t͡ʃˈeɪn.dʒ", ""), ("n5ˈo%5v", "5%"), ("ˈnoːva̠", ""), ("ʘa", "ʘ"), ("a,b", ","), ("", "")]
)
def test_signs_without_a_sound_are_told(ipa: str, unknown: str) -> None:
    assert unknown_in(ipa) == unknown
