# SPDX-License-Identifier: GPL-3.0-or-later
"""What tells one take from another, in words: its difference, its age, its length, its wave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from studio.core.emotions import EMOTIONS, LEVELS
from studio.core.engines import kind_of
from studio.core.project import VoiceDesign
from studio.core.takes import Take
from studio.ui.languages import language_name

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0


def difference(take: Take, used: Take, name_of: Callable[[str], str]) -> str:
    """How *take* differs from the one in use, such as "Lewis 34 % → 52 %, other words"."""
    said = list(_of_designs(take.design, used.design, name_of))
    if take.made.text != used.made.text:
        said.append("other words")
    if not said and take.made.design != used.made.design:
        said.append("another voice of that name")
    if not said and take.made.variation != used.made.variation:
        said.append("another reading")
    if not said and take.made.engine != used.made.engine:
        kind, other = kind_of(take.made.engine), kind_of(used.made.engine)
        said.append("by another version" if kind == other else f"by {kind.title if kind else take.made.engine}")
    return ", ".join(said)


def _of_designs(design: VoiceDesign, used: VoiceDesign, name_of: Callable[[str], str]) -> Iterator[str]:
    shares, before = _shares(design), _shares(used)
    if shares.keys() != before.keys():
        yield " + ".join(map(name_of, shares)) or "the engine's voice"
    elif shares:
        voice = max(shares, key=lambda each: abs(shares[each] - before[each]))
        if round(100 * shares[voice]) != round(100 * before[voice]):
            yield f"{name_of(voice)} {round(100 * before[voice])} % → {round(100 * shares[voice])} %"
    if design.controls.speed != used.controls.speed:
        yield f"speed {design.controls.rate:.2f}×"
    for emotion in EMOTIONS:
        level = design.controls.level(emotion)
        if level != used.controls.level(emotion):
            yield f"{emotion} {LEVELS[level]}"
    if design.controls.volume != used.controls.volume:
        yield f"volume {design.controls.volume:.2f}×"
    if design.controls.pitch != used.controls.pitch:
        yield f"pitch {design.controls.pitch:+g}"
    if design.language != used.language:
        yield language_name(design.language) if design.language else "the voice's language"


def _shares(design: VoiceDesign) -> dict[str, float]:
    total = sum(part.weight for part in design.mix) or 1.0
    return {part.voice_id: part.weight / total for part in design.mix}


def age(time_s: float, now_s: float) -> str:
    """How long ago *time_s* was, such as "2 min ago"; both in seconds since 1970."""
    past_s = max(0.0, now_s - time_s)
    if past_s < _MINUTE:
        return "just now"
    if past_s < _HOUR:
        return f"{int(past_s / _MINUTE)} min ago"
    made, now = datetime.fromtimestamp(time_s), datetime.fromtimestamp(now_s)
    days = (now.date() - made.date()).days
    if days == 0:
        return f"{int(past_s / _HOUR)} h ago"
    return "yesterday" if days == 1 else f"{days} days ago" if days < 7 else made.strftime("%d %b %Y").lstrip("0")


def bars_of(peaks: Sequence[float], count: int = 50) -> tuple[float, ...]:
    """*count* bars, each 0 to 1 and the largest of its share of *peaks*; the loudest one is 1."""
    if not peaks:
        return (0.0,) * count
    top = max(max(peaks), 1e-6)
    edges = [len(peaks) * number // count for number in range(count + 1)]
    bars = (max(peaks[first : max(end, first + 1)]) for first, end in pairwise(edges))
    return tuple(round(bar / top, 3) for bar in bars)
