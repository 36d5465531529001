# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from studio.cli.arguments import _parser
from studio.core.errors import InvalidArgument
from studio.export.formats import (
    EXPORTERS,
    Exporter,
    FileFormat,
    SampleEncoding,
    exporter_for,
    kind_of_files,
    offered_formats,
)

WAV = EXPORTERS[0]
LOSSY = replace(
    WAV,
    name="Lossy",
    suffix=".lossy",
    rates_hz=(48000,),
    encodings=(SampleEncoding("128 kbit/s"),),
    choices=((48000, SampleEncoding("128 kbit/s")),),
)
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.name)
def test_a_row_of_the_table_is_whole(exporter: Exporter) -> None:
    assert re.fullmatch(r"\.[a-z0-9]+", exporter.suffix)
    assert exporter.rates_hz == tuple(sorted(set(exporter.rates_hz)))
    assert len({each.name for each in exporter.encodings}) == len(exporter.encodings)
    assert exporter.choices
    for rate_hz, encoding in exporter.choices:
        assert rate_hz in exporter.rates_hz
        assert encoding in exporter.encodings


def test_kinds_are_told_apart_by_name_and_ending() -> None:
    assert len({each.name for each in EXPORTERS}) == len({each.suffix for each in EXPORTERS}) == len(EXPORTERS)
    assert len({each.label for each in offered_formats()}) == len(offered_formats())


def test_the_command_line_takes_what_the_table_has() -> None:
    commands = _parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    options = {action.dest: action for action in commands["render"]._actions}  # type: ignore[index]
    assert set(options["bits"].choices) == {each.bits for kind in EXPORTERS for each in kind.encodings if each.bits}
    usual = WAV.format()
    assert f"({usual.rate_hz})" in options["rate"].help
    assert f"({usual.encoding.bits})" in options["bits"].help
    assert options["output"].metavar == f"OUT{WAV.suffix}"


def test_the_first_page_tells_of_the_files() -> None:
    export = next(line for line in README.splitlines() if line.startswith("* **Export**"))
    assert all(each.name in export for each in EXPORTERS)
    usual = WAV.format()
    assert f"{usual.rate_hz / 1000:g} kHz, {usual.encoding.name} unless" in export


def test_the_ending_of_a_name_tells_its_kind() -> None:
    kinds = (WAV, LOSSY)
    assert exporter_for(Path("a.lossy"), kinds) is LOSSY
    assert exporter_for(Path("a.LOSSY"), kinds) is LOSSY
    assert exporter_for(Path("a.wav"), kinds) is WAV
    assert exporter_for(Path("a"), kinds) is WAV


def test_what_is_offered_is_named_for_a_person() -> None:
    assert [each.label for each in offered_formats((WAV, LOSSY))] == [
        "WAV audio, 44.1 kHz 16 bit",
        "WAV audio, 48 kHz 16 bit",
        "WAV audio, 48 kHz 24 bit",
        "WAV audio, 24 kHz 16 bit",
        "Lossy audio, 48 kHz 128 kbit/s",
    ]
    assert (kind_of_files((WAV,)), kind_of_files((WAV, LOSSY))) == ("WAV", "sound")


def test_what_is_not_given_is_that_of_the_first_choice() -> None:
    assert WAV.format() == offered_formats((WAV,))[0]
    assert WAV.format(bits=24) == FileFormat(WAV, 44100, SampleEncoding("24 bit", 24))
    assert LOSSY.format() == FileFormat(LOSSY, 48000, SampleEncoding("128 kbit/s"))


@pytest.mark.parametrize(
    ("exporter", "rate_hz", "bits", "says"),
    [
        (WAV, 44101, 16, "sample rate: must be one of 8000, 16000"),
        (WAV, 44100, 8, "bit depth: must be 16 or 24"),
        (LOSSY, 48000, 16, "bit depth: must be left out for Lossy"),
    ],
)
def test_a_format_outside_the_table_is_refused(exporter: Exporter, rate_hz: int, bits: int, says: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        exporter.format(rate_hz, bits)
    assert says in refused.value.user_text
