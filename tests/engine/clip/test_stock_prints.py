# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np

from studio.engine.clip.features import PITCH_AT
from studio.engine.clip.stock_prints import StockPrints, load_stock_prints
from studio.engine.kokoro.voices.stock import stock_voices


def test_the_shipped_prints_are_of_all_stock_voices() -> None:
    prints = load_stock_prints()
    assert prints.keys == tuple(stock.key for stock in stock_voices())
    assert prints.traits.shape == (54, 337)
    np.testing.assert_allclose(prints.measure, prints.measure.T, atol=1e-4)
    assert 70 < prints.pitches_hz().min() < 100 < 300 < prints.pitches_hz().max() < 350
    assert prints.of({"af_heart", "none"}).keys == ("af_heart",)


def test_some_keep_their_own_rows_in_the_first_order() -> None:
    prints = StockPrints(("a", "b", "c"), np.arange(3.0)[:, None] * np.ones(PITCH_AT + 1) * 0.1, np.eye(PITCH_AT + 1))
    some = prints.of(["c", "a"])
    assert some.keys == ("a", "c")
    np.testing.assert_allclose(some.traits[:, 0], [0.0, 0.2])
    np.testing.assert_allclose(some.pitches_hz(), [150.0, 150.0 * 2 ** (2 / 12)])
    assert prints.of([]).keys == ()
