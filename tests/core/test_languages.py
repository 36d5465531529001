# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.core.languages import known_language, primary, region, resolve_language

SPOKEN = ("en-US", "en-GB", "pt-BR", "fil")


@pytest.mark.parametrize(
    ("tag", "spoken"),
    [
        ("en-GB", "en-GB"),
        ("EN_gb", "en-GB"),
        ("en", "en-US"),
        ("en-AU", "en-US"),
        ("pt-PT", "pt-BR"),
        ("fil-PH", "fil"),
        ("", "pt-BR"),
        ("  ", "pt-BR"),
        (" en-gb ", "en-GB"),
    ],
)
def test_a_tag_means_itself_or_the_first_of_its_language(tag: str, spoken: str) -> None:
    assert resolve_language(tag, SPOKEN, "pt-BR") == spoken


@pytest.mark.parametrize("tag", ["de", "fi", "e", "english", "-US", "x" * 10_000])
def test_a_language_that_is_not_spoken_is_refused_with_those_that_are(tag: str) -> None:
    with pytest.raises(InvalidArgument, match="language: must be one of en-US, en-GB, pt-BR, fil") as refused:
        resolve_language(tag, SPOKEN, "en-US")
    assert len(str(refused.value)) < 150


def test_an_engine_without_languages_speaks_its_default_alone() -> None:
    assert resolve_language("", (), "en-US") == "en-US"
    with pytest.raises(InvalidArgument):
        resolve_language("en-US", (), "en-US")


@given(st.sampled_from(SPOKEN), st.data())
def test_letter_case_never_matters(tag: str, data: st.DataObject) -> None:
    written = "".join(data.draw(st.sampled_from([sign.lower(), sign.upper()])) for sign in tag)
    assert resolve_language(written, SPOKEN, "") == tag


@pytest.mark.parametrize("tag", ["en", "EN", "en-GB", "en_gb", " en-AU "])
def test_the_language_of_a_tag(tag: str) -> None:
    assert primary(tag) == "en"


@pytest.mark.parametrize(("tag", "found"), [("en-GB", "GB"), ("es-419", "419"), ("en", ""), ("", "")])
def test_the_region_of_a_tag(tag: str, found: str) -> None:
    assert region(tag) == found


@pytest.mark.parametrize(("tag", "found"), [("en_gb", "en-GB"), ("en-AU", "en-US"), ("de", None), ("", None)])
def test_a_language_is_known_by_itself_or_the_first_of_its_kind(tag: str, found: str | None) -> None:
    assert known_language(tag, SPOKEN) == found
