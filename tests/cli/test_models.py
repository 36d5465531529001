# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from studio.cli import main
from studio.cli.models import ProgressPrinter
from studio.engine.model.progress import FetchProgress


def test_a_model_that_is_not_there_is_named_with_the_command_that_fetches_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["models"]) == 1
    shown = capsys.readouterr().out
    assert "missing  model.onnx" in shown
    assert "models --fetch" in shown
    assert main(["models", "--json"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert result["event"] == "result"
    assert not result["usable"]
    assert "model.onnx" in result["missing"]
    assert result["error"]


def test_a_fetch_that_cannot_write_tells_programs_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("in the way")
    assert main(["models", "--fetch", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"].startswith("The speech model could not be written")


def test_a_fetch_whose_output_is_kept_tells_how_far_it_is_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    meter = ProgressPrinter(as_json=False, line_every_s=0.0)
    for done in (2, 2, 3):
        meter.show(FetchProgress("preparing the model", 30, 30, done, 4, 10))
    assert capsys.readouterr().err.splitlines() == [
        "87 % preparing the model (2 of 4 steps)",
        "93 % preparing the model (3 of 4 steps)",
    ]


def test_programs_are_told_each_percent_once(capsys: pytest.CaptureFixture[str]) -> None:
    meter = ProgressPrinter(as_json=True)
    for done in (0, 1, 9, 10, 10):
        meter.show(FetchProgress("model.onnx", done, 1000, 0, 0, 0))
    meter.end()
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["event"] for event in events] == ["progress", "progress"]
    assert [event["done_bytes"] for event in events] == [0, 10]
    assert {event["what"] for event in events} == {"model.onnx"}
    assert {event["total_bytes"] for event in events} == {1000}
    assert events[-1]["fraction"] == pytest.approx(0.01)


def test_output_that_is_kept_is_quiet_between_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    meter = ProgressPrinter(as_json=False, line_every_s=3600.0)
    for done in range(100):
        meter.show(FetchProgress("model.onnx", done, 100, 0, 0, 0))
    meter.end()
    assert capsys.readouterr() == ("", "")


def test_a_terminal_shows_one_line_that_is_wiped_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    meter = ProgressPrinter(as_json=False)
    meter.show(FetchProgress("model.onnx", 50, 100, 0, 0, 0))
    meter.end()
    drawn = capsys.readouterr().err
    assert "50 % model.onnx" in drawn
    assert "\n" not in drawn
    assert drawn.endswith("\r\x1b[K")
