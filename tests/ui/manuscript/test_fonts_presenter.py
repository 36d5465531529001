# SPDX-License-Identifier: GPL-3.0-or-later
"""A script without a font is told of once, with the package that has one."""

from __future__ import annotations

import pytest

from studio.ui.manuscript.fonts_presenter import FontsPresenter
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_a_missing_font_is_told_once_with_its_package(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        told: list[str] = []
        it.studio.notices.connect(lambda notice: told.append(notice.text) if notice.key.startswith("font ") else None)
        own = it.window.manuscript.findChild(FontsPresenter)
        assert own is not None
        own.close()
        fonts = FontsPresenter(it.window, it.studio, lambda script: script.name != "Tamil")
        it.studio.editing.replace_text("Plain\n" * 1200 + "தமிழ்")
        await it.until(lambda: told, "it is told")
        assert "sudo apt install fonts-noto-core" in told[0]
        it.studio.editing.edit_text(0, 0, "தமிழ் שלום ")
        await it.until(lambda: fonts._looked is it.studio.editing.project.paragraphs, "looked through again")
        assert len(told) == 1
        fonts.close()

    in_window(body)
