# SPDX-License-Identifier: GPL-3.0-or-later
"""Infill: speech between two clips, `POST /infill/bytes`."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from studio.core.errors import InvalidArgument
from studio.engine.base import Engine, SpeechPiece, Utterance
from studio.engine.stop import Stop
from studio.server.limits import Limits
from studio.server.rendering.between_clips import SpeechMeasures, between, measures_of_file
from studio.server.rendering.engine_host import EngineHost
from studio.server.speech.http import BytesAnswer
from studio.server.voices.directory import VoiceDirectory
from studio.server.wire.formats.table import ALL_FORMATS, format_schema
from studio.server.wire.requests import speech_order, transcript_of
from studio.server.wire.schema import Number
from studio.server.wire.uploads import Upload, uploaded

SIDES = ("left_audio", "right_audio")

FORMAT_KEYS = {key: f"output_format[{key}]" for key in format_schema().fields}
"""Keys of `output_format`, and of the form."""
_SPEED = "voice[__experimental_controls][speed]"
_EMOTIONS = ("voice[__experimental_controls][emotion][]", "voice[__experimental_controls][emotion]")


def infill_routes(host: EngineHost, directory: VoiceDirectory, limits: Limits) -> list[Route]:
    # One at a time, since a small file may take long to decode.
    measuring = asyncio.Lock()

    async def infill(request: Request) -> Response:
        async with uploaded(request, SIDES, limits) as form:
            body = _body(form)
            text = transcript_of(body, replace(limits, text_chars=limits.fitted_chars))
            order = speech_order(body, ALL_FORMATS)
            if not any(_size(form.files.get(side)) for side in SIDES):
                raise InvalidArgument("left_audio", "a sound file, unless right_audio is one")
            async with measuring:
                left, right = [await _measured(form, side) for side in SIDES]
        speaker = await directory.speaker(order)
        shaped = replace(speaker, shape=_Between(left, right, match_rate=not form.text(_SPEED)))
        return BytesAnswer(host.open(shaped, order.output), text, order.output, limits)

    return [Route("/infill/bytes", infill, methods=["POST"])]


class _Between:
    """Shapes speech to fit between two clips."""

    def __init__(self, left: SpeechMeasures | None, right: SpeechMeasures | None, match_rate: bool) -> None:
        self._between = partial(between, left=left, right=right, match_rate=match_rate)

    def __call__(self, engine: Engine, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        return self._between(engine, utterance, stop=stop)


async def _measured(form: Upload, side: str) -> SpeechMeasures | None:
    file = form.files.get(side)
    return await asyncio.to_thread(measures_of_file, file, side) if file is not None and _size(file) else None


def _size(file: BinaryIO | None) -> int:
    """Size in bytes, 0 without a file; clients send an empty file for one that they do not have."""
    return 0 if file is None else file.seek(0, io.SEEK_END)


def _body(form: Upload) -> Mapping[str, Any]:
    """The form as a body of a request for speech."""
    fields = format_schema().fields
    output: dict[str, Any] = {key: form.text(name) for key, name in FORMAT_KEYS.items()}
    output = {key: _number(text) if isinstance(fields[key].kind, Number) else text for key, text in output.items()}
    emotions = [tag for name in _EMOTIONS for tag in form.texts.get(name, ())]
    controls = {"speed": _number(form.text(_SPEED)) or None, "emotion": emotions or None}
    voice = {"id": form.text("voice_id") or "", "__experimental_controls": controls}
    plain = {key: form.text(key) or None for key in ("model_id", "language", "transcript")}
    return {**plain, "voice": voice, "output_format": {key: value or None for key, value in output.items()}}


def _number(text: str | None) -> float | str | None:
    """*text* as a number; other text is returned as it is, and the field's check refuses it."""
    try:
        return None if text is None else float(text)
    except ValueError:
        return text
