# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random
import time
from contextlib import suppress

import pytest

from studio.core.dictionary import Entry
from studio.project.word_lists.pls_file import read_pls, write_pls
from studio.project.word_lists.word_list import WordListFailed

ENTRIES = (
    Entry("Nova", "NOO-vah", "en", True),
    Entry("<&>", "/siː/", "en"),
    Entry("chat", "sha", "fr"),
    Entry("any", "x"),
)
PUBLISHED = b"""<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-US">
  <!-- as the specification has it -->
  <lexeme><grapheme>judgment</grapheme><grapheme>judgement</grapheme><phoneme>\xcb\x88d\xca\x92\xca\x8cd\xca\x92</phoneme></lexeme>
  <lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme>
  <lexeme><grapheme>one</grapheme><phoneme>a</phoneme><phoneme prefer="true">b</phoneme></lexeme>
  <lexeme><grapheme>other</grapheme><phoneme alphabet="x-sampa">Q</phoneme></lexeme>
</lexicon>"""
BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<lexicon><lexeme><grapheme>&c;</grapheme><alias>x</alias></lexeme></lexicon>"""


def test_what_is_written_is_read() -> None:
    assert read_pls(write_pls(ENTRIES), "a.pls").entries == ENTRIES
    assert b'xml:lang="en"' in write_pls(ENTRIES)


def test_a_lexicon_of_the_specification_is_read() -> None:
    found = read_pls(PUBLISHED, "a.pls")
    assert found.entries == (
        Entry("judgment", "/ˈdʒʌdʒ/", "en-US"),
        Entry("judgement", "/ˈdʒʌdʒ/", "en-US"),
        Entry("W3C", "World Wide Web Consortium", "en-US"),
        Entry("one", "/b/", "en-US"),
    )
    assert found.skipped == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (BOMB, "entities"),
        (b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><lexicon>&x;</lexicon>', "entities"),
        (b"<html/>", "no pronunciation lexicon"),
        (b"<lexicon/>", "no words"),
        (b"<lexicon><lexeme>", "damaged"),
        (b"<lexicon>" + b"<a>" * 100_000, "nested"),
        (b"<lexicon><lexeme><grapheme>" + b"x" * 1_000_000, "letters"),
        (
            b"<lexicon>"
            + b"".join(
                b"<lexeme><grapheme>w%d</grapheme><alias>x</alias></lexeme>" % number for number in range(10_001)
            )
            + b"</lexicon>",
            "10,000",
        ),
    ],
)
def test_hostile_files_are_a_clear_error_within_bounds(data: bytes, message: str) -> None:
    began = time.process_time()
    with pytest.raises(WordListFailed, match=message):
        read_pls(data, "a.pls")
    assert time.process_time() - began < 2.0


def test_fuzzed_bytes_are_words_or_a_clear_error() -> None:
    rng = random.Random(7)
    for _ in range(300):
        data = bytearray(PUBLISHED)
        for _ in range(rng.randrange(1, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        with suppress(WordListFailed):
            read_pls(bytes(data), "a.pls")
    with pytest.raises(WordListFailed):
        read_pls(rng.randbytes(10_000), "a.pls")
