# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.core.edges import bare, closing_marks


def test_marks_at_the_edges() -> None:
    assert bare("“Yes!”") == "Yes"
    assert bare("...") == "..."
    assert closing_marks("Yes!”") == "!”"
    assert closing_marks("50%") == ""
    assert closing_marks("") == ""
