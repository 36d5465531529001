# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import dataclasses
import re

import pytest

from studio.ui.theme.palette import DARK, LIGHT, Palette
from studio.ui.theme.sheet import style_sheet


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_colour_of_the_sheet_is_one_of_the_palettes(palette: Palette) -> None:
    known = {getattr(palette, field.name) for field in dataclasses.fields(palette)}
    used = set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", style_sheet(palette)))
    assert used
    assert used <= known


def test_the_palettes_differ_in_colours_alone() -> None:
    bare = [re.sub(r"#[0-9A-Fa-f]{6,8}", "COLOUR", style_sheet(palette)) for palette in (LIGHT, DARK)]
    assert bare[0] == bare[1]


def test_each_rule_is_whole() -> None:
    sheet = style_sheet(DARK)
    assert sheet.count("{") == sheet.count("}")
    for body in re.findall(r"\{([^}]*)\}", sheet):
        assert all(":" in part for part in body.split(";") if part.strip()), body
    assert re.search(r"\{p\.", sheet) is None


@pytest.mark.parametrize(
    "look", ["panel", "transport", "second", "third", "section", "main", "outline", "plain", "chip"]
)
def test_each_look_has_a_rule(look: str) -> None:
    assert f'[look="{look}"]' in style_sheet(LIGHT)
