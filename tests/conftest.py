# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for all tests: a real display, a real sound path, and a check that nothing is left behind."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

import hypothesis
import pytest
import pytest_asyncio

from tests.support.forked_server import running_seed
from tests.support.leaks import SETTLES_WITHIN_S, Leaks, adopt
from tests.support.screen import Display, running_display
from tests.support.sound import SoundPath, running_sound, tried_again_when_starved
from tests.support.waiting import wait_until_async

if TYPE_CHECKING:
    from studio.engine.kokoro.engine import KokoroEngine

# Its deadlines are wall clock, which a busy machine does not keep.
hypothesis.settings.register_profile("studio", deadline=None)
hypothesis.settings.load_profile("studio")

WITHOUT_MODEL = "SPEECH_STUDIO_WITHOUT_MODEL"
# More than all tests together have said, so that none renders what another has.
_MOST_KEPT_BYTES = 2**28

_adopted = pytest.StashKey[set[int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the torture tests in their long form")
    parser.addoption("--seed", type=int, default=None, help="repeat a random session by the seed that it printed")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_adopted] = set()
    # Programs that tests start print all stacks, too, where they crash or are aborted because they hang.
    os.environ["PYTHONFAULTHANDLER"] = "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    skip = pytest.mark.skip(reason="the long form of a torture test: run with --long")
    for item in items:
        if item.get_closest_marker("long") and not config.getoption("--long"):
            item.add_marker(skip)
        if isinstance(item, pytest.Function) and item.get_closest_marker("sound"):
            item.obj = tried_again_when_starved(item.obj)
        if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj):
            item.fixturenames.insert(item.fixturenames.index("no_leaks") + 1, "no_pending_tasks")
    # What takes longest comes first, so that no worker is left alone with it, and one of them has the model for all.
    items.sort(key=lambda item: item.get_closest_marker("model") is None)


def pytest_collection_finish(session: pytest.Session) -> None:
    # What the imports made stays: the collector, and who asks it for all objects, need not look at it each time.
    gc.collect()
    gc.freeze()


@pytest.fixture
def long_form(request: pytest.FixtureRequest) -> bool:
    """Whether tests with a short and a long form should run the long one."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Of a random session: another one each time, to be printed, or that of --seed."""
    wanted = request.config.getoption("--seed")
    return int(wanted) if wanted is not None else SystemRandom().randrange(10**6)


@pytest.fixture(scope="session")
def display(pytestconfig: pytest.Config) -> Iterator[Display]:
    """Xvfb with openbox; DISPLAY and QT_QPA_PLATFORM=xcb are set."""
    with running_display() as running:
        adopt(pytestconfig.stash[_adopted], running.pids)
        yield running


@pytest.fixture(scope="session")
def sound(pytestconfig: pytest.Config) -> Iterator[SoundPath]:
    """A private PulseAudio null sink as the default device; `with sound.record() as recording:` hears it."""
    with running_sound() as running:
        adopt(pytestconfig.stash[_adopted], [running.server.pid])
        yield running


@pytest.fixture(scope="session")
def seed_of_servers(pytestconfig: pytest.Config) -> Iterator[None]:
    """The engines of `tone_engine` are forked from a seed, not started anew each time."""
    with running_seed() as pid:
        adopt(pytestconfig.stash[_adopted], [pid])
        yield


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """Where the model is; without it these tests fail, unless SPEECH_STUDIO_WITHOUT_MODEL=1 says that it is away."""
    from studio.engine.clip.encoder import FILE
    from studio.engine.model.store import open_store

    store = open_store()
    if not store.prepared().usable or not (store.folder / FILE).is_file():
        if os.environ.get(WITHOUT_MODEL) == "1":
            pytest.skip(f"no speech model, and {WITHOUT_MODEL}=1")
        pytest.fail(f"no speech model in {store.folder}: run `speech-studio models --fetch`, or set {WITHOUT_MODEL}=1")
    return store.folder


@pytest.fixture(scope="session")
def kokoro(model_folder: Path) -> Iterator[KokoroEngine]:
    """One engine for all tests of which its start and settings are no subject; it keeps all that it has said."""
    from studio.engine.kokoro.engine import KokoroEngine
    from studio.engine.kokoro.settings import KokoroSettings

    made = KokoroEngine(model_folder, KokoroSettings(most_cached_bytes=_MOST_KEPT_BYTES))
    yield made
    made.close()


@pytest.fixture(scope="session")
def forgetful_kokoro(model_folder: Path) -> Iterator[KokoroEngine]:
    """One that renders everything anew."""
    from studio.engine.kokoro.engine import KokoroEngine
    from studio.engine.kokoro.settings import KokoroSettings

    made = KokoroEngine(model_folder, KokoroSettings(most_cached_bytes=0))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def no_leaks(pytestconfig: pytest.Config) -> Iterator[None]:
    """Fails a test that leaves a thread or a child process behind."""
    leaks = Leaks(pytestconfig.stash[_adopted])
    yield
    leaks.assert_none()


@pytest.fixture(autouse=True)
def qt_is_well(no_leaks: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test of which Qt warns, or that leaves a timer, an animation or a window of Qt behind."""
    if "PySide6.QtWidgets" not in sys.modules:
        yield
        return
    from tests.support import qt_messages
    from tests.support.qt_left import QtLeft

    # Without a display there is no application of Qt, but for one that another test has begun in this process. All
    # objects of a process are looked through for what is left, which would take longer than most tests.
    left = QtLeft() if "display" in request.fixturenames else None
    with qt_messages.none_allowed():
        yield
        if left is not None:
            left.assert_none()


@pytest_asyncio.fixture
async def no_pending_tasks() -> AsyncIterator[None]:
    """Fails an async test that leaves a task behind; applied to all of them."""
    before = asyncio.all_tasks()
    yield

    def left() -> set[asyncio.Task[object]]:
        return asyncio.all_tasks() - before - {asyncio.current_task()}

    try:
        await wait_until_async(lambda: not left(), SETTLES_WITHIN_S)
    except AssertionError:
        names = ", ".join(f"{task.get_name()} {task.get_coro()}" for task in left())
        raise AssertionError(f"the test left behind tasks: {names}") from None
