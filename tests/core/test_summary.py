# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.core.summary import ProjectSummary


def test_each_paragraph_that_is_read_is_counted_in_one_state() -> None:
    assert ProjectSummary(ready=1, changed=2, missing=4).paragraphs == 7
