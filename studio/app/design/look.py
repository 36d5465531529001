# SPDX-License-Identifier: GPL-3.0-or-later
"""How voices are listed. Without what finds their likeness, since the window shows its panels before that is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.voices import Voice


@dataclass(frozen=True, slots=True)
class Look:
    """How the voices are listed, see the settings of these names.

    Attributes:
        order, source, language, sex: As the settings; "" for a language or sex means all.
        stars: Whether only starred ones are listed.
    """

    order: str = "usual"
    source: str = "all"
    language: str = ""
    sex: str = ""
    stars: bool = False


def source_of(voice: Voice) -> str:
    """Where a voice comes from: one of the sources that voices are filtered by, "" for none of them."""
    if not voice.own:
        return "" if voice.carried else "stock"
    if voice.imported:
        return "file"
    return "clip" if voice.clip_sha256 else "blended" if len(voice.recipe) > 1 else ""
