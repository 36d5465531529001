# SPDX-License-Identifier: GPL-3.0-or-later
"""What the map shows of voices: their marks by hue and shape, and the legend's kinds with their numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from studio.app.voices.voice_map import Place, VoiceMap
from studio.core.voices import Voice
from studio.ui.theme import Theme
from studio.ui.voices.filters import finds
from studio.ui.voices.map.legend import LegendEntry
from studio.ui.voices.map.marks import Mark

GROUP_HUES: Final[Mapping[str, str]] = {
    "American": "#2F6F92",
    "British": "#80509A",
    "Romance": "#B8475F",
    "Hindi": "#6B6F2A",
    "Japanese": "#A0543F",
    "Chinese": "#2F7D4E",
}
OTHER_HUE: Final = "#62606C"
WOMEN, MEN, MINE = "women", "men", "mine"


def group_hues(voice_map: VoiceMap, theme: Theme) -> dict[str, str]:
    """ "#rrggbb" of each group by its name, as it stands on the panel."""
    return {group.name: theme.hue(GROUP_HUES.get(group.name, OTHER_HUE)).name() for group in voice_map.groups}


def legend_entries(voices: Sequence[Voice], voice_map: VoiceMap, hues: Mapping[str, str]) -> list[LegendEntry]:
    """The kinds of which there are voices."""
    counts = dict.fromkeys(hues, 0)
    for voice in voices:
        group = voice_map.group_of(voice.language)
        if group is not None and not voice.own:
            counts[group.name] += 1
    entries = [LegendEntry(name, name, count, "disc", hues[name]) for name, count in counts.items()]
    others = [voice for voice in voices if not voice.own]
    entries.append(LegendEntry(WOMEN, "Women", sum(voice.sex == "female" for voice in others), "circle"))
    entries.append(LegendEntry(MEN, "Men", sum(voice.sex == "male" for voice in others), "square"))
    entries.append(LegendEntry(MINE, "Mine", len(voices) - len(others), "ring"))
    return [entry for entry in entries if entry.count]


def marks_of(
    voices: Sequence[Voice],
    places: Mapping[str, Place],
    voice_map: VoiceMap,
    theme: Theme,
    off: Collection[str],
    words: str,
) -> tuple[Mark, ...]:
    """Marks of *voices* that have a place.

    Args:
        off: Keys of kinds that are left out.
        words: What is sought; "" for all.
    """
    found = finds(words)
    marks = []
    for voice in voices:
        if voice.id not in places:
            continue
        group = voice_map.group_of(voice.language)
        name = group.name if group is not None else ""
        hue = theme.hue(GROUP_HUES.get(name, OTHER_HUE)).name()
        kinds = {MINE} if voice.own else {name, WOMEN if voice.sex == "female" else MEN if voice.sex == "male" else ""}
        left_out = bool(kinds & set(off)) or not found(voice)
        marks.append(Mark(voice.id, voice.name, places[voice.id], hue, voice.sex, voice.own, left_out))
    return tuple(marks)
