# SPDX-License-Identifier: GPL-3.0-or-later
"""The document on disk: one JSON file, replaced as a whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from studio.core.document import Document, Paragraph, VoiceDesign
from studio.core.errors import StudioError
from studio.core.files import replacing
from studio.core.speech import controls
from studio.core.voices import MixPart

VERSION = 1


class DocumentDamaged(StudioError):
    """The saved document cannot be read; it was set aside under another name."""


class DocumentStore:
    """Loads and saves the document at *path*."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Document | None:
        """The saved document, or None if there is none.

        Raises:
            DocumentDamaged: the file cannot be read; it now lies beside its old place, nothing of it is lost.
        """
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DocumentDamaged(f"The last transcript could not be read from {self.path}.", repr(error)) from error
        try:
            return _from_json(json.loads(data))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            aside = self._set_aside()
            raise DocumentDamaged(
                f"The last transcript could not be read. Its file was kept as {aside}.", type(error).__name__
            ) from error

    def save(self, document: Document) -> None:
        """Replace the saved document.

        Raises:
            SaveFailed: the disk is full or read-only; the old file is untouched.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(self.path) as file:
            file.write(json.dumps(_to_json(document), ensure_ascii=False, indent=1).encode())

    def _set_aside(self) -> Path:
        for number in range(1, 1000):
            aside = self.path.with_suffix(f".damaged-{number}.json")
            if not aside.exists():
                break
        self.path.replace(aside)
        return aside


def _to_json(document: Document) -> dict[str, Any]:
    design = document.design
    return {
        "version": VERSION,
        "title": document.title,
        "paragraphs": [{"id": paragraph.id, "text": paragraph.text} for paragraph in document.paragraphs],
        "design": {
            "mix": [{"voice_id": part.voice_id, "weight": part.weight} for part in design.mix],
            "speed": design.controls.speed,
            "emotions": dict(design.controls.emotions),
            "volume": design.controls.volume,
            "language": design.language,
        },
    }


def _from_json(data: dict[str, Any]) -> Document:
    if data["version"] != VERSION:
        raise ValueError(f"version {data['version']}")
    design = data["design"]
    paragraphs = tuple(Paragraph(str(item["id"]), str(item["text"])) for item in data["paragraphs"])
    return Document(
        paragraphs or Document().paragraphs,
        VoiceDesign(
            tuple(MixPart(str(part["voice_id"]), float(part["weight"])) for part in design["mix"]),
            controls(design["speed"], design["emotions"], design.get("volume", 1.0)),
            str(design["language"]),
        ),
        str(data["title"]),
    )
