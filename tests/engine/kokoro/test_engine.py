# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import hashlib
import shutil
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.errors import InvalidArgument, ModelDamaged, ModelMissing, NotFound
from studio.core.pcm import Samples
from studio.core.speech import controls
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.base import Utterance
from studio.engine.kokoro import parts
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.frames import Decoded, Frames, TextStates
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.settings import KokoroSettings
from studio.engine.kokoro.streaming.moments import Moments
from studio.engine.kokoro.streaming.pace import Pace
from studio.engine.stop import Stop
from tests.support.mel_distance import mel_distance_db
from tests.support.pace import slowed_down
from tests.support.rendered import Rendered
from tests.support.speech_measures import (
    frame_levels_db,
    pitch_hz,
    pitches_hz,
    speech_level_db,
)

pytestmark = pytest.mark.model

Say = Callable[..., Rendered]
SENTENCE = "The captain told everyone to wait by the river, because the bridge was closed."
LONG = (
    "Early in the morning, the two of them walked along the river. Nobody had told them where it ended. "
    "There was a mill, and behind it a garden. In the garden stood an old table with four chairs. "
    "They sat down and waited for the sun. When it came at last, they went on."
)


def voice(voice_ids: dict[str, str], key: str) -> tuple[MixPart, ...]:
    return (MixPart(voice_ids[key], 1.0),)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("af_heart", "Dr. Smith paid $3.50 on Jan. 5th - didn't he? Yes!"),
        ("bf_emma", "Good morning, everyone."),
        ("ef_dora", "Hola, ¿cómo estás hoy?"),
        ("ff_siwis", "Bonjour, comment allez-vous ?"),
        ("if_sara", "Buongiorno, come stai?"),
        ("pf_dora", "Bom dia, como você está?"),
        ("hf_alpha", "नमस्ते, आप कैसे हैं?"),
    ],
)
def test_every_word_has_a_time_and_is_verbatim(say: Say, key: str, text: str) -> None:
    made = say(text, key)

    assert made.texts == text.split()
    assert all(word.start_s <= word.end_s for word in made.words)
    assert all(a.end_s <= b.start_s for a, b in pairwise(made.words))
    assert made.words[-1].end_s <= made.duration_s
    assert speech_level_db(made.samples, 24000) > -35
    assert not made.skipped


def test_words_are_heard_where_their_times_say(say: Say) -> None:
    made = say("Stop. Potatoes, tomatoes. Go.")
    levels = frame_levels_db(made.samples, 24000, 0.01)

    for before, after in pairwise(made.words):
        gap = levels[round(before.end_s * 100) + 4 : round(after.start_s * 100)]
        if len(gap) > 5:
            assert np.median(gap) < -45
        onset = levels[round(after.start_s * 100) : round(after.start_s * 100) + 15]
        assert onset.max() > -35


def test_the_first_piece_is_short_and_carries_its_words(say: Say) -> None:
    made = say(LONG)

    assert made.texts == LONG.split()
    assert 0.25 <= len(made.pieces[0].samples) / 24000 <= 0.6
    assert len(made.pieces) > 4
    begun_s = 0.0
    for piece in made.pieces:
        until_s = begun_s + len(piece.samples) / 24000
        assert all(begun_s <= word.start_s < until_s for word in piece.words)
        begun_s = until_s


def test_later_pieces_are_longer_but_shorter_than_what_was_heard(say: Say) -> None:
    text = (
        "The keeper carried the old recorder up the stairs, because nobody below would ever believe what he had heard."
    )
    frames = [len(piece.samples) // 600 for piece in say(text).pieces]
    assert 4 <= len(frames) <= 8, "a sentence of some 20 words is not cut to pieces"
    for heard, piece in zip(np.cumsum(frames), frames[1:], strict=False):
        assert piece <= 1.5 * max(16, 0.75 * heard)


def test_an_engine_that_is_loaded_has_run_each_part(model_folder: Path) -> None:
    run: list[str] = []

    class Noting(Sessions):
        def encode(self, *given: Any) -> TextStates:
            run.append("encode")
            return super().encode(*given)

        def align(self, *given: Any) -> Frames:
            run.append("align")
            return super().align(*given)

        def decode(self, *given: Any) -> Decoded:
            run.append("decode")
            return super().decode(*given)

        def generate(self, *given: Any) -> tuple[Samples, Moments]:
            run.append("generate")
            return super().generate(*given)

    KokoroEngine(model_folder, KokoroSettings(sessions=Noting))
    assert run == ["encode", "align", "decode", "generate"]


class GivenPace(Pace):
    """Always as fast as it is told."""

    def note(self, frames: int, took_s: float) -> None:
        """The machine's own pace does not count."""


def test_what_follows_a_short_first_sentence_counts_in_what_is_to_be_gathered(
    model_folder: Path, voice_ids: dict[str, str]
) -> None:
    pace = GivenPace()
    engine = KokoroEngine(model_folder, KokoroSettings(pace=lambda: pace))

    def gathered_s(text: str, factor: float) -> list[float]:
        pace.factor = factor
        said = engine.speak(Utterance(text, voice(voice_ids, "af_heart")), Stop())
        return [piece.head_start.buffer_s for piece in said]

    # Two texts, since what was said lately is there at once.
    assert not any(gathered_s("Hello there, everyone. Every word is lit when it is heard.", 0.1))
    first_s, *later_s = gathered_s("Good morning, everyone. Every word is lit when it is heard.", 0.9)
    assert first_s > 1.5
    assert not any(later_s)
    # The first sentence is there at once now, the second is another one.
    first_s, *_ = gathered_s("Good morning, everyone. Nobody had told them where it would end.", 0.9)
    assert first_s > 1.5


def test_pieces_join_without_a_click_or_a_step_in_level(say: Say) -> None:
    made = say(LONG)
    steps = np.abs(np.diff(made.samples))
    at = np.cumsum([len(piece.samples) for piece in made.pieces])[:-1]

    assert max(steps[place - 1] for place in at) <= np.percentile(steps, 99.9)
    levels = [speech_level_db(piece.samples, 24000) for piece in made.pieces if len(piece.samples) > 24000]
    assert max(levels) - min(levels) < 5


def test_phonemes_have_times_within_their_words(say: Say) -> None:
    made = say("A pretty voice. It waits.")
    phonemes = [phoneme for piece in made.pieces for phoneme in piece.phonemes]

    assert phonemes[0].phoneme in "ɐəeɪ"
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in pairwise(phonemes))
    for word in made.words:
        inside = [each for each in phonemes if word.start_s - 1e-9 <= each.start_s < word.end_s]
        assert inside
        assert inside[0].start_s == pytest.approx(word.start_s)
        assert inside[-1].end_s == pytest.approx(word.end_s)
    for piece in made.pieces:
        assert not piece.words or piece.phonemes


def test_what_cannot_be_said_is_reported_and_still_has_a_time(say: Say) -> None:
    made = say("Hello \u200b 🙂 world 🙂")

    assert made.texts == ["Hello", "\u200b", "🙂", "world", "🙂"]
    assert made.skipped == ("\u200b", "🙂", "🙂")


@pytest.mark.parametrize("text", ["", " \n ", "🙂 🙂"])
def test_nothing_to_say_is_no_error(say: Say, text: str) -> None:
    made = say(text)

    assert len(made.samples) == 0
    assert made.texts == text.split()


GIANT = "ba" * 180 + ", end."


def test_a_giant_word_is_spoken_to_its_end(say: Say) -> None:
    made = say(GIANT)

    assert made.texts == GIANT.split()
    assert made.duration_s > 15
    assert speech_level_db(made.samples[-24000:], 24000) > -40


def test_a_word_that_is_cut_ends_where_its_last_sound_does(say: Say) -> None:
    made = say(GIANT)

    word, end = made.words
    heard = np.flatnonzero(np.abs(made.samples[: round(end.start_s * 24000) - 480]) > 0.005) / 24000
    assert end.start_s - heard[-1] > 0.1, "there is a pause to hear the end of the word by"
    assert word.start_s == pytest.approx(heard[0], abs=0.03)
    assert word.end_s == pytest.approx(heard[-1], abs=0.1)
    phonemes = [phoneme for piece in made.pieces for phoneme in piece.phonemes if phoneme.start_s < end.start_s]
    assert len(phonemes) == 360
    assert phonemes[-1].end_s == word.end_s


def test_a_word_behind_silence_begins_with_its_sound(say: Say) -> None:
    late = []
    for text in ("We went home.", "She ran. And so did we.", "A cat sat; it slept.", "Stop. Potatoes, tomatoes. Go."):
        made = say(text)
        starts = [made.words[0].start_s, *(b.start_s for a, b in pairwise(made.words) if b.start_s - a.end_s > 0.04)]
        for start_s in starts:
            first = max(0, round((start_s - 0.03) * 24000))
            heard = np.flatnonzero(np.abs(made.samples[first : first + 4800]) > 0.005)
            late.append((first + heard[0]) / 24000 - start_s)

    assert len(late) >= 6
    assert min(late) >= 0
    assert max(late) <= 0.03


@pytest.mark.parametrize("speed", [-1.0, -0.5, 0.5, 1.0])
def test_the_measured_rate_is_the_one_asked_for(say: Say, speed: float) -> None:
    asked = controls(speed)
    plain, made = say(SENTENCE), say(SENTENCE, controls=asked)

    def spoken_s(render: Rendered) -> float:
        # Between two words that are timed alike: the first begins with its sound, behind silence.
        return render.words[-1].start_s - render.words[1].start_s

    assert spoken_s(plain) / spoken_s(made) == pytest.approx(asked.rate, rel=0.03)


def test_pitch_rises_with_each_level(say: Say) -> None:
    found = [pitch_hz(say(SENTENCE, controls=controls(0, {"surprise": level})).samples, 24000) for level in (0, 2, 5)]

    assert found == sorted(found)
    assert found[-1] > 1.15 * found[0]


def test_curiosity_ends_high(say: Say) -> None:
    plain, made = say("You found it there."), say("You found it there.", controls=controls(0, {"curiosity": 5}))
    last = [float(pitches_hz(render.samples, 24000)[-3:].max()) for render in (plain, made)]

    assert last[1] > 1.15 * last[0]


def test_a_mix_lies_between_its_parents(say: Say, voice_ids: dict[str, str]) -> None:
    def share(weight: float) -> float:
        parts = (MixPart(voice_ids["af_bella"], 1 - weight), MixPart(voice_ids["am_onyx"], weight))
        return pitch_hz(say(SENTENCE, parts).samples, 24000)

    high, low = (pitch_hz(say(SENTENCE, key).samples, 24000) for key in ("af_bella", "am_onyx"))
    found = [share(0.3), share(0.7)]
    assert high > found[0] > found[1] > low


def test_a_mix_by_parts_and_by_embedding_sound_the_same(
    engine: KokoroEngine, say: Say, voice_ids: dict[str, str]
) -> None:
    parts = (MixPart(voice_ids["af_heart"], 3.0), MixPart(voice_ids["bm_george"], 1.0))
    embedding = engine.mix([((part,), part.weight) for part in parts])

    assert len(embedding) == 192
    one, other = say("Good evening.", parts), say("Good evening.", embedding)
    less = say("Good evening.", (parts[0], MixPart(voice_ids["bm_george"], 0.8)))
    assert one.texts == other.texts
    # A millionth more or less of the style changes the sound by up to 1.0 dB.
    assert mel_distance_db(one.samples, other.samples, 24000) < 1.0
    assert mel_distance_db(one.samples, less.samples, 24000) > 1.5


def test_a_stock_embedding_sounds_exactly_like_the_voice(engine: KokoroEngine, say: Say) -> None:
    emma = next(listed for listed in engine.voices() if listed.name == "Emma")
    assert emma.embedding is not None

    assert np.array_equal(
        say("Good evening.", emma.embedding, language="en-GB").samples, say("Good evening.", "bf_emma").samples
    )


@pytest.mark.parametrize("value", [1.0, -50.0, 0.0])
def test_an_embedding_far_from_any_voice_still_speaks(say: Say, value: float) -> None:
    made = say("This is a plain sentence.", (value,) * 192)

    assert 0.8 < made.duration_s < 4
    assert speech_level_db(made.samples, 24000) > -38
    assert np.abs(made.samples).max() < 1.0


def test_aliases_and_other_languages_speak(say: Say, voice_ids: dict[str, str]) -> None:
    assert say("Good evening.", (MixPart(NEWSMAN_ID, 1.0),)).duration_s > 0.5
    assert say("Good evening.", "jf_alpha", language="en-US").duration_s > 0.5


def test_what_is_wrong_is_said_at_once(engine: KokoroEngine, voice_ids: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        engine.speak(Utterance("Hi.", (MixPart("nobody", 1.0),)), Stop())
    with pytest.raises(InvalidArgument, match="en-US"):
        engine.speak(Utterance("Hi.", voice(voice_ids, "af_heart"), "tlh"), Stop())
    with pytest.raises(InvalidArgument):
        engine.speak(Utterance("Hi.", (1.0, 2.0)), Stop())
    with pytest.raises(NotFound):
        engine.mix([((MixPart("nobody", 1.0),), 1.0)])


def test_a_stop_ends_the_render_and_the_next_one_works(
    engine: KokoroEngine, say: Say, voice_ids: dict[str, str]
) -> None:
    stop, asked_s = Stop(), []

    def stop_soon() -> None:
        asked_s.append(time.process_time())
        stop.set()

    pieces = engine.speak(Utterance(f"Stop me, if you can. {LONG}", voice(voice_ids, "af_heart")), stop)
    next(pieces)
    timer = threading.Timer(0.15, stop_soon)
    timer.start()
    after = [piece for piece in pieces if stop.is_set()]
    ended_s = time.process_time()
    timer.join()

    assert len(after) <= 1
    # Of all threads together: some 200 ms on two of them.
    assert (ended_s - asked_s[0]) / slowed_down() < 0.5
    assert say("Again.").duration_s > 0.3


def test_what_is_said_already_stops_too(engine: KokoroEngine, say: Say, voice_ids: dict[str, str]) -> None:
    say(LONG)
    stop = Stop()
    pieces = engine.speak(Utterance(LONG, voice(voice_ids, "af_heart")), stop)
    next(pieces)
    stop.set()

    assert list(pieces) == []


def test_the_same_text_sounds_the_same_twice(
    forgetful_kokoro: KokoroEngine, say: Say, voice_ids: dict[str, str]
) -> None:
    for _ in range(2):
        pieces = forgetful_kokoro.speak(Utterance(SENTENCE, voice(voice_ids, "af_heart")), Stop())
        assert np.array_equal(say(SENTENCE).samples, np.concatenate([piece.samples for piece in pieces]))


def some_of(model_folder: Path, target: Path, *keys: str) -> Path:
    """A model folder with only the voices *keys*."""
    (target / "voices").mkdir(parents=True)
    for name in (*(part.file for part in parts.PARTS), "vocab.json"):
        (target / name).symlink_to(model_folder / name)
    for key in keys:
        shutil.copy(model_folder / "voices" / f"{key}.bin", target / "voices")
    return target


def test_missing_voices_are_listed_with_a_reason_and_a_notice(
    model_folder: Path, tmp_path: Path, voice_ids: dict[str, str]
) -> None:
    engine = KokoroEngine(some_of(model_folder, tmp_path / "some", "bf_emma", "jf_alpha"))
    listed = engine.voices()

    assert len(listed) == 54
    assert [entry.name for entry in listed if entry.available] == ["Emma", "Alpha (Japanese)"]
    assert listed[0].name == "Emma"
    assert len(engine.notices) == 1
    with pytest.raises(ModelMissing, match="Heart"):
        engine.speak(Utterance("Hi.", voice(voice_ids, "af_heart")), Stop())
    heart = next(entry for entry in listed if entry.name == "Heart")
    assert heart.embedding is not None
    assert any(len(piece.samples) for piece in engine.speak(Utterance("Hi.", heart.embedding), Stop()))


def test_a_missing_or_damaged_file_is_named_with_what_mends_it(model_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"voices.*speech-studio models"):
        KokoroEngine(some_of(model_folder, tmp_path / "a"))
    folder = some_of(model_folder, tmp_path / "b", "af_heart")
    (folder / "decoder_b.onnx").unlink()
    with pytest.raises(ModelMissing, match=r"decoder_b\.onnx.*speech-studio models"):
        KokoroEngine(folder)
    (folder / "decoder_b.onnx").write_bytes(b"damaged")
    with pytest.raises(ModelDamaged, match=r"decoder_b\.onnx.*speech-studio models"):
        KokoroEngine(folder)


def test_a_damaged_voice_is_told_and_not_spoken(model_folder: Path, tmp_path: Path, voice_ids: dict[str, str]) -> None:
    folder = some_of(model_folder, tmp_path / "some", "af_heart", "bf_emma")
    tables = (folder / "voices").iterdir()
    digests = {table.stem: hashlib.sha256(table.read_bytes()).hexdigest() for table in tables}
    path = folder / "voices" / "af_heart.bin"
    data = bytearray(path.read_bytes())
    data[200_000] ^= 1
    path.write_bytes(bytes(data))
    engine = KokoroEngine(folder, voice_digests=digests)
    listed = {entry.name: entry for entry in engine.voices()}

    assert "damaged" in listed["Heart"].unavailable_reason
    assert engine.voices()[0].name == "Emma"
    assert [notice for notice in engine.notices if "damaged" in notice and "Heart" in notice]
    with pytest.raises(ModelDamaged, match=r"Heart.*speech-studio models"):
        engine.speak(Utterance("Hi.", voice(voice_ids, "af_heart")), Stop())
    assert any(len(piece.samples) for piece in engine.speak(Utterance("Hi.", voice(voice_ids, "bf_emma")), Stop()))
