# SPDX-License-Identifier: GPL-3.0-or-later
"""Which engine speaks: chosen by name, or the best whose files are here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from studio.core.commands import FETCH_MODEL
from studio.core.errors import InvalidArgument, ModelMissing, StudioError
from studio.engine.base import Engine
from studio.engine.marked import MarkedEngine
from studio.engine.routing import RoutingEngine
from studio.server.options import ENGINE_NAMES
from studio.server.rendering.engine_host import LoadedEngine


@dataclass(frozen=True, slots=True)
class Makers:
    """How each engine is made.

    Attributes:
        kokoro: Takes the number of threads, None lets it choose.
        kokoro_fault: Why Kokoro's files do not do, in plain words; empty if they do.
    """

    kokoro: Callable[[int | None], Engine]
    espeak: Callable[[], Engine]
    tone: Callable[[], Engine]
    kokoro_fault: Callable[[], str]


def load_engine(name: str, threads: int | None, makers: Makers | None = None) -> LoadedEngine:
    """The engine called *name*; "auto" is Kokoro where its model is complete and loads, else espeak-ng.

    With "auto", espeak-ng speaks the languages that Kokoro does not (resources/docs/languages.md).

    Takes seconds: the model's files may be read whole.

    Raises:
        InvalidArgument: an unknown name.
        StudioError: the engine cannot be loaded.
    """
    loaded = _chosen(name, threads, makers or Makers(_kokoro, _espeak, _tone, _kokoro_fault))
    return replace(loaded, engine=MarkedEngine(loaded.engine))


def _chosen(name: str, threads: int | None, makers: Makers) -> LoadedEngine:
    if name not in ENGINE_NAMES:
        raise InvalidArgument("engine", "one of " + ", ".join(ENGINE_NAMES))
    if name == "tone":
        return LoadedEngine(makers.tone())
    if name == "espeak":
        return LoadedEngine(makers.espeak())
    if name == "kokoro":
        return LoadedEngine(makers.kokoro(threads))
    fault = makers.kokoro_fault()
    if not fault:
        try:
            engine = makers.kokoro(threads)
        except StudioError as error:
            fault = error.user_text
        else:
            if any(voice.available for voice in engine.voices()):
                return LoadedEngine(RoutingEngine(engine, makers.espeak()))
            engine.close()
            fault = f"No Kokoro voice that can speak is on this machine. To have them: {FETCH_MODEL}."
    return LoadedEngine(makers.espeak(), (f"{fault} Until then espeak-ng speaks.",), fetchable_model=True)


def _tone() -> Engine:
    from studio.engine.tone import ToneEngine

    return ToneEngine()


def _espeak() -> Engine:
    from studio.engine.espeak.engine import EspeakEngine

    return EspeakEngine()


def _kokoro(threads: int | None) -> Engine:
    from studio.engine.kokoro.engine import KokoroEngine
    from studio.engine.model.store import open_store

    store = open_store()
    state = store.prepared()
    if not state.usable:
        # Parts of another version may be there, which would load.
        raise ModelMissing(f"{state.notice}.")
    damaged = {Path(path).stem for path in state.damaged if path.startswith("voices/")}
    return KokoroEngine(store.folder, threads, voice_digests=store.voice_digests, damaged=damaged)


def _kokoro_fault() -> str:
    from studio.engine.model.store import open_store

    state = open_store().prepared()
    return "" if state.usable else f"{state.notice}."
