# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is meant by an id, an embedding or a mix: stock voices, documented ids, own voices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from studio.core.dictionary import Entry
from studio.core.errors import InvalidArgument, NotFound, Unsupported
from studio.core.voices import MixPart
from studio.engine.aliases import DOCUMENTED_IDS, NEWSMAN_ID
from studio.engine.base import Capabilities, VoiceSource
from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from studio.server.rendering.engine_host import EngineHost, LoadedEngine
from studio.server.voices.directory import STOCK_CREATED_AT, VoiceDirectory
from studio.server.voices.pronunciation_store import PronunciationStore
from studio.server.voices.store import VoiceStore
from studio.server.wire.bodies import VoiceChoice
from studio.server.wire.formats.table import ALL_FORMATS
from studio.server.wire.requests import NewVoice, SpeechOrder, VoiceChanges, speech_order

EMBEDDING = tuple(number / 192 for number in range(192))
STOCK = ToneEngine().voices()
FRENCH = next(voice for voice in STOCK if voice.language == "fr")


class WithoutSpace(ToneEngine):
    capabilities = Capabilities(ToneEngine.capabilities.languages, "This engine cannot mix.")


@pytest_asyncio.fixture(params=[ToneEngine])
async def directory(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[VoiceDirectory]:
    host = EngineHost(lambda: LoadedEngine(request.param()), Limits())
    store = VoiceStore(tmp_path / "voices.sqlite3")
    host.start()
    yield VoiceDirectory(host, store, PronunciationStore(tmp_path / "pronunciations.sqlite3"))
    store.close()
    assert host.close(5.0)


def new(**more: object) -> NewVoice:
    given = {"name": "Mine", "description": "", "embedding": EMBEDDING, "language": "", "recipe": (), "id": ""}
    return NewVoice(**{**given, "base_voice_id": "", **more})  # type: ignore[arg-type]


def order(voice: VoiceChoice, **more: object) -> SpeechOrder:
    formats = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 24000}
    found = speech_order({"model_id": "m", "voice": "x", "output_format": formats, **more}, ALL_FORMATS)
    return SpeechOrder(voice, found.language, found.controls, found.output, duration_s=found.duration_s)


async def spoken_with(directory: VoiceDirectory, voice: VoiceChoice, **more: object) -> tuple[VoiceSource, str]:
    speaker = await directory.speaker(order(voice, **more))
    return speaker.source(ToneEngine()), speaker.language


async def test_stock_voices_come_first_then_documented_ids_then_own_ones(directory: VoiceDirectory) -> None:
    first, second = await directory.create(new(name="A")), await directory.create(new(name="B"))
    listed = [stored.voice.id for stored in await directory.all()]
    assert listed[: len(STOCK)] == [voice.id for voice in STOCK]
    assert set(DOCUMENTED_IDS) <= set(listed)
    assert listed[-2:] == [first.voice.id, second.voice.id]
    assert len(set(listed)) == len(listed)
    assert {stored.created_at for stored in (await directory.all())[: len(STOCK)]} == {STOCK_CREATED_AT}


async def test_every_documented_id_is_somebody_and_says_who_answers(directory: VoiceDirectory) -> None:
    for voice_id in DOCUMENTED_IDS:
        found = await directory.get(f" {voice_id.upper()} ")
        assert found.voice.id == voice_id
        assert directory.alias_of(voice_id) in ("", *(voice.id for voice in STOCK))
    assert directory.alias_of(NEWSMAN_ID) == ""
    assert directory.alias_of("nobody") == ""


@pytest.mark.parametrize("voice_id", ["nobody", "", " "])
async def test_who_is_not_there_is_not_found(directory: VoiceDirectory, voice_id: str) -> None:
    with pytest.raises(NotFound):
        await directory.get(voice_id)
    with pytest.raises(NotFound):
        await directory.speaker(order(voice_id))
    with pytest.raises(NotFound):
        await directory.speaker(order((MixPart(NEWSMAN_ID, 0.5), MixPart(voice_id, 0.5))))


async def test_a_voice_takes_what_it_is_not_given_from_its_base(directory: VoiceDirectory) -> None:
    base = await directory.create(new(embedding=None, base_voice_id=FRENCH.id))
    assert (base.voice.embedding, base.voice.language, base.voice.sex) == (FRENCH.embedding, "fr", FRENCH.sex)
    mixed = await directory.create(new(recipe=(MixPart(FRENCH.id, 0.7), MixPart(NEWSMAN_ID, 0.3))))
    assert (mixed.voice.embedding, mixed.voice.language) == (EMBEDDING, "fr")
    gone = await directory.create(new(recipe=(MixPart("gone", 1.0),)))
    assert (gone.voice.language, gone.voice.sex) == ("en-US", "")
    with pytest.raises(InvalidArgument, match="embedding"):
        await directory.create(new(embedding=None))
    with pytest.raises(InvalidArgument, match="id"):
        await directory.create(new(id=NEWSMAN_ID))


async def test_own_voices_are_changed_and_deleted_and_stock_voices_are_not(directory: VoiceDirectory) -> None:
    own = (await directory.create(new())).voice.id
    assert (await directory.change(own.upper(), VoiceChanges(name="B"))).voice.name == "B"
    await directory.delete(own)
    with pytest.raises(NotFound):
        await directory.get(own)
    with pytest.raises(Unsupported, match="changed"):
        await directory.change(NEWSMAN_ID, VoiceChanges(name="B"))
    with pytest.raises(Unsupported, match="deleted"):
        await directory.delete(NEWSMAN_ID)


async def test_a_localised_voice_sounds_and_is_called_as_asked(directory: VoiceDirectory) -> None:
    made = (await directory.localize(NEWSMAN_ID, "Newsman", "d", "fr")).voice
    newsman = (await directory.get(NEWSMAN_ID)).voice
    assert (made.embedding, made.sex) == (newsman.embedding, newsman.sex)
    assert (made.name, made.language, made.recipe) == ("Newsman", "fr", (MixPart(NEWSMAN_ID, 1.0),))
    own = await directory.create(new(sex="male", recipe=(MixPart(FRENCH.id, 1.0),)))
    assert (await directory.localize(own.voice.id, "Own", "", "es")).voice.sex == "male" != FRENCH.sex


async def test_what_the_engine_speaks_with_is_a_stock_voice_an_embedding_or_a_mix(directory: VoiceDirectory) -> None:
    own = (await directory.create(new(language="fr"))).voice
    assert await spoken_with(directory, NEWSMAN_ID) == ((MixPart(NEWSMAN_ID, 1.0),), "en-US")
    assert await spoken_with(directory, own.id) == (EMBEDDING, "fr")
    assert await spoken_with(directory, EMBEDDING) == (EMBEDDING, "")
    parts = (MixPart(NEWSMAN_ID, 0.25), MixPart(FRENCH.id, 0.75))
    assert await spoken_with(directory, parts) == (parts, "fr")
    with_own, language = await spoken_with(directory, (MixPart(own.id, 0.5), MixPart(NEWSMAN_ID, 0.5)))
    newsman = (await directory.get(NEWSMAN_ID)).voice.embedding
    assert newsman is not None
    assert with_own == pytest.approx([(a + b) / 2 for a, b in zip(EMBEDDING, newsman, strict=True)])
    assert language == "fr"


@pytest.mark.parametrize(("asked", "spoken"), [("", "en-US"), ("en", "en-US"), ("en-GB", "en-GB"), ("fr", "fr")])
async def test_a_plain_language_means_the_voices_own_kind_of_it(
    directory: VoiceDirectory, asked: str, spoken: str
) -> None:
    assert (await spoken_with(directory, NEWSMAN_ID, language=asked))[1] == spoken


async def test_a_language_that_nobody_speaks_is_refused_with_those_there_are(directory: VoiceDirectory) -> None:
    with pytest.raises(InvalidArgument, match="language: must be one of en-US"):
        await directory.speaker(order(NEWSMAN_ID, language="tlh"))


async def test_an_order_has_the_entries_of_the_dictionary_it_names(directory: VoiceDirectory, tmp_path: Path) -> None:
    made = PronunciationStore(tmp_path / "pronunciations.sqlite3").add("A", (Entry("SQL", "sequel", "", False),))
    named = order(NEWSMAN_ID)
    assert (await directory.speaker(named)).pronunciations == ()
    with_dict = SpeechOrder(NEWSMAN_ID, "", named.controls, named.output, pronunciation_dict_id=made.id)
    assert (await directory.speaker(with_dict)).pronunciations == made.entries
    with pytest.raises(NotFound, match="dictionary"):
        await directory.speaker(SpeechOrder(NEWSMAN_ID, "", named.controls, named.output, pronunciation_dict_id="x"))


async def test_a_duration_gives_the_speech_a_shape(directory: VoiceDirectory) -> None:
    assert (await directory.speaker(order(NEWSMAN_ID))).shape is None
    assert (await directory.speaker(order(NEWSMAN_ID, duration=2))).shape is not None


async def test_a_mix_is_the_weighted_mean(directory: VoiceDirectory) -> None:
    zero = (0.0,) * 192
    assert await directory.mix([(EMBEDDING, 1.0), (zero, 3.0)]) == pytest.approx([each / 4 for each in EMBEDDING])


@pytest.mark.parametrize("directory", [WithoutSpace], indirect=True)
async def test_own_voices_say_why_an_engine_cannot_speak_them(directory: VoiceDirectory) -> None:
    own = (await directory.create(new())).voice
    assert own.unavailable_reason == "This engine cannot mix."
    with pytest.raises(Unsupported, match="cannot mix"):
        await directory.speaker(order(own.id))
    assert (await spoken_with(directory, NEWSMAN_ID))[0] == (MixPart(NEWSMAN_ID, 1.0),)
