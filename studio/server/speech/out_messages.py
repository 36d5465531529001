# SPDX-License-Identifier: GPL-3.0-or-later
"""A render's outputs as messages, for the socket and for server-sent events alike."""

from __future__ import annotations

from studio.server.rendering.outs import AudioOut, HeadStartOut, Out, PhonemesOut, SkippedOut, WordsOut
from studio.server.wire import messages


def out_message(out: Out, context_id: str, add_notices: bool, flush_id: int | None = None) -> messages.Message | None:
    """The message for *out*; None for an end, a flush, and a notice that nobody asked for.

    Args:
        flush_id: Number of the flush that audio belongs to; None where there is none.
    """
    match out:
        case AudioOut():
            return messages.chunk(context_id, out.data, out.step_ms, flush_id)
        case WordsOut():
            return messages.timestamps(context_id, out.words)
        case PhonemesOut():
            return messages.phoneme_timestamps(context_id, out.phonemes)
        case SkippedOut() if add_notices:
            return messages.notice(context_id, out.words)
        case HeadStartOut() if add_notices:
            return messages.notice(context_id, (), out.head_start)
    return None
