# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps of level where a reading goes over to a changed design, by Kokoro.

Measured on the first word behind the seam as it is heard: how much louder or softer it is than by the old design,
beyond what a moved volume or emotion asks for. So what the words themselves differ by is left out.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import numpy as np

from studio.app.playback.splicing import find_seam, spliced
from studio.app.takes.levels import asked_lu
from studio.app.takes.playlist import PlaylistItem, item_of
from studio.app.takes.takes import LiveTake
from studio.core.project import Paragraph, VoiceDesign
from studio.core.speech import Controls, controls
from studio.core.timeline import WordTiming
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.stop import Stop
from tests.bench.figures import Figure, at_most
from tests.bench.kokoro import Speaker

SEAMS = 50
MOST_DB = 3.0
_DESIGNS: tuple[tuple[tuple[str, ...], Controls], ...] = (
    (("af_heart",), controls()),
    (("af_nova",), controls()),
    (("af_sarah",), controls()),
    (("bm_george",), controls()),
    (("am_adam",), controls()),
    (("af_heart", "bm_george"), controls()),
    (("af_nova", "am_adam", "af_bella"), controls()),
    (("af_heart",), controls(0.0, {"anger": 5})),
    (("af_heart",), controls(0.0, {"sadness": 5})),
    (("af_heart",), controls(0.0, {"positivity": 3, "surprise": 2})),
    (("af_heart",), controls(-0.8)),
    (("af_heart",), controls(0.8)),
)


def measure(text: str) -> list[Figure]:
    """All figures."""
    plain, heard = steps_db(text)
    return [
        Figure("The same without what evens them out", f"{_over(plain)} over {MOST_DB:.0f} dB"),
        at_most(f"Largest step of level at {len(heard)} seams, beyond what is asked for", max(heard), MOST_DB, "dB", 1),
    ]


def steps_db(text: str) -> tuple[list[float], list[float]]:
    """Steps at seams, without what evens them out, and as they are heard."""
    chance, paragraph = random.Random(3), Paragraph("p", text)
    items = list(_items(Speaker(2), paragraph))
    plain: list[float] = []
    heard: list[float] = []
    for old, new in itertools.cycle(itertools.permutations(range(len(items)), 2)):
        if len(heard) == SEAMS:
            return plain, heard
        if chance.random() > SEAMS / len(items) ** 2:
            continue  # a part of all pairs
        (before, was), (after, now) = items[old], items[new]
        seam = find_seam(before, after, chance.uniform(0.3, before.take.duration_s - 1.0))
        if seam is None or seam.word >= len(before.take.words):
            continue
        asked_db = asked_lu(now) - asked_lu(was)
        made = spliced(before, after, seam, asked_db)
        said = _level_db(before.take, before.take.words[seam.word])
        plain.append(abs(_level_db(after.take, after.take.words[seam.word]) - said - asked_db))
        heard.append(abs(_level_db(made.take, made.take.words[seam.word]) - said - asked_db))
    return plain, heard


def _items(speaker: Speaker, paragraph: Paragraph) -> Iterator[tuple[PlaylistItem, VoiceDesign]]:
    for voices, asked in _DESIGNS:
        mix = tuple(MixPart(speaker.ids[voice], 1.0 / len(voices)) for voice in voices)
        take = LiveTake(" ".join(voices), speaker.engine.sample_rate_hz)
        for piece in speaker.engine.speak(Utterance(paragraph.text, mix, "en-US", asked), Stop()):
            take.append(piece.samples)
            take.add_words(piece.words)
        take.finish()
        design = VoiceDesign(mix, asked, "en-US")
        yield item_of(paragraph, take, design), design


def _level_db(take: LiveTake, word: WordTiming) -> float:
    first, end = (round(at_s * take.sample_rate_hz) for at_s in (word.start_s, word.end_s))
    return 10 * float(np.log10(np.mean(np.square(take.read(first, end - first))) + 1e-12))


def _over(steps: list[float]) -> int:
    return sum(step > MOST_DB for step in steps)
