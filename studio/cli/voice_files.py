# SPDX-License-Identifier: GPL-3.0-or-later
"""`voices --export` and `voices --import`: writing a voice to a file, and reading one."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from studio.cli.session import named_voices, running_engine
from studio.core.files import has_ending
from studio.core.voice_file import SUFFIX, VoiceFile, read_voice_file, voice_file_of, write_voice_file
from studio.core.voices import Voice


def carry(options: argparse.Namespace) -> int:
    """Export or import a voice, and print what was written or added.

    Raises:
        StudioError: the voice or the file is missing, or the file is not a voice file.
    """
    if options.export:
        name, path = options.export[0], _with_suffix(Path(options.export[1]))
        write_voice_file(path, asyncio.run(_file_of(name, options.engine)))
        print(path.resolve())
    else:
        voice = asyncio.run(_added(read_voice_file(options.import_from), options.engine))
        print(f"{voice.name}, {voice.language}, id {voice.id}")
    return 0


async def _file_of(name: str, engine: str) -> VoiceFile:
    async with running_engine(engine) as session:
        voices = await session.client.voices()
    # If an own voice has a stock voice's name, the own one is meant.
    voice = max(named_voices(voices, name), key=lambda voice: voice.own)
    return voice_file_of(voice, {voice.id: voice.name for voice in voices})


async def _added(file: VoiceFile, engine: str) -> Voice:
    async with running_engine(engine) as session:
        return await session.client.import_voice(file)


def _with_suffix(path: Path) -> Path:
    """*path*, with the ending of voice files if it has none."""
    return path if has_ending(path) else path.with_name(path.name + SUFFIX)
