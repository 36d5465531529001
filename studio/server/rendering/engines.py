# SPDX-License-Identifier: GPL-3.0-or-later
"""Loading of the engine: the one chosen by name, or the best whose files are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from studio.core.commands import FETCH_MODEL
from studio.core.engines import AUTO, ESPEAK, KOKORO, TONE, checked_option
from studio.core.errors import ModelMissing, StudioError
from studio.engine.base import Engine
from studio.engine.marked import MarkedEngine
from studio.engine.routing import RoutingEngine
from studio.server.rendering.engine_host import LoadedEngine

Maker = Callable[[int | None], Engine]
"""Makes an engine that may use the given number of threads; with None it chooses."""


@dataclass(frozen=True, slots=True)
class Makers:
    """Makers of engines.

    Attributes:
        engines: A maker for the option of each of `core.engines.ENGINES`.
        kokoro_fault: Gives the fault of Kokoro's files in plain words; "" if they are sound.
    """

    engines: Mapping[str, Maker]
    kokoro_fault: Callable[[], str]


def load_engine(option: str, threads: int | None, makers: Makers | None = None) -> LoadedEngine:
    """The engine that *option* chooses; "auto" is Kokoro where its model is complete and loads, else espeak-ng.

    With "auto", espeak-ng speaks the languages that Kokoro does not (resources/docs/languages.md).

    Takes seconds: the model's files may be read whole.

    Raises:
        InvalidArgument: an unknown option.
        StudioError: the engine cannot be loaded.
    """
    makers = makers or USUAL
    loaded = _best(threads, makers) if checked_option(option) == AUTO else LoadedEngine(makers.engines[option](threads))
    return replace(loaded, engine=MarkedEngine(loaded.engine))


def _best(threads: int | None, makers: Makers) -> LoadedEngine:
    kokoro, espeak = (makers.engines[kind.option] for kind in (KOKORO, ESPEAK))
    fault = makers.kokoro_fault()
    if not fault:
        try:
            engine = kokoro(threads)
        except StudioError as error:
            fault = error.user_text
        else:
            if any(voice.available for voice in engine.voices()):
                return LoadedEngine(RoutingEngine(engine, espeak(threads)))
            engine.close()
            fault = f"No {KOKORO.title} voice that can speak is on this machine. To have them: {FETCH_MODEL}."
    return LoadedEngine(espeak(threads), (f"{fault} Until then {ESPEAK.title} speaks.",), fetchable_model=True)


def _tone(_threads: int | None) -> Engine:
    from studio.engine.tone import ToneEngine

    return ToneEngine()


def _espeak(_threads: int | None) -> Engine:
    from studio.engine.espeak.engine import EspeakEngine

    return EspeakEngine()


def _kokoro(threads: int | None) -> Engine:
    from studio.engine.kokoro.engine import KokoroEngine
    from studio.engine.kokoro.settings import KokoroSettings
    from studio.engine.model.store import open_store

    store = open_store()
    state = store.prepared()
    if not state.usable:
        # Parts of another version may be there, which would load.
        raise ModelMissing(f"{state.notice}.")
    damaged = {Path(path).stem for path in state.damaged if path.startswith("voices/")}
    return KokoroEngine(store.folder, KokoroSettings(threads), voice_digests=store.voice_digests, damaged=damaged)


def _kokoro_fault() -> str:
    from studio.engine.model.store import open_store

    state = open_store().prepared()
    return "" if state.usable else f"{state.notice}."


USUAL = Makers({KOKORO.option: _kokoro, ESPEAK.option: _espeak, TONE.option: _tone}, _kokoro_fault)
