# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from studio.app.voices import presets as module
from studio.app.voices.presets import name_of_preset_file
from studio.core.cast import with_speaker_design
from studio.core.project import VoiceDesign
from studio.core.voices import EMBEDDING_LENGTH, MixPart, NamedVoice
from studio.project.preset_file import Preset, read_presets, write_presets
from tests.support.desk import Desk
from tests.support.waiting import HANGS_S, wait_until_async


def names(desk: Desk) -> list[str]:
    return [preset.name for preset in desk.studio.presets.all]


async def has(desk: Desk, *wanted: str) -> None:
    await wait_until_async(lambda: names(desk) == list(wanted), what=str(wanted))


async def test_a_preset_is_saved_applied_renamed_deleted_and_all_of_it_undone(desk: Desk, data_dir: Path) -> None:
    studio = desk.studio
    first, second = (voice.id for voice in studio.voices.all[:2])
    studio.designing.choose_voice(first)
    studio.designing.add_to_mix(second)
    studio.designing.set_pitch(-2.0)
    design = studio.editing.project.design
    studio.presets.save("  Evening  ")
    await has(desk, "Evening")
    studio.designing.choose_voice(second)
    studio.designing.reset_expression()
    studio.presets.apply("Evening")
    assert studio.editing.project.design == design
    studio.editing.undo()
    assert studio.editing.project.design != design
    studio.presets.rename("Evening", "Night")
    await has(desk, "Night")
    studio.presets.delete("Night")
    await has(desk)
    for wanted in (["Night"], ["Evening"]):
        studio.editing.undo()
        await has(desk, *wanted)
    assert [preset.name for preset in read_presets(data_dir / "presets.json")] == ["Evening"]
    for bad in ("", " ", "n" * 81):
        told = len(desk.notices)
        studio.presets.save(bad)
        assert len(desk.notices) > told
    studio.presets.apply("nobody")
    assert names(desk) == ["Evening"]


async def test_a_preset_that_is_saved_before_the_others_are_read_leaves_them(
    desk: Desk, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    presets = desk.studio.presets
    presets.save("Evening")
    await has(desk, "Evening")
    go_on = threading.Event()

    def late(path: Path) -> tuple[Preset, ...]:
        go_on.wait(HANGS_S)
        return read_presets(path)

    monkeypatch.setattr(module, "read_presets", late)
    anew = module.Presets(
        data_dir / "presets.json",
        desk.studio._history,
        desk.studio.speakers,
        desk.studio.voices,
        desk.studio.keeping,
        desk.studio._work,
    )
    anew.begin()
    anew.save("Night")
    go_on.set()
    await wait_until_async(lambda: len(anew.all) == 2, what="both")
    assert [preset.name for preset in read_presets(data_dir / "presets.json")] == ["Evening", "Night"]


@pytest.mark.parametrize(
    "held",
    [
        b'{"format": "speech-studio-designs", "version": 2, "presets": []}',
        b'{"format": "speech-studio-designs", "version": 1, "presets": [{"name": "Evening"}]}',
        b"no presets",
    ],
)
async def test_a_file_that_holds_something_else_is_kept_beside_the_new_one(data_dir: Path, held: bytes) -> None:
    data_dir.mkdir()
    path = data_dir / "presets.json"
    path.write_bytes(held)
    desk = Desk(data_dir)
    await desk.open()
    try:
        desk.studio.presets.save("Night")
        await has(desk, "Night")
    finally:
        await desk.studio.close()
    assert [preset.name for preset in read_presets(path)] == ["Night"]
    aside = data_dir / "presets.unread-1.json"
    assert aside.read_bytes() == held
    assert str(aside) in desk.said("presets set aside")


async def test_while_the_file_cannot_be_read_no_preset_is_written_over_it(data_dir: Path) -> None:
    data_dir.mkdir()
    path, gone = data_dir / "presets.json", data_dir / "elsewhere.json"
    path.symlink_to(gone)
    desk = Desk(data_dir)
    await desk.open()
    try:
        desk.studio.presets.save("Night")
        await wait_until_async(lambda: "could not be read" in desk.said("presets"))
        assert names(desk) == []
        assert not gone.exists()
        write_presets(gone, [Preset("Evening", VoiceDesign())])
        desk.studio.presets.save("Night")
        await has(desk, "Evening", "Night")
    finally:
        await desk.studio.close()
    assert [preset.name for preset in read_presets(path)] == ["Evening", "Night"]


async def test_a_preset_that_is_saved_before_the_voices_are_known_has_those_that_it_names(starting: Desk) -> None:
    studio = starting.studio
    hers = NamedVoice("0f" * 16, "own", "Hers", embedding=(0.5,) * EMBEDDING_LENGTH)
    theirs = NamedVoice("1f" * 16, "stock", "Theirs")
    design = VoiceDesign((MixPart(hers.id, 1.0), MixPart(theirs.id, 1.0), MixPart("2f" * 16, 1.0)))
    project = with_speaker_design(studio.editing.project, studio.speakers.shown.id, design)
    studio._history.do("a design", replace(project, voices=(hers, theirs)))
    assert studio.voices.get(hers.id) is None
    studio.presets.save("Evening")
    await has(starting, "Evening")
    assert studio.presets.all[0].voices == (hers,)


async def test_they_are_carried_in_files_with_the_own_voices_that_they_name(desk: Desk, tmp_path: Path) -> None:
    studio = desk.studio
    first, second = (voice.id for voice in studio.voices.all[:2])
    studio.designing.choose_voice(first)
    studio.designing.add_to_mix(second)
    studio.designing.save_blend("Hers")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all))
    own = next(voice for voice in studio.voices.all if voice.own)
    studio.designing.choose_voice(own.id)
    studio.presets.save("Hers, slowly")
    await has(desk, "Hers, slowly")
    path = tmp_path / name_of_preset_file("Hers, slowly: a/b")
    studio.presets.write("Hers, slowly", path)
    await wait_until_async(lambda: "Saved to" in desk.said("preset file"))
    studio.presets.delete("Hers, slowly")
    await has(desk)
    studio.take_files([path])
    await has(desk, "Hers, slowly")
    assert [voice.name for voice in studio.presets.all[0].voices] == ["Hers"]
    broken = tmp_path / "broken.design.json"
    broken.write_text("{")
    studio.presets.add([broken])
    await wait_until_async(lambda: "not JSON" in desk.notices[-1].text)
    assert names(desk) == ["Hers, slowly"]


async def test_of_several_files_the_good_ones_are_added_and_all_are_told_of(desk: Desk, tmp_path: Path) -> None:
    presets = desk.studio.presets
    paths = [tmp_path / f"{name}.design.json" for name in ("broken", "Evening", "Morning", "none")]
    paths[0].write_text("{")
    for path in paths[1:3]:
        name = path.name.partition(".")[0]
        presets.save(name)
        await has(desk, name)
        presets.write(name, path)
        await wait_until_async(lambda path=path: f"Saved to {path}" in desk.said("preset file"))  # type: ignore[misc]
        presets.delete(name)
        await has(desk)
    presets.add(paths)
    await has(desk, "Evening", "Morning")
    await wait_until_async(lambda: "Added to your presets: Evening, Morning." in desk.said("preset file"))
    assert all(path.name in desk.said("preset file") for path in (paths[0], paths[3]))
    desk.studio.editing.undo()
    await has(desk)
