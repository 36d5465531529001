# SPDX-License-Identifier: GPL-3.0-or-later
"""A control that is moved while it reads is heard at the next word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, contextmanager

import numpy as np
import psutil
import pytest

from studio.app.hearing import live
from studio.app.playback import course
from studio.app.playback.playback import Playback
from studio.app.playback.session import Session
from studio.app.playback.tuner import Place
from studio.app.playback.tuning import AT_NEXT_WORD_S, ON_THE_WAY_S
from studio.app.studio import Studio
from studio.audio.loudness import integrated_lufs
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import SpeechEvent
from studio.client.speech.request import SpeechRequest
from studio.core.dictionary import Entry
from studio.core.errors import EngineUnavailable
from studio.core.project import NARRATOR, Paragraph
from tests.support.desk import Desk, heard_from, heard_words, step_until
from tests.support.stepped_output import RATE_HZ, STEP_FRAMES, Steps
from tests.support.waiting import wait_until_async

TEXT = "One two three four five six seven eight nine ten.\n\nAnd again one two three."


def settled(studio: Studio) -> bool:
    """Whether the sound of the newest change is there."""
    return not studio.hearing.view().tuning


def as_if_idle(studio: Studio) -> None:
    """Have the next change be heard at the next word, however long the machine takes for a first sound now."""
    has_spoken_within(studio, 0.05)


def has_spoken_within(studio: Studio, first_sound_s: float) -> None:
    """Have what was asked for last have come so soon."""
    studio.playback._renderer.first_sounds_s.clear()
    studio.playback._renderer.first_sounds_s.append(first_sound_s)


def begins(steps: Steps) -> np.ndarray:
    """Seconds at which the tones of words begin."""
    loud = np.convolve(np.abs(steps.heard) > 0.05, np.ones(720))[: len(steps.heard)] > 0
    return np.flatnonzero(np.diff(loud.astype(np.int8), prepend=0) > 0) / RATE_HZ


async def test_a_changed_speed_is_heard_from_a_word_on_and_each_word_is_said_once(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_all()
    await step_until(desk, lambda: (word := studio.hearing.view().word) is not None and word.start == 4, "two")
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    await wait_until_async(lambda: settled(studio), what="the new sound")
    rest = await heard_words(desk, steps)
    assert rest == TEXT.split()[1:]
    apart = np.diff(begins(steps))
    usual, slow = apart[0], apart[-1]
    assert slow / usual == pytest.approx(1 / 0.6, rel=0.03)
    # Between paragraphs there is a pause; a machine that is slow now is heard at the next one only.
    words = np.delete(apart, 9)
    seam = int(np.argmax(words > 1.3 * usual))
    assert seam >= 1
    assert np.allclose(words[seam:], slow, rtol=0.05), "all that follows"
    assert np.allclose(words[: seam - 1], usual, rtol=0.05)


async def test_of_a_drag_the_newest_counts_and_each_word_is_said_once(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_all()
    await step_until(desk, lambda: (word := studio.hearing.view().word) is not None and word.start == 4, "two")
    for number in range(40):
        as_if_idle(studio)
        studio.designing.set_speed(1.0 - number / 20)
        await asyncio.sleep(0)
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    await wait_until_async(lambda: settled(studio), what="the newest sound")
    assert await heard_words(desk, steps) == TEXT.split()[1:]
    apart = np.diff(begins(steps))
    assert apart[-1] / apart[0] == pytest.approx(1 / 0.6, rel=0.03)


async def test_a_change_while_it_is_paused_is_heard_when_it_goes_on(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_all()
    await step_until(desk, lambda: (word := studio.hearing.view().word) is not None and word.start == 4, "two")
    studio.hearing.play_or_pause()
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    await step_until(desk, lambda: settled(studio), "the new sound")
    assert studio.hearing.view().phase == "paused"
    studio.hearing.play_or_pause()
    assert await heard_words(desk, steps) == TEXT.split()[1:]
    assert np.diff(begins(steps))[-1] == pytest.approx(0.2 / 0.6, rel=0.03)


async def test_a_change_that_is_undone_is_heard_undone(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_all()
    await step_until(desk, lambda: (word := studio.hearing.view().word) is not None and word.start == 4, "two")
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    await wait_until_async(lambda: settled(studio), what="the new sound")
    await heard_from(desk, "And")
    as_if_idle(studio)
    studio.editing.undo()
    await wait_until_async(lambda: settled(studio), what="the sound before")
    assert await heard_words(desk, steps) == TEXT.split()[10:]
    assert np.diff(begins(steps))[-1] == pytest.approx(0.2, rel=0.03)


async def test_what_was_heard_before_a_change_is_read_anew_when_it_is_gone_to(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_all()
    await heard_from(desk, "five")
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    await wait_until_async(lambda: settled(studio), what="the new sound")
    await heard_from(desk, "nine")
    studio.hearing.seek_to_char(TEXT.index("two"))
    await heard_from(desk, "two")
    done = len(begins(steps))
    assert (await heard_words(desk, steps))[-13:] == TEXT.split()[2:]
    apart = np.diff(begins(steps)[done:])
    assert np.median(apart) == pytest.approx(0.2 / 0.6, rel=0.03)
    assert apart.min() == pytest.approx(0.2 / 0.6, rel=0.05), "nothing of the design before"


async def test_a_selection_ends_where_it_ended(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_selection(0, TEXT.index("nine"))
    await heard_from(desk, "two")
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    await wait_until_async(lambda: settled(studio), what="the new sound")
    assert await heard_words(desk, steps) == TEXT.split()[1:8]


async def test_an_engine_that_fails_meanwhile_is_told_and_what_is_there_is_heard(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_all()
    await heard_from(desk, "two")
    await wait_until_async(lambda: not studio.playback.rendering, what="all sound")
    desk.engine_fault = EngineUnavailable("It is away.")
    psutil.Process(desk.engines[0].pid).kill()
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    await wait_until_async(lambda: studio.engine.state.phase == "failed", 60.0, "the failure")
    assert (await heard_words(desk, steps))[:9] == TEXT.split()[1:10]
    assert not studio.hearing.active


async def test_a_sample_of_a_voice_is_not_tuned(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    studio.hearing.audition(studio.voices.all[0].id)
    await step_until(desk, lambda: studio.hearing.view().phase == "playing", "a sample")
    studio.designing.set_speed(-1.0)
    assert settled(studio)


async def test_from_a_to_b_it_goes_over_at_once_within_a_word_where_both_are_rendered(
    stepped: tuple[Desk, Steps],
) -> None:
    desk, steps = stepped
    studio, text = desk.studio, "Antidisestablishmentarianism again."
    studio.editing.replace_text(text)
    await both_rendered(studio, lambda: studio.designing.set_speed(-1.0))
    assert (studio.designing.letter, studio.designing.differs) == ("B", True)
    studio.hearing.play_all()
    await heard_from(desk, "Anti")
    studio.designing.switch()
    await wait_until_async(lambda: settled(studio), what="the other one")
    await step_until(desk, lambda: studio.hearing.view().seam is not None, "where it went over")
    seam = studio.hearing.view().seam
    assert seam is not None
    assert seam.at_s < 0.2, "within the first word, which takes a third of a second"
    assert await heard_words(desk, steps) == text.split()


async def both_rendered(studio: Studio, change: Callable[[], object]) -> None:
    """Have B differ from A by *change*, and both rendered; B is chosen."""
    studio.designing.switch()
    change()
    for _ in range(2):
        studio.rendering.render_changed()
        await wait_until_async(lambda: not studio.rendering.active and not studio.rendering.pending(), 60.0)
        studio.designing.switch()


async def heard_lufs(desk: Desk, steps: Steps, seconds: float) -> float:
    """Loudness of what is heard from now on for as long."""
    begin = len(steps.blocks)
    await step_until(desk, lambda: (len(steps.blocks) - begin) * STEP_FRAMES >= seconds * RATE_HZ, "some of it")
    return integrated_lufs(np.concatenate(steps.blocks[begin:]), RATE_HZ)


@pytest.mark.parametrize("rendered", [True, False], ids=["both rendered", "rendered as it is heard"])
async def test_a_and_b_are_equally_loud_until_matching_is_switched_off(
    stepped: tuple[Desk, Steps], rendered: bool
) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT.split("\n")[0])
    if rendered:
        await both_rendered(studio, lambda: studio.designing.set_emotion("anger", 5))
    else:
        studio.designing.switch()
        studio.designing.set_emotion("anger", 5)
    studio.hearing.loop(0, len(TEXT.split("\n")[0]))
    await step_until(desk, lambda: studio.hearing.view().phase == "playing", "the loop")
    first = await heard_lufs(desk, steps, 4.0)
    studio.designing.switch()
    await step_until(desk, lambda: settled(studio), "the other one")
    await heard_lufs(desk, steps, 4.0)
    second = await heard_lufs(desk, steps, 4.0)
    assert second == pytest.approx(first, abs=0.5)
    studio.preferences.change(match_levels=False)
    await step_until(desk, lambda: settled(studio), "as loud as they are")
    await step_until(desk, lambda: studio.hearing.view().seam is not None, "where it goes over")
    seam = studio.hearing.view().seam
    assert seam is not None
    assert seam.label == "not matched"
    await heard_lufs(desk, steps, 2.0)
    plain = await heard_lufs(desk, steps, 4.0)
    studio.designing.switch()
    await step_until(desk, lambda: settled(studio), "the angry one")
    await heard_lufs(desk, steps, 2.0)
    angry = await heard_lufs(desk, steps, 4.0)
    assert angry > plain + 1.5
    studio.preferences.undo()
    await step_until(desk, lambda: settled(studio), "matched again")
    await heard_lufs(desk, steps, 2.0)
    again = await heard_lufs(desk, steps, 4.0)
    studio.designing.switch()
    await step_until(desk, lambda: settled(studio), "the other one")
    await heard_lufs(desk, steps, 2.0)
    assert await heard_lufs(desk, steps, 4.0) == pytest.approx(again, abs=0.5)


LINE = TEXT.split("\n")[0]
CONTROLS: dict[str, Callable[[Studio, list[str]], object]] = {
    "weight": lambda studio, ids: studio.designing.set_share(ids[1], 0.9),
    "pad point": lambda studio, _ids: studio.designing.blend((0.1, 0.9)),
    "mute": lambda studio, ids: studio.designing.mute(ids[0], True),
    "solo": lambda studio, ids: studio.designing.solo(ids[1], True),
    "speed": lambda studio, _ids: studio.designing.set_speed(-0.5),
    "emotion": lambda studio, _ids: studio.designing.set_emotion("anger", 5),
    "pitch": lambda studio, _ids: studio.designing.set_pitch(5.0),
    "volume": lambda studio, _ids: studio.designing.set_volume(0.5),
    "a word said otherwise": lambda studio, _ids: studio.marking.say(
        LINE.index("seven"), LINE.index(" eight"), "respelling", "ZAY-vuhn"
    ),
    "a word of the dictionary": lambda studio, _ids: studio.dictionaries.add_all([Entry("seven", "sen")]),
    "a word of the dictionary for always": lambda studio, _ids: studio.dictionaries.add_all(
        [Entry("seven", "sen")], always=True
    ),
    "a pause": lambda studio, _ids: studio.marking.pause_behind(LINE.index("eight"), LINE.index(" nine")),
}


SAID_OTHERWISE = {each for each in CONTROLS if "word" in each}


def paragraph_heard(studio: Studio) -> Paragraph:
    """The paragraph that is heard, as it is spoken."""
    session, (item, _) = studio.playback.session, studio.playback.item_heard()
    assert session is not None
    return session.playlist.items[item].paragraph


@pytest.mark.parametrize("control", CONTROLS)
async def test_each_control_is_heard_from_a_word_on_and_the_lit_word_is_the_heard_one(
    stepped: tuple[Desk, Steps], control: str
) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(LINE)
    ids = [voice.id for voice in studio.voices.all[:2]]
    studio.designing.choose_voice(ids[0])
    studio.designing.add_to_mix(ids[1])
    studio.hearing.loop(0, len(LINE))
    await heard_from(desk, "nine")
    before = np.array(steps.heard)
    await heard_from(desk, "two")
    as_if_idle(studio)
    session = studio.playback.session
    CONTROLS[control](studio, ids)
    # Nothing is heard meanwhile, else a busy machine would have it in the next pass.
    await wait_until_async(lambda: not settled(studio) or studio.playback.session is not session, what="a change")
    await wait_until_async(lambda: settled(studio), what="the new sound")
    await step_until(desk, lambda: studio.hearing.view().seam is not None, "where it goes over")
    seam = studio.hearing.view().seam
    assert seam is not None
    assert seam.start in [LINE.index(f" {word}") + 1 for word in LINE.split()[1:]], "the begin of a word"
    assert seam.start <= LINE.index("seven"), "in the same pass"
    assert seam.label
    lit: list[str] = []

    def look() -> bool:
        word = studio.hearing.view().word
        text = LINE[word.start : word.end] if word is not None else ""
        if text and lit[-1:] != [text]:
            lit.append(text)
        return lit[-1:] == ["ten."] or text == "One"

    await step_until(desk, look, "the pass's end")
    assert lit == LINE.split()[LINE.split().index(lit[0]) :], "each word once, in order"
    del steps.blocks[:]
    await heard_from(desk, "two")
    await heard_from(desk, "nine")
    if control in SAID_OTHERWISE:
        # The tone engine's tone is that of the written word: what was asked for tells.
        assert {each.kind for each in paragraph_heard(studio).marks} == {"respelling"}
        return
    after = steps.heard
    count = min(len(before), len(after), RATE_HZ)
    assert np.abs(before[-count:] - after[-count:]).max() > 0.01, "what is heard is another sound"


async def test_another_speaker_s_change_is_heard_where_that_one_speaks_and_is_no_seam(
    stepped: tuple[Desk, Steps],
) -> None:
    desk, steps = stepped
    studio = desk.studio
    text = "One two three.\n\nFour five six.\n\nSeven eight nine."
    studio.editing.replace_text(text)
    ann = studio.speakers.add("Ann", [studio.editing.project.paragraphs[-1].id])
    studio.speakers.show(ann)
    studio.hearing.play_all()
    await heard_from(desk, "two")
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    # Nothing is heard meanwhile, else Ann may have begun.
    await wait_until_async(lambda: settled(studio), what="Ann's new sound")
    seen: set[str] = set()

    def look() -> bool:
        view = studio.hearing.view()
        if view.word is not None and view.seam is not None:
            seen.add(studio.editing.project.text[view.word.start : view.word.end])
        return not studio.hearing.active

    await step_until(desk, look, "the end")
    assert not seen, "words with a seam in their paragraph"
    apart = np.diff(begins(steps))
    assert apart[-1] / apart[0] == pytest.approx(1 / 0.6, rel=0.03), "Ann is slow"
    assert apart[-4] == pytest.approx(apart[0], rel=0.03), "the narrator is not"


async def test_the_seam_of_a_speaker_stays_while_another_one_is_changed(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    studio.editing.replace_text("One two three four five six seven eight nine ten eleven twelve.\n\nAnn says it.")
    ann = studio.speakers.add("Ann", [studio.editing.project.paragraphs[-1].id])
    studio.speakers.show(NARRATOR)
    studio.hearing.play_all()
    await heard_from(desk, "two")
    as_if_idle(studio)
    studio.designing.set_speed(-0.5)
    await wait_until_async(lambda: settled(studio), what="the narrator's sound")
    await step_until(desk, lambda: studio.hearing.view().seam is not None, "its seam")
    before = studio.hearing.view().seam
    assert before is not None
    studio.speakers.show(ann)
    studio.designing.set_speed(1.0)
    await wait_until_async(lambda: settled(studio), what="Ann's sound")
    after = studio.hearing.view().seam
    assert after is not None
    assert (after.label, after.start) == (before.label, before.start)


async def test_what_takes_long_is_heard_from_the_next_sentence_on_and_told_so(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    text = "One two three four. Five six seven eight. Nine ten eleven twelve."
    studio.editing.replace_text(text)
    studio.hearing.loop(0, len(text))
    await heard_from(desk, "two")
    has_spoken_within(studio, AT_NEXT_WORD_S + 0.2)
    studio.designing.set_speed(-0.5)
    assert studio.hearing.view().tuning == "sentence"
    await wait_until_async(lambda: settled(studio), what="the new sound")
    await step_until(desk, lambda: studio.hearing.view().seam is not None, "where it goes over")
    seam = studio.hearing.view().seam
    assert seam is not None
    assert seam.at == "sentence"
    assert seam.start in (text.index("Five"), text.index("Nine"))


@pytest.fixture
def little_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not much more is known of what is read than what is heard, as shortly after another change."""
    monkeypatch.setattr(course, "RENDER_AHEAD_S", 1.0)


@contextmanager
def held_speech() -> Iterator[Callable[[], None]]:
    """An engine that does not begin to speak until what is given is called."""
    spoken, let = AsyncSpeechClient.speak, asyncio.Event()

    async def held(self: AsyncSpeechClient, request: SpeechRequest) -> AsyncGenerator[SpeechEvent]:
        await let.wait()
        async with aclosing(spoken(self, request)) as events:
            async for event in events:
                yield event

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AsyncSpeechClient, "speak", held)
        try:
            yield let.set
        finally:
            let.set()


async def go_on_for(desk: Desk, seconds: float) -> None:
    steps = desk.steps
    assert steps is not None
    end_s = steps.now_s + seconds
    await step_until(desk, lambda: steps.now_s > end_s, f"{seconds} s more")


async def change_without_engine(desk: Desk) -> None:
    """A change whose sound never comes."""
    with held_speech() as speak:
        as_if_idle(desk.studio)
        desk.studio.designing.set_speed(-1.0)
        desk.engine_fault = EngineUnavailable("It is away.")
        psutil.Process(desk.engines[-1].pid).kill()
        await wait_until_async(lambda: desk.studio.engine.state.phase == "failed", what="the failure")
        speak()
        await wait_until_async(lambda: settled(desk.studio), what="the end of the wait")


async def test_what_loops_goes_on_as_before_while_an_engine_takes_long_over_a_change(
    stepped: tuple[Desk, Steps], little_ahead: None
) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text("One two three.")
    studio.hearing.loop(0, 14)
    await go_on_for(desk, 2.0)
    with held_speech() as speak:
        as_if_idle(studio)
        studio.designing.set_speed(-1.0)
        await go_on_for(desk, 6.0)
        assert not settled(studio)
        assert np.diff(begins(steps)).max() < 0.45, "no gap"
        speak()
    await step_until(desk, lambda: settled(studio), "the new sound")
    await go_on_for(desk, 3.0)
    assert np.median(np.diff(begins(steps)[-6:])) == pytest.approx(0.2 / 0.6, rel=0.05)


async def test_what_loops_goes_on_as_before_when_the_engine_fails_over_a_change(
    stepped: tuple[Desk, Steps], little_ahead: None
) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text("One two three.")
    studio.hearing.loop(0, 14)
    await go_on_for(desk, 2.0)
    await change_without_engine(desk)
    await go_on_for(desk, 6.0)
    assert studio.hearing.view().phase == "playing"
    assert studio.hearing.looped is not None
    assert settled(studio), "nothing is waited for any more"
    assert np.diff(begins(steps)).max() < 0.45, "no gap"


async def test_a_text_whose_engine_fails_over_a_change_is_read_on_as_far_as_it_is_kept(
    stepped: tuple[Desk, Steps], little_ahead: None
) -> None:
    desk, steps = stepped
    studio = desk.studio
    text = "\n\n".join(f"{number} one two three four five." for number in ("First", "Second", "Third", "Fourth"))
    studio.editing.replace_text(text)
    kept = text.index("Fourth")
    studio.hearing.play_selection(0, kept)
    await heard_words(desk, steps)
    studio.hearing.play_all()
    await heard_from(desk, "one")
    await change_without_engine(desk)
    assert await heard_words(desk, steps) == text[:kept].split()[1:]
    assert studio.hearing.resume_at is not None
    assert text[studio.hearing.resume_at :].startswith(("five.\n\nFourth", "Fourth"))


async def test_a_loop_that_went_over_to_a_change_stays_one_where_it_is_gone_to(
    stepped: tuple[Desk, Steps], little_ahead: None
) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text("One two three four five six. Seven eight.")
    studio.hearing.loop(0, 28)
    await heard_from(desk, "three")
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    await step_until(desk, lambda: settled(studio), "the new sound")
    await heard_from(desk, "six")
    studio.hearing.seek_to_char(4)
    assert studio.hearing.looped == (0, 28)
    await heard_from(desk, "two")
    await heard_from(desk, "One")
    assert np.median(np.diff(begins(steps)[-5:])) == pytest.approx(0.2 / 0.6, rel=0.05)


@pytest.mark.parametrize("loops", [False, True], ids=["read once", "looping"])
@pytest.mark.parametrize("changed", ["narrator", "another"])
async def test_a_change_that_is_on_its_way_is_heard_where_it_is_gone_to_meanwhile(
    stepped: tuple[Desk, Steps], loops: bool, changed: str
) -> None:
    desk, steps = stepped
    studio = desk.studio
    text = "One two three four five six.\n\nSeven eight nine ten. Eleven twelve."
    studio.editing.replace_text(text)
    narrator_s, ann_s = 0.2, 0.2
    ann = studio.speakers.add("Ann", [studio.editing.project.paragraphs[-1].id])
    end = text.index("Eleven")
    if loops:
        studio.hearing.loop(0, end)
    else:
        studio.hearing.play_all()
    await heard_from(desk, "five")
    await wait_until_async(lambda: not studio.playback.rendering or loops, what="all sound")
    with held_speech() as speak:
        as_if_idle(studio)
        studio.speakers.show(ann if changed == "another" else NARRATOR)
        studio.designing.set_speed(-1.0)
        assert not settled(studio)
        studio.hearing.seek_to_char(text.index("two"))
        assert not settled(studio), "it is asked for from there on"
        await heard_from(desk, "two")
        speak()
        await wait_until_async(lambda: settled(studio), what="the new sound")
    assert studio.hearing.looped == ((0, end) if loops else None)
    if changed == "another":
        ann_s /= 0.6
    else:
        narrator_s /= 0.6
    await heard_from(desk, "six")
    assert np.diff(begins(steps))[-1] == pytest.approx(narrator_s, rel=0.05)
    await heard_from(desk, "ten")
    assert np.diff(begins(steps))[-1] == pytest.approx(ann_s, rel=0.05)


async def test_a_change_before_the_first_sound_is_heard_from_there_to_the_end(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    with held_speech() as speak:
        studio.hearing.play_all()
        as_if_idle(studio)
        studio.designing.set_speed(-1.0)
        assert not settled(studio)
        steps.step()
        speak()
        assert await heard_words(desk, steps) == TEXT.split()
    assert np.median(np.diff(begins(steps))) == pytest.approx(0.2 / 0.6, rel=0.03)


async def test_a_change_that_is_on_its_way_is_heard_behind_a_loop_that_is_ended(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.loop(0, TEXT.index("six"))
    await heard_from(desk, "two")
    with held_speech() as speak:
        as_if_idle(studio)
        studio.designing.set_speed(-1.0)
        studio.hearing.end_loop()
        assert not settled(studio), "it is asked for once more"
        steps.step()  # nothing of what follows the loop is there yet
        speak()
        await step_until(desk, lambda: settled(studio), "the new sound")
    assert (await heard_words(desk, steps))[-1] == TEXT.split()[-1]
    assert np.diff(begins(steps))[-1] == pytest.approx(0.2 / 0.6, rel=0.03)


async def test_what_is_gone_to_and_rendered_there_is_said_as_the_dictionary_tells(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.dictionaries.add_all([Entry("And", "Endeavour")])
    studio.hearing.play_selection(0, TEXT.index("three"))
    await heard_from(desk, "One")
    studio.hearing.seek_to_char(TEXT.index("And"))
    await heard_from(desk, "And")
    session = studio.playback.session
    assert session is not None
    assert session.project.paragraphs[-1].marks


@pytest.fixture
def barely_ahead(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What is heard does not bridge the time to the first sound of a change, however long that waits; returns what was
    told of that."""
    monkeypatch.setattr(course, "RENDER_AHEAD_S", 0.2)
    monkeypatch.setattr(live, "BRIDGED_WITHIN_S", 1e6)
    bridges, told = Playback._bridges, []

    def noted(self: Playback, session: Session, place: Place, at_s: float) -> bool:
        told.append(bridges(self, session, place, at_s))
        return told[-1]

    monkeypatch.setattr(Playback, "_bridges", noted)
    return told


async def test_what_is_heard_is_rendered_on_until_it_bridges_the_time_to_a_change(
    stepped: tuple[Desk, Steps], barely_ahead: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text("One two three.")
    studio.hearing.loop(0, 14)
    await go_on_for(desk, 1.0)
    has_spoken_within(studio, 5.0)
    barely_ahead.clear()
    studio.designing.set_speed(-1.0)
    await wait_until_async(lambda: len(barely_ahead) > 3, what="some looks")
    assert not any(barely_ahead)
    assert not studio.playback.tuning
    assert not settled(studio), "it is told to come"
    monkeypatch.setattr(course, "RENDER_AHEAD_S", 20.0)
    await step_until(desk, lambda: settled(studio), "the new sound")
    await go_on_for(desk, 2.0)
    apart = np.diff(begins(steps))
    assert apart[-1] == pytest.approx(0.2 / 0.6, rel=0.05)
    assert apart.max() < 0.45, "no gap"


async def test_a_change_is_heard_before_the_next_where_what_is_heard_would_end_before_that(
    stepped: tuple[Desk, Steps], barely_ahead: list[bool]
) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text("One two three.")
    studio.hearing.loop(0, 14)
    await go_on_for(desk, 1.0)
    with held_speech() as speak:
        has_spoken_within(studio, -ON_THE_WAY_S)
        studio.designing.set_speed(-0.5)
        assert studio.playback.tuning
        has_spoken_within(studio, 5.0)
        looks = len(barely_ahead)
        studio.designing.set_speed(-1.0)
        await wait_until_async(lambda: len(barely_ahead) > looks + 3, what="some looks")
        assert [each.session.design.controls.speed for each in studio.playback.tuner.asked] == [-0.5]
        heard: list[object] = []
        studio.playback.changed.connect(
            lambda _view: heard.append(studio.playback.session and studio.playback.session.design.controls.speed)
        )
        speak()
        await step_until(desk, lambda: heard, "the first change")
        assert heard[0] == -0.5
        as_if_idle(studio)
        await step_until(desk, lambda: settled(studio), "the second one")
    await go_on_for(desk, 2.0)
    assert np.diff(begins(steps))[-1] == pytest.approx(0.2 / 0.6, rel=0.05)


async def spoken_once(desk: Desk, text: str) -> None:
    """Have all of *text* rendered."""
    desk.studio.editing.replace_text(text)
    desk.studio.hearing.play_all()
    await heard_words(desk, desk.steps or Steps())


async def words_heard(desk: Desk, count: int) -> list[str]:
    """The next *count* words, the one that is heard first; each once in a row."""
    lit: list[str] = []

    def look() -> bool:
        view, text = desk.studio.hearing.view(), desk.studio.editing.project.text
        word = text[view.word.start : view.word.end] if view.word is not None else ""
        if word and (not lit or lit[-1] != word):
            lit.append(word)
        return len(lit) >= count or not desk.studio.hearing.active

    await step_until(desk, look, f"{count} words")
    return lit


async def test_a_change_in_a_loop_over_paragraphs_says_each_of_them_once_a_pass(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    studio.editing.replace_text("One two three.\n\nFour five six.")
    ann = studio.speakers.add("Ann", [studio.editing.project.paragraphs[-1].id])
    studio.hearing.loop(0, len(studio.editing.project.text))
    await go_on_for(desk, 2.0)
    await heard_from(desk, "One")
    studio.speakers.show(ann)
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    assert await words_heard(desk, 14) == [*["One", "two", "three.", "Four", "five", "six."]] * 2 + ["One", "two"]


async def test_a_change_that_is_taken_back_before_a_click_leaves_nothing_waiting(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    text = "One two three.\n\nFour five six.\n\nSeven eight nine."
    studio.editing.replace_text(text)
    with held_speech() as speak:
        studio.hearing.play_all()
        speak()
        await heard_from(desk, "two")
    with held_speech() as speak:
        as_if_idle(studio)
        studio.designing.set_speed(-1.0)
        studio.editing.undo()
        studio.hearing.seek_to_char(0)
        speak()
        assert (await heard_words(desk, steps))[-9:] == text.split()


async def test_a_paragraph_that_got_another_speaker_is_heard_so_where_it_is_clicked(
    stepped: tuple[Desk, Steps],
) -> None:
    desk, steps = stepped
    studio = desk.studio
    text = "One two three.\n\nFour five six.\n\nSeven eight nine."
    await spoken_once(desk, text)
    ann = studio.speakers.add("Ann", [studio.editing.project.paragraphs[-1].id])
    studio.speakers.show(ann)
    studio.designing.set_speed(-1.0)
    studio.hearing.play_all()
    await heard_from(desk, "Four")
    studio.speakers.give({studio.editing.project.paragraphs[2].id: ann})
    studio.hearing.seek_to_char(text.index("Four"))
    await heard_from(desk, "six")
    assert np.diff(begins(steps))[-1] == pytest.approx(0.2 / 0.6, rel=0.05)


async def test_another_take_that_is_chosen_is_heard_where_it_is_clicked(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    await spoken_once(desk, "One two three four five.")
    paragraph = studio.editing.project.paragraphs[0]
    studio.rendering.another_reading(paragraph)
    await wait_until_async(lambda: len(studio.taking.takes_of(paragraph)) == 2, what="another reading")
    first, second = studio.taking.takes_of(paragraph)
    studio.taking.notes.choose(paragraph, first.id)
    studio.hearing.play_all()
    await heard_from(desk, "two")
    studio.taking.notes.choose(paragraph, second.id)
    begun = studio.hearing.begun
    studio.hearing.seek_to_char(0)
    assert studio.hearing.begun == begun + 1, "it is begun anew"
    await heard_from(desk, "two")
    session = studio.playback.session
    assert session is not None
    sound = studio.taking.sounds.of(second)
    assert sound is not None
    assert session.playlist.items[0].take.words == sound.words


async def test_a_selection_ends_where_it_ended_when_it_is_gone_to_after_a_change(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_selection(0, TEXT.index("nine"))
    await heard_from(desk, "two")
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    await wait_until_async(lambda: settled(studio), what="the new sound")
    await heard_from(desk, "six")
    studio.editing.edit_text(0, 0, "So ")
    studio.hearing.seek_to_char(3)
    await heard_from(desk, "three")
    assert await heard_words(desk, steps) == TEXT.split()[2:8]


async def test_a_loop_that_is_ended_after_an_edit_goes_on_behind_what_is_heard(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    await spoken_once(desk, "One two three. Four five six.\n\nSeven eight nine. Ten.")
    start = studio.editing.project.text.index("Seven")
    studio.hearing.loop(start, start + 17)
    await heard_from(desk, "eight")
    studio.editing.edit_text(0, 0, "Long before. " * 20)
    assert studio.hearing.looped == (start + 260, start + 277)
    studio.hearing.end_loop()
    assert await heard_words(desk, steps) == ["eight", "nine.", "Ten."]


@pytest.mark.parametrize("edited", [False, True], ids=["as it was", "edited"])
async def test_a_click_into_what_a_loop_has_not_rendered_goes_there_and_the_loop_goes_on(
    stepped: tuple[Desk, Steps], edited: bool
) -> None:
    desk, _ = stepped
    studio = desk.studio
    text = "One two three.\n\nFour five six.\n\nSeven eight nine."
    studio.editing.replace_text(text)
    end = text.index("Seven")
    with held_speech() as speak:
        studio.hearing.loop(0, end)
        if edited:
            studio.editing.edit_text(0, 0, "So ")
        five = studio.editing.project.text.index("five")
        studio.hearing.seek_to_char(five)
        assert studio.hearing.looped is not None
        speak()
        assert await words_heard(desk, 4) == ["five", "six.", "One", "two"]


async def test_a_click_by_which_a_paused_loop_is_played_goes_on_with_the_loop(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.loop(0, TEXT.index("six"))
    await heard_from(desk, "four")
    studio.hearing.play_or_pause()
    studio.hearing.play_at(TEXT.index("two"))
    assert studio.hearing.view().phase != "paused"
    await heard_from(desk, "two")
    assert await words_heard(desk, 5) == ["two", "three", "four", "five", "One"]


async def test_a_change_behind_which_nothing_followed_is_heard_where_it_is_clicked(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    studio = desk.studio
    text = "One two three four five.\n\nSix seven eight."
    await spoken_once(desk, text)
    ann = studio.speakers.add("Ann", [studio.editing.project.paragraphs[0].id])
    studio.speakers.show(ann)
    studio.hearing.play_all()
    await heard_from(desk, "seven")
    as_if_idle(studio)
    studio.designing.set_speed(-1.0)
    studio.hearing.seek_to_char(0)
    await heard_from(desk, "One")
    # Nothing is heard meanwhile, else the old sound may be over first.
    await wait_until_async(lambda: settled(studio), what="the new sound")
    await heard_from(desk, "five")
    assert np.diff(begins(steps))[-1] == pytest.approx(0.2 / 0.6, rel=0.05)


async def test_what_is_typed_while_a_change_is_on_its_way_moves_what_is_lit(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_all()
    await heard_from(desk, "two")
    with held_speech() as speak:
        as_if_idle(studio)
        studio.dictionaries.add_all([Entry("seven", "sen")])
        assert studio.playback.tuning
        studio.editing.edit_text(0, 0, "So ")
        speak()
        await step_until(desk, lambda: settled(studio), "the new sound")
    assert (await words_heard(desk, 2))[1] in TEXT.split()


async def test_a_paused_reading_that_is_gone_to_while_the_engine_starts_again_says_nothing(
    stepped: tuple[Desk, Steps],
) -> None:
    desk, _ = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    with held_speech() as speak:
        studio.hearing.play_selection(0, 12)
        speak()
        await heard_from(desk, "two")
    studio.hearing.play_or_pause()
    psutil.Process(desk.engines[-1].pid).kill()
    await wait_until_async(lambda: studio.engine.starting, what="an engine that starts again")
    studio.hearing.seek_to_char(TEXT.index("And"))
    await wait_until_async(lambda: not studio.engine.blocker(), what="the engine")
    assert studio.hearing.view().phase in ("stopped", "paused")
    assert studio.hearing.resume_at == TEXT.index("And")
