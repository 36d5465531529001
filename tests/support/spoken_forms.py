# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of what is written and what is said: tables of tests/engine/text/cases, and when two spoken forms are one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.core.timeline import word_spans
from studio.engine.text import languages
from studio.engine.text.classes import Token
from studio.engine.text.neighbours import Sentence
from studio.engine.text.normalise import PAUSES, spoken_words
from studio.engine.text.sentences import sentences
from studio.engine.text.tokens import line_of

CASES = Path(__file__).parents[1] / "engine" / "text" / "cases"
_SPELLED = re.compile(r"[A-Z]{2,}|[A-Za-z](?:\.[A-Za-z])+")


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a table: tag, class, text as written, and spoken forms that are equally good.

    A form has "|" between what the written words say, with "-" for a word that another says too; or it is plain words.
    "//" in it asks for a sentence's end.
    """

    tag: str
    semiotic: str
    written: str
    forms: tuple[str, ...]


def cases_of(language: str) -> Iterator[Case]:
    for line in (CASES / f"{language}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            tag, semiotic, written, *forms = line.split("\t")
            yield Case(tag, semiotic, written, tuple(forms))


def read_aloud(written: str, tag: str) -> str:
    """What is said for *written*: "|" between words, " // " between sentences."""
    return " // ".join(
        "|".join("-" if word.silent else word.text for word in spoken_words(sentence, tag))
        for sentence in sentences(written, language=tag)
    )


def is_said(case: Case, said: str) -> bool:
    """Whether *said* (of `read_aloud`) is one of the forms of *case*."""
    return any(_matches(form, said) for form in case.forms)


def _matches(form: str, said: str) -> bool:
    if "//" not in form:
        said = said.replace(" // ", "|")
    if "|" not in form:
        said = said.replace("|", " ")
        said = " ".join(word for word in said.split() if word != "-")
        return _same(form, said) or _same(form, without_pauses(said))
    wanted, found = form.split("|"), said.split("|")
    return len(wanted) == len(found) and all(map(_same, wanted, found))


def _same(form: str, said: str) -> bool:
    """Whether both are the same words; sounds stand for any word where *form* asks for none."""
    wanted, found = folded(form).split(), folded(said).split()
    return len(wanted) == len(found) and all(
        want == word or (word.startswith("⟨") and not want.startswith("⟨"))
        for want, word in zip(wanted, found, strict=True)
    )


def without_pauses(said: str) -> str:
    return " ".join(word for word in said.split() if word not in PAUSES)


def folded(said: str) -> str:
    """*said* without what a listener does not hear: case, hyphens, how letters that are spelled are written."""
    said = said.replace("⟨ˈeɪ⟩", "A")
    words = [
        " ".join(re.sub(r"\W", "", word)) if _SPELLED.fullmatch(word) else word
        for word in said.replace("-", " ").split()
    ]
    return " ".join(words).casefold()


def sentence_of(text: str, tag: str = "en-US") -> Sentence:
    """*text* as the rules see it."""
    language = languages.find(tag)
    assert language is not None
    return Sentence(line_of(word_spans(text)), language)


def said_by(rule: Callable[[Sentence, int], Token | None], text: str, tag: str = "en-US", at: int = 0) -> str | None:
    """What *rule* says at a place of *text*, its pieces separated by "|"; None where it does not apply."""
    token = rule(sentence_of(text, tag), at)
    return None if token is None else "|".join(piece.said for piece in token.pieces)
