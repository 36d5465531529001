# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.aliases import BARBERSHOP_MAN_ID, DOCUMENTED_IDS, NEWSMAN_ID
from studio.engine.espeak.languages import LANGUAGES, WITH_VOICES
from studio.engine.espeak.voices import by_id, espeak_name, espeak_voices
from studio.engine.espeak_ng import synthesize


def test_a_woman_and_a_man_speak_each_of_the_first_languages() -> None:
    voices = espeak_voices()
    assert len(voices) == 2 * WITH_VOICES
    listed = [(entry.voice.language, entry.voice.sex) for entry in voices]
    assert listed == [(tag, sex) for tag in list(LANGUAGES)[:WITH_VOICES] for sex in ("female", "male")]
    assert len({entry.voice.id for entry in voices}) == len({entry.voice.name for entry in voices}) == len(voices)


def test_ids_are_the_same_in_every_run() -> None:
    """Documents keep them."""
    assert [entry.voice.id for entry in espeak_voices()] == [entry.voice.id for entry in espeak_voices()]
    assert espeak_voices()[0].voice.id == "118e2415-0652-56e9-b38b-3f90f148a001"


def test_documented_ids_are_the_default_voice_or_a_man() -> None:
    voices = espeak_voices()
    found = by_id(voices)
    assert set(found) == {entry.voice.id for entry in voices} | set(DOCUMENTED_IDS)
    for alias in DOCUMENTED_IDS:
        assert found[alias].voice.sex == ("male" if alias in (NEWSMAN_ID, BARBERSHOP_MAN_ID) else "female")
        assert found[alias].voice.language == "en-US"


def test_the_library_knows_each_variant() -> None:
    assert espeak_name("en-US") == "en-us"
    assert espeak_name("zh", "m3") == "cmn+m3"
    for variant in {entry.variant for entry in espeak_voices()}:
        samples, _ = synthesize("one", espeak_name("en-US", variant), {}, lambda: False)
        assert samples.any()
