# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sys
from pathlib import Path

import pytest

from studio.cli import main
from studio.cli.doctor import _data_folder, _display, _packages, _shortened


def test_doctor_finds_the_missing_model_and_what_mends_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "WRONG  model: missing: model.onnx" in shown
    assert "models --fetch" in shown
    assert "numpy" in shown


def test_a_data_folder_that_cannot_be_made_is_wrong_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not _data_folder().mend
    (tmp_path / "file").touch()
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(tmp_path / "file" / "data"))
    finding = _data_folder()
    assert "cannot be written" in finding.text
    assert "SPEECH_STUDIO_DATA_DIR" in finding.mend


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the display is the system's own")
def test_without_a_display_only_the_window_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert _display().text.startswith("none here")
    assert not _display().mend
    monkeypatch.setenv("DISPLAY", ":7")
    assert _display().text == "DISPLAY=:7"


def test_of_many_files_the_first_eight_are_named() -> None:
    assert _shortened(("model.onnx", "voices/af_heart.bin")) == "model.onnx, af_heart"
    assert _shortened(tuple(f"voices/{n}.bin" for n in range(8))) == "0, 1, 2, 3, 4, 5, 6, 7"
    assert _shortened(tuple(f"voices/{n}.bin" for n in range(10))) == "0, 1, 2, 3, 4, 5, 6, 7 and 2 more"


def test_a_library_that_is_not_installed_is_named_with_what_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [found.mend for found in _packages()] == [""]
    monkeypatch.setattr("studio.cli.doctor.PACKAGES", ("numpy", "no-such-library"))
    installed, absent = _packages()
    assert installed.text.startswith("numpy ")
    assert absent.text == "no-such-library not installed"
    assert absent.mend
