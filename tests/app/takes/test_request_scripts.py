# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random
from dataclasses import replace

import pytest

from studio.app.takes.request_scripts import request_script
from studio.client.speech.request import tagged
from studio.core.dictionary import Dictionary, Entry, marks_told, sayings
from studio.core.marks import Mark, ordered
from studio.core.markup import parse_markup
from studio.core.project import Paragraph, text_digest
from studio.core.timeline import word_spans
from studio.engine.text.reading import Reading

NOVA, IPA = Entry("Nova", "NOO-vah"), Entry("skerry", "/skˈɛɹi/")


def spoken(text: str, *own: Mark, entries: tuple[Entry, ...] = (NOVA, IPA)) -> Paragraph:
    marks = ordered(own, len(text))
    return Paragraph("p", text, marks_told(text, marks, Dictionary(entries, "en")))


def heard(text: str, entries: tuple[Entry, ...] = ()) -> tuple[str, list[tuple[str, str, str]]]:
    """What a server reads, and how it says each word of it that is not said as written."""
    marked = parse_markup(text)
    reading = Reading(marked.sayings).with_found(sayings(marked.text, entries, "en"))
    told = ((word.text, reading.of(word)) for word in word_spans(marked.text))
    return marked.text, [(word, saying.how, saying.said) for word, saying in told if saying is not None]


def test_what_a_dictionary_tells_goes_as_entries_and_marks_as_tags() -> None:
    paragraph = spoken("Nova's “Skerry”, Nova & so.", Mark("pause", 16, 16, "0.5"), Mark("speed", 17, 21, "1.2"))
    script = request_script(paragraph)
    assert script.text == 'Nova\'s “Skerry”,<break time="0.5s"/> <speed ratio="1.2">Nova</speed> & so.'
    assert script.pronunciations == (
        Entry("Nova's", "NOO-vah's", case_sensitive=True),
        Entry("Skerry", "/skˈɛɹi/", case_sensitive=True),
        Entry("Nova", "NOO-vah", case_sensitive=True),
    )
    assert heard(script.text, script.pronunciations) == heard(paragraph.script)


def test_takes_are_known_by_the_text_with_tags_as_ever() -> None:
    paragraph = spoken("To Nova.")
    assert paragraph.script == 'To <sub alias="NOO-vah">Nova</sub>.'
    by_hand = Paragraph("p", "To Nova.", (Mark("respelling", 3, 7, "NOO-vah"),))
    assert text_digest(paragraph.script) == text_digest(by_hand.script)
    assert paragraph == by_hand
    # What is set by hand is a tag.
    assert request_script(by_hand).text == by_hand.script
    assert request_script(Paragraph("p", "To <b>.")) == request_script(replace(spoken("To <b>."), marks=()))


@pytest.mark.parametrize(
    ("text", "own", "entries"),
    [
        # A word is said otherwise here by hand, and an entry of two words would say half of it.
        ("New York, New York.", (Mark("ipa", 4, 8, "jɔːk"),), (Entry("New York", "noo YORK"),)),
        # Nobody can send a respelling of blanks, or one that looks like sounds.
        ("To Nova.", (), (Entry("Nova", "x" * 1001),)),
        # Told by a longer entry in one place, and by hand in the other.
        ("Nova, not nova.", (Mark("spell", 10, 14),), (Entry("Nova", "/x/y/", case_sensitive=True),)),
    ],
)
def test_what_entries_cannot_say_alone_is_all_tagged(
    text: str, own: tuple[Mark, ...], entries: tuple[Entry, ...]
) -> None:
    paragraph = spoken(text, *own, entries=entries)
    script = request_script(paragraph)
    assert heard(script.text, script.pronunciations) == heard(paragraph.script)


def test_an_entry_that_a_server_refuses_is_not_sent() -> None:
    long = spoken("To Nova.", entries=(Entry("Nova", "x" * 1001),))
    assert request_script(long).pronunciations == ()
    assert request_script(long).text == long.script


WORDS = ["Nova", "nova", "Nova's", "“Nova,”", "New", "York", "York.", "New York", "skerry;", "<b", "a&lt;", "3 <", "so"]
ENTRIES = (NOVA, IPA, Entry("New York", "noo YORK"), Entry("York", "/jˈɔːk/", case_sensitive=True), Entry("a", "eh"))
KINDS = [("pause", "0.5"), ("unknown", "<laugh/>"), ("speed", "1.2"), ("emotion", "happy"), ("spell", ""), ("ipa", "x")]


def test_whatever_marks_there_are_it_sounds_as_the_tagged_text() -> None:
    drawn, inline = random.Random(9), 0
    for _ in range(400):
        text = drawn.choice([" ", "  "]).join(drawn.choices(WORDS, k=drawn.randrange(1, 9)))
        own = []
        for _ in range(drawn.randrange(4)):
            kind, value = drawn.choice(KINDS)
            start, end = sorted(drawn.choices(range(len(text) + 1), k=2))
            own.append(Mark(kind, start, start if kind in ("pause", "unknown") else end, value))
        own_marks = [mark for mark in own if mark.kind in ("pause", "unknown") or mark.start < mark.end]
        saying = [mark for mark in own_marks if mark.kind in ("ipa", "spell")][:1]
        others = [mark for mark in own_marks if mark.kind not in ("ipa", "spell")]
        paragraph = spoken(text, *others, *saying, entries=tuple(drawn.sample(ENTRIES, 4)))
        script = request_script(paragraph)
        inline += bool(script.pronunciations)
        assert heard(script.text, script.pronunciations) == heard(paragraph.script), (text, own)
        # A server that does not take entries is sent the tagged text.
        assert heard(tagged(script.text, "", script.pronunciations)) == heard(paragraph.script), (text, own)
        if not script.pronunciations:
            assert script.text == paragraph.script
    assert inline > 100
