# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from studio.core.errors import Unsupported
from studio.core.pcm import Samples
from studio.core.speech import controls
from studio.core.timeline import WordTiming, spans_for
from studio.core.voices import MixPart
from studio.engine.aliases import DOCUMENTED_IDS, NEWSMAN_ID
from studio.engine.base import Utterance
from studio.engine.espeak.engine import EspeakEngine
from studio.engine.espeak.voices import LANGUAGES
from studio.engine.stop import Stop

RATE_HZ = 22050
TEXT = "Hello my good old friends of the world."


def speak(
    text: str, language: str = "", voice: int = 0, speed: float = 0.0, **levels: int
) -> tuple[Samples, list[WordTiming], list[str]]:
    engine = EspeakEngine()
    source = (MixPart(engine.voices()[voice].id, 1.0),)
    pieces = list(engine.speak(Utterance(text, source, language, controls(speed, levels)), Stop()))
    samples = np.concatenate([piece.samples for piece in pieces])
    words = [word for piece in pieces for word in piece.words]
    return samples, words, [word for piece in pieces for word in piece.skipped]


def pitches_hz(samples: Samples) -> list[float]:
    """Fundamental frequency of each voiced frame, by autocorrelation."""
    found = []
    for start in range(0, len(samples) - 1024, 512):
        frame = samples[start : start + 1024] * np.hanning(1024)
        if frame.std() < 0.02:
            continue
        correlation = np.fft.irfft(np.abs(np.fft.rfft(frame, 4096)) ** 2)[:500]
        lag = 50 + int(np.argmax(correlation[50:]))
        if correlation[lag] > 0.4 * correlation[0]:
            found.append(RATE_HZ / lag)
    return found


def pitch_hz(samples: Samples) -> float:
    return float(np.median(pitches_hz(samples)))


def pitch_spread(samples: Samples) -> float:
    """How far the pitch moves, in semitones: 90th above 10th percentile of the frames."""
    low, high = np.percentile(pitches_hz(samples), [10, 90])
    return float(12 * np.log2(high / low))


def test_a_word_begins_where_its_time_says() -> None:
    samples, words, _ = speak("Stop. Two. Ten.")
    for word in words:
        start = round(word.start_s * RATE_HZ)
        assert np.abs(samples[start : start + 2205]).max() > 0.03
        assert np.abs(samples[max(0, start - 1000) : max(0, start - 200)]).max(initial=0.0) < 0.02
    assert words[1].start_s - words[0].end_s == pytest.approx(0.37, abs=0.08)


def test_joined_repeated_and_expanded_words_have_times_of_their_own() -> None:
    text = "Out of the sea they didn't bring $3.50 or 20 — 🙂 yes."
    _, words, skipped = speak(text)
    assert [word.text for word in words] == text.split()
    spoken = [word for word in words if word.text not in ("—", "🙂")]
    assert all(word.end_s > word.start_s for word in spoken)
    assert all(before.end_s <= after.start_s for before, after in pairwise(words))
    assert next(word for word in words if word.text == "$3.50").end_s > words[6].end_s + 1.0
    assert skipped == ["🙂"]


def test_speed_changes_the_length_by_its_factor() -> None:
    text = TEXT + " It goes on for a while, so that the edges do not count."
    normal = len(speak(text)[0])
    assert normal / len(speak(text, speed=1.0)[0]) == pytest.approx(1.6, rel=0.12)
    assert normal / len(speak(text, speed=-1.0)[0]) == pytest.approx(0.6, rel=0.12)


def test_emotions_move_pitch_level_and_rate() -> None:
    plain = speak(TEXT)[0]
    angry, sad, surprised = speak(TEXT, anger=5)[0], speak(TEXT, sadness=5)[0], speak(TEXT, surprise=5)[0]
    assert angry.std() > plain.std() * 1.2 > sad.std() * 1.4
    assert len(angry) < len(plain) < len(sad)
    assert pitch_hz(surprised) > pitch_hz(plain) * 1.15
    assert pitch_hz(sad) < pitch_hz(plain) * 0.95
    assert pitch_spread(speak(TEXT, positivity=5)[0]) > pitch_spread(sad)
    assert len(speak(TEXT, surprise=1)[0]) != 0


def test_the_woman_speaks_higher_than_the_man() -> None:
    assert pitch_hz(speak(TEXT, voice=0)[0]) > 1.4 * pitch_hz(speak(TEXT, voice=1)[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_speaks(language: str) -> None:
    text = "Radio 5, taxi & hotel 3,5 km."
    samples, words, skipped = speak(text, language)
    assert [word.text for word in words] == [span.text for span in spans_for(text, language)]
    assert not skipped
    assert samples.std() > 0.01


def test_a_giant_word_comes_in_parts_and_what_follows_is_kept() -> None:
    engine = EspeakEngine()
    text = "x" * 20_000 + " end"
    stop = Stop()
    pieces = engine.speak(Utterance(text, (MixPart(engine.voices()[0].id, 1.0),), "", controls(1.0)), stop)
    first = next(pieces)
    assert 0 < len(first.samples) < 200 * RATE_HZ
    rest = list(pieces)
    assert [word.text[:3] for piece in [first, *rest] for word in piece.words] == ["xxx", "end"]


def test_a_word_that_is_cut_ends_where_its_last_sound_does() -> None:
    samples, words, skipped = speak("Call " + "1234567890" * 8 + " 🙂 now.")
    call, number, smile, now = words
    assert skipped == ["🙂"]
    # A frame apart at most: espeak-ng's noise is another each time.
    assert (number.start_s, number.end_s) == pytest.approx((call.end_s, smile.start_s), abs=0.001)
    assert now.start_s - number.end_s < 0.03
    assert now.end_s == pytest.approx(len(samples) / RATE_HZ, abs=0.05)
    assert now.end_s - now.start_s < 1


def test_a_word_behind_silence_begins_with_its_first_sound() -> None:
    for text in ("We went.", "People say so.", "Two of them, kings rule.", "She ran."):
        samples, (first, *_), _ = speak(text)
        assert first.start_s == pytest.approx(np.flatnonzero(np.abs(samples) > 0.002)[0] / RATE_HZ, abs=0.001)


def test_documented_ids_speak_and_mixes_are_refused_with_the_reason() -> None:
    engine = EspeakEngine()
    for voice_id in DOCUMENTED_IDS:
        assert list(engine.speak(Utterance("hello", (MixPart(voice_id, 1.0),)), Stop()))
    man, woman = MixPart(NEWSMAN_ID, 1.0), MixPart(engine.voices()[0].id, 1.0)
    with pytest.raises(Unsupported, match="install the speech model"):
        list(engine.speak(Utterance("hello", (man, woman)), Stop()))
    with pytest.raises(Unsupported, match="install the speech model"):
        list(engine.speak(Utterance("hello", (0.0,) * 192), Stop()))
    with pytest.raises(Unsupported, match="install the speech model"):
        engine.mix([((woman,), 1.0)])


def test_nothing_is_written_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    speak("Hello — 🙂 мир שלום \x07", "en-US")
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")
