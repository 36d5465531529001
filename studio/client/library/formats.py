# SPDX-License-Identifier: Apache-2.0
"""Output formats by name, such as "raw_pcm_f32le_44100"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    from studio.client.library.types import OutputFormat

_LINEAR_RATES_HZ = (44100, 24000, 22050, 16000, 8000)
_NAMED = {
    f"raw_{encoding}_{rate_hz}": (encoding, rate_hz)
    for rate_hz in _LINEAR_RATES_HZ
    for encoding in ("pcm_f32le", "pcm_s16le")
} | {f"raw_{encoding}_8000": (encoding, 8000) for encoding in ("pcm_mulaw", "pcm_alaw")}

NAMES = tuple(_NAMED)

_OLD_NAMES = {"fp32": "pcm_f32le", "pcm": "pcm_s16le", "mulaw": "pcm_mulaw", "alaw": "pcm_alaw"}
"""Encodings in names before 1.1, which had an encoding with or without a rate, such as "fp32" and "pcm_16000"."""


def output_format_named(name: str) -> OutputFormat:
    """The format's dictionary, for *output_format* arguments.

    Raises:
        InvalidArgument: the name is neither one of NAMES nor an older one.
    """
    old, _, rate = name.partition("_") if isinstance(name, str) else ("", "", "")
    if old in _OLD_NAMES:
        name = f"raw_{_OLD_NAMES[old]}_{rate or 44100}"
    if name not in _NAMED:
        raise InvalidArgument("output_format_name", "one of " + ", ".join(NAMES), repr(name))
    encoding, rate_hz = _NAMED[name]
    return {"container": "raw", "encoding": encoding, "sample_rate": rate_hz}
