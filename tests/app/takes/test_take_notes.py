# SPDX-License-Identifier: GPL-3.0-or-later
"""What is noted about takes, undone and done again."""

from __future__ import annotations

from dataclasses import replace

from studio.app.takes.in_use import InUse
from tests.app.takes.conftest import in_use, paragraph, render_now, rendered
from tests.support.desk import Desk


async def test_a_chosen_take_is_used_as_long_as_it_fits_and_a_locked_one_always(desk: Desk) -> None:
    await rendered(desk)
    older = in_use(desk)
    assert older is not None
    desk.studio.designing.set_speed(0.5)
    await render_now(desk)
    newer = in_use(desk)
    assert newer is not None
    taking = desk.studio.taking
    taking.notes.choose(paragraph(desk), older.take.id)
    found = in_use(desk)
    assert found is not None
    # It is of another design, so the newest that fits is heard.
    assert found.take.id == newer.take.id
    note = replace(taking.notes.of(paragraph(desk), older.take.id), locked=True)
    taking.notes.put("locking a take", paragraph(desk), note)
    assert in_use(desk) == InUse(older.take, "")
    desk.studio.editing.undo()
    desk.studio.editing.undo()
    assert in_use(desk) == InUse(newer.take, "")


async def test_a_deleted_take_is_gone_until_undo(desk: Desk) -> None:
    await rendered(desk)
    found = in_use(desk)
    assert found is not None
    taking = desk.studio.taking
    taking.notes.put(
        "deleting a take", paragraph(desk), replace(taking.notes.of(paragraph(desk), found.take.id), deleted=True)
    )
    assert in_use(desk) is None
    desk.studio.editing.undo()
    assert in_use(desk) == found
