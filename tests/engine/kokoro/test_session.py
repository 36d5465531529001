# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.core.errors import InvalidArgument
from studio.engine.kokoro import parts
from studio.engine.kokoro.session import PROVIDERS_VARIABLE, Sessions, chosen_providers

HERE = ["CUDAExecutionProvider", "CPUExecutionProvider"]


@pytest.mark.parametrize(
    ("setting", "chosen"),
    [
        ("", ["CPUExecutionProvider"]),
        ("CPUExecutionProvider", ["CPUExecutionProvider"]),
        (" CUDAExecutionProvider ,", ["CUDAExecutionProvider", "CPUExecutionProvider"]),
    ],
)
def test_providers_are_a_setting_with_the_processor_behind(
    monkeypatch: pytest.MonkeyPatch, setting: str, chosen: list[str]
) -> None:
    monkeypatch.setenv(PROVIDERS_VARIABLE, setting)

    assert chosen_providers(HERE) == chosen


def test_a_provider_that_is_not_here_is_an_error_that_names_those_that_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROVIDERS_VARIABLE, "ROCMExecutionProvider")

    with pytest.raises(InvalidArgument, match="CUDAExecutionProvider, CPUExecutionProvider"):
        chosen_providers(HERE)


def test_threads_of_all_parts_spin_for_as_long_as_waking_one_takes(tmp_path: Path) -> None:
    asked: dict[str, tuple[str, str]] = {}

    def session_of(path: str, options: Any, *, providers: list[str]) -> object:
        keys = ("allow_spinning", "spin_duration_us")
        spinning, for_us = (options.get_session_config_entry(f"session.intra_op.{key}") for key in keys)
        asked[Path(path).name] = spinning, for_us
        return object()

    for part in parts.PARTS:
        (tmp_path / part.file).touch()

    Sessions(tmp_path, open_part=session_of)

    assert asked == {part.file: ("1", "20") for part in parts.PARTS}
