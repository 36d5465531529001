# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.errors import InvalidArgument
from studio.server.voices.accents import accent_of, accents, locale_of, target_language

SPOKEN = ("en-US", "en-GB", "fr", "pt-BR", "zh")


def test_accents_are_those_of_the_languages_spoken_sorted_by_id() -> None:
    found = accents(SPOKEN)
    assert [each.id for each in found] == [
        "brazilian-portuguese",
        "british",
        "general-american",
        "mandarin",
        "parisian",
    ]
    assert {each.spoken_as for each in found} == set(SPOKEN)
    assert accents(()) == ()


def test_a_language_with_several_accents_needs_its_own_tag() -> None:
    assert [each.id for each in accents(("en-gb",))] == ["british"]
    assert [(each.language, each.spoken_as) for each in accents(("fr",))] == [("fr", "fr")]


def test_the_accent_of_a_tag() -> None:
    british = accent_of("EN-gb", SPOKEN)
    assert british is not None
    assert (british.id, british.locale) == ("british", "en-GB")
    assert accent_of("haw", ("haw",)) is None


@pytest.mark.parametrize(("tag", "locale"), [("fr", "fr-FR"), ("ZH", "zh-CN"), ("en-GB", "en-GB"), ("haw", "haw")])
def test_a_tag_gets_the_region_that_is_named_for_it(tag: str, locale: str) -> None:
    assert locale_of(tag) == locale


@pytest.mark.parametrize(
    ("language", "dialect", "accent", "meant"),
    [
        ("fr", "", "", "fr"),
        ("en", "uk", "", "en-GB"),
        ("", "br", "", "pt-BR"),
        ("fr", "uk", "", "fr"),
        ("fr", "klingon", "", "fr"),
        ("fr", "us", "british", "en-GB"),
    ],
)
def test_an_accent_goes_before_a_dialect_and_that_before_a_language(
    language: str, dialect: str, accent: str, meant: str
) -> None:
    assert target_language(language, dialect, accent, SPOKEN) == meant


@pytest.mark.parametrize(
    ("asked", "argument"),
    [(("", "", ""), "language"), (("tlh", "", ""), "language"), (("fr", "", "klingon"), "accent")],
)
def test_what_nobody_speaks_here_is_refused(asked: tuple[str, str, str], argument: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        target_language(*asked, SPOKEN)
    assert refused.value.argument == argument
