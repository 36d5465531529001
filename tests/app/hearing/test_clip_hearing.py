# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip and the voice found for it, heard in turn; the search is answered by hand, the tone engine speaks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.app.hearing.clip_hearing import ClipHearing, Side
from studio.app.takes.renderer import Renderer
from studio.audio.loudness import integrated_lufs
from studio.audio.resampling import resampled
from studio.client.cloning import FoundBlend, Recording
from studio.client.speech.client import AsyncSpeechClient
from studio.core.errors import EngineUnavailable
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from tests.support.desk import Desk, step_until
from tests.support.stepped_output import RATE_HZ as HEARD_HZ
from tests.support.stepped_output import Steps
from tests.support.waiting import wait_until_async

SAID = "One two three four five six. "


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """The words, spoken slowly and softly: 4.8 s."""
    engine, path = ToneEngine(words_per_s=2.5), tmp_path / "grandfather.wav"
    pieces = engine.speak(Utterance(SAID * 2, (MixPart(engine.voices()[1].id, 1.0),)), Stop())
    soundfile.write(path, 0.1 * np.concatenate([piece.samples for piece in pieces]), engine.sample_rate_hz)
    return path


async def found(
    desk: Desk,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str = SAID,
    closer_one: asyncio.Event | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> ClipHearing:
    """The room once a voice was found and has spoken; with *closer_one* a closer one is found once that is set.
    *meanwhile* is done when the search has begun."""

    async def find(
        _self: AsyncSpeechClient,
        _recording: Recording,
        _progress: Callable[[float], object],
        closer: Callable[[FoundBlend], object],
    ) -> FoundBlend:
        first, second = (voice.id for voice in desk.studio.voices.all[:2])
        recipe = (MixPart(first, 0.25), MixPart(second, 0.75))
        blend = FoundBlend((0.5,) * 192, 0.87, 0.1, 0.0, recipe, "", "")
        if closer_one is not None:
            closer(blend)
            await closer_one.wait()
            return replace(blend, similarity=0.95, moved=1.0)
        return blend

    monkeypatch.setattr(AsyncSpeechClient, "find_blend", find)
    cloning, hearing = desk.studio.cloning, desk.studio.clip_hearing
    cloning.open(path)
    await wait_until_async(lambda: cloning.clip is not None, what="the clip")
    cloning.tell(said * 2)
    cloning.agree(True)
    cloning.find()
    meanwhile()
    await wait_until_async(lambda: hearing.both is not None and not hearing.speaking, what="the voice")
    return hearing


def heard(hearing: ClipHearing) -> tuple[str, float]:
    now = hearing.heard()
    return ("", 0.0) if now is None else (now.side, now.share)


async def begun(desk: Desk, hearing: ClipHearing, side: Side) -> None:
    """Play *side*, until some of it is heard."""
    hearing.play_or_pause(side)
    await step_until(desk, lambda: heard(hearing)[1] > 0.1, "it is heard")


async def test_one_goes_on_in_the_other_at_the_same_place_and_as_loud(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, steps = stepped
    hearing = await found(desk, recording, monkeypatch)
    assert hearing.chosen == "voice"
    hearing.play_or_pause("clip")
    await step_until(desk, lambda: heard(hearing)[1] > 0.3, "a third of the clip")
    begin = len(steps.heard)
    hearing.play_or_pause("voice")
    await step_until(desk, lambda: heard(hearing)[0] == "voice" and heard(hearing)[1] > 0.5, "the voice from there on")
    assert heard(hearing)[1] < 0.6
    hearing.switch()
    await step_until(desk, lambda: heard(hearing)[0] == "clip", "back")
    assert heard(hearing)[1] > 0.4
    clip, voice = steps.heard[:begin], steps.heard[begin + HEARD_HZ // 10 : -HEARD_HZ // 10]
    assert integrated_lufs(voice, HEARD_HZ) == pytest.approx(integrated_lufs(clip, HEARD_HZ), abs=2.0)
    hearing.play_or_pause("clip")
    assert desk.studio.hearing.view().phase == "paused"
    hearing.end()
    assert hearing.heard() is None


async def test_unknown_words_are_a_sample_at_the_same_share(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch, said="")
    assert hearing.both is not None
    assert [list(each) for each in hearing.both.places] == [
        [0.0, pytest.approx(4.8)],
        [0.0, hearing.both.voice.duration_s],
    ]
    hearing.choose("clip")
    hearing.play_or_pause("clip")
    await step_until(desk, lambda: heard(hearing)[1] > 0.5, "half of it")
    share = heard(hearing)[1]
    hearing.choose("voice")
    await step_until(desk, lambda: heard(hearing)[0] == "voice", "the voice")
    assert heard(hearing)[1] == pytest.approx(share, abs=0.05)
    hearing.end()


async def test_the_voice_follows_the_mixer_while_it_is_heard(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)
    before = hearing.both
    desk.studio.designing.set_speed(-0.3)
    assert not hearing.speaking, "it is spoken anew when it is asked for"
    hearing.play_or_pause("voice")
    await step_until(desk, lambda: heard(hearing)[1] > 0.2, "it is heard")
    assert hearing.both is not before
    assert before is not None
    assert hearing.both is not None
    assert hearing.both.voice.duration_s > 1.1 * before.voice.duration_s
    before, share = hearing.both, heard(hearing)[1]
    desk.studio.designing.set_speed(0.3)
    await wait_until_async(lambda: hearing.both is not before, what="it is spoken anew")
    await step_until(desk, lambda: heard(hearing)[1] > share, "it goes on in the change")
    assert heard(hearing)[1] == pytest.approx(share, abs=0.1)
    hearing.end()


async def test_a_change_of_the_mix_does_not_break_off_the_clip(
    stepped: tuple[Desk, Steps], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, steps = stepped
    noise, path = 0.1 * np.random.default_rng(5).standard_normal(4 * HEARD_HZ).astype(np.float32), tmp_path / "n.wav"
    soundfile.write(path, noise, HEARD_HZ, subtype="FLOAT")
    desk.studio.preferences.change(match_levels=False)
    hearing = await found(desk, path, monkeypatch, said="")
    before = hearing.both
    hearing.play_or_pause("clip")
    await step_until(desk, lambda: heard(hearing)[1] > 0.2, "it is heard")
    desk.studio.designing.set_speed(-0.3)
    await wait_until_async(lambda: hearing.both is not before, what="it is spoken anew")
    await step_until(desk, lambda: heard(hearing)[1] > 0.6, "it goes on")
    assert hearing.both is not None
    clip = resampled(hearing.both.clip.read(0, hearing.both.clip.frames), hearing.both.clip.sample_rate_hz, HEARD_HZ)
    sound = steps.heard[np.flatnonzero(steps.heard)[0] :]
    part = HEARD_HZ // 8
    passed = int(np.argmax(np.correlate(clip[: HEARD_HZ // 2], sound[part : 2 * part], "valid"))) - part
    expected = clip[passed : passed + len(sound)]
    assert np.corrcoef(sound[-part:], expected[-part:])[0, 1] > 0.99, "not a sample is heard twice, or left out"
    hearing.end()


async def test_a_place_in_a_wave_is_gone_to_while_it_is_heard(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)
    await begun(desk, hearing, "clip")
    hearing.seek("clip", 0.7)
    await step_until(desk, lambda: heard(hearing)[1] >= 0.7, "the place")
    assert heard(hearing)[0] == "clip"
    assert heard(hearing)[1] == pytest.approx(0.7, abs=0.05)
    hearing.seek("voice", 0.25)
    await step_until(desk, lambda: heard(hearing)[0] == "voice", "the other one")
    assert hearing.chosen == "voice"
    assert heard(hearing)[1] == pytest.approx(0.25, abs=0.05)
    hearing.play_or_pause("voice")
    hearing.go_to(0.5 * 4.8)
    await step_until(desk, lambda: heard(hearing)[0] == "clip", "the clip again")
    assert heard(hearing)[1] == pytest.approx(0.5, abs=0.01)
    assert desk.studio.hearing.view().phase == "paused"
    hearing.go_to(99.0)
    assert heard(hearing)[1] == pytest.approx(0.5, abs=0.01)
    hearing.end()
    hearing.seek("clip", 0.5)
    assert hearing.heard() is None, "nothing was found"


async def test_matching_is_switched_while_it_is_heard(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, steps = stepped
    hearing = await found(desk, recording, monkeypatch)
    hearing.play_or_pause("voice")
    await step_until(desk, lambda: heard(hearing)[1] > 0.3, "it is heard")
    share, matched = heard(hearing)[1], float(np.abs(steps.heard).max())
    desk.studio.preferences.change(match_levels=False)
    await step_until(desk, lambda: heard(hearing)[1] > share + 0.2, "it goes on")
    # The clip is spoken at a tenth of the voice's level.
    assert float(np.abs(steps.heard[-HEARD_HZ // 2 :]).max()) > 4 * matched
    assert heard(hearing)[1] < share + 0.5
    hearing.end()


async def test_what_is_heard_goes_over_to_a_closer_voice(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    come = asyncio.Event()
    hearing = await found(desk, recording, monkeypatch, closer_one=come)
    before = hearing.both
    await begun(desk, hearing, "voice")
    come.set()
    await wait_until_async(lambda: hearing.both is not before, what="the closer one has spoken")
    assert heard(hearing)[0] == "voice"
    assert hearing.both is not None
    assert hearing.both.design.controls.pitch == 1.0
    hearing.end()


async def test_a_change_before_the_first_voice_has_spoken_is_heard(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)
    desk.studio.designing.set_speed(-0.2)
    told: list[bool] = []
    hearing.changed.connect(lambda _none: told.append(hearing.speaking))
    hearing.play_or_pause("voice")
    assert told[-1], "it is shown that it speaks"
    desk.studio.designing.set_speed(0.3)
    assert hearing.heard() is None
    wanted = desk.studio.designing.spoken_design
    await step_until(desk, lambda: hearing.both is not None and hearing.both.design == wanted, "it is spoken anew")
    await step_until(desk, lambda: heard(hearing)[0] == "voice", "it is heard")
    hearing.end()


async def test_a_fault_of_the_program_ends_speaking_and_is_not_kept(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)

    async def fail(*_args: object) -> None:
        raise ValueError

    desk.studio.designing.set_speed(-0.2)
    with monkeypatch.context() as broken:
        broken.setattr(Renderer, "render", fail)
        hearing.play_or_pause("voice")
        await wait_until_async(lambda: not hearing.speaking, what="the end")
    hearing.play_or_pause("voice")
    await step_until(desk, lambda: heard(hearing)[0] == "voice", "it is heard")
    hearing.end()


async def test_the_voice_is_that_of_its_speaker_while_another_is_shown(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    studio, come = desk.studio, asyncio.Event()
    first = studio.speakers.shown.id
    hearing = await found(desk, recording, monkeypatch, "", come, lambda: studio.speakers.add("Anna"))
    before = hearing.both
    assert before is not None
    assert before.design == studio.designing.spoken(studio.speakers.of(first).design)
    assert before.design != studio.designing.shown_design
    await begun(desk, hearing, "voice")
    come.set()
    await wait_until_async(lambda: hearing.both is not before, what="the closer one has spoken")
    assert hearing.both is not None
    assert hearing.both.design.controls.pitch == 1.0
    assert studio.speakers.shown.id != first
    hearing.end()


async def test_without_its_speaker_the_voice_that_is_there_is_heard_and_none_is_spoken(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    studio = desk.studio
    studio.speakers.add("Anna")
    hearing = await found(desk, recording, monkeypatch)
    both = hearing.both
    studio.speakers.remove(studio.speakers.shown.id, studio.speakers.all[0].id)
    await begun(desk, hearing, "voice")
    assert hearing.both is both
    studio.playback.stop()
    hearing.both, hearing._spoken_in = None, None
    hearing.play_or_pause("voice")
    assert "not there any more" in hearing.trouble
    hearing.end()


async def test_the_voice_found_is_not_the_narrator_of_another_project(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    studio = desk.studio
    hearing = await found(desk, recording, monkeypatch)
    both = hearing.both
    begun_before = studio._history.begun
    studio.projects.new()
    await wait_until_async(lambda: studio._history.begun != begun_before, what="the other project")
    studio.designing.set_speed(0.5)
    await begun(desk, hearing, "voice")
    assert (hearing.both, hearing.speaking) == (both, False)
    hearing.end()


async def test_another_clip_ends_what_is_heard(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)
    await begun(desk, hearing, "voice")
    desk.studio.cloning.keep(0.0, 2.0)
    assert (hearing.both, hearing.heard()) == (None, None)
    hearing.play_or_pause("voice")
    assert hearing.heard() is None


async def test_a_failure_of_the_engine_is_told_and_tried_again(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)

    async def fail(*_args: object) -> None:
        raise EngineUnavailable("It broke off.")

    desk.studio.designing.set_speed(-0.2)
    with monkeypatch.context() as broken:
        broken.setattr(Renderer, "render", fail)
        hearing.play_or_pause("voice")
        await wait_until_async(lambda: bool(hearing.trouble), what="it is told")
    assert (hearing.trouble, hearing.heard()) == ("It broke off.", None)
    hearing.play_or_pause("voice")
    await step_until(desk, lambda: heard(hearing)[0] == "voice", "it is heard")
    assert hearing.trouble == ""
    hearing.end()


async def test_takes_and_the_clip_are_not_taken_for_one_another(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)
    await begun(desk, hearing, "clip")
    assert not desk.studio.comparing.active
    assert desk.studio.comparing.take(0) is None
    desk.studio.editing.replace_text("One two.")
    desk.studio.comparing.compare_or_switch(0)
    assert heard(hearing)[0] == "clip"
    hearing.end()


async def test_a_place_in_the_clip_is_gone_to(stepped: tuple[Desk, Steps], recording: Path) -> None:
    desk, _ = stepped
    cloning, hearing = desk.studio.cloning, desk.studio.clip_hearing
    cloning.open(recording)
    await wait_until_async(lambda: cloning.clip is not None, what="the clip")
    cloning.keep(1.0, 4.0)
    hearing.go_to(0.5)
    assert hearing.clip_heard_s() is None, "it is not in the stretch that counts"
    hearing.go_to(2.0)
    assert hearing.clip_heard_s() == pytest.approx(2.0, abs=0.05), "no step is made"
    hearing.play_clip()
    hearing.go_to(3.0)
    await step_until(desk, lambda: hearing.clip_heard_s() == pytest.approx(3.0, abs=0.01), "the place")
    assert desk.studio.hearing.view().phase == "paused"
    hearing.end()


async def test_the_clip_is_played_by_itself_and_tells_where(stepped: tuple[Desk, Steps], recording: Path) -> None:
    desk, _ = stepped
    cloning, hearing = desk.studio.cloning, desk.studio.clip_hearing
    cloning.open(recording)
    await wait_until_async(lambda: cloning.clip is not None, what="the clip")
    assert hearing.clip_heard_s() is None
    cloning.keep(2.0, 4.0)
    hearing.play_clip()
    await step_until(desk, lambda: (hearing.clip_heard_s() or 0.0) > 2.0, "its sound")
    hearing.play_clip()
    assert desk.studio.hearing.view().phase == "paused"
    hearing.end()
    assert not desk.studio.hearing.active


@pytest.mark.parametrize("paused", [True, False])
async def test_another_stretch_or_clip_is_what_plays_next(
    stepped: tuple[Desk, Steps], recording: Path, paused: bool
) -> None:
    desk, _ = stepped
    cloning, hearing = desk.studio.cloning, desk.studio.clip_hearing

    async def played_from(begin_s: float) -> None:
        hearing.play_clip()
        await step_until(desk, lambda: (hearing.clip_heard_s() or 0.0) > begin_s, "its sound")
        assert hearing.clip_heard_s() == pytest.approx(begin_s, abs=0.3)
        if paused:
            hearing.play_clip()

    def played_s() -> float:
        session = desk.studio.playback.session
        assert session is not None
        return session.playlist.items[0].take.duration_s

    cloning.open(recording)
    await wait_until_async(lambda: cloning.clip is not None, what="the clip")
    await played_from(0.0)
    cloning.keep(2.0, 4.0)
    assert hearing.clip_heard_s() is None, "the stretch before is over"
    await played_from(2.0)
    assert played_s() == pytest.approx(2.0)
    other = recording.with_name("grandmother.wav")
    soundfile.write(other, 0.1 * np.ones(3 * HEARD_HZ, np.float32), HEARD_HZ)
    cloning.open(other)
    await wait_until_async(lambda: cloning.clip is not None and cloning.clip.name == other.name, what="the other clip")
    await played_from(0.0)
    assert played_s() == pytest.approx(3.0)
    hearing.end()


async def test_a_place_asked_for_before_the_voice_has_spoken_is_where_it_begins(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)
    desk.studio.designing.set_speed(-0.2)
    hearing.seek("voice", 0.6)
    assert hearing.speaking
    await wait_until_async(lambda: hearing.heard() is not None, what="it is spoken anew")
    side, share = heard(hearing)
    assert side == "voice"
    assert share == pytest.approx(0.6, abs=0.05)
    hearing.end()


async def test_a_voice_asked_for_is_not_heard_once_another_clip_has_its_own(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)
    desk.studio.designing.set_speed(-0.2)
    hearing.play_or_pause("voice")
    assert hearing.speaking
    desk.studio.cloning.keep(0.0, 2.0)
    assert hearing.both is None
    desk.studio.cloning.find()
    await wait_until_async(lambda: hearing.both is not None and not hearing.speaking, what="the other voice")
    assert hearing.heard() is None
    hearing.play_or_pause("voice")
    await step_until(desk, lambda: heard(hearing)[0] == "voice", "it is heard")
    hearing.end()


async def test_a_voice_that_could_not_be_spoken_is_not_heard_with_what_is_found_next(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)

    async def fail(*_args: object) -> None:
        raise EngineUnavailable("It broke off.")

    desk.studio.designing.set_speed(-0.2)
    with monkeypatch.context() as broken:
        broken.setattr(Renderer, "render", fail)
        hearing.play_or_pause("voice")
        await wait_until_async(lambda: bool(hearing.trouble), what="it is told")
    desk.studio.cloning.keep(0.0, 2.0)
    desk.studio.cloning.find()
    await wait_until_async(lambda: hearing.both is not None and not hearing.speaking, what="the other voice")
    assert hearing.heard() is None
    hearing.end()


async def test_a_voice_asked_for_twice_is_not_heard_as_it_was_before(
    stepped: tuple[Desk, Steps], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = stepped
    hearing = await found(desk, recording, monkeypatch)
    desk.studio.designing.set_speed(-0.2)
    wanted = desk.studio.designing.spoken_design
    hearing.play_or_pause("voice")
    hearing.play_or_pause("voice")
    assert hearing.heard() is None
    await wait_until_async(lambda: hearing.heard() is not None, what="it is heard")
    assert hearing.both is not None
    assert hearing.both.design == wanted
    hearing.end()
