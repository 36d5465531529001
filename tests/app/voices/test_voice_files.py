# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices that are added from files and carried to files, in the studio."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.app.voices.voice_files import is_voice_file, name_of_file
from studio.core.project import VoiceDesign
from studio.core.voice_file import read_voice_file
from studio.core.voices import MixPart, Voice
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async


def own(desk: Desk) -> list[Voice]:
    return [voice for voice in desk.studio.voices.all if voice.own]


async def test_a_voice_goes_to_a_file_and_comes_back_as_a_step_of_undo(desk: Desk, tmp_path: Path) -> None:
    studio = desk.studio
    made: list[Voice] = []
    first, second = (voice.id for voice in studio.voices.all[:2])
    mixed = VoiceDesign((MixPart(first, 0.25), MixPart(second, 0.75)))
    blend = await studio.voices.save_blend("Ada: evening", mixed)
    studio.designing.describe_voice(blend.id, "low  and near")
    await wait_until_async(lambda: own(desk)[0].description == "low and near")
    path = tmp_path / "ada.voice.json"
    studio.voice_files.write(blend.id, path)
    await wait_until_async(lambda: "Saved to" in desk.said("voice file"))
    studio.voices.made.connect(made.append)
    studio.voice_files.add([path])
    await wait_until_async(lambda: len(own(desk)) == 2)
    copy = own(desk)[1]
    assert made == [copy]
    assert (copy.name, copy.description, copy.embedding, copy.imported) == (
        "Ada: evening",
        "low and near",
        blend.embedding,
        True,
    )
    assert copy.recipe == blend.recipe
    assert "is one of your voices now" in desk.said("voice file")
    assert studio.editing.undo_label == "adding Ada: evening"
    studio.editing.undo()
    await wait_until_async(lambda: len(own(desk)) == 1)
    studio.editing.redo()
    await wait_until_async(lambda: len(own(desk)) == 2)
    assert own(desk)[1] == copy


async def test_of_several_files_the_good_ones_are_added_and_the_others_told(desk: Desk, tmp_path: Path) -> None:
    studio = desk.studio
    stock = studio.voices.all[0]
    good, bad, none = (tmp_path / f"{name}.voice.json" for name in ("good", "bad", "none"))
    studio.voice_files.write(stock.id, good)
    await wait_until_async(lambda: "Saved to" in desk.said("voice file"))
    bad.write_text("{")
    studio.voice_files.add([bad, good, none])
    await wait_until_async(lambda: "bad.voice.json" in desk.said("voice file"))
    assert "none.voice.json" in desk.said("voice file")
    assert [voice.name for voice in own(desk)] == [stock.name]


async def test_a_voice_is_laid_out_until_the_program_ends(desk: Desk) -> None:
    files, stock = desk.studio.voice_files, desk.studio.voices.all[0]
    path = files.lay_out(stock.id)
    assert path is not None
    assert (path.parent.stat().st_mode & 0o77, path.name) == (0, f"{stock.name}.voice.json")
    assert read_voice_file(path).embedding == stock.embedding
    assert files.lay_out("nobody") is None
    assert "not there" in desk.said("voice file")
    files.close()
    assert not path.parent.exists()


async def test_the_studio_takes_a_voice_file_for_a_voice(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Some.voice.json"
    desk.studio.voice_files.write(desk.studio.voices.all[0].id, path)
    await wait_until_async(path.exists)
    desk.studio.take_files([path])
    await wait_until_async(lambda: len(own(desk)) == 1)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ida", "Ida.voice.json"),
        ("a/b: c?", "a-b- c-.voice.json"),
        (" . ", "Voice.voice.json"),
        pytest.param("声" * 99, f"{'声' * 66}.voice.json", id="long"),
    ],
)
def test_a_voices_name_becomes_a_files(name: str, file: str) -> None:
    assert name_of_file(name) == file
    assert is_voice_file(Path("/x") / file)
    assert not is_voice_file(Path("/x/voice.json"))
