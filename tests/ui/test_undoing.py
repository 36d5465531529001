# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo of the project; that of a sheet: tests/ui/sheets/settings/test_presenter.py."""

from __future__ import annotations

import pytest

from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_buttons_and_actions_name_what_they_would_do(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        panel, actions = it.window.manuscript, it.presenter.actions
        assert (panel.undo.isEnabled(), panel.undo.toolTip()) == (False, "Nothing to undo (Ctrl+Z)")
        it.studio.designing.set_speed(0.5)
        done = it.studio.editing.undo_label
        assert done
        assert (panel.undo.toolTip(), actions["undo"].text()) == (f"Undo {done} (Ctrl+Z)", f"Undo {done}")
        panel.undo.click()
        assert it.studio.editing.project.design.controls.speed == 0
        assert not panel.undo.isEnabled()
        assert actions["redo"].text() == f"Redo {done}"
        panel.redo.click()
        assert it.studio.editing.undo_label == done

    in_window(body)
