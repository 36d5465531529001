# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Iterator

from studio.core.markup import Manner, parse_markup
from studio.core.speech import Controls
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.base import Engine, SpeechPiece, Utterance
from studio.engine.marked import MarkedEngine
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from studio.server.rendering.speaker import Speaker

VOICE = (MixPart(NEWSMAN_ID, 1.0),)


def test_tags_that_have_been_read_travel_with_the_text() -> None:
    engine = MarkedEngine(ToneEngine())
    speaker = Speaker(lambda _: VOICE, "en-US", Controls())
    text = 'One <break time="2s"/>two.'
    slow = Manner(rates=(0.6,))
    lengths = {}
    for manner in (Manner(), slow):
        utterance = speaker.utterance(text, parse_markup(text, manner), VOICE)
        pieces = list(speaker.speak(engine, utterance, Stop()))
        assert [word.text for piece in pieces for word in piece.words] == ["One", "two."]
        lengths[manner] = sum(len(piece.samples) for piece in pieces) / engine.sample_rate_hz - 2.0
    # The manner of texts before this one stands in what was read of it, nowhere else.
    assert abs(lengths[slow] - lengths[Manner()] / 0.6) < 0.01


def test_a_shape_speaks_in_the_engines_place() -> None:
    asked: list[Utterance] = []

    def shape(engine: Engine, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        asked.append(utterance)
        return engine.speak(utterance, stop)

    speaker = Speaker(lambda _: VOICE, "en-US", Controls(), shape=shape)
    utterance = speaker.utterance("One.", parse_markup("One."), VOICE)
    assert len(list(speaker.speak(ToneEngine(), utterance, Stop()))) == 1
    assert asked == [utterance]
