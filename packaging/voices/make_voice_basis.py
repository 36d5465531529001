# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes `resources/voice_basis_v1.npz` from the stock voices' tables. Run once; what it wrote is frozen.

    python packaging/voices/make_voice_basis.py VOICES_FOLDER resources/voice_basis_v1.npz

A basis computed again (another numpy, another processor) differs in the last bits and may flip signs, so embeddings
saved with the first would mean something else: a new one needs a new name and version.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from studio.core.digests import file_sha256

DIMENSIONS = 192
LENGTH_RANK = 4


def main(voices: Path, target: Path) -> None:
    table_file = Path(__file__).resolve().parents[2] / "resources" / "voices.json"
    keys = [row["key"] for row in json.loads(table_file.read_text(encoding="utf-8"))]
    tables = np.stack([np.fromfile(voices / f"{key}.bin", "<f4").reshape(510, 256) for key in keys]).astype(np.float64)
    rows = tables.reshape(-1, tables.shape[-1])
    _, axes = np.linalg.eigh(rows.T @ rows)
    directions = axes[:, ::-1].T[:DIMENSIONS]
    means = tables.mean(axis=1)
    scores, sizes, shapes = np.linalg.svd((tables - means[:, None]).mean(axis=0), full_matrices=False)
    np.savez(
        target,
        keys=np.array(keys),
        directions=directions.astype(np.float32),
        embeddings=(means @ directions.T).astype(np.float32),
        length_scores=(scores * sizes)[:, :LENGTH_RANK].astype(np.float32),
        length_directions=shapes[:LENGTH_RANK].astype(np.float32),
    )
    print(file_sha256(target))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
