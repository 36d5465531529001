# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.errors import InvalidArgument
from studio.engine.kokoro.session import PROVIDERS_VARIABLE, chosen_providers

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
