# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette's rows: actions of the table, speakers, and what is found in text and dictionaries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from heapq import nsmallest

from PySide6.QtGui import QAction

from studio.app.studio import Studio
from studio.core.cast import name_of
from studio.core.project import speakers_of
from studio.ui.actions import ACTIONS
from studio.ui.keys import ActionKeys, shown_key
from studio.ui.palette.rows import DICTIONARY, SPEAKERS, TEXT, Row

_ICONS = {
    "Project": "file", "Edit": "pencil-simple", "Speech": "play", "Text": "text-aa", "Voices": "users-three",
    "View": "eye", "Program": "gear",
}  # fmt: skip
_SPEAKER = re.compile(r"speaker_\d")
_NOT_LISTED = ("palette", "close_or_stop")
_MOST_HITS = 3
_AROUND = 24
_SHORTEST = 2


def action_rows(actions: Mapping[str, QAction], keys: ActionKeys) -> Iterator[Row]:
    """A row for each action of the table but those of single speakers, with its first key, or the reason for which it
    cannot be done now."""
    for spec in ACTIONS:
        if spec.id in _NOT_LISTED or _SPEAKER.fullmatch(spec.id):
            continue
        action = actions[spec.id]
        told = action.toolTip() if action.toolTip() not in (action.text(), spec.text, spec.text.rstrip("…")) else ""
        reason = "" if action.isEnabled() else told or "There is nothing to do now."
        pressed = keys.of(spec.id)
        key = shown_key(pressed[0]) if pressed else ""
        yield Row(
            spec.id,
            action.text().replace("&&", "&"),
            icon=_ICONS[spec.group],
            keys=key,
            reason=reason,
            act=action.trigger,
        )


def speaker_rows(studio: Studio, actions: Mapping[str, QAction], keys: ActionKeys) -> Iterator[Row]:
    """A row for each speaker that has an action, which gives the selected paragraphs to that one."""
    speakers = studio.speakers
    read = Counter(speakers_of(studio.editing.project).values()) if speakers.several else Counter[str]()
    for number, speaker in enumerate(speakers.all if speakers.several else (), 1):
        action = actions.get(f"speaker_{number}")
        if action is None:
            return
        pressed = keys.of(f"speaker_{number}")
        count = read[speaker.id]
        yield Row(
            f"speaker {speaker.id}",
            f"Speaker {name_of(speaker)}",
            SPEAKERS,
            about=f"{count:,} {'paragraph' if count == 1 else 'paragraphs'}".replace(",", "\u202f"),
            speaker=(speaker.id, name_of(speaker), speakers.hue(speaker)),
            keys=shown_key(pressed[0]) if pressed else "",
            act=action.trigger,
        )


def text_rows(studio: Studio, query: str, go: Callable[[int, int, int], object]) -> Iterator[Row]:
    """Rows for the first places of the text that hold *query*; *go* is called with the paragraph's number and the
    place's ends in it."""
    sought = query.strip()
    if len(sought) < _SHORTEST:
        return
    # By itself first, in C, since most paragraphs of a book do not hold it.
    folded, pattern = sought.lower(), re.compile(re.escape(sought), re.IGNORECASE)
    found = 0
    for number, paragraph in enumerate(studio.editing.project.paragraphs):
        text = paragraph.text
        hit = pattern.search(text) if folded in text.lower() else None
        if hit is None:
            continue
        start = max(0, text.rfind(" ", 0, max(0, hit.start() - _AROUND)) + 1)
        cut = text.find(" ", min(len(text), hit.end() + _AROUND))
        end = cut if cut >= 0 else len(text)
        before, after = "…" if start else "", "…" if end < len(text) else ""
        shift = len(before) - start
        yield Row(
            "",
            f"{before}{text[start:end]}{after}",
            TEXT,
            icon="quotes",
            keys=f"¶ {number + 1}",
            act=lambda number=number, hit=hit: go(number, hit.start(), hit.end()),  # type: ignore[misc]
            found=True,
            places=frozenset(range(hit.start() + shift, hit.end() + shift)),
        )
        found += 1
        if found == _MOST_HITS:
            return


def dictionary_rows(studio: Studio, query: str, search: Callable[[str], object]) -> Iterator[Row]:
    """Rows for the words that are most like *query*, of those that are said otherwise and hold it, or are said so;
    *search* is called with the word."""
    sought = query.strip().lower()
    if not sought:
        return
    found = [
        (always, entry)
        for always in (False, True)
        for entry in studio.dictionaries.entries(always=always)
        if sought in entry.text.lower() or sought in entry.alias.lower()
    ]
    places = ((entry.text.lower().find(sought), len(entry.text)) for _, entry in found)
    # One that is only said so is last.
    near = nsmallest(_MOST_HITS, ((place < 0, place, length, at) for at, (place, length) in enumerate(places)))
    for *_, number in near:
        always, entry = found[number]
        yield Row(
            "",
            entry.text,
            DICTIONARY,
            about=f"said “{entry.alias}”" + (", always" if always else ", in this project"),
            icon="book-open",
            act=lambda text=entry.text: search(text),  # type: ignore[misc]
        )
