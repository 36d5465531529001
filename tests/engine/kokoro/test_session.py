# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import onnxruntime
import pytest

from studio.core.errors import InvalidArgument
from studio.engine.kokoro import graph, session
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


@pytest.mark.parametrize("saturating", [False, True])
def test_exact_products_are_asked_for_where_the_processor_rounds_large_ones_off(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, saturating: bool
) -> None:
    asked: set[str] = set()

    def session_of(path: str, options: Any, providers: list[str]) -> object:
        # An entry that is not set is an error.
        with contextlib.suppress(RuntimeError):
            if options.get_session_config_entry("session.x64quantprecision") == "1":
                asked.add(Path(path).name)
        return object()

    for part in graph.PARTS:
        (tmp_path / part.file).touch()
    monkeypatch.setattr(onnxruntime, "InferenceSession", session_of)
    monkeypatch.setattr(session, "products_saturate", lambda: saturating)

    Sessions(tmp_path)

    assert asked == ({"encoder_b.onnx", "decoder_a.onnx", "decoder_b.onnx"} if saturating else set())
