# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest

from studio.app.keeping.settings import VOICE_ORDERS
from studio.core.voices import MixPart, Voice
from studio.ui.voices.filters import VoiceFilter
from studio.ui.voices.listing import Listing

RECIPE = (MixPart("a", 0.5), MixPart("b", 0.5))
SEARCHED = (
    Voice("emma", "Emma", "en-GB", "female", "assured, even", "A British woman's voice: assured, even."),
    Voice("daniel", "Daniel", "en-GB", "male", "formal, steady", "A British man's voice: formal, steady."),
    Voice("heart", "Heart", "en-US", "female", "warm, close-up", "An American woman's voice: warm, close-up."),
    Voice("tebukuro", "Tebukuro", "ja", "female", "clear, soft", "A Japanese woman's voice: clear, soft."),
    Voice("joao", "João", "pt-BR", "male", "bright", "A Brazilian man's voice: bright."),
    Voice("mine", "Evening", "en-US", "", "", "Blend of Heart 60%, Emma 40%", own=True),
)


def found(
    voices: Sequence[Voice], wanted: VoiceFilter, starred: Collection[str] = (), order: str = "usual"
) -> list[str]:
    listing = Listing()
    listing.take(voices)
    listing.put_in_order(order, {})
    return [row.voice.name for row in listing.rows(wanted, starred)[0] if row.voice is not None]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("uk female", "Emma"),
        ("FEMALE UK", "Emma"),
        ("fem brit", "Emma"),
        ("kingdom", "Emma Daniel"),
        ("male", "Daniel João"),
        ("man", "Daniel João"),
        ("en-gb", "Emma Daniel"),
        ("en gb male", "Daniel"),
        ("ebukuro", ""),
        ("ja woman", "Tebukuro"),
        ("japan", "Tebukuro"),
        ("joao", "João"),
        ("brazil", "João"),
        ("up", "Heart"),
        ("close-up, warm", "Heart"),
        ("mine", "Evening"),
        ("heart 60", "Evening"),
        (" ,. ", "Evening Emma Daniel Heart Tebukuro João"),
    ],
)
def test_each_word_of_a_search_begins_a_word_of_what_is_known_of_the_voice(words: str, names: str) -> None:
    assert " ".join(found(SEARCHED, VoiceFilter(words=words))) == names


def test_filters_combine(voices: tuple[Voice, ...]) -> None:
    assert found(voices, VoiceFilter(language="en", sex="female")) == ["Heart"]
    assert found(voices, VoiceFilter(words="heart round")) == []
    assert found(voices, VoiceFilter(stars=True), starred={"v-siwis", "v-heart", "gone"}) == ["Heart", "Siwis"]
    assert found(voices, VoiceFilter(language="fr", stars=True), starred={"v-heart"}) == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("all", ["Blend", "Clip", "File", "Plain", "Stock", "Hers"]),
        ("stock", ["Stock"]),
        ("mine", ["Blend", "Clip", "File", "Plain"]),
        ("blended", ["Blend"]),
        ("clip", ["Clip"]),
        ("file", ["File"]),
    ],
)
def test_voices_are_told_by_where_they_come_from(source: str, names: list[str]) -> None:
    own = Voice("own", "Plain", "en-US", own=True)
    voices = (
        Voice("stock", "Stock", "en-US"),
        replace(own, id="blend", name="Blend", recipe=RECIPE),
        replace(own, id="clip", name="Clip", recipe=RECIPE, clip_sha256="ab" * 32),
        replace(own, id="file", name="File", recipe=RECIPE, clip_sha256="ab" * 32, imported=True),
        own,
        Voice("hers", "Hers", "en-US", carried=True),
    )
    assert found(voices, VoiceFilter(source=source)) == names


def listed(listing: Listing) -> list[str]:
    rows, _ = listing.rows(VoiceFilter(), ())
    return [row.voice.name if row.voice is not None else f"{row.heading}:" for row in rows]


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("usual", ["Mine:", "My blend", "Library:", "Heart", "George", "Siwis", "Kumo"]),
        ("name", ["By name:", "George", "Heart", "Kumo", "My blend", "Siwis"]),
        ("language", ["English:", "George", "Heart", "My blend", "French:", "Siwis", "Japanese:", "Kumo"]),
        ("likeness", ["By likeness:", "Kumo", "Heart", "Library:", "My blend", "George", "Siwis"]),
        ("recent", ["Used lately:", "Kumo", "Heart", "Library:", "My blend", "George", "Siwis"]),
    ],
)
def test_voices_stand_in_an_order_under_its_headings(voices: tuple[Voice, ...], order: str, wanted: list[str]) -> None:
    listing = Listing()
    listing.take(voices)
    listing.put_in_order(order, {"v-heart": 2.5, "v-kumo": 0.5, "gone": 0.0})
    assert listed(listing) == wanted
    assert order in dict(VOICE_ORDERS)


def test_the_rows_of_voices_that_stay_stay(voices: tuple[Voice, ...]) -> None:
    listing = Listing()
    listing.take(voices)
    before = listing.rows(VoiceFilter(), ())[0]
    listing.take((*voices[:-1], replace(voices[-1], name="Other")))
    after = listing.rows(VoiceFilter(), ())[0]
    assert [row.voice.name for row in after if row.voice is not None and row not in before] == ["Other"]
    assert before[-1] is after[-1]


def test_what_was_prepared_is_found_as_what_was_not(voices: tuple[Voice, ...]) -> None:
    listing = Listing()
    listing.take(voices)
    for _ in listing.prepare():
        pass
    assert listing.rows(VoiceFilter(words="round"), ())[1] == 1
    listing.take((*voices, Voice("new", "Rounder", "en-US")))
    assert listing.rows(VoiceFilter(words="round"), ())[1] == 2
