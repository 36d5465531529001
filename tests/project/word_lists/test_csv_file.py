# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.dictionary import Entry
from studio.project.word_lists.csv_file import read_csv, write_csv
from studio.project.word_lists.word_list import WordListFailed

ENTRIES = (Entry("Nova", "NOO-vah", "en", True), Entry('say "x", y', "/siː/"), Entry("=SUM", "-x", "de"))
WORDS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=8)


def test_what_is_written_is_read() -> None:
    assert read_csv(write_csv(ENTRIES), "a.csv").entries == ENTRIES
    # No cell is a formula for the program that opens it.
    assert b"'=SUM" in write_csv(ENTRIES)


@given(st.lists(st.builds(Entry, WORDS, WORDS, st.sampled_from(["", "en", "pt-BR"]), st.booleans()), min_size=1))
def test_any_words_come_back(entries: list[Entry]) -> None:
    wanted = {entry.key: entry for entry in entries if "'" not in (entry.text[0], entry.alias[0])}
    if wanted:
        assert set(read_csv(write_csv(tuple(wanted.values())), "a.csv").entries) == set(wanted.values())


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Nova,NOO-vah\nSQL,sequel", [Entry("Nova", "NOO-vah"), Entry("SQL", "sequel")]),
        ("alias;text;lang\r\nx;y;en_GB\r\n", [Entry("y", "x", "en-GB")]),
        ("Word\tIPA\tCase\nNova\t/nuː/\tyes\n", [Entry("Nova", "/nuː/", "", True)]),
        ("Nova,a\nnova,b", [Entry("nova", "b")]),
    ],
)
def test_tables_of_other_programs_are_read(text: str, entries: list[Entry]) -> None:
    assert list(read_csv(text.encode(), "a.csv").entries) == entries
    assert list(read_csv(text.encode("utf-16"), "a.csv").entries) == entries


def test_lines_without_a_word_or_an_alias_are_counted() -> None:
    found = read_csv(b"Nova,NOO-vah\n,x\ny,\n\n" + b"w" * 1500 + b",x", "a.csv")
    assert (len(found.entries), found.skipped) == (1, 3)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no words"),
        (b"a\nb", "no words"),
        (b"\x00\x01\x02", "no text"),
        (b"\n".join(b"w%d,x" % number for number in range(10_001)), "10,000"),
        (b'a,"' + b"x" * 100_000, "line"),
    ],
)
def test_what_is_no_table_of_words_is_told(data: bytes, message: str) -> None:
    with pytest.raises(WordListFailed, match=message):
        read_csv(data, "a.csv")


def test_fuzzed_bytes_are_words_or_a_clear_error() -> None:
    rng = random.Random(5)
    good = write_csv(ENTRIES)
    for _ in range(300):
        data = bytearray(good)
        for _ in range(rng.randrange(1, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        with suppress(WordListFailed):
            read_csv(bytes(data), "a.csv")
    with pytest.raises(WordListFailed):
        read_csv(rng.randbytes(10_000), "a.csv")
