# SPDX-License-Identifier: GPL-3.0-or-later
"""How like voices are to a design: the distance of their embeddings from that of its mix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from studio.core.voices import MixPart, Voice, heard_parts

_AT_ONCE = 200


def distances(voices: Sequence[Voice], mix: Sequence[MixPart]) -> Iterator[Mapping[str, float]]:
    """The distance of each of *voices* from *mix*, by ids and some at a time, so that other threads get their turns.
    Voices without an embedding are left out; nothing comes where the mix has none."""
    known = {voice.id: voice.embedding for voice in voices if voice.embedding}
    parts = [(part.embedding or known.get(part.voice_id), part.weight) for part in heard_parts(mix)] if mix else []
    total = sum(weight for _, weight in parts)
    if not parts or total <= 0 or any(embedding is None for embedding, _ in parts):
        return
    centre = sum(np.asarray(embedding, np.float32) * np.float32(weight / total) for embedding, weight in parts)
    ids = list(known)
    for at in range(0, len(ids), _AT_ONCE):
        some = ids[at : at + _AT_ONCE]
        away = np.asarray([known[each] for each in some], np.float32) - centre
        yield dict(zip(some, np.sqrt((away * away).sum(axis=1)).tolist(), strict=True))
