# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of a voice design: pure functions from one design to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studio.client.status import EngineStatus
from studio.core.document import VoiceDesign
from studio.core.errors import InvalidArgument
from studio.core.speech import controls
from studio.core.voices import MAX_MIX_PARTS, MixPart, Voice


def with_voice(design: VoiceDesign, voice_id: str) -> VoiceDesign:
    """That voice alone."""
    return replace(design, mix=(MixPart(voice_id, 1.0),))


def with_part(design: VoiceDesign, voice_id: str) -> VoiceDesign:
    """The voice added with the share an even mix gives it; nothing changes if it is there already.

    Raises:
        InvalidArgument: the mix is full.
    """
    shares = shares_of(design)
    if voice_id in shares:
        return design
    if len(shares) >= MAX_MIX_PARTS:
        raise InvalidArgument("mix", f"at most {MAX_MIX_PARTS} voices")
    share = 1.0 / (len(shares) + 1)
    return _with_shares(design, {**{key: value * (1 - share) for key, value in shares.items()}, voice_id: share})


def without_part(design: VoiceDesign, voice_id: str) -> VoiceDesign:
    """The voice removed, the others' shares scaled to the whole; the last one stays."""
    shares = shares_of(design)
    if voice_id not in shares or len(shares) == 1:
        return design
    del shares[voice_id]
    return _with_shares(design, _scaled(shares, 1.0))


def with_share(design: VoiceDesign, voice_id: str, share: float) -> VoiceDesign:
    """The voice at *share* (0 to 1) of the mix; the others keep their proportions in what is left.

    Raises:
        InvalidArgument: the voice is not in the mix.
    """
    shares = shares_of(design)
    if voice_id not in shares:
        raise InvalidArgument("voice", "a voice of the mix")
    if len(shares) == 1:
        return design
    share = min(max(share, 0.0), 1.0)
    others = {key: value for key, value in shares.items() if key != voice_id}
    scaled = _scaled(others, 1.0 - share)
    return _with_shares(design, {key: share if key == voice_id else scaled[key] for key in shares})


def with_speed(design: VoiceDesign, speed: float) -> VoiceDesign:
    """*speed* from -1 (slowest) to 1 (fastest)."""
    return replace(design, controls=controls(speed, dict(design.controls.emotions)))


def with_emotion(design: VoiceDesign, emotion: str, level: int) -> VoiceDesign:
    """*emotion* at *level* 0 (off) to 5 (highest)."""
    return replace(design, controls=controls(design.controls.speed, {**dict(design.controls.emotions), emotion: level}))


def shares_of(design: VoiceDesign) -> dict[str, float]:
    """Each voice's share of the mix, in order; together 1."""
    return _scaled({part.voice_id: part.weight for part in design.mix}, 1.0)


def spoken(design: VoiceDesign, voices: Sequence[Voice], status: EngineStatus) -> VoiceDesign:
    """*design* as this engine can speak it: voices of no weight or that cannot speak here are left out, only the
    heaviest stays where mixing is not offered, and a language it does not speak gives way to the heaviest voice's own.
    The language is "" only where the engine does not speak that one either."""
    available = {voice.id: voice for voice in voices if voice.available or (design.language and voice.embedding)}
    parts = [part for part in design.mix if part.weight > 0 and part.voice_id in available]
    if not parts:
        default = next((voice for voice in voices if voice.available), None)
        parts = [MixPart(default.id, 1.0)] if default is not None else []
    if len(parts) > 1 and status.mixing_unavailable_reason:
        parts = [max(parts, key=lambda part: part.weight)]
    total = sum(part.weight for part in parts)
    own = next((available[part.voice_id].language for part in sorted(parts, key=lambda part: -part.weight)), "")
    wanted = design.language if design.language in status.languages else own
    language = wanted if wanted in status.languages else ""
    mix = tuple(MixPart(part.voice_id, part.weight / total) for part in parts)
    return replace(design, mix=mix, language=language)


def _with_shares(design: VoiceDesign, shares: dict[str, float]) -> VoiceDesign:
    return replace(design, mix=tuple(MixPart(key, share) for key, share in shares.items()))


def _scaled(shares: dict[str, float], whole: float) -> dict[str, float]:
    total = sum(shares.values())
    if total <= 0:
        return {key: whole / len(shares) for key in shares}
    return {key: share * whole / total for key, share in shares.items()}
