# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes of a project's file that nothing needs any more, and what dropping them frees."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from studio.core.tagging import read_tags
from studio.project.file.connection import connect
from studio.project.file.summary import project_in
from studio.project.file.takes import read_takes

KEPT = 5
"""So many of a paragraph's newest takes are never old."""

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class OldTake:
    """A take that may be dropped, and the bytes of sound that no other take has once those before it are dropped."""

    id: str
    frees: int


def old_takes(path: Path) -> tuple[OldTake, ...]:
    """The takes that may be dropped, the oldest first: all that are not among a paragraph's newest, speak another text
    than its present one, are not noted (chosen, named, starred, locked, deleted), and that neither a step of undo nor a
    version names.

    Raises:
        OSError: the file is not there.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path.name} is not there.")
    try:
        with closing(connect(path, "ro")) as connection:
            connection.execute("BEGIN")
            return _old_takes(connection)
    except sqlite3.Error:
        return ()


def _old_takes(connection: sqlite3.Connection) -> tuple[OldTake, ...]:
    takes = read_takes(connection)
    texts = {paragraph.id: paragraph.text for paragraph in project_in(connection).paragraphs}
    named = {name for text in _texts(connection) for name in _ID.findall(text)}
    newest: defaultdict[str, list[str]] = defaultdict(list)
    for take in takes:
        if take.paragraph in texts or take.paragraph in named:
            newest[take.paragraph].append(take.id)
    kept = named | {take for takes in newest.values() for take in takes[-KEPT:]}
    sizes = dict(connection.execute("SELECT clip, length(audio) FROM sounds"))
    uses = Counter(clip for take in takes for clip in {span.clip for span in take.spans})
    found = []
    for take in takes:
        if take.id in kept or _text_of(take.script) == texts.get(take.paragraph):
            continue
        clips = {span.clip for span in take.spans}
        uses.subtract(clips)
        found.append(OldTake(take.id, sum(sizes.get(clip, 0) for clip in clips if not uses[clip])))
    return tuple(found)


def _text_of(script: str) -> str:
    """The text of a script; its tags may be those of a dictionary, which is not known here."""
    return "\n".join(line.text for line in read_tags(script))


def _texts(connection: sqlite3.Connection) -> Iterator[str]:
    """All that may name a take, or a paragraph that can come back."""
    for (notes,) in connection.execute("SELECT takes FROM paragraphs"):
        yield notes
    for (content,) in connection.execute("SELECT content FROM steps"):
        yield content
    for (content,) in connection.execute("SELECT content FROM versions"):
        with suppress(zlib.error):
            yield zlib.decompress(content).decode("utf-8", "replace")
