# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of a voice design, as pure functions from one design to the next."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from studio.client.status import EngineStatus
from studio.core.emotions import EMOTIONS, LEVELS
from studio.core.errors import InvalidArgument
from studio.core.project import VoiceDesign
from studio.core.speech import Controls, controls
from studio.core.voices import MAX_MIX_PARTS, MixPart, NamedVoice, Voice, heard_parts, whole_percents

FULL = f"A mix holds at most {MAX_MIX_PARTS} voices: remove one of them first."
# Share of a voice at 0 %: inaudible, but it keeps the proportions of several, and files hold no weight of 0.
_REST = 2.0**-40
_HEARD = 1e-6
_SAME_EMBEDDING = 1e-4


def with_voice(design: VoiceDesign, voice_id: str) -> VoiceDesign:
    """*design* with that voice alone."""
    return replace(design, mix=(MixPart(voice_id, 1.0),))


def with_part(design: VoiceDesign, voice_id: str) -> VoiceDesign:
    """*design* with the voice added, at the share of an even mix; unchanged if it is there already.

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
    """*design* without the voice, and the others' shares scaled to the whole; the last voice stays."""
    shares = shares_of(design)
    if voice_id not in shares or len(shares) == 1:
        return design
    del shares[voice_id]
    return _with_shares(design, _scaled(shares, 1.0))


def with_share(design: VoiceDesign, voice_id: str, share: float) -> VoiceDesign:
    """*design* with the voice at *share* (0 to 1) of the mix. The others keep their proportions in the rest, even if
    *share* goes to 1 and comes back.

    Raises:
        InvalidArgument: the voice is not in the mix.
    """
    shares = shares_of(design)
    if voice_id not in shares:
        raise InvalidArgument("voice", "a voice of the mix")
    if len(shares) == 1:
        return design
    share = min(max(share, _REST), 1.0 - _REST)
    others = {key: value for key, value in shares.items() if key != voice_id}
    scaled = _scaled(others, 1.0 - share)
    return _with_shares(design, {key: share if key == voice_id else scaled[key] for key in shares})


def with_blend(design: VoiceDesign, weights: Sequence[float]) -> VoiceDesign:
    """*design* with the first voices at *weights* of the share that they have together; the others keep theirs.

    Raises:
        InvalidArgument: there are more weights than voices, or they are not finite numbers from 0 on, above 0 in all.
    """
    shares = shares_of(design)
    if not 1 <= len(weights) <= len(shares):
        raise InvalidArgument("weights", f"1 to {len(shares)} numbers")
    if not all(math.isfinite(weight) and weight >= 0 for weight in weights) or not sum(weights) > 0:
        raise InvalidArgument("weights", "finite numbers from 0 on, above 0 in all")
    first = list(shares)[: len(weights)]
    total = math.fsum(weights)
    lightest = dict(zip(first, (max(weight / total, _REST) for weight in weights), strict=True))
    return _with_shares(design, {**shares, **_scaled(lightest, math.fsum(shares[each] for each in first))})


def with_mute(design: VoiceDesign, voice_id: str, muted: bool) -> VoiceDesign:
    """*design* with the voice left out of what is heard, or in it again.

    Raises:
        InvalidArgument: the voice is not in the mix, or no other one would be heard.
    """
    made = _with_flag(design, voice_id, lambda part: replace(part, muted=muted))
    if muted and all(part.muted for part in made.mix):
        raise InvalidArgument("muted voice", "one beside which another one is heard")
    return made


def with_solo(design: VoiceDesign, voice_id: str, solo: bool) -> VoiceDesign:
    """*design* with the voice heard alone, or with others that are solo; or no more.

    Raises:
        InvalidArgument: the voice is not in the mix.
    """
    return _with_flag(design, voice_id, lambda part: replace(part, solo=solo))


def with_mix(design: VoiceDesign, shares: Mapping[str, float]) -> VoiceDesign:
    """*design* with the voices of *shares*, in that order, scaled to sum 1.

    Raises:
        InvalidArgument: there is none, more than a mix may hold, or a share is negative or not finite.
    """
    if not 1 <= len(shares) <= MAX_MIX_PARTS:
        raise InvalidArgument("mix", f"1 to {MAX_MIX_PARTS} voices", f"{len(shares)} given")
    total = math.fsum(shares.values())
    if min(shares.values()) < 0 or not 0 < total < math.inf:
        raise InvalidArgument("mix", "shares from 0 to 1, of which one is more than 0")
    return _with_shares(design, _scaled(shares, 1.0))


def with_even_shares(design: VoiceDesign) -> VoiceDesign:
    """*design* with the same share for each voice of the mix."""
    shares = shares_of(design)
    return _with_shares(design, dict.fromkeys(shares, 1.0 / max(len(shares), 1)))


def opened(design: VoiceDesign, voices: Mapping[str, Voice]) -> VoiceDesign:
    """*design* with what its only voice was mixed from in that one's place, where that is known and sounds the same;
    else *design* itself."""
    saved = voices.get(design.mix[0].voice_id) if len(design.mix) == 1 else None
    if saved is None or len(saved.recipe) < 2 or not sounds_as_mixed(saved, voices):
        return design
    return replace(design, mix=saved.recipe)


def sounds_as_mixed(voice: Voice, voices: Mapping[str, Voice]) -> bool:
    """Whether the voices from which *voice* was mixed are among *voices*, and sound together as it does."""
    if not voice.recipe or not voice.embedding:
        return False
    found = [(voices.get(part.voice_id), part.weight) for part in voice.recipe]
    embeddings = [(known.embedding, weight) for known, weight in found if known is not None and known.embedding]
    total = math.fsum(weight for _, weight in embeddings)
    if len(embeddings) < len(found) or total <= 0:
        return False
    mixed = (
        math.fsum(embedding[number] * weight for embedding, weight in embeddings) / total
        for number in range(len(voice.embedding))
    )
    return all(abs(one - value) <= _SAME_EMBEDDING for one, value in zip(mixed, voice.embedding, strict=True))


def with_known_voices(design: VoiceDesign, known: Container[str]) -> VoiceDesign:
    """*design* without voices whose ids are no longer *known*."""
    return replace(design, mix=tuple(part for part in design.mix if part.voice_id in known))


def with_speed(design: VoiceDesign, speed: float) -> VoiceDesign:
    """*design* with *speed*, -1 (slowest) to 1 (fastest)."""
    return replace(design, controls=_with(design.controls, speed=speed))


def with_emotion(design: VoiceDesign, emotion: str, level: int) -> VoiceDesign:
    """*design* with *emotion* at *level* 0 (off) to 5 (highest)."""
    return replace(design, controls=_with(design.controls, emotions={**dict(design.controls.emotions), emotion: level}))


def with_pitch(design: VoiceDesign, semitones: float) -> VoiceDesign:
    """*design* with its voice *semitones* higher, -MOST_PITCH to MOST_PITCH."""
    return replace(design, controls=_with(design.controls, pitch=semitones))


def with_volume(design: VoiceDesign, volume: float) -> VoiceDesign:
    """*design* with the factor *volume* on its amplitude, QUIETEST to LOUDEST."""
    return replace(design, controls=_with(design.controls, volume=volume))


def shares_of(design: VoiceDesign) -> dict[str, float]:
    """Shares of the mix's voices in order, of sum 1."""
    return _scaled({part.voice_id: part.weight for part in design.mix}, 1.0)


def changed_value(before: VoiceDesign, after: VoiceDesign) -> str:
    """The value that changed from *before* to *after*, in a few words, such as "24 · 54 · 22" for the mix."""
    was, now = before.controls, after.controls
    if before.mix != after.mix:
        return " · ".join(map(str, whole_percents([part.weight for part in after.mix])))
    if was.speed != now.speed:
        return f"{now.rate:.2f}×"
    for emotion in EMOTIONS:
        if was.level(emotion) != now.level(emotion):
            return f"{emotion.capitalize()} {LEVELS[now.level(emotion)]}"
    if was.volume != now.volume:
        return f"Volume {now.volume:.2f}×"
    if was.pitch != now.pitch:
        return f"Pitch {now.pitch:+g}"
    return after.language


def spoken(design: VoiceDesign, voices: Sequence[Voice], status: EngineStatus) -> VoiceDesign:
    """*design* as this engine can speak it.

    Voices without weight, muted ones, and those that cannot speak here are left out. Of more voices than a mix may
    hold, or than one if mixing is not offered, the heaviest stay. A language that the engine does not speak becomes
    the heaviest voice's own, or "" if it does not speak that either.
    """
    available = {voice.id: voice for voice in voices if voice.available or (design.language and voice.embedding)}
    parts = list(heard_parts([part for part in design.mix if part.weight > 0 and part.voice_id in available]))
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
    # Rounded, so that a weight which was changed and set back has the same takes.
    mix = tuple(MixPart(part.voice_id, round(part.weight / total, 9)) for part in parts)
    return replace(design, mix=mix, language=language)


def as_noted(design: VoiceDesign, noted: Sequence[NamedVoice]) -> VoiceDesign:
    """*design* as an engine speaks it that has all voices its project has *noted*; with its own if those are none."""
    if not noted:
        return replace(design, mix=heard_parts(design.mix))
    languages = tuple(filter(None, (design.language, *(voice.language for voice in noted))))
    voices = [voice.carried() for voice in noted]
    return spoken(design, voices, EngineStatus("", "starting", languages=languages))


def spoken_or_instead(
    design: VoiceDesign, noted: Sequence[NamedVoice], voices: Sequence[Voice], status: EngineStatus
) -> VoiceDesign:
    """*design* as this engine can speak it, see `spoken`; where that is not as its project has *noted*, in the language
    that is meant, if it can, and with a note of what is meant."""
    meant, now = as_noted(design, noted), spoken(design, voices, status)
    if not design.language and meant.language in status.languages:
        now = replace(now, language=meant.language)
    said = [(part.voice_id, part.weight) for part in now.mix], now.language
    wanted = [(part.voice_id, part.weight) for part in meant.mix], meant.language
    return now if said == wanted or not noted else replace(now, meant=meant)


def heaviest_of(parts: Sequence[MixPart]) -> list[MixPart]:
    """The heaviest of *parts*, in their order, as many as a mix may hold."""
    kept = sorted(range(len(parts)), key=lambda number: -parts[number].weight)[:MAX_MIX_PARTS]
    return [parts[number] for number in sorted(kept)]


def mix_without(mix: Sequence[MixPart], voice: Voice) -> tuple[MixPart, ...]:
    """*mix* with the voices that *voice* was mixed from in its place."""
    parts: dict[str, MixPart] = {}
    for part in mix:
        used = voice.recipe if part.voice_id == voice.id else (MixPart(part.voice_id, 1.0),)
        for inner in used:
            known = parts.get(inner.voice_id, replace(part, voice_id=inner.voice_id, weight=0.0))
            parts[inner.voice_id] = replace(known, weight=known.weight + part.weight * inner.weight)
    return tuple(heaviest_of(list(parts.values())))


def _with(before: Controls, **values: Any) -> Controls:
    """*before* with other, checked values."""
    kept = {name: getattr(before, name) for name in ("speed", "volume", "pitch")}
    return controls(**{**kept, "emotions": dict(before.emotions), **values})


def _with_shares(design: VoiceDesign, shares: dict[str, float]) -> VoiceDesign:
    known = {part.voice_id: part for part in design.mix}
    mix = tuple(replace(known.get(key, MixPart(key, share)), weight=share) for key, share in shares.items())
    return replace(design, mix=mix)


def _with_flag(design: VoiceDesign, voice_id: str, change: Callable[[MixPart], MixPart]) -> VoiceDesign:
    if all(part.voice_id != voice_id for part in design.mix):
        raise InvalidArgument("voice", "a voice of the mix")
    mix = tuple(change(part) if part.voice_id == voice_id else part for part in design.mix)
    return replace(design, mix=mix)


def _scaled(shares: Mapping[str, float], whole: float) -> dict[str, float]:
    total = sum(shares.values())
    if total <= 0:
        return {key: whole / len(shares) for key in shares}
    return {key: share * whole / total for key, share in shares.items()}
