# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from uuid import UUID

from studio.engine.aliases import BARBERSHOP_MAN_ID, DOCUMENTED_IDS, NEWSMAN_ID
from studio.engine.kokoro.voices.stock import stock_voices


def test_the_table_lists_54_voices_with_unique_stable_ids_and_names() -> None:
    stock = stock_voices()

    assert len(stock) == 54
    assert stock[0].key == "af_heart"
    assert stock[0].voice.id == "0a4f879c-fa86-56ec-80f6-3930c7f74395"
    assert len({entry.voice.name for entry in stock}) == 54
    ids = [entry.voice.id for entry in stock] + [alias for entry in stock for alias, _ in entry.aliases]
    assert len(set(ids)) == len(ids)
    assert all(UUID(voice_id) for voice_id in ids)


def test_every_id_that_documents_name_belongs_to_a_voice_that_speaks() -> None:
    aliases = {alias: (name, entry) for entry in stock_voices() for alias, name in entry.aliases}

    assert set(aliases) == set(DOCUMENTED_IDS)
    assert aliases[NEWSMAN_ID][0] == "Newsman"
    assert aliases[BARBERSHOP_MAN_ID][0] == "Barbershop Man"
    assert all(entry.voice.available for _, entry in aliases.values())


def test_every_voice_can_speak_its_own_language() -> None:
    assert [entry.voice.name for entry in stock_voices() if not entry.voice.available] == []
