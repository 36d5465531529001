# SPDX-License-Identifier: GPL-3.0-or-later
"""What a voice says when it is tried."""

from __future__ import annotations

import json

from studio.core.languages import primary
from studio.core.resources import resource


def sample_sentence(language: str) -> str:
    """The sentence for auditions of a voice of *language* (a BCP 47 tag)."""
    sentences: dict[str, str] = json.loads(resource("samples/audition.json").read_text("utf-8"))
    return sentences.get(primary(language), sentences["en"])
