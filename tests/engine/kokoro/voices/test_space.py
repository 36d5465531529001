# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest

from studio.core import resource
from studio.core.errors import ModelDamaged
from studio.engine.kokoro.voices import space as voice_space
from studio.engine.kokoro.voices.space import TABLE_SHAPE, VoiceBasis, VoiceSpace, load_basis

KEYS = ("af_heart", "zm_yunxi", "bm_george")


@pytest.fixture(scope="module")
def basis() -> VoiceBasis:
    return load_basis()


@pytest.fixture
def space(tmp_path: Path, basis: VoiceBasis) -> VoiceSpace:
    """Three voices on disk, with made-up tables."""
    for index, key in enumerate(KEYS):
        table = np.random.default_rng(index).normal(size=voice_space.TABLE_SHAPE).astype("<f4")
        (tmp_path / f"{key}.bin").write_bytes(table.tobytes())
    return VoiceSpace(tmp_path, basis)


def test_a_stock_voice_comes_back_with_exactly_its_own_table(space: VoiceSpace) -> None:
    for key in KEYS:
        assert np.array_equal(space.table_of_embedding(space.embedding(key)), space.table(key))


@pytest.mark.model
def test_every_fetched_voice_comes_back_exactly(model_folder: Path, basis: VoiceBasis) -> None:
    space = VoiceSpace(model_folder / "voices", basis)

    for key in basis.keys:
        if space.has_table(key):
            assert np.array_equal(space.table_of_embedding(space.embedding(key)), space.table(key)), key


def test_a_mix_comes_back_with_its_weights_and_mixed_table(space: VoiceSpace) -> None:
    mixed = space.mixed([(space.embedding("af_heart"), 1.0), (space.embedding("zm_yunxi"), 3.0)])

    assert space.weights(mixed) == pytest.approx({"af_heart": 0.25, "zm_yunxi": 0.75})
    wanted = space.table_of_mix({"af_heart": 0.25, "zm_yunxi": 0.75})
    np.testing.assert_allclose(space.table_of_embedding(mixed), wanted, atol=1e-5)


def test_a_mix_of_mixes_means_the_product_of_the_weights(space: VoiceSpace) -> None:
    first = space.mixed([(space.embedding("af_heart"), 1.0), (space.embedding("zm_yunxi"), 1.0)])
    second = space.mixed([(first, 1.0), (space.embedding("bm_george"), 1.0)])

    assert space.weights(second) == pytest.approx({"af_heart": 0.25, "zm_yunxi": 0.25, "bm_george": 0.5})


def test_a_voice_without_a_table_is_approximated_from_its_embedding(space: VoiceSpace, basis: VoiceBasis) -> None:
    table = space.table_of_embedding(space.embedding("if_sara"))

    row = basis.embeddings[basis.keys.index("if_sara")] @ basis.directions
    np.testing.assert_allclose(table.mean(axis=0), row, atol=1e-4)


@pytest.mark.parametrize("value", [1.0, -100.0, 1e30])
def test_what_is_far_out_is_drawn_in_without_changing_what_is_stored(space: VoiceSpace, value: float) -> None:
    embedding = (value,) * 192
    clamped = space.clamped(embedding)

    assert np.linalg.norm(clamped) < 5
    assert np.isfinite(space.table_of_embedding(embedding)).all()
    assert space.mixed([(embedding, 1.0)]) == embedding


def test_no_stock_voice_is_clamped(space: VoiceSpace, basis: VoiceBasis) -> None:
    for embedding in basis.embeddings:
        assert np.array_equal(space.clamped(embedding.tolist()), embedding)


def test_a_changed_basis_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / voice_space.BASIS_FILE
    data = bytearray(resource(voice_space.BASIS_FILE).read_bytes())
    data[1000] ^= 1
    damaged.write_bytes(bytes(data))
    with pytest.raises(ModelDamaged, match="install Speech Studio again"):
        load_basis(lambda _: damaged)


def test_a_damaged_table_is_named(space: VoiceSpace, tmp_path: Path) -> None:
    (tmp_path / "af_heart.bin").write_bytes(b"\xff" * (tmp_path / "af_heart.bin").stat().st_size)

    with pytest.raises(ModelDamaged, match=r"af_heart\.bin"):
        space.table("af_heart")


def test_a_flip_that_keeps_size_and_time_is_found_at_first(tmp_path: Path, basis: VoiceBasis) -> None:
    keys = basis.keys[:2]
    digests = {}
    for number, key in enumerate(keys):
        data = np.full(TABLE_SHAPE, 0.1 * (number + 1), "<f4").tobytes()
        (tmp_path / f"{key}.bin").write_bytes(data)
        digests[key] = hashlib.sha256(data).hexdigest()
    path = tmp_path / f"{keys[0]}.bin"
    before = path.stat()
    flipped = bytearray(path.read_bytes())
    flipped[4000] ^= 1
    path.write_bytes(bytes(flipped))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    space = VoiceSpace(tmp_path, basis, digests)

    # A voice that leans on the damaged one is spoken without it.
    blend = space.mixed([(space.embedding(keys[0]), 0.5), (space.embedding(keys[1]), 0.5)])
    assert np.isfinite(space.table_of_embedding(blend)).all()
    assert space.damaged == {keys[0]}
    assert not space.has_table(keys[0])
    with pytest.raises(ModelDamaged, match=keys[0]):
        space.table(keys[0])
    assert space.table(keys[1])[0, 0] == np.float32(0.2)
