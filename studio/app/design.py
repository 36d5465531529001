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

FULL = f"A mix holds at most {MAX_MIX_PARTS} voices: remove one of them first."
# What is left for the others at 100 %: too little to be heard, but it keeps their proportions.
_REST = 2.0**-40
_HEARD = 1e-6


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
    """The voice at *share* (0 to 1) of the mix; the others keep their proportions in what is left, also when that is
    nothing: as *share* comes back from 1, so do they.

    Raises:
        InvalidArgument: the voice is not in the mix.
    """
    shares = shares_of(design)
    if voice_id not in shares:
        raise InvalidArgument("voice", "a voice of the mix")
    if len(shares) == 1:
        return design
    share = min(max(share, 0.0), 1.0 - _REST)
    others = {key: value for key, value in shares.items() if key != voice_id}
    scaled = _scaled(others, 1.0 - share)
    return _with_shares(design, {key: share if key == voice_id else scaled[key] for key in shares})


def with_even_shares(design: VoiceDesign) -> VoiceDesign:
    """The same share for each voice of the mix."""
    shares = shares_of(design)
    return _with_shares(design, dict.fromkeys(shares, 1.0 / max(len(shares), 1)))


def with_known_voices(design: VoiceDesign, voices: Sequence[Voice]) -> VoiceDesign:
    """*design* without the voices that are not among *voices* any more."""
    known = {voice.id for voice in voices}
    return replace(design, mix=tuple(part for part in design.mix if part.voice_id in known))


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
    """*design* as this engine can speak it.

    Voices of no weight or that cannot speak here are left out; of more than a mix may hold, or than one where mixing is
    not offered, the heaviest stay. A language that the engine does not speak gives way to the heaviest voice's own, and
    is "" only where it does not speak that one either.
    """
    available = {voice.id: voice for voice in voices if voice.available or (design.language and voice.embedding)}
    parts = [part for part in design.mix if part.weight > 0 and part.voice_id in available]
    if not parts:
        default = next((voice for voice in voices if voice.available), None)
        parts = [MixPart(default.id, 1.0)] if default is not None else []
    if len(parts) > 1 and status.mixing_unavailable_reason:
        parts = [max(parts, key=lambda part: part.weight)]
    parts = heaviest_of(parts)
    total = sum(part.weight for part in parts)
    parts = [part for part in parts if part.weight > _HEARD * total]
    total = sum(part.weight for part in parts)
    own = next((available[part.voice_id].language for part in sorted(parts, key=lambda part: -part.weight)), "")
    wanted = design.language if design.language in status.languages else own
    language = wanted if wanted in status.languages else ""
    # Rounded, so that a weight which went and came back has the same takes.
    mix = tuple(MixPart(part.voice_id, round(part.weight / total, 9)) for part in parts)
    return replace(design, mix=mix, language=language)


def heaviest_of(parts: Sequence[MixPart]) -> list[MixPart]:
    """As many of *parts*, in their order, as a mix may hold."""
    kept = sorted(range(len(parts)), key=lambda number: -parts[number].weight)[:MAX_MIX_PARTS]
    return [parts[number] for number in sorted(kept)]


def _with_shares(design: VoiceDesign, shares: dict[str, float]) -> VoiceDesign:
    return replace(design, mix=tuple(MixPart(key, share) for key, share in shares.items()))


def _scaled(shares: dict[str, float], whole: float) -> dict[str, float]:
    total = sum(shares.values())
    if total <= 0:
        return {key: whole / len(shares) for key in shares}
    return {key: share * whole / total for key, share in shares.items()}
