# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of dictionaries: words that are said otherwise than written, in this project or always."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from studio.app.keeping.keeping import Keeping
from studio.app.link.engine_link import EngineLink
from studio.app.text.long_changes import PARAGRAPHS, LongChanges
from studio.app.work.state import EngineState, Notice
from studio.app.work.work import Work
from studio.client.pronunciations import PronunciationDict
from studio.client.speech.client import AsyncSpeechClient
from studio.core.dictionary import LONGEST_TEXT, MOST_ENTRIES, Entry
from studio.core.errors import ConnectionFailed, EngineUnavailable, InvalidArgument, StudioError
from studio.core.observe import Signal
from studio.core.project import Project
from studio.core.voices import MAX_TAG_CHARS
from studio.project.history import History
from studio.project.word_lists.table import LIST_KINDS, read_list, write_list

ALWAYS = "Speech Studio"
"""Name of the dictionary for always in the server's store."""

Entries = tuple[Entry, ...]


class Dictionaries:
    """The project's dictionary, and the one for always, which the server keeps. Each change is a step of undo.

    Args:
        history: Holds the project.
        keeping: Tells whether it may be changed.
        link: The engine, whose server has the dictionary for always.
        work: Reports failures.
        changes: Makes changes of a long project.

    Attributes:
        changed: Emits when one of the two has changed.
        prepare: Finds out in a thread how a project will be said with entries for always; what it returns makes use of
            that.
    """

    def __init__(self, history: History, keeping: Keeping, link: EngineLink, work: Work, changes: LongChanges) -> None:
        self._history = history
        self._changes = changes
        self._keeping = keeping
        self._link = link
        self._work = work
        self._always: Entries = ()
        self._known = False
        self._shown: Entries = history.project.dictionary
        self._turn = asyncio.Lock()
        self._asked: AsyncSpeechClient | None = None
        self.changed: Signal[None] = Signal()
        self.prepare: Callable[[Project, Entries], Callable[[], None]] = lambda _project, _always: lambda: None
        history.changed.connect(self._follow)
        link.changed.connect(self._engine_changed)

    @property
    def project(self) -> Entries:
        return self._history.project.dictionary

    @property
    def always(self) -> Entries:
        """The dictionary for always, as far as it is known."""
        return self._always

    @property
    def known(self) -> bool:
        """Whether the dictionary for always was read."""
        return self._known

    def entries(self, *, always: bool = False) -> Entries:
        return self._always if always else self.project

    def put(
        self,
        entry: Entry,
        *,
        always: bool = False,
        instead: Entry | None = None,
        failed: Callable[[], object] = lambda: None,
    ) -> None:
        """Have *entry* in a dictionary, in the place of *instead* or of one about the same words, else before the
        others. *failed* is called if that fails later, which is told.

        Raises:
            InvalidArgument: the dictionary is full, or a text of *entry* is too long.
        """
        if max(len(entry.text), len(entry.alias)) > LONGEST_TEXT or len(entry.language) > MAX_TAG_CHARS:
            raise InvalidArgument(
                "dictionary", f"of words of at most {LONGEST_TEXT:,} characters, their languages of {MAX_TAG_CHARS}"
            )
        self.change(f"saying {entry.text}", lambda entries: _put(entries, entry, instead), always=always, failed=failed)

    def remove(self, entry: Entry, *, always: bool = False) -> None:
        """Take *entry* out of a dictionary."""
        self.change(
            f"deleting {entry.text}", lambda entries: tuple(each for each in entries if each != entry), always=always
        )

    def add_all(self, new: Iterable[Entry], *, always: bool = False) -> None:
        """Have *new* in a dictionary, each in the place of one about the same words.

        Raises:
            InvalidArgument: there are too many of them.
        """
        added = tuple(new)
        self.change("importing words", lambda entries: _merged(entries, added), always=always)

    def read_file(self, path: Path, *, always: bool = False) -> None:
        """Add the words of a CSV or PLS file to a dictionary, and tell how many."""
        begun = self._history.begun

        async def read() -> None:
            found = await asyncio.get_running_loop().run_in_executor(None, read_list, path)
            if not always and self._history.begun != begun:
                said = f"{path.name} was not imported, since another project was opened before it was read."
                self._work.notices.emit(Notice("word list", said, "info"))
                return
            if always:
                await self._change_always("importing words", lambda entries: _merged(entries, found.entries))
            else:
                self.add_all(found.entries)
            count = len(found.entries)
            said = f"{count:,} {'word' if count == 1 else 'words'} imported from {path.name}."
            if found.skipped:
                said += f" {found.skipped:,} could not be read."
            self._work.notices.emit(Notice("word list", said, "info"))

        self._keeping.changing(lambda: self._work.begin("import words", read()))

    def write_file(self, path: Path, *, always: bool = False) -> None:
        """Write a dictionary to a CSV or PLS file."""
        entries = self.entries(always=always)

        async def write() -> None:
            await asyncio.get_running_loop().run_in_executor(None, write_list, path, entries)
            self._work.notices.emit(Notice("word list", f"Exported to {path}.", "info"))

        self._work.begin("export words", write())

    def change(
        self,
        label: str,
        change: Callable[[Entries], Entries],
        *,
        always: bool = False,
        failed: Callable[[], object] = lambda: None,
    ) -> None:
        """Replace the entries of a dictionary by what *change* makes of them, as a step named *label*. *failed* is
        called if that fails later, which is told.

        Raises:
            InvalidArgument: there are too many of them.
        """
        if always:
            _checked(change(self._always))
            self._keeping.changing(lambda: self._work.begin("dictionary", self._change_always(label, change), failed))
            return
        project = self._history.project
        before, after = project.dictionary, _checked(change(project.dictionary))
        if after == before:
            return

        def changed(now: Project) -> Project:
            return replace(now, dictionary=after if now.dictionary is before else _checked(change(now.dictionary)))

        self._changes.do(label, changed)

    async def refresh(self) -> None:
        """Ask the server for the dictionary for always.

        Raises:
            StudioError: it does not answer.
        """
        await self._read(self._link.client)

    async def _change_always(self, label: str, change: Callable[[Entries], Entries]) -> None:
        async with self._turn:
            # What was asked for before, and is made by now, is changed with it.
            before, after = self._always, _checked(change(self._always))
            if before == after:
                return
            try:
                await self._write(before, after)
            except (EngineUnavailable, ConnectionFailed) as error:
                # As a want of the engine alone it would be told only until there is one, which brings nothing back.
                raise StudioError(f"The words for always stay as they were. {error.user_text}", error.detail) from error
            self._history.do(
                label,
                self._history.project,
                undo_effect=lambda: self._write_in_turn(after, before),
                redo_effect=lambda: self._write_in_turn(before, after),
            )

    async def _write_in_turn(self, before: Entries, after: Entries) -> None:
        async with self._turn:
            await self._write(before, after)

    async def _write(self, before: Entries, after: Entries) -> None:
        client = self._link.client
        kept = await _kept(client)
        # Another window may have changed other words meanwhile.
        now = _moved(kept.entries if kept is not None else (), before, after)
        if kept is None:
            await client.create_pronunciation_dict(ALWAYS, now)
        else:
            await client.change_pronunciation_dict(kept.id, now)
        await self._become_prepared(now)

    async def _become_prepared(self, entries: Entries) -> None:
        project = self._history.project
        if entries != self._always and len(project.paragraphs) >= PARAGRAPHS:
            await self._changes.prepared(project, lambda project: self.prepare(project, entries))
        self._become(entries)

    def _become(self, entries: Entries) -> None:
        if entries != self._always or not self._known:
            self._always, self._known = entries, True
            self.changed.emit(None)

    def _follow(self, project: Project) -> None:
        if project.dictionary is not self._shown:
            self._shown = project.dictionary
            self.changed.emit(None)

    def _engine_changed(self, _state: EngineState) -> None:
        client = self._link.client if self._link.ready else None
        if client is not None and client is not self._asked:
            self._asked = client
            # Its success takes away no notice of words that were not kept.
            self._work.begin("words for always", self._read_from(client))

    async def _read(self, client: AsyncSpeechClient) -> None:
        # An answer from before a change, and taken after it, would take the change back.
        async with self._turn:
            await self._become_prepared(await always_entries(client))

    async def _read_from(self, client: AsyncSpeechClient) -> None:
        try:
            await self._read(client)
        except (EngineUnavailable, ConnectionFailed):
            # The engine's own notice says it, and the next one is asked anew.
            if self._asked is client:
                self._asked = None


def word_list_suffixes() -> tuple[str, ...]:
    """Ends of the names of files that words are read from."""
    return tuple(suffix for kind in LIST_KINDS for suffix in kind.suffixes)


async def always_entries(client: AsyncSpeechClient) -> Entries:
    """The dictionary for always of the client's server.

    Raises:
        StudioError: it does not answer.
    """
    found = await _kept(client)
    return found.entries if found is not None else ()


async def _kept(client: AsyncSpeechClient) -> PronunciationDict | None:
    return next((each for each in await client.pronunciation_dicts() if each.name == ALWAYS), None)


def _checked(entries: Entries) -> Entries:
    if len(entries) > MOST_ENTRIES:
        raise InvalidArgument("dictionary", f"at most {MOST_ENTRIES} words")
    return entries


def _put(entries: Entries, entry: Entry, instead: Entry | None) -> Entries:
    key = entry.key
    alike = {at for at, each in enumerate(entries) if each.key == key}
    replaced = instead if instead in entries else next((entries[at] for at in sorted(alike)), None)
    rest = [each for at, each in enumerate(entries) if at not in alike or each == replaced]
    if replaced is None:
        return (entry, *rest)
    return tuple(replace(entry, rest=each.rest) if each == replaced else each for each in rest)


def _merged(entries: Entries, new: Entries) -> Entries:
    known = {entry.key: entry for entry in entries}
    known.update((entry.key, entry) for entry in new)
    return tuple(known.values())


def _moved(now: Entries, before: Entries, after: Entries) -> Entries:
    """*now* with what changed from *before* to *after*."""
    if now == before:
        return after
    old, new = set(before), set(after)
    kept = tuple(each for each in now if each not in old or each in new)
    known = {each.key for each in kept}
    return (*(each for each in after if each not in old and each.key not in known), *kept)
