# SPDX-License-Identifier: GPL-3.0-or-later
"""What a project's card says, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from studio.core.summary import ProjectSummary
from studio.ui.transport.clock import clock

State = Literal["ready", "part", "ring", "gone"]


def about(summary: ProjectSummary) -> str:
    """Chapters or speakers, and words: "2 speakers, 224 words"."""
    if summary.chapters > 2:
        who = f"{summary.chapters} chapters"
    else:
        who = "1 voice" if summary.speakers == 1 else f"{summary.speakers} speakers"
    words = f"{summary.words:,}".replace(",", "\u202f")
    return f"{who}, {words} {'word' if summary.words == 1 else 'words'}"


def state_of(summary: ProjectSummary) -> tuple[State, str]:
    """How far it is rendered: shape and words."""
    if not summary.paragraphs:
        return "ring", "nothing to read"
    if summary.changed:
        return "ring", f"{summary.changed} changed"
    if not summary.missing:
        return "ready", "ready"
    if not summary.ready:
        return "ring", "not rendered"
    return "part", f"{summary.ready} of {summary.paragraphs} ready"


def length_of(summary: ProjectSummary) -> str:
    """Its length: "1:48", "about 2:10", "8 h 41"."""
    if not summary.words:
        return ""
    minutes = round(summary.length_s / 60)
    said = f"{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else clock(summary.length_s, tenths=False)
    return f"about {said}" if summary.estimated else said


def when(then_s: float, now: datetime) -> str:
    """When it was open last, beside *now*: "today, 14:02", "yesterday", "Tuesday", "20 Nov", "20 Nov 2024"."""
    then = datetime.fromtimestamp(then_s)
    days = (now.date() - then.date()).days
    if days <= 0:
        return f"today, {then:%H:%M}"
    if days == 1:
        return "yesterday"
    if days < 7:
        return f"{then:%A}"
    return f"{then.day} {then:%b}" if then.year == now.year else f"{then.day} {then:%b} {then.year}"


def at(then_s: float, now: datetime) -> str:
    """A moment in a sentence, beside *now*: "at 14:02", "yesterday at 14:02", "on 20 Nov at 14:02"."""
    then = datetime.fromtimestamp(then_s)
    days = (now.date() - then.date()).days
    year = "" if then.year == now.year else f" {then.year}"
    day = "" if days <= 0 else "yesterday " if days == 1 else f"on {then.day} {then:%b}{year} "
    return f"{day}at {then:%H:%M}"
