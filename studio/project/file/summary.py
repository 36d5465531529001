# SPDX-License-Identifier: GPL-3.0-or-later
"""A project's summary, read from its file while nobody opens it, or somebody has it open."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from studio.core.project import Paragraph, Project, Speaker, VoiceDesign, speakers_of
from studio.core.splits import as_meant, own_design
from studio.core.summary import BARS, Bar, ProjectSummary
from studio.core.takes import Clip, Take
from studio.core.voices import heard_parts
from studio.project.file.connection import connect
from studio.project.file.rows import CAST, META, PARAGRAPHS, Known, cast_of, paragraphs_of, values_of
from studio.project.file.schema import VERSION, is_later, version_in
from studio.project.file.takes import read_clips, read_takes

PEAKS_PER_S = 50
_BUSY_S = 1.0
_MOST_TEXT = 100_000

Estimate = Callable[[str, VoiceDesign], float]
"""Seconds that a text would take in a design."""

Reads = Callable[[Project, Speaker], VoiceDesign]
"""The design in which the program reads what a speaker of a project says, as the engine can speak it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph in the wave: its seconds, its peaks, hue and voice of who speaks it; without a voice it is grey."""

    duration_s: float
    peaks: bytes = b""
    hue: str = ""
    voice: str = ""


def read_summary(
    path: Path, estimate: Estimate, reads: Reads, as_spoken: Callable[[Project], Project] = lambda project: project
) -> ProjectSummary | None:
    """The summary of a project's file; None if it cannot be read now, or by this version. Changes nothing on the disk.

    Raises:
        OSError: the file is not there, or cannot be read.
    """
    version = version_in(path)
    if version is None or is_later(version) or version < VERSION:
        return None
    try:
        with closing(connect(path, "ro", _BUSY_S)) as connection:
            connection.execute("BEGIN")
            project = as_spoken(project_in(connection))
            return _summary(project, read_takes(connection), read_clips(connection), estimate, reads)
    except sqlite3.Error:
        return None


def project_in(connection: sqlite3.Connection) -> Project:
    """The project without its steps; what is damaged in it is left out."""
    faults: list[str] = []
    known = Known()
    values = values_of(dict(connection.execute(f"SELECT {META} FROM meta").fetchall()), faults)
    rows = connection.execute(f"SELECT {PARAGRAPHS} FROM paragraphs ORDER BY rank, number")
    paragraphs = paragraphs_of(rows, known, faults)
    cast = cast_of(connection.execute(f"SELECT {CAST} FROM speakers ORDER BY place"), known, faults)
    return Project(
        **{**values, **({"paragraphs": paragraphs} if paragraphs else {}), **({"cast": cast} if cast else {})}
    )


def _summary(
    project: Project, takes: Iterable[Take], clips: Mapping[str, Clip], estimate: Estimate, reads: Reads
) -> ProjectSummary:
    by_paragraph: dict[str, list[Take]] = {}
    for each in takes:
        by_paragraph.setdefault(each.paragraph, []).append(each)
    cast = {speaker.id: speaker for speaker in project.cast}
    speakers, parts = speakers_of(project), list[_Part]()
    ready = changed = words = 0
    speaking: set[str] = set()
    estimated = False
    for paragraph in project.paragraphs:
        if not paragraph.is_read:
            continue
        speaker = cast.get(speakers[paragraph.id], project.cast[0])
        speaking.add(speaker.id)
        words += len(paragraph.text.split())
        take, current = _in_use(paragraph, reads(project, speaker), by_paragraph.get(paragraph.id, ()))
        part = None if take is None else _rendered(take, clips, speaker, current)
        if part is None:
            estimated = True
            part = _Part(estimate(paragraph.text, speaker.design))
        elif current:
            ready += 1
        else:
            changed += 1
        parts.append(part)
    return ProjectSummary(
        title=project.title,
        words=words,
        speakers=max(1, len(speaking)),
        chapters=sum(each.kind == "heading" and each.level == 1 for each in project.paragraphs),
        length_s=sum(part.duration_s for part in parts),
        estimated=estimated,
        ready=ready,
        changed=changed,
        missing=len(parts) - ready - changed,
        bars=_bars(parts) if ready + changed else (),
        text=project.text[:_MOST_TEXT],
        cover=project.cover_picture,
    )


def _in_use(paragraph: Paragraph, design: VoiceDesign, takes: Sequence[Take]) -> tuple[Take | None, bool]:
    """The take that is heard for *paragraph*, and whether it is what would be rendered now."""
    gone = {note.take for note in paragraph.takes if note.deleted}
    used = next((note for note in paragraph.takes if note.used and not note.deleted), None)
    there = [take for take in takes if take.id not in gone]
    if not there:
        return None, False
    chosen = next((take for take in there if used is not None and take.id == used.take), None)
    designs = own_design(design), as_meant(design)
    fitting = [take for take in there if take.script == paragraph.script and take.design in designs]
    if chosen is not None and used is not None and (used.locked or chosen in fitting):
        return chosen, True
    return (fitting[-1], True) if fitting else (chosen or there[-1], False)


def _rendered(take: Take, clips: Mapping[str, Clip], speaker: Speaker, current: bool) -> _Part | None:
    """The part of *take*; None if one of its clips is lost."""
    duration_s, peaks = 0.0, []
    for span in take.spans:
        clip = clips.get(span.clip)
        if clip is None:
            return None
        first_s, end_s = span.first_frame / clip.rate_hz, span.end_frame / clip.rate_hz
        duration_s += end_s - first_s
        peaks.append(clip.peaks[round(first_s * PEAKS_PER_S) : round(end_s * PEAKS_PER_S)])
    if not current:
        return _Part(duration_s, b"".join(peaks))
    voice = _heaviest(take.design) or speaker.id
    # The hue is the speaker's as far as that is whom one hears.
    return _Part(duration_s, b"".join(peaks), speaker.hue if voice == _heaviest(speaker.design) else "", voice)


def _heaviest(design: VoiceDesign) -> str:
    return max(heard_parts(design.mix), key=lambda part: part.weight).voice_id if design.mix else ""


def _bars(parts: Sequence[_Part]) -> tuple[Bar, ...]:
    """The wave of *parts* one after the other, in equal stretches."""
    step_s = max(sum(part.duration_s for part in parts) / BARS, 1e-6)
    bars, start_s, number = [], 0.0, 0
    for bar in range(BARS):
        middle_s = (bar + 0.5) * step_s
        while number < len(parts) - 1 and middle_s >= start_s + parts[number].duration_s:
            start_s += parts[number].duration_s
            number += 1
        bars.append(_bar(parts[number], middle_s - step_s / 2 - start_s, middle_s + step_s / 2 - start_s))
    return tuple(bars)


def _bar(part: _Part, first_s: float, end_s: float) -> Bar:
    first = max(0, int(first_s * PEAKS_PER_S))
    heard = part.peaks[first : max(first + 1, int(end_s * PEAKS_PER_S))]
    level = max(heard, default=0) / 255
    return Bar(level, part.hue, part.voice)
