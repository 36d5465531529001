# SPDX-License-Identifier: GPL-3.0-or-later
from studio.project.importers.pdf_lines import Block, Line


def test_a_block_is_as_high_as_its_first_line_and_has_the_text_of_all() -> None:
    block = Block(0, 1, [Line("One ", 0, 9, 50, 12), Line(" two", 0, 9, 40, 10)])
    assert (block.height, block.text) == (12, "One\ntwo")
