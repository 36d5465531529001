# SPDX-License-Identifier: Apache-2.0
"""Speech and voices from the engine on this machine, or from any server of the Cartesia API.

    from studio.client import Cartesia

    with Cartesia() as client:
        wav = client.tts.bytes(
            model_id="sonic-english",
            transcript="Hello, world!",
            voice_id="a0e99841-438c-4a64-b679-ae501e7d6091",
            output_format={"container": "wav", "encoding": "pcm_f32le", "sample_rate": 44100},
        )

Names, arguments and results are those of the Cartesia library 1.x; every error is also a StudioError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.client.library.cartesia import AsyncCartesia, Cartesia
    from studio.client.library.types import (
        MixVoice,
        OutputFormat,
        SpeechOutput,
        VoiceControls,
        VoiceMetadata,
        WordTimestamps,
    )

__all__ = [
    "AsyncCartesia",
    "Cartesia",
    "MixVoice",
    "OutputFormat",
    "SpeechOutput",
    "VoiceControls",
    "VoiceMetadata",
    "WordTimestamps",
]

_CLIENTS = ("AsyncCartesia", "Cartesia")


def __getattr__(name: str) -> object:
    """Import public names on first use, since the studio itself needs other modules of this package first."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from studio.client.library import cartesia, types

    return getattr(cartesia if name in _CLIENTS else types, name)
