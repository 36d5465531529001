# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of voices: those to choose from, and the user's own among them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from studio.app.design.design import mix_without, sounds_as_mixed
from studio.app.link.engine_link import EngineLink
from studio.app.voices.noting import with_noted
from studio.app.work.waiting import until
from studio.core.errors import InvalidArgument, NotFound
from studio.core.observe import Signal
from studio.core.project import Project, VoiceDesign
from studio.core.voices import (
    MAX_NAME_CHARS,
    MAX_TEXT_CHARS,
    MixPart,
    Voice,
    embedding_digest,
    normalised,
    whole_percents,
    without_aliases,
)
from studio.project.history import History

_GONE = "That voice is not there any more."


class Voices:
    """All voices of the engine. Making, renaming and deleting own voices can be undone.

    Args:
        link: The engine.
        history: Takes the undoable steps.

    Attributes:
        changed: Emits all voices when one of them has changed.
        made: Emits a copy, or a voice of a file, once it is there.
        listed: Ids of `all`.
        able: How many of `all` can speak.
    """

    def __init__(self, link: EngineLink, history: History) -> None:
        self._link = link
        self._history = history
        self._all: tuple[Voice, ...] = ()
        self._changes = 0
        self._by_id: dict[str, Voice] = {}
        self._deleted: dict[str, Voice] = {}
        # Steps that are undone one after the other reach the engine so: it answers each request by itself.
        self._turn = asyncio.Lock()
        self._carried: dict[str, Voice] = {}
        # The same value until voices change, as it is by its identity that others know that.
        self._whole: tuple[Voice, ...] = ()
        self.listed: frozenset[str] = frozenset()
        self.able = 0
        history.completed = self._with_named
        history.changed.connect(self._carry)
        self.changed: Signal[tuple[Voice, ...]] = Signal()
        self.made: Signal[Voice] = Signal()

    @property
    def all(self) -> tuple[Voice, ...]:
        """Each voice once, those that only the project has last."""
        return self._whole

    @property
    def known(self) -> tuple[Voice, ...]:
        """All voices, with one entry for each id that the engine knows."""
        return (*self._by_id.values(), *self._carried.values())

    def get(self, voice_id: str) -> Voice | None:
        """The voice of an id, which may be an alias."""
        return self._by_id.get(voice_id) or self._carried.get(voice_id)

    def for_design(self, design: VoiceDesign, project: Project | None = None) -> Sequence[Voice]:
        """The voices that matter to *design* of a *project*, by default the open one: its own where one of them can be
        heard, else all that are known.

        A design is asked about many times while it is dragged, among thousands of voices.
        """
        carried = self._carried_by(project)
        known = ((part, self._by_id.get(part.voice_id) or carried.get(part.voice_id)) for part in design.mix)
        named = [(part, voice) for part, voice in known if voice is not None]
        heard = any(part.weight > 0 and not part.muted and voice.available for part, voice in named)
        return [voice for _part, voice in named] if heard else (*self._by_id.values(), *carried.values())

    def default(self) -> Voice | None:
        """The first voice that can speak."""
        return next((voice for voice in self._all if voice.available), None)

    def speakable(self, design: VoiceDesign, project: Project | None = None) -> VoiceDesign:
        """*design* with each blend that was deleted replaced by the voices it was mixed from, if they sound as it did,
        and with the embeddings of voices that only the *project* has, by default the open one.

        What is read or exported began with a design of its own, and may ask for a voice that is deleted meanwhile.
        """
        while gone := next((voice for part in design.mix if (voice := self._replaced(part.voice_id))), None):
            design = replace(design, mix=mix_without(design.mix, gone))
        carried = self._carried_by(project)
        if any(part.voice_id in carried for part in design.mix):
            mix = (
                replace(part, embedding=carried[part.voice_id].embedding or ()) if part.voice_id in carried else part
                for part in design.mix
            )
            design = replace(design, mix=tuple(mix))
        return design

    def print_of(self, voice_id: str, project: Project | None = None) -> str:
        """What makes a voice sound as it does: for an own voice a digest of its embedding, for others the id.

        The *project*, by default the open one, tells it before the engine does.
        """
        voice = self._by_id.get(voice_id)
        if voice is not None:
            return embedding_digest(voice.embedding) if voice.own and voice.embedding else voice_id
        noted = (project or self._history.project).voices
        named = next((each for each in noted if each.id == voice_id), None)
        return embedding_digest(named.embedding) if named is not None and named.embedding else voice_id

    async def settled(self) -> None:
        """Wait until the engine has told its voices, or has failed."""
        link = self._link
        await until(lambda: link.state.phase == "failed" or (link.ready and self._by_id), link.changed, self.changed)

    async def refresh(self) -> None:
        """Ask the engine for its voices."""
        changes, known = self._changes, await self._link.client.voices()
        while changes != self._changes:
            # An answer from before a change would take the change back.
            changes, known = self._changes, await self._link.client.voices()
        self._become(known)

    def put(self, voice: Voice) -> None:
        """Know *voice*, as the engine knows it now."""
        self._changes += 1
        self._become(tuple({**self._by_id, voice.id: voice}.values()))

    def _become(self, known: tuple[Voice, ...]) -> None:
        self._all = without_aliases(known)
        self._by_id = {voice.id: voice for voice in known}
        project = self._history.project
        completed = self._with_named(project)
        if completed is not project:
            self._history.amend(voices=completed.voices)
        self._now(self._not_here(project))

    async def save_blend(self, name: str, design: VoiceDesign) -> Voice:
        """Save the design's mix as an own voice called *name*.

        Raises:
            InvalidArgument: there is no name, it is too long, or there is no mix.
            StudioError: the engine refused.
        """
        client = self._link.client
        checked = checked_name(name)
        parts = normalised(design.mix)
        heaviest = self._heaviest(parts)
        voice = await client.create_voice(
            checked,
            self._describe(parts),
            await client.mix(self.speakable(replace(design, mix=parts)).mix),
            design.language or (heaviest.language if heaviest else "en-US"),
            recipe=parts,
        )
        self.put(voice)
        self._history.do(
            f"saving the voice {checked}",
            self._history.project,
            undo_effect=lambda: self._remove(voice.id),
            redo_effect=lambda: self._put_back(voice),
        )
        return voice

    async def keep(self, voice_id: str) -> None:
        """Make a voice that only the project has one of the person's own.

        Raises:
            NotFound: the project has none of that id.
            StudioError: the engine refused.
        """
        voice = self._carried.get(voice_id)
        if voice is None:
            raise NotFound(_GONE)
        await self._put_back(replace(voice, own=True, carried=False))
        self._history.do(
            f"adding {voice.name} to your own voices",
            self._history.project,
            undo_effect=lambda: self._remove(voice_id, to_the_project=True),
            redo_effect=lambda: self._put_back(voice),
        )

    def _with_named(self, project: Project) -> Project:
        """*project* with a note of each voice that it names and this machine has."""
        status = self._link.state.status
        return with_noted(project, self._by_id, status.engine if status is not None else "")

    def _carried_by(self, project: Project | None) -> dict[str, Voice]:
        if project is None or project.voices is self._history.project.voices:
            return self._carried
        return self._not_here(project)

    def _not_here(self, project: Project) -> dict[str, Voice]:
        """The voices that *project* has and this machine has not, once it is known which it has."""
        if not self._by_id:
            return {}
        status = self._link.state.status
        reason = status.mixing_unavailable_reason if status is not None else ""
        return {
            voice.id: voice.carried(reason)
            for voice in project.voices
            if voice.embedding and voice.id not in self._by_id and not self._replaced(voice.id)
        }

    def _replaced(self, voice_id: str, within: tuple[str, ...] = ()) -> Voice | None:
        """The voice of that id if it was deleted and the voices that it was mixed from, which are known and sound the
        same, are spoken in its place. It is not *within* itself."""
        gone = self._deleted.get(voice_id) if voice_id not in within else None
        if gone is None:
            return None
        ids = {part.voice_id for part in gone.recipe}
        mixed = {each: self._by_id.get(each) or self._replaced(each, (*within, voice_id)) for each in ids}
        return gone if sounds_as_mixed(gone, {each: voice for each, voice in mixed.items() if voice}) else None

    def _carry(self, project: Project) -> None:
        carried = self._not_here(project)
        if carried != self._carried:
            self._now(carried)

    def _now(self, carried: dict[str, Voice]) -> None:
        self._carried = carried
        self._whole = (*self._all, *carried.values())
        self.listed = frozenset(voice.id for voice in self._whole)
        self.able = sum(voice.available for voice in self._whole)
        self.changed.emit(self._whole)

    async def rename(self, voice_id: str, name: str) -> None:
        """Rename an own voice."""
        voice = self._own(voice_id)
        await self._replace("renaming", voice, replace(voice, name=checked_name(name)))

    async def describe(self, voice_id: str, description: str) -> None:
        """Describe an own voice."""
        voice = self._own(voice_id)
        text = " ".join(description.split())
        if len(text) > MAX_TEXT_CHARS:
            raise InvalidArgument("description", f"at most {MAX_TEXT_CHARS} characters")
        await self._replace("describing", voice, replace(voice, description=text))

    async def _replace(self, doing: str, before: Voice, after: Voice) -> None:
        if after == before:
            return
        await self._change(after)
        self._history.do(
            f"{doing} {before.name}",
            self._history.project,
            undo_effect=lambda: self._change(before),
            redo_effect=lambda: self._change(after),
        )

    async def duplicate(self, voice_id: str) -> Voice:
        """Make a voice of the person's own that sounds like another one, which has an embedding."""
        voice = self.get(voice_id)
        if voice is None:
            raise NotFound(_GONE)
        if voice.embedding is None:
            raise InvalidArgument("voice", "one that the engine can blend")
        named = free_copy_name(voice.name, {each.name for each in self._all})
        recipe = voice.recipe if voice.own or voice.carried else (MixPart(voice.id, 1.0),)
        return await self.add(f"duplicating {voice.name}", replace(voice, id="", name=named, recipe=recipe))

    async def add(
        self, label: str, voice: Voice, used: Callable[[Project, Voice], Project] = lambda project, _made: project
    ) -> Voice:
        """Make *voice*, which has an embedding, one of the person's own, under a new id; a step called *label*, in
        which the project becomes what *used* makes of it with that voice."""
        made = await self._link.client.keep_voice(voice)
        self.put(made)
        self._history.do(
            label,
            # With its note, so that undo takes that back too.
            self._with_named(used(self._history.project, made)),
            undo_effect=lambda: self._remove(made.id),
            redo_effect=lambda: self._put_back(made),
        )
        self.made.emit(made)
        return made

    async def delete(self, voice_id: str) -> Voice | None:
        """Delete an own voice, unless that is done already while this waits for its turn. In the designs the voices it
        was mixed from replace it, if they are known and sound the same; else it stays there, as the project's voice."""
        self._own(voice_id)
        voice = await self._remove(voice_id)
        if voice is None:
            return None
        project = self._history.project
        self._history.do(
            f"deleting {voice.name}",
            _without(project, voice) if self._replaced(voice_id) else project,
            undo_effect=lambda: self._put_back(voice),
            redo_effect=lambda: self._remove(voice_id),
        )
        return voice

    @property
    def deleted(self) -> Voice | None:
        """The own voice that was deleted last, and is not back."""
        return next(reversed(self._deleted.values()), None)

    async def bring_back(self, voice: Voice) -> None:
        """Have a deleted voice again."""
        await self._put_back(voice)
        self._history.do(
            f"bringing back {voice.name}",
            self._history.project,
            undo_effect=lambda: self._remove(voice.id),
            redo_effect=lambda: self._put_back(voice),
        )

    def _own(self, voice_id: str) -> Voice:
        voice = self.get(voice_id)
        if voice is None:
            raise NotFound(_GONE)
        if not voice.own:
            raise InvalidArgument("voice", "one of your own voices; the others cannot be changed")
        return voice

    def _heaviest(self, parts: Sequence[MixPart]) -> Voice | None:
        return self.get(max(parts, key=lambda part: part.weight).voice_id)

    def _describe(self, parts: Sequence[MixPart]) -> str:
        percents = whole_percents([part.weight for part in parts])
        named = [(self.get(part.voice_id), percent) for part, percent in zip(parts, percents, strict=True)]
        return "Blend of " + ", ".join(f"{voice.name} {percent}%" for voice, percent in named if voice is not None)

    async def _put_back(self, voice: Voice) -> None:
        async with self._turn:
            made = await self._link.client.keep_voice(voice)
            self._deleted.pop(voice.id, None)
            self.put(made)

    async def _remove(self, voice_id: str, to_the_project: bool = False) -> Voice | None:
        """Delete a voice, which is returned; None if it was gone when its turn came.

        Args:
            to_the_project: Whether it only goes back to the project that had it, where it is to be found as before.
        """
        async with self._turn:
            voice = self._by_id.get(voice_id)
            if voice is None:
                return None
            before = dict(self._deleted)
            # Before the engine deletes it, so that no request asks for it in between.
            self._deleted[voice_id] = voice
            try:
                await self._link.client.delete_voice(voice_id)
            except BaseException:
                self._deleted = before
                raise
            if to_the_project:
                self._deleted = before
            self._changes += 1
            self._become(tuple(each for each in self._by_id.values() if each.id != voice_id))
            return voice

    async def _change(self, voice: Voice) -> None:
        async with self._turn:
            self.put(await self._link.client.change_voice(voice.id, voice.name, voice.description))


def _without(project: Project, voice: Voice) -> Project:
    def design_without(design: VoiceDesign) -> VoiceDesign:
        used = any(part.voice_id == voice.id for part in design.mix)
        return replace(design, mix=mix_without(design.mix, voice)) if used else design

    cast = tuple(
        replace(
            speaker,
            design=design_without(speaker.design),
            alternate=speaker.alternate and design_without(speaker.alternate),
        )
        for speaker in project.cast
    )
    return replace(project, cast=cast, voices=tuple(each for each in project.voices if each.id != voice.id))


def checked_name(name: str) -> str:
    """*name* without needless spaces.

    Raises:
        InvalidArgument: it is empty or too long.
    """
    trimmed = " ".join(name.split())
    if not 1 <= len(trimmed) <= MAX_NAME_CHARS:
        raise InvalidArgument("name", f"1 to {MAX_NAME_CHARS} characters")
    return trimmed


def free_copy_name(name: str, taken: Collection[str]) -> str:
    """A name for a copy of the voice *name* that no other voice has."""
    number, copy = 1, ""
    while not copy or copy in taken:
        end = " copy" if number == 1 else f" copy {number}"
        copy, number = name[: MAX_NAME_CHARS - len(end)] + end, number + 1
    return copy
