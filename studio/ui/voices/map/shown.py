# SPDX-License-Identifier: GPL-3.0-or-later
"""What the map shows of voices: their marks by hue and shape, and the legend's kinds with their numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
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


class Marking:
    """The marks of voices that have a place, made once; which of them are left out changes often.

    Args:
        voices: The voices.
        places: Places by the voices' ids.
        voice_map: The map.
        theme: The colours.
    """

    def __init__(self, voices: Sequence[Voice], places: Mapping[str, Place], voice_map: VoiceMap, theme: Theme) -> None:
        self._voices = [voice for voice in voices if voice.id in places]
        self._kinds: list[frozenset[str]] = []
        self._on: list[Mark] = []
        self._off: list[Mark | None] = []
        looks: dict[tuple[str, str, bool], tuple[str, frozenset[str]]] = {}
        for voice in self._voices:
            look = voice.language, voice.sex, voice.own
            if look not in looks:
                looks[look] = _look(voice, voice_map, theme)
            hue, kinds = looks[look]
            self._kinds.append(kinds)
            self._on.append(Mark(voice.id, voice.name, places[voice.id], hue, voice.sex, voice.own))
            self._off.append(None)

    def marks(self, off: Collection[str], words: str) -> tuple[Mark, ...]:
        """The marks, those outlined whose kinds are among *off* or that *words* do not find; "" finds all."""
        found, left_out = finds(words) if words.strip() else None, frozenset(off)
        if found is None and not left_out:
            return tuple(self._on)
        out = {kinds for kinds in set(self._kinds) if kinds & left_out}
        return tuple(
            self._outlined(number) if kinds in out or (found is not None and not found(voice)) else mark
            for number, (kinds, voice, mark) in enumerate(zip(self._kinds, self._voices, self._on, strict=True))
        )

    def _outlined(self, number: int) -> Mark:
        mark = self._off[number]
        if mark is None:
            mark = self._off[number] = replace(self._on[number], off=True)
        return mark


def _look(voice: Voice, voice_map: VoiceMap, theme: Theme) -> tuple[str, frozenset[str]]:
    """The hue and the kinds of voices of that language and sex."""
    group = voice_map.group_of(voice.language)
    name = group.name if group is not None else ""
    hue = theme.hue(GROUP_HUES.get(name, OTHER_HUE)).name()
    if voice.own:
        return hue, frozenset({MINE})
    return hue, frozenset({name, WOMEN if voice.sex == "female" else MEN if voice.sex == "male" else ""})
