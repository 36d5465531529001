# SPDX-License-Identifier: GPL-3.0-or-later
"""Chapters of prose in which each quotation is labelled with who says it.

They were written and labelled before the code that finds speakers; three of them ("crime", "household", "voyage") by
someone who has never seen it. "{Ida!|“Come,”} said Ida." is a quotation of Ida's
that a verb of speech with her name attributes; without "!" the reader knows it otherwise, such as by a pronoun. "-" is
nobody: what is quoted is a title or a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from studio.core.project import Paragraph, Project

CHAPTERS = tuple(sorted((Path(__file__).parent / "chapters").glob("*.txt")))
CALLED = {
    "Martha": {"martha", "martha quill", "miss quill"},
    "Pettigrew": {"pettigrew", "mr. pettigrew"},
    "Dolores": {"dolores", "dolores finch"},
    "Danny": {"danny", "danny marsh", "danny reeve"},
    "Pryce": {"pryce", "owen pryce", "inspector pryce"},
    "Tasker": {"tasker", "colin tasker"},
    "Mr. Thorne": {"mr. thorne", "edmund thorne"},
    "Letitia": {"letitia", "letty"},
    "Captain Rook": {"captain rook", "isolde rook"},
    "Gant": {"gant", "mr. gant"},
    "Larkin": {"larkin", "hob larkin"},
    "the Admiral": {"admiral"},
    "the constable": {"constable"},
    "Okafor": {"okafor", "commander okafor"},
    "Baptiste": {"baptiste", "dr. baptiste"},
    "Kitty": {"kitty", "miss kitty"},
    "the boy": {"boy"},
    "the computer": {"computer"},
}
"""Keys of the names that are right for a label, where it is not the label's own."""
_QUOTED = re.compile(r"\{(?P<who>[^|}]*?)(?P<named>!?)\|(?P<text>[^}]*)\}?")


@dataclass(frozen=True, slots=True)
class Label:
    """A quotation of a chapter: the paragraph's id and the place in it, who says it, and whether a verb of speech with
    a name tells so."""

    paragraph: str
    start: int
    end: int
    who: str
    named: bool


def labelled(path: Path) -> tuple[Project, tuple[Label, ...]]:
    """The chapter of a file, and its quotations."""
    paragraphs: list[Paragraph] = []
    labels: list[Label] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        text, done = "", 0
        for match in _QUOTED.finditer(line):
            text += line[done : match.start()]
            begin = len(text)
            text += match["text"]
            labels.append(Label(str(number), begin, len(text), match["who"], bool(match["named"])))
            done = match.end()
        paragraphs.append(Paragraph(str(number), text + line[done:]))
    return Project(tuple(paragraphs)), tuple(labels)
