# SPDX-License-Identifier: GPL-3.0-or-later
"""Two recordings each of people who speak in packages of Debian.

The packages are fetched into a folder of the machine when they are first asked for; nothing of them is shipped.
"""

from __future__ import annotations

import importlib
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from studio.core.paths import data_dir
from studio.engine.clip.mel import RATE_HZ
from studio.engine.clip.silence import levelled, speech_of
from tests.bench.clip.people import Person, Words

CACHE = data_dir() / "bench" / "speech"

_LONGEST_S, _SHORTEST_S = 15.0, 8.0
_LONGEST_PIECE_S, _SHORTEST_PIECE_S = 6.0, 0.3
_MOST_FILES = 80
_NO_SPEECH = re.compile(r"monkey|tone|beep|silence|theme|laugh|zzz|wow|sick|huh|weasel|ascii")
_SOUNDS = {".ogg", ".wav", ".opus", ".gsm", ".g722"}

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Recordings:
    """Disjoint recordings at 16 kHz of one person.

    Attributes:
        first: A clip.
        second: What a voice found for it should be near to.
        worded: A clip of words that are known, *said*; it may be the first. Empty if there is none.
    """

    first: Samples
    second: Samples
    worded: Samples
    said: str


def recordings_of(person: Person, cache: Path = CACHE) -> Recordings:
    folder = _fetched(person.package, cache)
    files = sorted(folder.glob(person.files), key=_in_order)
    files = [file for file in files if file.suffix in _SOUNDS and not _NO_SPEECH.search(file.name)]
    said, words = _said(person, files)
    worded = [levelled(speech_of(_read(file))) for file in words]
    count = sum(length <= _LONGEST_S * RATE_HZ for length in accumulate(map(len, worded)))
    pieces = list(_pieces(_longest([file for file in files if file not in words])))
    first, second = _joined(pieces[::2]), _joined(pieces[1::2])
    if person.words is Words.TRANSCRIPT:
        first, second = _joined(worded), _joined(pieces)
    found = Recordings(first, second, _joined(worded), " ".join(said[:count]))
    shortest_s = min(len(found.first), len(found.second)) / RATE_HZ
    if shortest_s < _SHORTEST_S:
        raise ValueError(f"{person.name}: only {shortest_s:.1f} s")
    return found


def _fetched(package: str, cache: Path) -> Path:
    """The folder that the *package*'s files are in."""
    folder = cache / package
    if not folder.is_dir():
        parcel = cache / "parcels" / package
        parcel.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-q", package], cwd=parcel, check=True, stdout=subprocess.DEVNULL)
        half = cache / "parcels" / f"{package}.half"
        subprocess.run(["dpkg-deb", "-x", str(next(parcel.glob("*.deb"))), str(half)], check=True)
        half.rename(folder)
    return folder


def _in_order(file: Path) -> tuple[str, int, str]:
    """By folder, then numbers by their value."""
    number = re.match(r"\d+$", file.stem)
    return str(file.parent), int(number[0]) if number else 1_000_000, file.name


def _said(person: Person, files: Sequence[Path]) -> tuple[list[str], list[Path]]:
    """Words and the files that say them."""
    if person.words is Words.DIGITS:
        said = [file for file in files if file.parent.name == "digits" and file.stem.isdigit()]
        return [f"{file.stem}," for file in said], said
    if person.words is Words.TRANSCRIPT:
        lines = (files[0].parent / "transcription").read_text("utf-8")
        told = {name: text for text, name in re.findall(r"<s> (.*) </s> \((.*)\)", lines)}
        half = list(files[: len(files) // 2 + 1])
        return [f"{told[file.stem].capitalize()}." for file in half], half
    return [], []


def _longest(files: Sequence[Path]) -> list[Path]:
    """The largest files, as prompts of few words vary more."""
    return sorted(files, key=lambda file: (-file.stat().st_size, file.name))[:_MOST_FILES]


def _pieces(files: Sequence[Path]) -> Iterator[Samples]:
    """Their speech at one level, until there is enough for two recordings."""
    left_s = 2 * _LONGEST_S
    for file in files:
        speech = speech_of(_read(file))[: round(_LONGEST_PIECE_S * RATE_HZ)]
        if len(speech) < _SHORTEST_PIECE_S * RATE_HZ:
            continue
        yield levelled(speech)
        left_s -= len(speech) / RATE_HZ
        if left_s <= 0:
            return


def _joined(pieces: Sequence[Samples] | Iterator[Samples]) -> Samples:
    return np.concatenate([np.zeros(0, np.float32), *pieces])[: round(_LONGEST_S * RATE_HZ)]


def _read(file: Path) -> Samples:
    """At 16 kHz, mono."""
    import soundfile

    if file.suffix == ".g722":
        codec = importlib.import_module("G722").G722(RATE_HZ, 64000)
        return np.asarray(codec.decode(file.read_bytes()), np.float32) / np.float32(32768)
    raw = {"format": "RAW", "subtype": "GSM610", "samplerate": 8000, "channels": 1} if file.suffix == ".gsm" else {}
    samples, rate_hz = soundfile.read(file, dtype="float32", always_2d=True, **raw)
    return np.asarray(soxr.resample(samples.mean(axis=1), rate_hz, RATE_HZ), np.float32)
