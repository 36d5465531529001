# SPDX-License-Identifier: GPL-3.0-or-later
"""Word times against an independent aligner; `python -m tests.bench.words` is the long form."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import pytest

from studio.core.speech import controls
from tests.bench.sentences import WRITTEN
from tests.support.forced_alignment import Aligner
from tests.support.rendered import Rendered

pytestmark = pytest.mark.model


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="pocketsphinx, the aligner, has no wheel for Python 3.14")
@pytest.mark.parametrize(("speed", "middle_s", "most_s"), [(0.0, 0.025, 0.08), (-0.5, 0.035, 0.1), (0.5, 0.03, 0.1)])
def test_words_are_where_an_aligner_finds_them(
    say: Callable[..., Rendered], speed: float, middle_s: float, most_s: float
) -> None:
    aligner = Aligner()
    errors = []
    for text, voice in zip(WRITTEN[:4], ("af_heart", "am_michael", "bf_emma", "af_bella"), strict=True):
        made = say(text, voice, controls(speed))
        for word, (start_s, end_s) in zip(made.words, aligner.spans_s(made.samples, 24000, text), strict=True):
            errors += [abs(word.start_s - start_s), abs(word.end_s - end_s)]

    assert np.median(errors) <= middle_s
    assert np.percentile(errors, 90) <= most_s
