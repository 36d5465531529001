# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of a search: its count, and when its hits are heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studio.app.takes.part import OverviewPart
from studio.core.project import Paragraph

if TYPE_CHECKING:
    from studio.app.text.finding import Finding

_LONGEST_SHOWN = 40


def hit_times(finding: Finding, parts: Sequence[OverviewPart], paragraphs: Sequence[Paragraph]) -> list[float]:
    """Seconds at which hits are heard, by their places in their paragraphs, in order."""
    by_id = {part.paragraph_id: part for part in parts}
    times = []
    for row, paragraph in enumerate(paragraphs):
        spans = finding.hits_in(row)
        part = by_id.get(paragraph.id) if spans else None
        if part is not None:
            pace = part.duration_s / max(len(paragraph.text), 1)
            times += [part.start_s + pace * start for start, _ in spans]
    return times


def count_words(finding: Finding) -> str:
    """How many were found, such as "3 of 5"."""
    if not finding.active or finding.bad_query:
        return ""
    if not finding.count:
        return "…" if finding.busy else "none"
    counted = f"{finding.count:,}".replace(",", "\u202f")
    return f"{finding.number:,} of {counted}".replace(",", "\u202f") if finding.number else counted


def found_words(finding: Finding) -> str:
    """What the status tells of the search; "" for nothing."""
    if not finding.active:
        return ""
    if finding.bad_query:
        return finding.bad_query
    told = []
    if finding.count:
        paragraphs = f"{finding.rows:,} {'paragraph' if finding.rows == 1 else 'paragraphs'}"
        told.append(f"{finding.count:,} found in {paragraphs}".replace(",", "\u202f"))
    elif not finding.busy:
        told.append("Nothing found")
    if finding.slow:
        told.append(
            "too slow: the search was given up"
            if finding.gave_up
            else f"too slow for {finding.slow} {'paragraph' if finding.slow == 1 else 'paragraphs'}"
        )
    if finding.bad_replacement:
        told.append(finding.bad_replacement)
    elif finding.preview is not None:
        told.append(f"{_short(finding.preview.found)} → {_short(finding.preview.put) or 'nothing'}")
    return "  ·  ".join(told)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
