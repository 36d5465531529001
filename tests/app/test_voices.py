# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

from studio.core.voices import MixPart
from studio.engine.aliases import DOCUMENTED_IDS
from studio.engine.tone import ToneEngine
from tests.support.desk import Desk


async def test_each_voice_is_listed_once_and_an_id_that_clients_hard_code_still_speaks(desk: Desk) -> None:
    studio = desk.studio
    assert [voice.id for voice in studio.voices.all] == [voice.id for voice in ToneEngine().voices()]
    alias = next(id for id in DOCUMENTED_IDS if all(voice.id != id for voice in studio.voices.all))
    found = studio.voices.get(alias)
    assert found is not None
    assert found.alias_of in {voice.id for voice in studio.voices.all}
    design = replace(studio.document.design, mix=(MixPart(alias, 1.0),))
    studio.history.do("opening", replace(studio.document, design=design))
    assert [part.voice_id for part in studio.spoken_design.mix] == [alias]
