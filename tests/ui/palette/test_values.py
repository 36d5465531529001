# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that are changed in the palette, in the running program."""

from __future__ import annotations

import pytest

from studio.ui.palette.values import value_rows
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_each_value_is_that_of_the_program_and_moves_with_it(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        studio = it.studio
        values = {row.title: row.value for row in value_rows(studio)}
        moved = {
            "Speed": "1.02×",
            "Anger": "lowest",
            "Volume": "95 %",
            "Listening speed": "1.25×",
            "Text size": "17 px",
        }
        for title in moved:
            value = values[title]
            assert value is not None
            value.move(-1 if title == "Volume" else 1)
            assert value.words() == moved[title]
        assert studio.editing.project.design.controls.speed == 0.05
        assert {row.about for row in value_rows(studio)} == {"of the voice", ""}
        studio.speakers.add("Keeper", [studio.editing.project.paragraphs[0].id])
        it.window.manuscript.editor.select(0, 0)
        await it.until(lambda: studio.speakers.shown.name == "Keeper", "the keeper's design is shown")
        assert next(value_rows(studio)).about == "Keeper"

    in_window(body)
