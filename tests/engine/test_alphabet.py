# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os

import pytest

from studio.engine.alphabet import SYMBOLS, to_model_alphabet
from studio.engine.models import open_store


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
    ],
)
def test_sounds_are_written_as_the_model_learnt_them(language: str, ipa: str, symbols: str) -> None:
    assert to_model_alphabet(ipa, language) == symbols


def test_only_known_symbols_come_out() -> None:
    everything = "".join(chr(code) for code in range(0x250, 0x400)) + "abcdefghijklmnopqrstuvwxyz!?,.()"
    for language in ("en-US", "en-GB", "es"):
        assert set(to_model_alphabet(everything, language)) <= SYMBOLS - set(' ;:,.!?—…"()“”')


@pytest.mark.model
def test_the_symbols_are_the_models_vocabulary() -> None:
    path = open_store().folder / "vocab.json"
    if not path.exists() and os.environ.get("SPEECH_STUDIO_WITHOUT_MODEL") == "1":
        pytest.skip("the speech model is missing, and SPEECH_STUDIO_WITHOUT_MODEL=1 says that it may be")
    assert set(json.loads(path.read_text(encoding="utf-8"))["vocab"]) == SYMBOLS
