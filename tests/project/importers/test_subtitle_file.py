# SPDX-License-Identifier: GPL-3.0-or-later
from pathlib import Path

import pytest

from studio.project.importers.book import ImportFailed, Source
from studio.project.importers.table import read_source

SRT = """1
00:00:01,000 --> 00:00:02,500
<i>It did not</i>
sound like thunder.

2
00:00:00,100 --> 00:00:00,900
{\\an8}First.

3
00:00:05,000 --> 00:00:06,000

"""
VTT = """WEBVTT

NOTE a comment

00:01.000 --> 00:02.500 align:start
<v Ingrid>Count the <c.loud>dogs</c>

00:03.000 --> 01:00:04.250
3 < 4
"""


def cues(source: Source) -> list[tuple[str, tuple[float, float] | None]]:
    return [(piece.text, piece.cue_s) for piece in source.pieces]


def test_subrip_in_the_order_of_its_times(tmp_path: Path) -> None:
    path = tmp_path / "x.srt"
    path.write_text(SRT)
    assert cues(read_source(path)) == [("First.", (0.1, 0.9)), ("It did not sound like thunder.", (1.0, 2.5))]


def test_webvtt_with_its_voices(tmp_path: Path) -> None:
    path = tmp_path / "x.vtt"
    path.write_text(VTT)
    assert cues(read_source(path)) == [("Ingrid: Count the dogs", (1.0, 2.5)), ("3 < 4", (3.0, 3604.25))]


def test_a_text_without_times_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.srt"
    path.write_text("Only a text.")
    with pytest.raises(ImportFailed, match="no subtitles"):
        read_source(path)
