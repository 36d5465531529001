# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the closest voice to clips: of known voices, of blends, of voices left out, of other speech, of people.

python -m tests.bench.clip                 voices, blends, left-out and others; half an hour on two cores
python -m tests.bench.clip --only voices   one part
python -m tests.bench.clip --every 6       a sample: each sixth of the cases
python -m tests.bench.clip --cores 1.8     beside other work: a second is 1.8 s of this process's processor time
python -m tests.bench.clip --only speakers one or two people in a clip; fetches what the next one does
python -m tests.bench.clip --only humans   people; fetches 230 MB of Debian's packages when first asked, and needs
                                           pip install G722==1.2.8
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping

from studio.core.paths import data_dir
from tests.bench.clip.bench import Bench, clock_of, open_bench
from tests.bench.clip.humans import humans
from tests.bench.clip.machines import blends, known_voices, left_out, others
from tests.bench.clip.speakers import speakers
from tests.bench.figures import Figure, table

PARTS: Mapping[str, Callable[[Bench, int], Iterator[Figure]]] = {
    "voices": known_voices,
    "blends": blends,
    "left-out": left_out,
    "others": others,
    "humans": humans,
    "speakers": speakers,
}
USUAL = ("voices", "blends", "left-out", "others")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.clip", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="measure only this; may be repeated")
    parser.add_argument("--every", type=int, default=2, help="each so many-th voice (2: 27 of 54) or person")
    parser.add_argument("--cores", type=float, help="count processor time, of so many seconds in one alone here")
    asked = parser.parse_args()
    bench = open_bench(data_dir() / "models" / "kokoro-v1.0-int8", clock_of(asked.cores))
    began_s, began_cpu_s = time.monotonic(), time.process_time()
    figures = [figure for name in asked.only or USUAL for figure in PARTS[name](bench, asked.every)]
    print(table(figures))
    cores = (time.process_time() - began_cpu_s) / (time.monotonic() - began_s)
    print(f"{cores:.2f} s of processor time a second", file=sys.stderr)
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
