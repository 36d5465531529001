# SPDX-License-Identifier: GPL-3.0-or-later
"""Fractional ranks: byte strings whose order is that of the rows, so that a row comes between two others without a
change of theirs."""

from __future__ import annotations

LONGEST = 48
"""Bytes of a rank beyond which a file's ranks are made anew when it is opened."""

_DIGITS = 256
_STEP = 8


def between(low: bytes, high: bytes | None, count: int) -> list[bytes]:
    """*count* ascending ranks after *low* (b"" for the start) and before *high* (None for the end)."""
    if count == 1:
        return [_middle(low, high)]
    # The middle is no beginning of *high*, so all that begins with it lies before that.
    begin = _middle(low, high)
    width = 1 + (count.bit_length() + 7) // 8
    return [begin + (((number + 1) << 8) | _DIGITS // 2).to_bytes(width, "big") for number in range(count)]


def _middle(low: bytes, high: bytes | None) -> bytes:
    """A rank between both, near *low*: what is written on and on grows upwards. It does not end in 0, before which
    nothing would find room."""
    made = bytearray()
    at = 0
    while True:
        digit = low[at] if at < len(low) else 0
        limit = high[at] if high is not None and at < len(high) else _DIGITS
        if limit - digit > 1:
            made.append(digit + max(1, min(_STEP, (limit - digit) // 2)))
            return bytes(made)
        made.append(digit)
        if digit < limit:
            high = None  # all that goes on from here is below it
        at += 1
