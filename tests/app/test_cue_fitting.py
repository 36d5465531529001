# SPDX-License-Identifier: GPL-3.0-or-later
"""Cues spoken in their times, by the tone engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import soundfile

from studio.app.cue_fitting import FITS_S, Cue, Fitted, export_fitted
from studio.app.export import SpeechSource
from studio.app.renderer import Renderer
from studio.app.takes import TakeCache
from studio.core.errors import InvalidArgument
from studio.core.project import new_paragraph
from studio.export.formats import EXPORTERS
from tests.support.desk import Desk

TEXT = "One two three four five six seven eight nine ten."


async def fitted(desk: Desk, path: Path, *cues: tuple[float, float, str]) -> Fitted:
    status = desk.studio.engine.state.status
    assert status is not None
    speech = SpeechSource(Renderer(TakeCache()), desk.studio._link.client, status)
    made = [Cue(new_paragraph(text), start_s, end_s) for start_s, end_s, text in cues]
    return await export_fitted(path, made, desk.studio.designing.spoken_design, speech, EXPORTERS[0].format())


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


async def test_nothing_to_say_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="one word"):
        await fitted(desk, tmp_path / "out.wav")
    assert not (tmp_path / "out.wav").exists()
