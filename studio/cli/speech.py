# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands `say`, `render`, `welcome` and `voices`."""

from __future__ import annotations

import argparse
import asyncio
import errno
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from studio.app.exporting.cue_fitting import export_fitted, unfitting
from studio.app.exporting.export import SpeechSource, export, word_times
from studio.app.takes.playlist import Playlist, item_of
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake, TakeCache
from studio.audio.events import Ended, Failed, PlayerEvent
from studio.audio.player import Player
from studio.cli.books import book_project, is_book
from studio.cli.project import check_options, check_times, is_project, render_project
from studio.cli.session import Session, controls_of, design_of, running_engine
from studio.core.doubts import REASONS
from studio.core.errors import InvalidArgument, NotFound
from studio.core.files import clear_dead_parts, replacing
from studio.core.project import Project, VoiceDesign
from studio.core.resources import resource
from studio.core.timeline import WordTiming, says_something
from studio.core.voices import without_aliases
from studio.export.formats import FileFormat, exporter_for
from studio.project.edits import with_text
from studio.project.text_file import MAX_BYTES, read_text, text_of

_WIDEST = 30
_TO_SPEAK_A_TEXT = (
    " To have a text itself spoken, give it to 'speech-studio say', or to 'speech-studio render -' by standard input."
)


def say(options: argparse.Namespace) -> int:
    project = with_text(Project(), _text(options.text, _read("-") if options.text == "-" else options.text))
    if options.explain:
        asyncio.run(_explain(project, options))
        return 0
    controls_of(options)
    asyncio.run(_say(project, options))
    return 0


def render(options: argparse.Namespace) -> int:
    file_format = exporter_for(options.output).format(options.rate, options.bits)
    _check_files(options)
    controls_of(options)
    clear_dead_parts(options.output.parent)
    book = is_book(options.file)
    for name in ("chapters", "keep"):
        if getattr(options, name) and not book:
            raise InvalidArgument(name, "left out with a file that is no book")
    for name in ("chapters", "as_is"):
        if getattr(options, name) and options.fit_cues:
            raise InvalidArgument(name.replace("_", "-"), "left out with --fit-cues")
    if is_project(options.file):
        check_options(options)
        words = asyncio.run(_render_project(Path(options.file).absolute(), options, file_format))
    elif options.as_is:
        raise InvalidArgument("as-is", "a project's file (.speech); a text has nothing rendered yet")
    else:
        project = _book(options) if book else with_text(Project(), _text(options.file, _read(options.file)))
        check_times(project, options)
        words = asyncio.run(_render(project, options, options.output, file_format))
    if options.timestamps:
        _write_times(options.timestamps, words)
    return 0


def welcome(options: argparse.Namespace) -> int:
    project = with_text(Project(), resource("samples/welcome.txt").read_text(encoding="utf-8"))
    options = argparse.Namespace(
        voice="", speed="0", pitch="0", emotion=[], language="en", engine=options.engine, fit_cues=False
    )
    output = Path("welcome.wav")
    words = asyncio.run(_render(project, options, output, exporter_for(output).format()))
    _write_times(output.with_suffix(".json"), words)
    print(f"{output.resolve()}, {output.with_suffix('.json').name}: {len(words)} words, {words[-1].end_s:.1f} s")
    return 0


def voices(options: argparse.Namespace) -> int:
    async def listed() -> str:
        async with running_engine(options.engine) as session:
            found = without_aliases(await session.client.voices())
        if options.json:
            keys = ("id", "name", "language", "sex", "character", "own", "unavailable_reason")
            return json.dumps([{key: getattr(voice, key) for key in keys} for voice in found], indent=1)
        rows = [(voice.name, voice.language, voice.sex, voice.character, voice.unavailable_reason) for voice in found]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        lines = []
        for *cells, character, reason in rows:
            padded = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
            lines.append(f"{padded}  {character}" + (f" (cannot speak: {reason})" if reason else ""))
        return "\n".join(lines)

    print(asyncio.run(listed()))
    return 0


async def _render(
    project: Project, options: argparse.Namespace, output: Path, file_format: FileFormat
) -> tuple[WordTiming, ...]:
    progress = _Progress(sys.stderr)
    async with running_engine(options.engine) as session:
        _warn(session.status.notices)
        design = await design_of(options, session)
        speech = SpeechSource(Renderer(TakeCache()), session.client, session.status)
        try:
            if not options.fit_cues:
                return await export(output, project, design, speech, file_format, progress.show)
            fitted = await export_fitted(output, project, design, speech, file_format, progress.show)
        finally:
            progress.clear()
        _warn(unfitting(fitted))
        return fitted.words


async def _render_project(path: Path, options: argparse.Namespace, file_format: FileFormat) -> tuple[WordTiming, ...]:
    progress = _Progress(sys.stderr)
    async with running_engine(options.engine) as session:
        _warn(session.status.notices)
        try:
            return await render_project(session, path, options, file_format, lambda text: _warn([text]), progress.show)
        finally:
            progress.clear()


async def _say(project: Project, options: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def heard(event: PlayerEvent) -> None:
        if ended.done():
            return
        if isinstance(event, Failed):
            ended.set_exception(event.error)
        elif isinstance(event, Ended):
            ended.set_result(None)

    def tell(event: PlayerEvent) -> None:
        loop.call_soon_threadsafe(heard, event)

    async with running_engine(options.engine) as session:
        _warn(session.status.notices)
        design = await design_of(options, session)
        player = Player(None, tell)
        try:
            await _play(project, design, session, player, ended)
        finally:
            # If the render fails first, nobody waits for the player's end.
            ended.cancel()
            await loop.run_in_executor(None, player.close)


async def _play(
    project: Project, design: VoiceDesign, session: Session, player: Player, ended: asyncio.Future[None]
) -> None:
    status = session.status
    renderer = Renderer(TakeCache())
    read = [paragraph for paragraph in project.paragraphs if paragraph.is_read]
    takes = [renderer.take_for(each, design, status.engine, status.sample_rate_hz) for each in read]
    segments = [item_of(each, take, design) for each, take in zip(read, takes, strict=True)]
    player.start(Playlist(segments, status.sample_rate_hz))

    async def stop_when_silent(_: LiveTake) -> None:
        if ended.done():
            await ended

    for each, take in zip(read, takes, strict=True):
        await renderer.render(session.client, take, each, design, stop_when_silent)
        if take.skipped:
            count = len(take.skipped)
            left_out = (
                "1 word could not be spoken and was" if count == 1 else f"{count} words could not be spoken and were"
            )
            _warn([f"{left_out} left out"])
    await ended


async def _explain(project: Project, options: argparse.Namespace) -> None:
    """Print how each token of the text is read, one line a token."""
    async with running_engine(options.engine) as session:
        tokens = [
            token
            for paragraph in project.paragraphs
            if paragraph.is_read
            for token in await session.client.explain(paragraph.script, options.language)
        ]
    rows = [("WRITTEN", "CLASS", "SAID", "PHONEMES", "SURE", "WHY, AND WHAT ELSE IT COULD BE")]
    for token in tokens:
        others = "; ".join(f"or {other.words} [{other.phonemes}] ({other.meaning})" for other in token.alternatives)
        doubt = "" if token.doubt is None else f"unsure: {REASONS[token.doubt]}"
        reason = "; ".join(filter(None, (token.why, doubt, others)))
        rows.append((token.text, token.kind, token.words, token.phonemes, f"{token.certainty:.0%}", reason))
    widths = [min(_WIDEST, max(len(row[column]) for row in rows)) for column in range(5)]
    for *cells, reason in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + "  " + reason)


class _Progress:
    """Progress, drawn in one line of a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()

    def show(self, share: float) -> None:
        if self._live:
            print(f"\r\x1b[KRendering: {share:.0%}", end="", file=self._stream, flush=True)

    def clear(self) -> None:
        if self._live:
            print("\r\x1b[K", end="", file=self._stream, flush=True)


def _warn(notices: Sequence[str]) -> None:
    for notice in notices:
        print(f"Note: {notice}", file=sys.stderr)


def _read(file: str) -> str:
    """The text of a file or of standard input ("-"), in any encoding."""
    if file == "-":
        read = text_of(sys.stdin.buffer.read(MAX_BYTES), "Standard input")
    else:
        path = Path(file)
        if not _is_there(path):
            raise NotFound(f"There is no file {path}.{_TO_SPEAK_A_TEXT if any(map(str.isspace, file)) else ''}")
        read = read_text(path)
    _warn([read.said] if read.said else [])
    return read.text


def _check_files(options: argparse.Namespace) -> None:
    """Refuse to write over what is read, or one file over the other.

    Raises:
        InvalidArgument: that is asked for.
    """
    if options.timestamps and _is_same(options.timestamps, options.output):
        raise InvalidArgument("timestamps", "another file than the output")
    for name in ("output", "timestamps"):
        written = getattr(options, name)
        if written and options.file != "-" and _is_same(written, Path(options.file)):
            raise InvalidArgument(name, "another file than the one that is read")


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there yet
        return os.path.realpath(one) == os.path.realpath(other)


def _book(options: argparse.Namespace) -> Project:
    return book_project(_there(options), options.chapters, options.keep)


def _there(options: argparse.Namespace) -> Path:
    path = Path(options.file)
    if not _is_there(path):
        raise NotFound(f"There is no file {path}.")
    return path


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise NotFound(f"That is not a file: its name would be too long.{_TO_SPEAK_A_TEXT}", repr(error)) from error
        return True  # reading it raises the error


def _text(name: str, text: str) -> str:
    if not says_something(text):
        raise InvalidArgument("text", "at least one word to read", name if name == "-" else "")
    return text


def _write_times(path: Path, words: tuple[WordTiming, ...]) -> None:
    with replacing(path) as file:
        file.write((json.dumps(word_times(words), ensure_ascii=False) + "\n").encode())
