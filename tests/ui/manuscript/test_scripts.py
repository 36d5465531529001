# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts of a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from studio.ui.manuscript.scripts import SCRIPTS, is_installed, scripts_in

pytestmark = pytest.mark.display


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("plain – “words”, é", set()),
        ("שלום and мир", {"Hebrew", "Cyrillic"}),
        ("東京へ", {"Chinese", "Japanese"}),
        ("नमस्ते", {"Devanagari"}),
        ("한국어 😀", {"Korean"}),
    ],
)
def test_a_text_has_the_scripts_of_its_letters(text: str, names: set[str]) -> None:
    assert {script.name for script in scripts_in(text)} == names


def test_blocks_are_in_order_and_apart() -> None:
    assert all(one.first <= one.last < other.first for one, other in pairwise(SCRIPTS))


def test_a_script_of_the_window_s_own_font_is_installed(app: QApplication) -> None:
    cyrillic = next(script for script in SCRIPTS if script.name == "Cyrillic")
    assert is_installed(cyrillic)
