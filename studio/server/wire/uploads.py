# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms of several parts: sound files and a few fields, read within bounds. Large files go to disk, not to memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from studio.core.errors import InvalidArgument
from studio.server.limits import Limits
from studio.server.wire.problems import TooLarge, TooSlow

_MOST_PARTS = 32
_FIELD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class Upload:
    """What a form brought.

    Attributes:
        files: Open, at their start, until the block ends.
        fields: Texts; small files that stand for fields too, as some clients send them.
    """

    files: Mapping[str, BinaryIO]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A form held in memory.

    Attributes:
        files: What each file holds, whatever it is called.
        texts: The values of each field, in order.
    """

    files: Mapping[str, bytes]
    texts: Mapping[str, tuple[str, ...]]

    def text(self, name: str) -> str | None:
        """The first value of the field *name*, None where it is absent."""
        return next(iter(self.texts.get(name, ())), None)


@asynccontextmanager
async def uploaded(request: Request, files: tuple[str, ...], limits: Limits) -> AsyncIterator[Upload]:
    """The form in *request*; of its files those called *files* are kept as files.

    Raises:
        TooLarge: the body is longer than the limit, or a field than 64 KiB.
        InvalidArgument: not a form of several parts.
    """
    async with _parsed(request, limits) as form:
        found: dict[str, BinaryIO] = {}
        fields: dict[str, str] = {}
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields[name] = value
            elif name in files:
                found[name] = value.file
            else:
                fields[name] = await _as_text(name, value)
        yield Upload(found, fields)


async def read_form(request: Request, limits: Limits) -> Form:
    """The whole form in *request*.

    Raises:
        TooLarge: the body is longer than the limit, or a field than 64 KiB.
        InvalidArgument: not a form of several parts.
    """
    files: dict[str, bytes] = {}
    texts: dict[str, tuple[str, ...]] = {}
    async with _parsed(request, limits) as form:
        for name, value in form.multi_items():
            if isinstance(value, str):
                texts[name] = (*texts.get(name, ()), value)
            else:
                files[name] = await value.read()
    return Form(files, texts)


@asynccontextmanager
async def _parsed(request: Request, limits: Limits) -> AsyncIterator[FormData]:
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise InvalidArgument("body", "a form of several parts (multipart/form-data)")
    body = _bounded(request, limits.upload_bytes)
    parser = MultiPartParser(
        request.headers, body, max_files=_MOST_PARTS, max_fields=_MOST_PARTS, max_part_size=_FIELD_BYTES
    )
    try:
        async with asyncio.timeout(limits.body_s):
            form = await parser.parse()
    except TimeoutError:
        raise TooSlow("The request's body did not arrive in time.") from None
    except (MultiPartException, KeyError, ValueError) as error:
        if isinstance(error, InvalidArgument):
            raise
        raise InvalidArgument("body", "a whole form of several parts (multipart/form-data)", repr(error)) from error
    try:
        yield form
    finally:
        await form.close()


async def _as_text(name: str, value: UploadFile) -> str:
    data = await value.read(_FIELD_BYTES + 1)
    if len(data) > _FIELD_BYTES:
        raise TooLarge(f"{name}: must be at most {_FIELD_BYTES} bytes.")
    return data.decode("utf-8", "replace")


async def _bounded(request: Request, limit_bytes: int) -> AsyncGenerator[bytes, None]:
    count = 0
    async for part in request.stream():
        count += len(part)
        if count > limit_bytes:
            raise TooLarge(f"body: must be at most {limit_bytes} bytes.")
        yield part
