# SPDX-License-Identifier: GPL-3.0-or-later
"""A thin binding to libespeak-ng, which the package espeakng_loader ships.

The library has one voice, one set of parameters and one callback for the whole process, so every call here takes one
lock. The constants are those of espeak-ng's public header speak_lib.h (API revision 12).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from threading import RLock
from typing import Any

import numpy as np

from studio.core.errors import EngineUnavailable, NotFound, SpeechFailed
from studio.core.pcm import Samples

_LOCK = RLock()
_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_UTF8 = 1
_PHONEME_INPUT = 0x100
_IPA_WITH_TIES = 0x02 | 1 << 7 | ord("^") << 8
_EVENT_WORD = 1
_EVENT_LIST_TERMINATED = 0
_CHARACTER_POSITIONS = 1
# Voices set before synthesis takes them out of the library's queue. From 28 on the queue loses its first entries, which
# are the first words of what is spoken next, and the memory of each lost one.
_MOST_VOICES_QUEUED = 20


class Parameter(IntEnum):
    """Parameters of espeak-ng's speech; the values are its own."""

    RATE_WPM = 1
    VOLUME = 2
    PITCH = 3
    RANGE = 4


@dataclass(frozen=True, slots=True)
class WordEvent:
    """Begin of a word: index of its first character in the text, its length in characters, its first sample."""

    position: int
    length: int
    sample: int


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


_SILENT_CALLBACK = _Callback(lambda _wave, _count, _event: 0)


@dataclass(frozen=True, slots=True)
class _Library:
    calls: Any
    sample_rate_hz: int
    queued: list[str]
    """Voices set since the last synthesis, which the library has queued."""


@lru_cache(maxsize=1)
def _library() -> _Library:
    import espeakng_loader

    try:
        calls = ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError as error:
        raise EngineUnavailable("espeak-ng could not be loaded. Install the studio again.", str(error)) from error
    calls.espeak_TextToPhonemes.restype = ctypes.c_char_p
    calls.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
    calls.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
    calls.espeak_SetSynthCallback.argtypes = [_Callback]
    calls.espeak_SetSynthCallback.restype = None
    calls.espeak_Synth.argtypes = [
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.POINTER(ctypes.c_uint),
        ctypes.c_void_p,
    ]
    rate_hz = calls.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), _DONT_EXIT)
    if rate_hz <= 0:
        raise EngineUnavailable("espeak-ng could not be started. Install the studio again.", f"status {rate_hz}")
    return _Library(calls, int(rate_hz), [])


def sample_rate_hz() -> int:
    """Sample rate of `synthesize`.

    Raises:
        EngineUnavailable: the library cannot be loaded.
    """
    with _LOCK:
        return _library().sample_rate_hz


def phoneme_groups(text: str, voice: str) -> list[str]:
    """The phonemes of *text*, as espeak-ng groups them: mostly a group a word, some words merged, some split.

    Args:
        text: A clause or more; punctuation is not returned.
        voice: espeak-ng's name of a voice, such as "en-us".

    Returns:
        IPA with U+005E between symbols that are one sound ("t^ʃ"), "(en)" where the language switches.

    Raises:
        NotFound: espeak-ng has no such voice.
        EngineUnavailable: the library cannot be loaded.
    """
    data = ctypes.create_string_buffer(_bytes(text))
    pointer = ctypes.c_void_p(ctypes.addressof(data))
    groups: list[str] = []
    with _LOCK:
        library = _library()
        calls = library.calls
        if library.queued[-1:] != [voice]:
            # Setting a voice takes as long as a word's phonemes.
            _set_voice(library, voice)
        # Each call reads one clause and moves the pointer past it; null after the last.
        while pointer.value:
            clause = calls.espeak_TextToPhonemes(ctypes.byref(pointer), _UTF8, _IPA_WITH_TIES)
            if clause:
                groups.extend(clause.decode("utf-8", "replace").split())
    return groups


def synthesize(
    text: str, voice: str, parameters: dict[Parameter, int], stopped: Callable[[], bool]
) -> tuple[Samples, list[WordEvent]]:
    """Speak *text*. Returns early with the audio so far once *stopped* is true, which is asked about every 50 ms of
    audio.

    Args:
        text: The text; between "[[" and "]]" it is read as espeak-ng's phoneme mnemonics.
        voice: espeak-ng's name of a voice with its variant, such as "en-us+f3".
        parameters: Rate in words a minute (80 to 450), volume (0 to 200, 100 is usual), pitch and range (0 to 100,
            50 is usual).
        stopped: Called on this thread between blocks; must not raise.

    Raises:
        NotFound: espeak-ng has no such voice.
        SpeechFailed: espeak-ng reported an error.
        EngineUnavailable: the library cannot be loaded.
    """
    blocks: list[Samples] = []
    events: list[WordEvent] = []

    def receive(wave: Any, count: int, event: Any) -> int:
        if wave and count > 0:
            whole = np.ctypeslib.as_array(wave, (count,))
            blocks.append(whole.astype(np.float32) / np.float32(32768))
        index = 0
        while event[index].type != _EVENT_LIST_TERMINATED:
            if event[index].type == _EVENT_WORD:
                found = event[index]
                events.append(WordEvent(found.text_position - 1, found.length, found.sample))
            index += 1
        return int(stopped())

    data = _bytes(text)
    callback = _Callback(receive)
    with _LOCK:
        library = _library()
        calls = library.calls
        _set_voice(library, voice)
        for parameter, value in parameters.items():
            if calls.espeak_SetParameter(int(parameter), value, 0) != 0:
                raise SpeechFailed("espeak-ng refused a setting.", f"{parameter.name} = {value}")
        calls.espeak_SetSynthCallback(callback)
        status = calls.espeak_Synth(data, len(data) + 1, 0, _CHARACTER_POSITIONS, 0, _UTF8 | _PHONEME_INPUT, None, None)
        calls.espeak_SetSynthCallback(_Callback(0))
        library.queued.clear()
    if status != 0:
        raise SpeechFailed("espeak-ng could not speak this text.", f"status {status}")
    return (np.concatenate(blocks) if blocks else np.zeros(0, np.float32)), events


def _set_voice(library: _Library, voice: str) -> None:
    if len(library.queued) >= _MOST_VOICES_QUEUED:
        _empty_queue(library)
    # An unknown name is reported, but the voice set before goes on speaking.
    if library.calls.espeak_SetVoiceByName(voice.encode()) != 0:
        raise NotFound("espeak-ng has no such voice.", voice)
    library.queued.append(voice)


def _empty_queue(library: _Library) -> None:
    """Synthesis of nothing, which takes the voices out of the queue."""
    calls = library.calls
    calls.espeak_SetSynthCallback(_SILENT_CALLBACK)
    calls.espeak_Synth(b"", 1, 0, _CHARACTER_POSITIONS, 0, _UTF8, None, None)
    calls.espeak_SetSynthCallback(_Callback(0))
    library.queued.clear()


def _bytes(text: str) -> bytes:
    return text.replace("\0", " ").encode("utf-8", "replace")
