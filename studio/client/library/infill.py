# SPDX-License-Identifier: Apache-2.0
"""Speech that fits between two recordings: the request and the joining of the three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.client.library.bodies import SpeechArguments, longest_audio_bytes, whole_text
from studio.client.library.recordings import recording
from studio.client.library.wav import joined
from studio.client.wire.bodies import AUDIO, Allowance
from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    from studio.client.library.backend import Backend
    from studio.client.wire.hang_up import HangUp


@dataclass(frozen=True, slots=True)
class Infill:
    """A request for speech between the recordings at *left_path* and *right_path*, of which one may be missing."""

    arguments: SpeechArguments
    transcript: str
    left_path: str | Path | None
    right_path: str | Path | None

    def ask(self, backend: Backend, hang_up: HangUp | None = None) -> tuple[bytes, bytes]:
        """The speech alone, and joined with the recordings; blocks, and *hang_up* ends it.

        Raises:
            InvalidArgument: an argument is outside what is permitted, or a recording of another format.
            StudioError: the server refuses, or cannot be reached.
        """
        settings = self.arguments.settings(backend.version)
        given = {"left_audio": self.left_path, "right_audio": self.right_path}
        recordings = {name: recording(f"{name}_path", path) for name, path in given.items() if path}
        if not recordings:
            raise InvalidArgument("left_audio_path", "the path of a recording, or right_audio_path")
        middle = backend.content(
            "POST",
            "/infill/bytes",
            repeatable=True,
            hang_up=hang_up,
            kinds=AUDIO,
            allowance=Allowance(longest_audio_bytes(settings["output_format"], self.transcript)),
            files=recordings,
            data=_fields(settings, whole_text(self.transcript), self.arguments.controls or {}),
        )
        pieces = [("left_audio_path", recordings["left_audio"][1])] if "left_audio" in recordings else []
        pieces += [("the server's answer", middle)]
        pieces += [("right_audio_path", recordings["right_audio"][1])] if "right_audio" in recordings else []
        return middle, joined(pieces, settings["output_format"]["container"])


def _fields(settings: Mapping[str, Any], transcript: str, controls: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "model_id": settings["model_id"],
        "language": settings["language"],
        "transcript": transcript,
        "voice_id": settings["voice"]["id"],
    }
    fields |= {f"output_format[{key}]": str(value) for key, value in settings["output_format"].items()}
    if controls.get("speed") is not None:
        fields["voice[__experimental_controls][speed]"] = str(controls["speed"])
    if controls.get("emotion"):
        fields["voice[__experimental_controls][emotion][]"] = list(controls["emotion"])
    return fields
