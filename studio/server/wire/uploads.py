# SPDX-License-Identifier: GPL-3.0-or-later
"""Multipart forms with sound files and a few fields, read within limits. Large files go to disk, not to memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect, Request

from studio.core.errors import InvalidArgument, StudioError
from studio.server.limits import Limits
from studio.server.wire.json_object import repaired
from studio.server.wire.problems import TooLarge
from studio.server.wire.receiving import body_parts

_MOST_PARTS = 32
_FIELD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class Upload:
    """The content of a form.

    Attributes:
        files: Files, open at their start until the block ends.
        texts: Values of each field in order, small files included, since some clients send fields as files.
    """

    files: Mapping[str, BinaryIO]
    texts: Mapping[str, tuple[str, ...]]

    def text(self, name: str) -> str | None:
        """The last value of the field *name*; None if it is absent."""
        return next(reversed(self.texts.get(name, ())), None)


@asynccontextmanager
async def uploaded(request: Request, files: tuple[str, ...], limits: Limits) -> AsyncIterator[Upload]:
    """The form in *request*. Parts named in *files* are kept as files.

    Raises:
        TooLarge: the body is longer than the limit, or a field than 64 KiB.
        InvalidArgument: not a form of several parts.
    """
    async with _parsed(request, limits) as form:
        found: dict[str, BinaryIO] = {}
        texts: dict[str, tuple[str, ...]] = {}
        for coded, value in form.multi_items():
            name = repaired(coded)  # such as by the form's charset "unicode_escape"
            if isinstance(value, UploadFile) and name in files:
                found[name] = value.file
            else:
                text = value if isinstance(value, str) else await _as_text(name, value)
                texts[name] = (*texts.get(name, ()), repaired(text))
        yield Upload(found, texts)


@asynccontextmanager
async def _parsed(request: Request, limits: Limits) -> AsyncIterator[FormData]:
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise InvalidArgument("body", "a form of several parts (multipart/form-data)")
    body = body_parts(request, limits.upload_bytes, limits)
    parser = MultiPartParser(
        request.headers, body, max_files=_MOST_PARTS, max_fields=_MOST_PARTS, max_part_size=_FIELD_BYTES
    )
    try:
        async with aclosing(body):
            form = await parser.parse()
    except (StudioError, ClientDisconnect, OSError):
        raise
    except Exception as error:
        # The parser decodes names, character sets and encodings of the parts, each with errors of its own.
        raise InvalidArgument("body", "a whole form of several parts (multipart/form-data)", repr(error)) from error
    try:
        yield form
    finally:
        await form.close()
        # A part that the body breaks off in is no part of the form.
        for file in parser._files_to_close_on_error:
            file.close()


async def _as_text(name: str, value: UploadFile) -> str:
    data = await value.read(_FIELD_BYTES + 1)
    if len(data) > _FIELD_BYTES:
        raise TooLarge(f"{name}: must be at most {_FIELD_BYTES} bytes.")
    return data.decode("utf-8", "replace")
