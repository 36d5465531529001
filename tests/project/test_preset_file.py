# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.core.errors import NotFound
from studio.core.project import VoiceDesign
from studio.core.speech import controls
from studio.core.voices import MixPart, NamedVoice
from studio.project.preset_file import Preset, PresetFileRefused, read_presets, write_presets

DESIGN = VoiceDesign(
    (MixPart("a", 0.7, muted=True), MixPart("b", 0.3)), controls(0.5, {"anger": 2}, 1.5, -2.0), "en-GB"
)
PRESETS = (
    Preset("Evening", DESIGN, (NamedVoice("a", "own", "Hers", embedding=(0.5,) * 192),)),
    Preset("Plain", VoiceDesign()),
)


def test_they_come_back_equal(tmp_path: Path) -> None:
    write_presets(tmp_path / "two.design.json", PRESETS)
    assert read_presets(tmp_path / "two.design.json") == PRESETS


def test_what_is_none_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "one.design.json"
    with pytest.raises(NotFound):
        read_presets(path)
    write_presets(path, PRESETS)
    good = json.loads(path.read_text("utf-8"))
    for data, said in (
        ("{", "not JSON"),
        ("[]", "something else"),
        ({**good, "format": "other"}, "something else"),
        ({**good, "version": 2}, "newer"),
        ({**good, "presets": {}}, "damaged"),
        ({**good, "presets": [{"name": ""}]}, "damaged"),
        ({**good, "presets": [{**good["presets"][0], "design": {"mix": 7}}]}, "damaged"),
        ({**good, "presets": [{**good["presets"][0], "voices": [7]}]}, "damaged"),
    ):
        path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
        with pytest.raises(PresetFileRefused, match=said):
            read_presets(path)
