# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms as a client of httpx sends them, read without a server."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Any

import httpx
import pytest
from starlette import formparsers
from starlette.requests import Request
from starlette.types import Message

from studio.core.errors import InvalidArgument
from studio.server.limits import Limits
from studio.server.wire.problems import TooLarge
from studio.server.wire.uploads import uploaded


def form(**parts: Any) -> Request:
    made = httpx.Request("POST", "http://localhost/", **parts)
    body = made.read()
    headers = [(name.lower().encode(), value.encode()) for name, value in made.headers.items()]

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


async def test_files_are_kept_open_and_fields_are_texts() -> None:
    request = form(data={"name": ["A", "B"], "empty": ""}, files={"clip": b"RIFF", "note": ("n.txt", b"\xff5")})
    async with uploaded(request, ("clip",), Limits()) as found:
        assert found.files["clip"].read() == b"RIFF"
        assert set(found.files) == {"clip"}
        assert found.texts["name"] == ("A", "B")
        assert (found.text("name"), found.text("empty"), found.text("absent")) == ("B", "", None)
        assert found.text("note") == "\ufffd5"
    assert found.files["clip"].closed


async def test_the_last_file_of_a_name_counts() -> None:
    files = [("clip", ("a", b"first")), ("clip", ("b", b"second"))]
    async with uploaded(form(files=files), ("clip",), Limits()) as found:
        assert found.files["clip"].read() == b"second"


async def test_a_lone_surrogate_by_the_forms_charset_becomes_the_replacement_character() -> None:
    part = b'--a\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    request = form(
        content=part % (b"name", rb"a\ud800b") + part % (rb"\udc80", rb"\xe9") + b"--a--\r\n",
        headers={"content-type": "multipart/form-data; charset=unicode_escape; boundary=a"},
    )
    async with uploaded(request, ("clip",), Limits()) as found:
        assert found.texts == {"name": ("a\ufffdb",), "\ufffd": ("é",)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"json": {}},
        {"content": b""},
        {"content": b"--y garbage", "headers": {"content-type": "multipart/form-data; boundary=x"}},
        {"content": b"nothing", "headers": {"content-type": "multipart/form-data"}},
        {"files": {str(number): b"x" for number in range(40)}},
    ],
    ids=["json", "nothing", "another boundary", "no boundary", "many"],
)
async def test_what_is_no_form_of_some_parts_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgument, match="multipart/form-data"):
        async with uploaded(form(**wrong), ("clip",), Limits()):
            pytest.fail("it was read")


async def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(TooLarge, match="at most 100 bytes"):
        async with uploaded(form(files={"clip": b"x" * 200}), ("clip",), Limits(upload_bytes=100)):
            pytest.fail("it was read")
    with pytest.raises(TooLarge, match="name: "):
        async with uploaded(form(files={"name": b"x" * 70_000}), ("clip",), Limits()):
            pytest.fail("it was read")


async def test_the_file_of_a_part_in_which_the_form_breaks_off_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[SpooledTemporaryFile[bytes]] = []

    def noted(*args: Any, **more: Any) -> SpooledTemporaryFile[bytes]:
        made.append(SpooledTemporaryFile(*args, **more))  # noqa: SIM115 - the code under test closes it
        return made[-1]

    monkeypatch.setattr(formparsers, "SpooledTemporaryFile", noted)
    broken = form(
        content=b'--a\r\nContent-Disposition: form-data; name="clip"; filename="c"\r\n\r\nRIFF',
        headers={"content-type": "multipart/form-data; boundary=a"},
    )
    async with uploaded(broken, ("clip",), Limits()) as found:
        assert not found.files
    assert [each.closed for each in made] == [True]
