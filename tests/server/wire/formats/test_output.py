# SPDX-License-Identifier: GPL-3.0-or-later
"""What every format of the table keeps to."""

from __future__ import annotations

from itertools import pairwise

import pytest

from studio.server.wire.formats.output import OutputFormat
from studio.server.wire.formats.table import ALL_FORMATS, output_format
from tests.support.converted import ENGINE_HZ, sine

GIVEN = {"encoding": "pcm_s16le", "sample_rate": ENGINE_HZ, "bit_rate": 64000}
each_format = pytest.mark.parametrize("form", ALL_FORMATS, ids=lambda form: form.container)


def of(form: type[OutputFormat]) -> OutputFormat:
    return output_format({"container": form.container, **GIVEN})


@each_format
def test_pieces_are_encoded_as_the_whole_is(form: type[OutputFormat]) -> None:
    samples = sine()
    whole, pieces = of(form).encoder(), of(form).encoder()
    cuts = [0, 0, 1, 1152, 9999, len(samples)]
    joined = b"".join(pieces.push(samples[start:end]) for start, end in pairwise(cuts)) + pieces.finish()
    assert joined == whole.push(samples) + whole.finish()


@each_format
def test_as_many_bytes_as_are_told(form: type[OutputFormat]) -> None:
    encoder, output = of(form).encoder(), of(form)
    data = encoder.push(sine(2.0)) + encoder.finish()
    # A lossy encoder adds frames before and behind.
    assert len(data) == pytest.approx(2 * output.bytes_per_s, rel=0.1)
    assert len(data) % output.unit_bytes == 0


@each_format
def test_formats_of_the_same_settings_are_equal(form: type[OutputFormat]) -> None:
    assert of(form) == of(form)
    assert of(form) != output_format({"container": form.container, **GIVEN, "sample_rate": 48000})


@each_format
def test_a_header_tells_how_much_follows_or_there_is_none(form: type[OutputFormat]) -> None:
    output = of(form)
    assert bool(output.header(None)) == bool(output.header(1000))
    if output.header(1000):
        assert output.header(1000) != output.header(None)
