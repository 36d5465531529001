# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents as versions before the projects wrote them."""

from __future__ import annotations

from typing import Any

from studio.core.project import Project
from studio.core.tagging import with_tags
from studio.project.document_json import VERSION


def to_json(project: Project) -> dict[str, Any]:
    design = project.design
    return {
        "version": VERSION,
        "title": project.title,
        "file": project.file,
        "file_stamp": project.file_stamp,
        "paragraphs": [
            {"id": paragraph.id, "text": with_tags(paragraph.text, paragraph.marks, to_file=True).text}
            for paragraph in project.paragraphs
        ],
        "design": {
            "mix": [{"voice_id": part.voice_id, "weight": part.weight} for part in design.mix],
            "speed": design.controls.speed,
            "emotions": dict(design.controls.emotions),
            "volume": design.controls.volume,
            "language": design.language,
        },
    }
