# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random
from dataclasses import replace

from studio.core.dictionary import Dictionary, Entry, marks_told
from studio.core.project import Paragraph
from studio.ui.manuscript.lines.told_words import ToldWords

ENTRIES = (Entry("Nova", "NOO-vah"), Entry("Skerry", "SKEH-ree"))


def heading(id: str, text: str = "A chapter") -> Paragraph:
    return Paragraph(id, text, kind="heading", level=1)


def said(*paragraphs: Paragraph, entries: tuple[Entry, ...] = ENTRIES) -> tuple[Paragraph, ...]:
    dictionary = Dictionary(entries, "en")
    return tuple(replace(each, marks=marks_told(each.text, each.marks, dictionary)) for each in paragraphs)


def shown(words: ToldWords, *paragraphs: Paragraph) -> dict[str, list[str]]:
    """The words with a chip."""
    found = {each.id: [each.text[mark.start : mark.end] for mark in words.chips(each.id)] for each in paragraphs}
    return {id: texts for id, texts in found.items() if texts}


def test_the_first_of_each_word_in_each_chapter_has_a_chip_and_all_are_told() -> None:
    text = (
        Paragraph("a", "Nova, Skerry and nova."),
        Paragraph("b", "Nova's Skerry."),
        heading("h", "To Skerry"),
        Paragraph("c", "Nobody, Nova. Skerry."),
        Paragraph("d", "Nova."),
    )
    words = ToldWords()
    assert words.follow(said(*text)) == {"a", "h", "c"}
    assert shown(words, *text) == {"a": ["Nova", "Skerry"], "h": ["Skerry"], "c": ["Nova"]}
    assert [len(words.marks(each.id)) for each in text] == [3, 2, 1, 2, 1]
    assert words.follow(said(*text)) == frozenset()


def test_a_chip_follows_its_word_and_goes_to_the_next_one_when_that_is_gone() -> None:
    first, second = Paragraph("a", "Nova came."), Paragraph("b", "So did Nova.")
    words = ToldWords()
    words.follow(said(first, second))
    moved = replace(first, text="And Nova came.")
    assert words.follow(said(moved, second)) == {"a"}
    assert [mark.start for mark in words.chips("a")] == [4]
    assert words.follow(said(replace(first, text="She came."), second)) == {"a", "b"}
    assert shown(words, first, second) == {"b": ["Nova"]}
    assert words.follow(said(second)) == frozenset()
    assert words.follow(said(first, second, entries=())) == {"b"}
    assert (words.chips("b"), words.marks("b")) == ((), ())


def test_another_way_to_say_it_is_another_chip() -> None:
    only = Paragraph("a", "Nova")
    words = ToldWords()
    words.follow(said(only))
    assert words.follow(said(only, entries=(Entry("Nova", "x"),))) == {"a"}
    assert [mark.value for mark in words.chips("a")] == ["x"]


def test_after_any_changes_it_is_as_if_all_was_told_anew() -> None:
    drawn = random.Random(3)
    made = [
        heading(f"p{n}") if n % 7 == 3 else Paragraph(f"p{n}", drawn.choice(["Nova", "Skerry, Nova", "none", "nova"]))
        for n in range(30)
    ]
    followed = ToldWords()
    shown_before = shown(followed, *made)
    for _ in range(200):
        at = drawn.randrange(len(made))
        what = drawn.randrange(4)
        if what == 0:
            made[at] = replace(made[at], text=drawn.choice(["Nova", "Nova Skerry", "", "so Nova, Nova's"]))
        elif what == 1 and len(made) > 5:
            del made[at]
        elif what == 2:
            made.insert(at, Paragraph(f"new{drawn.random()}", "Skerry of Nova"))
        else:
            made.insert(drawn.randrange(len(made)), made.pop(at))
        now = said(*made, entries=ENTRIES if drawn.random() < 0.9 else ENTRIES[:1])
        changed = followed.follow(now)
        anew = ToldWords()
        anew.follow(now)
        assert shown(followed, *made) == shown(anew, *made)
        assert [followed.marks(each.id) for each in made] == [anew.marks(each.id) for each in made]
        after = shown(followed, *made)
        assert {id for id in {*shown_before, *after} if shown_before.get(id) != after.get(id)} <= changed | (
            shown_before.keys() - {each.id for each in made}
        )
        shown_before = after
