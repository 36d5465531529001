# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what each emotion's levels do to the voice; draws the curves and writes the page about them.

python -m tests.bench.emotion --measure FILE   renders and measures, some minutes (--voices 2 for a short form)
python -m tests.bench.emotion --words FILE     adds a recogniser's word errors, neutral against full emotions
python -m tests.bench.emotion --draw FILE      curves and page from what was measured
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.emotions import EMOTIONS
from studio.core.resources import resource
from studio.core.speech import controls
from tests.bench.kokoro import Speaker
from tests.bench.sentences import english_sentences
from tests.support.emotion_measures import INTENDED, MEASURES, UNITS, backward_steps, differences, manner
from tests.support.forced_alignment import plain_words
from tests.support.recogniser import Recogniser, word_errors

VOICES = ("af_heart", "ef_dora", "im_nicola", "pm_alex", "am_michael", "em_alex", "if_sara", "pf_dora")
SENTENCES = {
    "a": (
        "You found it there.",
        "The door was open.",
        "We are going home now.",
        "My brother is a teacher.",
        "Nobody told me anything.",
        "It will rain tomorrow.",
    ),
    "e": (
        "La puerta estaba abierta.",
        "Mañana vamos a casa.",
        "Nadie me dijo nada.",
        "Mi hermano es maestro.",
        "La niña bebe agua.",
        "El tren llega ahora.",
    ),
    "i": (
        "La porta era aperta.",
        "Domani andiamo a casa.",
        "Nessuno mi ha detto niente.",
        "Mio fratello lavora a Roma.",
        "La bambina beve il latte.",
        "Il treno arriva adesso.",
    ),
    "p": (
        "A porta estava aberta.",
        "Amanhã vamos para casa.",
        "Ninguém me disse nada.",
        "Meu irmão mora longe.",
        "A menina bebe água.",
        "O trem chega agora.",
    ),
}
LEVELS = range(6)
_WIDTH, _HEIGHT, _LEFT, _TOP = 168, 110, 74, 40
Curves = dict[str, dict[str, dict[str, list[float]]]]
"""Voice, emotion, measure: the mean change from neutral at levels 0 to 5."""


def measure(speaker: Speaker, voices: int, emotions: Sequence[str]) -> tuple[Curves, float]:
    """The curves, and the highest peak of all renders."""
    curves: Curves = {}
    highest = 0.0
    for voice in VOICES[:voices]:
        sentences = SENTENCES[voice[0]]
        neutral = [manner(speaker.say(text, voice).samples, 24000) for text in sentences]
        curves[voice] = {}
        for emotion in emotions:
            rows: dict[str, list[float]] = {name: [0.0] for name in MEASURES}
            for level in LEVELS[1:]:
                made = [speaker.say(text, voice, controls(0.0, {emotion: level})).samples for text in sentences]
                highest = max(highest, *(float(np.abs(sound).max()) for sound in made))
                change = differences(neutral, [manner(sound, 24000) for sound in made])
                for name in MEASURES:
                    rows[name].append(change[name])
            curves[voice][emotion] = rows
        print(voice, "measured", flush=True)
    return curves, highest


def table(curves: Curves) -> str:
    """Mean change at full level, and how many voices move at every level the way that is meant."""
    lines = ["| emotion | measure | mean change at level 5 | voices that move at every level |", "|---|---|---|---|"]
    for emotion, intended in INTENDED.items():
        for name, sign in intended.items():
            rows = [curves[voice][emotion][name] for voice in curves]
            good = sum(backward_steps(row, sign) < 0 for row in rows)
            mean = float(np.mean([row[-1] for row in rows]))
            lines.append(f"| {emotion} | {name} | {mean:+.1f} {UNITS[name]} | {good} of {len(rows)} |")
    return "\n".join(lines)


def drawing(curves: Curves) -> str:
    """An SVG: a row an emotion, a column a measure; thin lines are voices, thick ones their mean."""
    highest = {
        name: max(abs(value) for voice in curves.values() for rows in voice.values() for value in rows[name])
        for name in MEASURES
    }
    width, height = _LEFT + len(MEASURES) * _WIDTH + 10, _TOP + len(EMOTIONS) * _HEIGHT + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for column, name in enumerate(MEASURES):
        at = _LEFT + column * _WIDTH
        parts.append(f'<text x="{at + 6}" y="18" font-weight="bold">{name}</text>')
        parts.append(f'<text x="{at + 6}" y="32" fill="#666">±{highest[name]:.0f} {UNITS[name]}</text>')
    for row, emotion in enumerate(EMOTIONS):
        top = _TOP + row * _HEIGHT
        parts.append(f'<text x="6" y="{top + _HEIGHT / 2}" font-weight="bold">{emotion}</text>')
        for column, name in enumerate(MEASURES):
            parts += _panel(curves, emotion, name, _LEFT + column * _WIDTH, top, highest[name])
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(curves: Curves, emotion: str, name: str, left: int, top: int, highest: float) -> list[str]:
    inner_w, inner_h = _WIDTH - 16, _HEIGHT - 14
    middle = top + inner_h / 2
    parts = [
        f'<rect x="{left}" y="{top}" width="{inner_w}" height="{inner_h}" fill="none" stroke="#ccc"/>',
        f'<line x1="{left}" y1="{middle}" x2="{left + inner_w}" y2="{middle}" stroke="#ddd"/>',
    ]
    rows = [curves[voice][emotion][name] for voice in curves]
    meant = name in INTENDED[emotion]
    mean = [float(value) for value in np.mean(rows, axis=0)]
    for values, stroke in [*((row, 'stroke="#bbb"') for row in rows), (mean, _stroke(meant))]:
        points = " ".join(
            f"{left + 8 + level * (inner_w - 16) / 5:.1f},{middle - value / highest * (inner_h / 2 - 4):.1f}"
            for level, value in enumerate(values)
        )
        parts.append(f'<polyline points="{points}" fill="none" {stroke}/>')
    return parts


def _stroke(meant: bool) -> str:
    return 'stroke="#b3400e" stroke-width="2.5"' if meant else 'stroke="#777" stroke-width="1.5"'


def page(curves: Curves, highest: float, mistaken: Mapping[str, tuple[float, int]]) -> str:
    languages = len({voice[0] for voice in curves})
    heard = ", ".join(f"{emotion} {points:+.1f} (of {said})" for emotion, (points, said) in mistaken.items())
    return f"""# What the emotions do

Five emotions, each with five levels, can be combined. They change how a voice reads, not who it is. Each level
goes further than the one below; several emotions add up and are kept in bounds. Without an emotion the sound is the
voice's own, bit for bit.

* pitch: median F0; range: its standard deviation; rise: F0 of a sentence's last 60 ms of voice above its median
* rate: speaking rate; level: mean power of the speech; tilt: power above 2 kHz against power below

![Change of each measure over levels 0 to 5](images/emotion-curves.svg)

Thin lines are {len(curves)} voices of {languages} languages, each averaged over {len(SENTENCES["a"])} sentences; the
thick line is their mean, red where the emotion is meant to move the measure. The highest peak of all renders was
{highest:.2f} of full scale.

{table(curves)}

Words that a recogniser (Moonshine, tiny) mistook more often than of the neutral voice, in percentage points, at full
level: {heard}.

Made by `python -m tests.bench.emotion`.
"""


def words(speaker: Speaker, count: int, emotions: Sequence[str]) -> dict[str, tuple[float, int]]:
    """Word error rates at full level less that of the neutral voice, in points, and of how many words; two voices in
    turns."""
    recogniser = Recogniser()
    rates: dict[str, float] = {}
    for emotion in ("", *emotions):
        wrong = said = 0
        asked = controls(0.0, {emotion: 5} if emotion else {})
        for number, text in enumerate(english_sentences(count)):
            sound = speaker.say(text, ("af_heart", "am_michael")[number % 2], asked).samples
            wrong += word_errors(plain_words(text), recogniser.words(sound, 24000))
            said += len(text.split())
        rates[emotion or "neutral"] = 100 * wrong / said
        print(f"{emotion or 'neutral'}: {rates[emotion or 'neutral']:.1f} % of {said} words", flush=True)
    return {emotion: (rates[emotion] - rates["neutral"], said) for emotion in emotions}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.emotion", description=__doc__)
    parser.add_argument("--measure", type=Path)
    parser.add_argument("--only", choices=EMOTIONS, action="append", help="measure this one anew, in what FILE holds")
    parser.add_argument("--draw", type=Path)
    parser.add_argument("--words", type=Path)
    parser.add_argument("--voices", type=int, default=len(VOICES))
    parser.add_argument("--sentences", type=int, default=30)
    asked = parser.parse_args()
    if not (asked.measure or asked.words or asked.draw):
        parser.error("one of --measure, --words, --draw")
    if asked.measure:
        data: dict[str, Any] = {"curves": {}, "highest": 0.0}
        if asked.only:
            data = json.loads(asked.measure.read_text())
        curves, highest = measure(Speaker(), asked.voices, asked.only or EMOTIONS)
        for voice, rows in curves.items():
            data["curves"].setdefault(voice, {}).update(rows)
        data["highest"] = max(data["highest"], highest)
        asked.measure.write_text(json.dumps(data))
        print(table(data["curves"]))
    if asked.words:
        data = json.loads(asked.words.read_text())
        data.setdefault("words", {}).update(words(Speaker(), asked.sentences, asked.only or EMOTIONS))
        asked.words.write_text(json.dumps(data))
    if asked.draw:
        data = json.loads(asked.draw.read_text())
        docs = resource("docs")
        (docs / "images").mkdir(exist_ok=True)
        (docs / "images" / "emotion-curves.svg").write_text(drawing(data["curves"]))
        (docs / "emotion.md").write_text(page(data["curves"], data["highest"], data.get("words", {})))


if __name__ == "__main__":
    main()
