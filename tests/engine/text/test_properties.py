# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds of every text: nothing is lost, parts are read as the whole is, and rules know no language."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core.timeline import word_spans
from studio.engine import text as front_end
from studio.engine.text import languages
from studio.engine.text.classes import SemioticClass, Token
from studio.engine.text.classifier import tokens_of
from studio.engine.text.neighbours import Sentence
from studio.engine.text.normalise import spoken_words
from studio.engine.text.sentences import sentences
from studio.engine.text.tokens import line_of
from tests.engine.text.test_cases import LANGUAGES
from tests.support.growth import beyond_n_log_n
from tests.support.spoken_forms import cases_of

TAGS = ["en-US", "en-GB", "es", "fr", "it", "pt-BR", "hi", "de"]
WRITTEN = [case.written for language in LANGUAGES for case in cases_of(language)]
PIECES = st.one_of(
    st.sampled_from(WRITTEN),
    st.text("0123456789.,:/-–$£€%°½ hkmIVX&#+()[]'\"…@_<>*~^²=aSt", max_size=20),
    st.text(st.characters(codec="latin-1", exclude_categories=["C"]), max_size=12),
)
TEXTS = st.lists(PIECES, min_size=1, max_size=4).map(" ".join)


def tokens(text: str, tag: str) -> list[Token]:
    language = languages.find(tag)
    assert language is not None
    return list(tokens_of(Sentence(line_of(word_spans(text)), language)))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(TAGS))
@example("0a", "es")
@example("0º", "pt")
def test_each_letter_and_figure_is_of_one_token_that_says_something(text: str, tag: str) -> None:
    line = line_of(word_spans(text)).text
    at = 0
    for token in tokens(text, tag):
        assert not line[at : token.start].strip(), "nothing lies between two tokens"
        assert token.start < token.end <= len(line)
        at = token.end
        written = line[token.start : token.end]
        if re.search(r"[A-Za-z0-9]", written) and token.semiotic is not SemioticClass.MARKUP:
            assert any(piece.said for piece in token.pieces), (written, token)
    assert not line[at:].strip()


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(TAGS))
def test_spoken_words_go_to_the_words_in_order(text: str, tag: str) -> None:
    line = line_of(word_spans(text))
    owners = [line.word_at(piece.at) for token in tokens(text, tag) for piece in token.pieces]
    assert owners == sorted(owners)
    for token in tokens(text, tag):
        assert all(token.start <= piece.at < token.end for piece in token.pieces), token
        start, end = line.span(token.start, token.end)
        assert 0 <= start <= end <= len(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(TAGS))
def test_no_word_with_letters_or_figures_is_silent_without_a_reason(text: str, tag: str) -> None:
    words = word_spans(text)
    for word, form in zip(words, spoken_words(words, tag), strict=True):
        if re.search(r"[A-Za-z0-9]", word.text):
            assert form.text or form.silent, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_case_is_silent_without_a_reason(language: str) -> None:
    for case in cases_of(language):
        for sentence in sentences(case.written, language=case.tag):
            for word, form in zip(sentence, spoken_words(sentence, case.tag), strict=True):
                if re.search(r"\w", word.text):
                    assert form.text or form.silent, (case.written, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_pieces_is_read_as_the_whole(language: str) -> None:
    tag = next(cases_of(language)).tag
    text = "\n".join(case.written for case in cases_of(language) if case.tag == tag)
    whole = [tuple(word.text for word in sentence) for sentence in sentences(text, language=tag)]
    ends = [sentence[-1].end for sentence in sentences(text, language=tag)]
    for end in ends[:: max(1, len(ends) // 40)]:
        pieces = [
            tuple(word.text for word in sentence)
            for part in (text[:end], text[end:])
            for sentence in sentences(part, language=tag)
        ]
        assert pieces == whole


def repeated(mixture: str, length: int) -> str:
    return (mixture * length)[:length]


MIXTURES = [
    "1.", "1,", "1-", "1 ", "$1", "1/2", "1:2", "12:30", "(", "[", "[a](", "](b)", "a.b", "a.", "I.", "IV ", "IV.", "A",
    "A.B.", "#", "#a", "@a", "&amp;", "<b>", "*", "**a", "_a", "a_b", "~", "-", "--", "...", ".", "½", "²", "a²", "ﬁ",
    "e\u0301", "1st", "5km ", "5 km ", "Mon-", "May 5 ", "A1", "a1-", "x@", "x@y.z", "http://", "/a", "www.", "'",
    "1'2\"",
    "1 000 ", "4111 ", "+1 ", "|", "```", "U.S. ", "Dr. ", "No. ", "z. B. ", "€ ", "1€ ", "%", "1% ",
    "(* 1", "†1 ", "c/a", "1/1/", "1-1-1 ", "2 1/2 a ", "1,00 Euro ", "1.1.2000-",
]  # fmt: skip


@pytest.mark.parametrize("tag", ["en-US", "de", "fr"])
def test_no_mixture_costs_more_than_its_length(tag: str, long_form: bool) -> None:
    lengths = (100, 1_000, 10_000, 100_000) if long_form else (500, 4_000)

    def read(text: str) -> None:
        for sentence in sentences(text, language=tag):
            spoken_words(sentence, tag)

    mixtures = MIXTURES if long_form else MIXTURES[TAGS.index(tag) % 3 :: 3]
    found = {mixture: beyond_n_log_n(read, partial(repeated, mixture), lengths) for mixture in mixtures}
    assert not {mixture: told for mixture, told in found.items() if told}


def test_rules_name_no_language() -> None:
    folder = Path(str(front_end.__file__)).parent
    names = "english|german|french|spanish|italian|portuguese|hindi|american|british|brazilian"
    named = re.compile(
        rf"\b(?:{names})\b|[\"'](?:en|de|fr|es|it|pt|hi)(?:[-_][A-Za-z]{{2}})?[\"']\s*(?:[),:\]]|==|!=)", re.IGNORECASE
    )
    rules = [
        *folder.glob("rules/*.py"),
        *(
            folder / f"{name}.py"
            for name in ("classifier", "normalise", "ends", "sentences", "numerals", "neighbours", "tokens", "classes")
        ),
    ]
    found = {
        path.name: match.group()
        for path in rules
        for line in path.read_text("utf-8").splitlines()
        if not line.lstrip().startswith("#") and (match := named.search(line))
    }
    assert not found
