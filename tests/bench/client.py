# SPDX-License-Identifier: GPL-3.0-or-later
"""What receiving speech takes, by this library and by official releases in turns.

python -m tests.bench.client
python -m tests.bench.client --rounds 5 --seconds 60
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Figure, at_most, table
from tests.support.sdk_environments import sdk_python

WAYS = ("sse", "socket", "async_sse", "async_socket")
OWN, OFFICIAL = "studio.client", ("1.4.0", "4.2.0")
_BYTES_PER_S = 4 * 44100
_ROOT = Path(__file__).parents[2]
_IMPORT = "import time; began_s = time.perf_counter(); import studio.client; print(time.perf_counter() - began_s)"


@dataclass(frozen=True, slots=True)
class Taken:
    """What one speech took: processor time and time in all per second of audio, and seconds to its first audio."""

    cpu: float
    wall: float
    first_s: float


@contextmanager
def replaying(seconds: float) -> Iterator[int]:
    """Port of a server that replays so many seconds of speech for each request."""
    command = [sys.executable, "-m", "tests.bench.replay", f"{seconds:g}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


@contextmanager
def receiver(library: str, port: int) -> Iterator[subprocess.Popen[str]]:
    """A program that receives by that library, a speech for each line."""
    own = library == OWN
    python = Path(sys.executable) if own else sdk_python(library)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CARTESIA"))}
    command = [str(python), "-W", "ignore", str(Path(__file__).with_name("receiver.py"))]
    with subprocess.Popen(
        [*command, OWN if own else "cartesia", str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment | ({"PYTHONPATH": str(_ROOT)} if own else {}),
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def taken(process: subprocess.Popen[str], way: str, seconds: float) -> Taken:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(way + "\n")
    process.stdin.flush()
    cpu_s, wall_s, first_s, count = json.loads(process.stdout.readline())
    heard_s = count / _BYTES_PER_S
    assert abs(heard_s - seconds) < 0.05 * seconds, f"{heard_s:.1f} s of audio came"
    return Taken(cpu_s / heard_s, wall_s / heard_s, first_s)


def measure(rounds: int, seconds: float) -> list[Figure]:
    figures = [at_most("import studio.client (median of 7)", _import_ms(), 150.0, "ms", 0)]
    with ExitStack() as stack:
        port = stack.enter_context(replaying(seconds))
        libraries = {name: stack.enter_context(receiver(name, port)) for name in (OWN, *OFFICIAL)}
        for way in WAYS:
            rows: dict[str, list[Taken]] = {name: [] for name in libraries}
            for _ in range(rounds + 1):
                for name, process in libraries.items():
                    rows[name].append(taken(process, way, seconds))
            figures += _beside(way.replace("_", " "), {name: row[1:] for name, row in rows.items()})
    return figures


def _beside(way: str, rows: dict[str, list[Taken]]) -> Iterator[Figure]:
    """Medians, and the median of each round's ratio."""
    own = rows[OWN]
    for name in OFFICIAL:
        for what, values in (("CPU", [each.cpu for each in own]), ("wall", [each.wall for each in own])):
            theirs = [each.cpu if what == "CPU" else each.wall for each in rows[name]]
            told = f"{1000 * statistics.median(values):.2f} ms, {name}: {1000 * statistics.median(theirs):.2f} ms"
            ratio = statistics.median(a / b for a, b in zip(values, theirs, strict=True))
            yield at_most(f"{way}: {what} per second of audio ({told})", ratio, 0.5, f"of {name}'s")
        later_ms = 1000 * (statistics.median(x.first_s for x in own) - statistics.median(x.first_s for x in rows[name]))
        yield at_most(f"{way}: first chunk after {name}'s", later_ms, 1.0, "ms")


def _import_ms() -> float:
    command = [sys.executable, "-c", _IMPORT]
    times = [subprocess.run(command, capture_output=True, text=True, check=True, cwd=_ROOT).stdout for _ in range(7)]
    return 1000 * statistics.median(float(time_s) for time_s in times)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.client", description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=30.0, help="of speech in each request")
    asked = parser.parse_args()
    figures = measure(asked.rounds, asked.seconds)
    print(f"load {os.getloadavg()[0]:.1f}")
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
