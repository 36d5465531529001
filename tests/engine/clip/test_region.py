# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np

from studio.engine.clip.features import PITCH_AT, SEMITONE
from studio.engine.clip.region import StockEmbeddings, region_of
from studio.engine.clip.stock_prints import StockPrints, load_stock_prints
from studio.engine.kokoro.voices.space import FARTHEST, load_basis
from studio.engine.kokoro.voices.stock import stock_voices

NUMBERS = np.random.default_rng(7)


def test_a_place_is_an_embedding_seen_from_the_mean() -> None:
    embeddings = NUMBERS.standard_normal((20, 30))
    region = region_of(embeddings, NUMBERS.standard_normal((20, 5)))
    np.testing.assert_allclose(region.place(embeddings.mean(axis=0)), np.zeros(30), atol=1e-9)
    for embedding in embeddings:
        np.testing.assert_allclose(region.embedding(region.place(embedding)), embedding)


def test_slopes_are_those_of_traits_that_follow_the_embedding() -> None:
    embeddings, true = NUMBERS.standard_normal((400, 6)), NUMBERS.standard_normal((6, 3))
    region = region_of(embeddings, embeddings @ true)
    np.testing.assert_allclose(region.slopes, (region.axes.T @ true).T, atol=0.05)


def test_stock_voices_are_no_farther_out_than_the_engine_permits() -> None:
    basis = load_basis()
    prints = load_stock_prints()
    embeddings = dict(zip(basis.keys, basis.embeddings, strict=True))
    sexes = {stock.key: stock.voice.sex for stock in stock_voices()}
    region = StockEmbeddings(embeddings, prints, sexes).region(prints)
    out = [float(np.linalg.norm(region.place(embedding))) for embedding in embeddings.values()]
    assert FARTHEST - 0.1 < max(out) <= FARTHEST + 0.01


def test_a_blend_is_moved_by_semitones_in_the_direction_of_pitch() -> None:
    higher = NUMBERS.standard_normal(192)
    keys, hz = ("a", "b", "c"), np.array([100.0, 120.0, 180.0])
    traits = np.zeros((3, 337))
    traits[:, PITCH_AT] = 12 * np.log2(hz / 150.0) * SEMITONE
    prints = StockPrints(keys, traits, np.eye(337))
    embeddings = dict(zip(keys, np.outer(hz, higher), strict=True))
    stock = StockEmbeddings(embeddings, prints, dict.fromkeys(keys, "male"))
    np.testing.assert_allclose(stock.blended({"a": 0.5, "b": 0.5}, 0.0), 110.0 * higher)
    np.testing.assert_allclose(stock.blended({"b": 1.0}, 12.0), 240.0 * higher)
    np.testing.assert_allclose(stock.blended({"b": 1.0}, -12.0), 60.0 * higher)
