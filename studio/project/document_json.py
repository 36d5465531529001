# SPDX-License-Identifier: GPL-3.0-or-later
"""The document of an earlier version, from its JSON. Each value is checked, since it may come from anywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from studio.core.checked_json import is_number, is_text
from studio.core.project import Paragraph, Project, VoiceDesign, new_paragraph, with_design
from studio.core.tagging import read_tags
from studio.project.file.values import design_from_json
from studio.project.marked_lines import put_alone

VERSION = 1
# Defaults of missing values; a title is required.
_NAMES = {"title": None, "file": "", "file_stamp": ""}
_LONGEST_NAME = 4096
_MOST_CHARS = 64 * 2**20


class LaterVersion(ValueError):
    """The document was written by a later version of the program."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document as read; *whole* is False if its design was damaged and replaced by the default one."""

    project: Project
    whole: bool = True


def from_json(data: object) -> Read:
    """The document in *data*. If only the design is damaged, the text is kept.

    Raises:
        LaterVersion: it was written by a later version.
        ValueError: it is not a document.
    """
    if not isinstance(data, dict):
        raise ValueError("no object")
    version = data.get("version")
    if not is_number(version, 1, 10**9) or version != VERSION:
        raise LaterVersion(str(version)) if is_number(version, VERSION + 1, 10**9) else ValueError("no version")
    paragraphs = _paragraphs(data.get("paragraphs"))
    names = {key: data.get(key, default) for key, default in _NAMES.items()}
    named = {key: name for key, name in names.items() if is_text(name, _LONGEST_NAME)}
    whole = len(named) == len(names)
    try:
        design, _ = design_from_json(data.get("design"))
    except (ValueError, KeyError, TypeError):
        design, whole = VoiceDesign(), False
    if not whole:
        named.pop("file_stamp", None)
    project = Project(paragraphs or Project().paragraphs, title=named.get("title", ""))
    project = replace(project, file=named.get("file", ""), file_stamp=named.get("file_stamp", ""))
    return Read(with_design(project, design), whole)


def _paragraphs(listed: object) -> tuple[Paragraph, ...]:
    if not isinstance(listed, list):
        raise ValueError("no paragraphs")
    paragraphs: list[Paragraph] = []
    ids: set[str] = set()
    for item in listed:
        if not isinstance(item, dict) or not is_text(item.get("text"), _MOST_CHARS):
            raise ValueError("a paragraph without a text")
        paragraph_id = item.get("id")
        if not is_text(paragraph_id, _LONGEST_NAME):
            raise ValueError("a paragraph without an id")
        paragraph_id.encode()  # UnicodeEncodeError, a ValueError, for a lone surrogate
        for line in read_tags(item["text"]):
            known = paragraph_id in ids
            marks = put_alone(line)
            paragraphs.append(new_paragraph(line.text, marks) if known else Paragraph(paragraph_id, line.text, marks))
            ids.add(paragraph_id)
    return tuple(paragraphs)
