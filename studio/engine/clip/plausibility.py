# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a voice beyond blends speaks as a voice does: as loudly, as clearly and as fast as a blend nearby."""

from __future__ import annotations

from studio.engine.clip.features import VoicePrint

_LEVEL_DB = 6.0
_LEAST_VOICED = 0.75
_WIDEST = 1.4
_SLOWEST, _FASTEST = 1.5, 0.67


def is_plausible(heard: VoicePrint, blend: VoicePrint, clip: VoicePrint) -> bool:
    """Whether *heard* is sound speech beside what *blend* says with the same words.

    Hoarse or rough speech has fewer voiced frames, and its F0 jumps; it is permitted where the *clip* has as few, and
    jumps as far.
    """
    if abs(heard.level_db - blend.level_db) > _LEVEL_DB:
        return False
    if heard.voiced < _LEAST_VOICED * min(blend.voiced, clip.voiced):
        return False
    if heard.spread > _WIDEST * max(blend.spread, clip.spread):
        return False
    return _FASTEST * blend.length_s <= heard.length_s <= _SLOWEST * blend.length_s
