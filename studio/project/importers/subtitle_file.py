# SPDX-License-Identifier: GPL-3.0-or-later
"""Subtitles, SubRip and WebVTT: a paragraph for each cue, with its times."""

from __future__ import annotations

import re
from pathlib import Path

from studio.project.importers.book import ImportFailed, Piece, Source, Step
from studio.project.text_file import read_text

_CUE = re.compile(r"\d\d?:\d\d[.,:]\d\d\d?\s*-->")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,80})>")
_TAG = re.compile(r"</?[a-z][^>\n]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^}\n]{0,200}\}", re.IGNORECASE)
_EVERY = 1000


def read(path: Path, step: Step) -> Source:
    """The cues of a file in the order of their times; "Name: " stands before what a voice of WebVTT says."""
    from pysubs2 import SSAFile
    from pysubs2.exceptions import Pysubs2Error

    text = read_text(path).text
    if _CUE.search(text) is None:
        raise ImportFailed(f"{path.name} holds no subtitles: there are no times in it.")
    step(0.0)
    is_vtt = path.suffix.lower() == ".vtt"
    try:
        cues = SSAFile.from_string(
            _VOICE.sub(r"\1: ", text), format_="vtt" if is_vtt else "srt", keep_unknown_html_tags=True
        )
    except Pysubs2Error as error:
        raise ImportFailed(f"{path.name} is damaged, and cannot be read.", type(error).__name__) from error
    pieces = []
    for number, cue in enumerate(sorted(cues, key=lambda each: each.start)):
        if number % _EVERY == 0:
            step(number / len(cues))
        said = " ".join(_TAG.sub("", cue.plaintext).split())
        if said:
            pieces.append(Piece(said, cue_s=(max(cue.start, 0) / 1000, max(cue.end, cue.start, 0) / 1000)))
    return Source(tuple(pieces))
