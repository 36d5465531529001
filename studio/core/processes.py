# SPDX-License-Identifier: Apache-2.0
"""Starting of this program and of others, so that they neither run nor load anything from the current folder.

A folder that was unpacked from somewhere may hold a `numpy.py` or a program called `npm`.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from studio.core.errors import StudioError

SEARCH_VARIABLES = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
"""Variables with lists of folders in which programs, modules and libraries are searched."""

_SAFE_PATH = "PYTHONSAFEPATH"
_HOME = Path(__file__).resolve().parents[2]


class NoInterpreter(StudioError):
    """This Python does not know its own program, such as when it is embedded in another."""


def python_module(module: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs *module* with this Python.

    Raises:
        NoInterpreter: Python's program is unknown.
    """
    if not os.path.isabs(sys.executable or ""):
        raise NoInterpreter("Nothing can be started: sys.executable must be the whole path of a Python interpreter.")
    return (sys.executable, "-I" if sys.flags.isolated else "-P", "-m", module, *arguments)


def install_command(package: str) -> str:
    """What a person types to install a Python *package* where this program finds it."""
    return shlex.join((sys.executable or "python3", "-m", "pip", "install", package))


def find_program(name: str) -> str | None:
    """The full path of the program *name*; None if it is in no folder of PATH."""
    folders = _absolute(os.environ.get("PATH", os.defpath)).split(os.pathsep)
    # One folder at a time, since for a list Windows searches the current folder first.
    return next((found for folder in folders if folder and (found := shutil.which(os.path.join(folder, name)))), None)


def child_environment(own: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for another program: *own* (by default this program's), with lists of folders without entries for
    the current folder and those below it."""
    given = dict(os.environ if own is None else own)
    for name in SEARCH_VARIABLES:
        if name in given:
            # An empty list means the current folder too.
            kept = _absolute(given.pop(name))
            if kept:
                given[name] = kept
    return {**given, _SAFE_PATH: "1"}


def begin_program() -> None:
    """What each of our programs does first, before it loads numpy."""
    shut_out_the_current_folder()
    # OpenBLAS, with which numpy multiplies matrices, reads it when it is loaded. The speaker encoder makes thousands of
    # small products one after another, and threads that wait for one another by spinning take many times as long beside
    # other work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def shut_out_the_current_folder() -> None:
    """Remove the current folder from this program's search paths, unless the program itself or its Python is there. For
    the beginning of a program."""
    safe = child_environment()
    for name in SEARCH_VARIABLES:
        if name in os.environ and name not in safe:
            del os.environ[name]
    os.environ.update(safe)
    try:
        here = Path.cwd().resolve()
    except OSError:
        # The folder is gone or cannot be entered, so nothing can be loaded from it.
        return
    if not any(here.is_relative_to(Path(each).resolve()) for each in (_HOME, sys.prefix, sys.base_prefix)):
        # `python -m` has put it first, and an empty entry of PYTHONPATH stands for it.
        sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != here]


def _absolute(folders: str) -> str:
    return os.pathsep.join(folder for folder in folders.split(os.pathsep) if os.path.isabs(folder))
