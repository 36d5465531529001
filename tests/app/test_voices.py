# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.app.voices import _without
from studio.core.document import Document, VoiceDesign
from studio.core.voices import MAX_MIX_PARTS, MixPart, Voice


def test_a_deleted_blend_of_many_leaves_a_mix_that_is_not_too_full() -> None:
    recipe = tuple(MixPart(f"r{number}", 1 / MAX_MIX_PARTS) for number in range(MAX_MIX_PARTS))
    blend = Voice("blend", "Blend", "en-US", own=True, recipe=recipe)
    others = tuple(MixPart(f"o{number}", 0.05) for number in range(MAX_MIX_PARTS - 1))
    document = Document(design=VoiceDesign((MixPart("blend", 0.25), *others)))
    mix = _without(document, blend).design.mix
    assert len(mix) == MAX_MIX_PARTS
    assert {part.voice_id for part in others} < {part.voice_id for part in mix}
