# SPDX-License-Identifier: GPL-3.0-or-later
"""What a mark does, in words, and what can be done with its chip."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studio.core.emotions import EMOTIONS
from studio.core.mark_values import RANGES
from studio.core.marks import Mark
from studio.ui.languages import language_name
from studio.ui.manuscript.lines.chips import NOBODY, Cast

_LONGEST = 48


def mark_tip(mark: Mark, text: str, read_only: bool = False, cast: Cast = NOBODY) -> str:
    """What *mark* of a paragraph's *text* does, with *cast* as the speakers, and what can be done with its chip."""
    offers = ["Press to hear it."]
    if not read_only and mark.kind in RANGES:
        offers.append("Drag the figure to change it, or type it after a double click; drag the sign to move it.")
    return f"{what_it_does(mark, text, cast)}\n{' '.join(offers)}"


def told_tip(mark: Mark, text: str) -> str:
    """How a word of a paragraph's *text* is said, as a dictionary tells by *mark*, and what can be done with it."""
    return f"{what_it_does(mark, text)[:-1]}, by the dictionary.\n“Say as” changes it."


def what_it_does(mark: Mark, text: str, cast: Cast = NOBODY) -> str:
    """What *mark* of a paragraph's *text* does, with *cast* as the speakers, as a sentence."""
    make = _SENTENCES.get(mark.kind)
    said = text[mark.start : mark.end].strip()
    shown = f"“{said if len(said) <= _LONGEST else said[:_LONGEST].rstrip() + '…'}”"
    if mark.kind == "speaker":
        speaker = cast.get(mark.value)
        by = "whoever reads the paragraph, as the cast has not its speaker" if speaker is None else speaker.name
        return f"{shown} is read by {by}."
    return make(shown, mark.value) if make is not None else f"A mark of a later version, “{mark.kind}”: no effect here."


def _emotion(shown: str, value: str) -> str:
    name, _, level = value.partition(":")
    manner = f"with {name} at level {level}" if name in EMOTIONS and level else f"in the manner “{value}”"
    return f"{shown} is read {manner}."


_SENTENCES: Mapping[str, Callable[[str, str], str]] = {
    "pause": lambda _shown, value: f"Silence for {value} s.",
    "ipa": lambda shown, value: f"{shown} is said as {value}.",
    "respelling": lambda shown, value: f"{shown} is said as “{value}”.",
    "spell": lambda shown, _value: f"{shown} is read letter by letter.",
    "speed": lambda shown, value: f"{shown} is read at {value} times the speed.",
    "volume": lambda shown, value: f"{shown} is read at {value} times the volume.",
    "emotion": _emotion,
    "language": lambda shown, value: f"{shown} is read as {language_name(value)}.",
    "emphasis": lambda shown, _value: f"{shown} is emphasised in the text; it is read as ever.",
    "unknown": lambda _shown, value: f"{value} is no tag that an engine knows: it has no effect.",
}
