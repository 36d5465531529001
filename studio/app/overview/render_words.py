# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of a run of rendering."""

from __future__ import annotations

from bisect import bisect_right

from studio.app.overview.chapters import LEAST_CHAPTERS
from studio.core.project import Project


def place_words(project: Project, paragraph_id: str, done: int, total: int) -> str:
    """Which paragraph is rendered: "paragraph 3 of 12" of the run, of which *done* are done; in a text of chapters
    "chapter 10 of 24 · paragraph 31 of 58" of the chapter."""
    paragraphs = project.paragraphs
    heads = [number for number, each in enumerate(paragraphs) if each.kind == "heading" and each.level == 1]
    row = next((number for number, each in enumerate(paragraphs) if each.id == paragraph_id), -1)
    chapter = bisect_right(heads, row)
    if len(heads) < LEAST_CHAPTERS or not chapter:
        return f"paragraph {min(done + 1, total)} of {total}"
    end = heads[chapter] if chapter < len(heads) else len(paragraphs)
    read = [number for number in range(heads[chapter - 1], end) if paragraphs[number].is_read]
    return f"chapter {chapter} of {len(heads)} · paragraph {bisect_right(read, row)} of {len(read)}"


def span_words(seconds: float) -> str:
    """A length of time, such as "2 min"."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"
