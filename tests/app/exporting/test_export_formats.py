# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.app.exporting import export_formats
from studio.export import formats
from tests.support.loading import heavy_with


def test_the_window_is_handed_the_table_itself() -> None:
    assert export_formats.EXPORTERS is formats.EXPORTERS
    assert all(getattr(export_formats, name) is getattr(formats, name) for name in export_formats.__all__)


@pytest.mark.parametrize(
    "module", ["studio.ui.main_window", "studio.app.exporting.export_formats", "studio.cli.arguments"]
)
def test_what_is_shown_first_loads_nothing_that_takes_long(module: str) -> None:
    assert not heavy_with(module)
