# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.dictionary import Entry
from studio.project.word_lists.word_list import WordListFailed, word_list


def test_of_one_word_the_last_counts_and_what_no_dictionary_takes_is_counted() -> None:
    found = word_list([Entry("a", "x"), None, Entry("A", "y"), Entry("a " * 60, "x"), Entry("b\0", "x")], "f")
    assert (found.entries, found.skipped) == ((Entry("A", "y"),), 3)
    with pytest.raises(WordListFailed, match="f has no words"):
        word_list([None], "f")
