# SPDX-License-Identifier: GPL-3.0-or-later
"""Paragraphs shown in an editor without a project behind it."""

from __future__ import annotations

from studio.core.marks import Mark
from studio.core.project import new_paragraph
from studio.ui.manuscript.text.editor import ManuscriptEditor


def show_text(editor: ManuscriptEditor, text: str, *marks: Mark) -> None:
    """Show the lines of *text* as paragraphs, the first with *marks*."""
    first, *others = text.split("\n")
    editor.show_paragraphs((new_paragraph(first, marks), *map(new_paragraph, others)))
