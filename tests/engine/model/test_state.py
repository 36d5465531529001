# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.core.commands import FETCH_MODEL
from studio.engine.model.state import FileState, ModelState

PRESENT, MISSING, DAMAGED = FileState.PRESENT, FileState.MISSING, FileState.DAMAGED


def state(**files: FileState) -> ModelState:
    """A state by stems: a and b are voices, the others files that all voices need."""
    paths = {f"voices/{stem}.bin" if stem in "ab" else f"{stem}.onnx": has for stem, has in files.items()}
    return ModelState(paths, frozenset(path for path in paths if not path.startswith("voices/")))


def test_a_model_is_usable_with_all_that_is_needed_and_one_voice() -> None:
    assert state(a=PRESENT, b=DAMAGED, model=PRESENT).usable
    assert not state(a=MISSING, b=DAMAGED, model=PRESENT).usable
    assert not state(a=PRESENT, model=DAMAGED).usable


def test_files_are_told_by_their_state() -> None:
    found = state(a=PRESENT, b=DAMAGED, model=MISSING)
    assert found.voices == ("a",)
    assert found.missing == ("model.onnx",)
    assert found.damaged == ("voices/b.bin",)
    assert not found.complete


def test_a_notice_names_three_faults_and_what_mends_them() -> None:
    assert state(a=PRESENT, model=PRESENT).notice == ""
    notice = state(a=MISSING, b=DAMAGED, c=MISSING, d=MISSING, e=MISSING).notice
    assert "voices/a.bin is missing, voices/b.bin is damaged, c.onnx is missing and 2 more" in notice
    assert notice.endswith(FETCH_MODEL)
