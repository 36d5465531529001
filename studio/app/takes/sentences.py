# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts of sentences and paragraphs in a text."""

from __future__ import annotations

import re

_START = re.compile(r"(?:^|(?<=[.!?…。！？।])[\"'”’»)\]]*\s+|(?<=[。！？])|\n)\s*(?=\S)")


def sentence_before(text: str, position: int) -> int:
    """Start of the sentence before the one that holds *position*; 0 if that is the first."""
    here = sentence_start(text, position)
    return sentence_start(text, max(0, here - 1))


def sentence_start(text: str, position: int) -> int:
    """Start of the sentence that holds *position*."""
    start = 0
    for match in _START.finditer(text, max(0, position - _REACH)):
        if match.end() > position:
            break
        start = match.end()
    return start


def sentence_after(text: str, position: int) -> int | None:
    """Start of the next sentence; None after the last one."""
    for match in _START.finditer(text, position):
        if match.end() > position:
            return match.end()
    return None


def paragraph_start(text: str, position: int) -> int:
    """Start of the paragraph that holds *position*, or of the one before it if that is blank."""
    return text[: position + 1].rstrip().rfind("\n") + 1


def paragraph_after(text: str, position: int) -> int | None:
    """Start of the next paragraph that is not blank; None after the last one."""
    match = _NEXT_PARAGRAPH.search(text, position)
    return match.end() if match is not None else None


_NEXT_PARAGRAPH = re.compile(r"\n\s*(?=\S)")
_REACH = 5000
