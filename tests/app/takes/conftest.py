# SPDX-License-Identifier: GPL-3.0-or-later
"""A paragraph that the studio of the tests has rendered."""

from __future__ import annotations

from studio.app.takes.in_use import InUse
from studio.core.project import Paragraph
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

TEXT = "One two three. Four five six. Seven eight nine."


async def rendered(desk: Desk, text: str = TEXT) -> None:
    desk.studio.editing.replace_text(text)
    await render_now(desk)


async def render_now(desk: Desk) -> None:
    """Play the text once, so that it is rendered, and wait until its take is kept."""
    desk.studio.hearing.play_all()
    await wait_until_async(lambda: (found := in_use(desk)) is not None and found.stale == "")
    desk.studio.hearing.stop()


def paragraph(desk: Desk) -> Paragraph:
    return desk.studio.editing.project.paragraphs[0]


def in_use(desk: Desk) -> InUse | None:
    status = desk.studio.engine.state.status
    assert status is not None
    return desk.studio.taking.in_use(paragraph(desk), desk.studio.designing.spoken_design, status.engine)


def stale(desk: Desk) -> str:
    found = in_use(desk)
    return "none" if found is None else found.stale
