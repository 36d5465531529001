# SPDX-License-Identifier: Apache-2.0
"""Where a person was in a project."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a project.

    Attributes:
        caret: Character of the text before which the caret stands.
        scroll: Number of the paragraph at the top of what is seen; its fraction is the share of it that is above.
        playhead: Character from which playing goes on; -1 for the start.
    """

    caret: int = 0
    scroll: float = 0.0
    playhead: int = -1
