# SPDX-License-Identifier: GPL-3.0-or-later
"""Cues spoken in their times, by the tone engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import soundfile

from studio.app.exporting.cue_fitting import FITS_S, Cue, Fitted, cues_of, export_fitted, unfitting
from studio.app.exporting.export import SpeechSource
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import TakeCache
from studio.client.endpoint import Endpoint
from studio.client.speech.client import AsyncSpeechClient
from studio.core.errors import InvalidArgument
from studio.core.project import Paragraph, Project
from studio.export.formats import EXPORTERS
from tests.support.desk import Desk

TEXT = "One two three four five six seven eight nine ten."


async def fitted(desk: Desk, path: Path, *cues: tuple[float, float, str]) -> Fitted:
    status = desk.studio.engine.state.status
    assert status is not None
    speech = SpeechSource(Renderer(TakeCache()), desk.studio._link.client, status)
    design = desk.studio.designing.spoken_design
    return await export_fitted(path, film(*cues), design, speech, EXPORTERS[0].format())


def film(*cues: tuple[float, float, str]) -> Project:
    """A project of cues; a text from -1 on has no time."""
    return Project(
        tuple(
            Paragraph(str(number), text, cue_s=(start_s, end_s) if start_s >= 0 else None)
            for number, (start_s, end_s, text) in enumerate(cues)
        )
    )


def test_cues_stand_in_the_order_of_their_times_with_what_goes_on_with_them() -> None:
    made = film((-1, -1, "Title."), (5, 6, "Later."), (-1, -1, "Its end."), (2, 3, "First."), (8, 9, ""))
    told = [(cue.start_s, cue.end_s, [each.text for each in cue.paragraphs]) for cue in cues_of(made)]
    assert told == [(0, 5, ["Title."]), (2, 3, ["First."]), (5, 6, ["Later.", "Its end."])]
    assert cues_of(film((-1, -1, "No time."))) == ()


def test_what_does_not_fit_is_said_with_the_first_times() -> None:
    cues = [Cue((), start_s, start_s) for start_s in (1.0, 62.5, 63.0, 64.0, 65.0, 66.0)]
    told = unfitting(Fitted((), tuple(cues), (cues[1],)))
    assert told == (
        "6 cues take longer than their times: at 0:01.0, 1:02.5, 1:03.0, 1:04.0, 1:05.0, …",
        "1 cue begins late: at 1:02.5",
    )
    assert unfitting(Fitted(())) == ()


async def length_s(desk: Desk, path: Path) -> float:
    """Seconds of TEXT at the usual speed."""
    await fitted(desk, path, (0.0, 0.0, TEXT))
    return float(soundfile.info(path).duration)


async def test_cues_begin_at_their_times_and_take_their_lengths(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    usual_s = await length_s(desk, path)
    lengths_s = (usual_s, usual_s * 0.75, usual_s * 1.4)
    starts_s = (1.0, 2.0 + usual_s, 4.0 + 2 * usual_s)
    told = [(start, start + length, TEXT) for start, length in zip(starts_s, lengths_s, strict=True)]
    made = await fitted(desk, path, *told)
    assert (made.too_long, made.late) == ((), ())
    begins_s = [word.start_s for word in made.words if word.text == "One"]
    first_s = begins_s[0] - starts_s[0]
    # The begin of the sound to the sample; that of its first word as far as the speed moves it.
    assert begins_s == pytest.approx([start + first_s for start in starts_s], abs=0.05)
    assert soundfile.info(path).duration == pytest.approx(starts_s[-1] + lengths_s[-1], abs=FITS_S)
    ends_s = [word.end_s for word in made.words if word.text == "ten."]
    assert ends_s[1] - begins_s[1] == pytest.approx((ends_s[0] - begins_s[0]) * 0.75, abs=FITS_S)


async def test_what_does_not_fit_is_told_and_the_next_begins_after_it(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    usual_s = await length_s(desk, path)
    made = await fitted(desk, path, (0.0, usual_s / 4, TEXT), (usual_s / 4, usual_s, "Two."), (60.0, 61.0, "End."))
    assert [cue.start_s for cue in made.too_long] == [0.0]
    assert [cue.start_s for cue in made.late] == [usual_s / 4]
    begins_s = {word.text: word.start_s for word in made.words}
    ends_s = {word.text: word.end_s for word in made.words}
    assert begins_s["Two."] >= ends_s["ten."]
    # It comes in time again.
    assert begins_s["End."] == pytest.approx(60.0, abs=FITS_S)


async def test_a_cue_that_was_divided_is_spoken_in_its_time_as_a_whole(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    usual_s = await length_s(desk, path)
    made = await fitted(desk, path, (1.0, 1.0 + 1.8 * usual_s, TEXT), (-1, -1, TEXT), (60.0, 61.0, "End."))
    assert (made.too_long, made.late) == ((), ())
    ends_s = [word.end_s for word in made.words if word.text == "ten."]
    assert len(ends_s) == 2
    assert ends_s[1] == pytest.approx(1.0 + 1.8 * usual_s, abs=2 * FITS_S)


async def test_nothing_to_say_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="one word"):
        await fitted(desk, tmp_path / "out.wav")
    assert not (tmp_path / "out.wav").exists()


async def test_where_the_engine_breaks_off_the_next_try_is_spoken_by_the_one_that_comes_back(
    desk: Desk, tmp_path: Path
) -> None:
    path, asked = tmp_path / "out.wav", list[object]()
    usual_s = await length_s(desk, path)
    status, client = desk.studio.engine.state.status, desk.studio._link.client
    assert status is not None
    broken = AsyncSpeechClient(Endpoint("http://127.0.0.1:9", "none"))

    async def again(known: object) -> AsyncSpeechClient:
        asked.append(known)
        return client

    speech = SpeechSource(Renderer(TakeCache()), broken, status, again)
    project, design = film((1.0, 1.0 + 0.75 * usual_s, TEXT)), desk.studio.designing.spoken_design
    try:
        made = await export_fitted(path, project, design, speech, EXPORTERS[0].format())
    finally:
        await broken.aclose()
    assert asked == [broken], "the tries at other speeds use the one that came back"
    assert (len(made.words), made.too_long) == (len(TEXT.split()), ())
