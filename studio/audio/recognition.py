# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a recording, by the optional package moonshine-voice, which hears them in a program of its own."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from contextlib import closing
from typing import Any

from studio.audio.recogniser import RATE_HZ
from studio.audio.resampling import resampled
from studio.core.child_lines import NotBegun, ToldTooMuch, child_lines
from studio.core.errors import StudioError
from studio.core.languages import primary
from studio.core.pcm import Samples
from studio.core.processes import install_command, python_module

_PACKAGE, _MODULE = "moonshine-voice==0.0.65", "moonshine_voice"
"""Of later releases the wheels carry no model."""
_LANGUAGE = "en"


class RecognitionFailed(StudioError):
    """The words could not be found."""


def recognition_blocker(language: str) -> str:
    """Why words in *language* (a BCP 47 tag) cannot be found here; "" if they can."""
    if primary(language) != _LANGUAGE:
        return "Words are found in English recordings only: type them."
    if importlib.util.find_spec(_MODULE) is None:
        return f"Finding words needs the extra “words”: install it by “{install_command(_PACKAGE)}”."
    return ""


def recognised_words(samples: Samples, rate_hz: int, step: Callable[[float], object]) -> str:
    """The words that are said in *samples* (mono, float32), with punctuation; "" for none. Takes some time.

    Args:
        step: Told the share that is done, 20 times a second; what it raises ends the work.

    Raises:
        RecognitionFailed: the recogniser ended early, or could not begin.
    """
    sound = resampled(samples, rate_hz, RATE_HZ).astype("<f4").tobytes()
    share, told = 0.0, dict[str, Any]()
    try:
        with closing(child_lines(python_module("studio.audio.recogniser"), lambda: step(share), sound)) as lines:
            for line in lines:
                told = _object(line)
                share = told.get("share", share)
                step(share)
    except ToldTooMuch:
        told = {"fault": "it told too much"}
    except NotBegun as error:
        told = {"fault": str(error)}
    words = told.get("words")
    if not isinstance(words, str):
        detail = str(told.get("fault", "it ended early"))
        raise RecognitionFailed("The words could not be found: type them, or try again.", detail)
    return words


def _object(line: bytes) -> dict[str, Any]:
    """What a line tells; its share is a number if it has one."""
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        return {"fault": "it told what is no object"}
    return found if isinstance(found.get("share", 0.0), int | float) else {"fault": "it told a share that is none"}
