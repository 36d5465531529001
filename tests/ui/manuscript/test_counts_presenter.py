# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts in the header and the status."""

from __future__ import annotations

import pytest

from studio.app.overview.counting import Count
from studio.ui.manuscript.counts_presenter import count_words
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(), "0 words"),
        (Count(1, 1.2), "1 word, 0:01"),
        (Count(1234, 62.0, True), "1\u202f234 words, about 1:02"),
    ],
)
def test_a_count_in_words(count: Count, words: str) -> None:
    assert count_words(count) == words


def test_the_selection_is_counted_in_the_header_and_the_paragraph_in_the_status(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("One two three.\nFour five.")
        panel, status = it.window.manuscript, it.window.status
        editor = panel.editor
        await it.until(lambda: editor.text.startswith("One"), "the text")
        editor.setFocus()
        editor.select(4, 18)
        await it.until(lambda: panel.figures.whole_text().startswith("3 of 5 words  ·  about 0:0"), "the selection")
        editor.select(20, 20)
        await it.until(lambda: status.doing.text().startswith("Paragraph 2: 2 words, about 0:0"), "the paragraph")
        await it.until(lambda: panel.figures.whole_text().startswith("5 words"), "the whole")
        it.window.voices.search.setFocus()
        await it.until(lambda: "Paragraph" not in status.doing.text(), "nothing of it")

    in_window(body)
