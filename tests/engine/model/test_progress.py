# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.model.progress import FetchMeter, FetchProgress
from tests.support.published_model import file_of

FIRST, SECOND = file_of("a.bin", b"x" * 100), file_of("b.bin", b"x" * 300)


def test_bytes_add_up_over_archives_and_files_and_never_go_back() -> None:
    told: list[FetchProgress] = []
    meter = FetchMeter([FIRST, SECOND], 0, told.append)
    meter.bytes_of("one", 30, 60)
    meter.bytes_of("two", 20, 60)
    meter.bytes_of("two", 5, 60)
    meter.have(FIRST)
    meter.bytes_of("three", 200, 300)
    meter.bytes_of("three", 900, 300)
    meter.have(SECOND)
    assert [progress.done_bytes for progress in told] == [30, 50, 50, 100, 300, 400, 400]
    assert {progress.total_bytes for progress in told} == {400}
    assert told[-1].fraction == 1.0


def test_a_byte_to_be_made_counts_as_one_to_be_fetched() -> None:
    told: list[FetchProgress] = []
    meter = FetchMeter([FIRST], 300, told.append)
    meter.have(FIRST)
    meter.made(1, 2)
    meter.made(2, 2)
    assert [progress.fraction for progress in told] == [0.25, 0.625, 1.0]
    assert FetchProgress("nothing", 0, 0).fraction == 1.0


def test_a_person_reads_megabytes_or_steps() -> None:
    assert FetchProgress("fetching a", 1_600_000, 3_200_000).text == "fetching a (2 of 3 MB)"
    assert FetchProgress("preparing", 1, 1, 3, 11).text == "preparing (3 of 11 steps)"
