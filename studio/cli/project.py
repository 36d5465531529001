# SPDX-License-Identifier: GPL-3.0-or-later
"""The command `render` with a project: what is missing or has changed is rendered and kept, then all of it written."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from studio.app.design.casting import casting_of
from studio.app.design.design import spoken_or_instead
from studio.app.exporting.cue_fitting import cues_of, export_fitted, unfitting
from studio.app.exporting.export import SpeechSource, export
from studio.app.keeping.file_clips import FileClips
from studio.app.keeping.open_file import SUFFIX, OpenFile
from studio.app.keeping.writer import Writer
from studio.app.playback.items import read_between
from studio.app.saying.dictionaries import always_entries
from studio.app.takes.renderer import Renderer
from studio.app.takes.spoken import as_spoken
from studio.app.takes.takes import TakeCache
from studio.app.takes.taking import Taking
from studio.app.voices.noting import with_noted
from studio.app.work.work import Work
from studio.cli.session import Session
from studio.core.errors import InvalidArgument
from studio.core.paths import data_dir
from studio.core.project import Project, VoiceDesign
from studio.core.timeline import WordTiming
from studio.core.voices import embedding_digest
from studio.export.formats import FileFormat
from studio.project.file.backups import Backups
from studio.project.file.opening import Opened
from studio.project.history import History


def is_project(file: str) -> bool:
    """Whether the command's FILE names a project."""
    return Path(file).suffix == SUFFIX


def check_options(options: argparse.Namespace) -> None:
    """Refuse a voice design beside a project, which has its own.

    Raises:
        InvalidArgument: one is asked for.
    """
    usual = {"voice": "", "speed": "0", "pitch": "0", "language": ""}
    asked = [name for name, value in usual.items() if getattr(options, name) != value]
    if options.emotion:
        asked.append("emotion")
    if asked:
        raise InvalidArgument(asked[0], "left out with a project, which has its own voices and expression")


def check_times(project: Project, options: argparse.Namespace) -> None:
    """Refuse fitting to cues where there are none.

    Raises:
        InvalidArgument: it is asked for.
    """
    if options.fit_cues and not cues_of(project):
        raise InvalidArgument("fit-cues", "left out with a text that has no times; subtitles (.srt, .vtt) have")


async def render_project(
    session: Session,
    path: Path,
    options: argparse.Namespace,
    file_format: FileFormat,
    warn: Callable[[str], None],
    progress: Callable[[float], None],
) -> tuple[WordTiming, ...]:
    """Write the project at *path* to *options.output*; *warn* is called with notices.

    Raises:
        StudioError: the project cannot be opened, rendered or written.
    """
    work = Work()
    try:
        async with _opened(path) as (file, opened, writer):
            check_times(opened.content.project, options)
            for text in (*opened.said, *((opened.read_only,) if opened.read_only else ())):
                warn(text)
            voices = await session.client.voices()
            project = with_noted(opened.content.project, {voice.id: voice for voice in voices}, session.status.engine)
            if project is not opened.content.project and not opened.read_only:
                await writer.run(file.write, replace(opened.content, project=project))
            own = {voice.id: voice.embedding for voice in project.voices if voice.embedding}
            own.update({voice.id: voice.embedding for voice in voices if voice.own and voice.embedding is not None})
            history = History(project)
            cache = TakeCache()
            taking = Taking(history, cache, work, lambda name: embedding_digest(own[name]) if name in own else name)
            await taking.use_now(FileClips(file, writer))
            renderer = Renderer(cache, taking=taking, as_is=options.as_is)

            def as_it_is_spoken(design: VoiceDesign) -> VoiceDesign:
                return spoken_or_instead(design, project.voices, voices, session.status)

            design = as_it_is_spoken(project.design)
            always = await always_entries(session.client)
            project = as_spoken(project, casting_of(as_it_is_spoken)(project, design), always)
            casting = casting_of(as_it_is_spoken)
            status, reader = session.status, casting(project, design)
            rate_hz = renderer.best_rate_hz(read_between(project), reader, status.engine, status.sample_rate_hz)
            source = SpeechSource(renderer, session.client, replace(status, sample_rate_hz=rate_hz))
            if options.fit_cues:
                fitted = await export_fitted(options.output, project, design, source, file_format, progress, casting)
                words = fitted.words
                for text in unfitting(fitted):
                    warn(text)
            else:
                words = await export(options.output, project, design, source, file_format, progress, casting)
            await taking.settle()
            return words
    finally:
        await work.tasks.close()


@asynccontextmanager
async def _opened(path: Path) -> AsyncIterator[tuple[OpenFile, Opened, Writer]]:
    """The project at *path*, and the thread in which its file is written."""
    writer = Writer()
    file = OpenFile(path, Backups(data_dir() / "backups"))
    try:
        opened = await writer.run(file.opened, path)
        file.become(path, opened)
        await writer.run(file.hold, opened)
        try:
            yield file, opened, writer
        finally:
            await writer.run(file.close)
    finally:
        writer.close()
