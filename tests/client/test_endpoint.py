# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.client.endpoint import Endpoint
from studio.core.errors import InvalidArgument


def test_the_sockets_address_follows_from_the_base_url() -> None:
    assert Endpoint("http://127.0.0.1:80/", "k").websocket_url == (
        "ws://127.0.0.1:80/tts/websocket?cartesia_version=2024-06-10"
    )
    assert Endpoint("https://speech.example/v1", "k", "2026-08-14").websocket_url == (
        "wss://speech.example/v1/tts/websocket?cartesia_version=2026-08-14"
    )


def test_the_key_is_never_shown() -> None:
    assert "secret" not in repr(Endpoint("http://localhost:1", "secret"))


@pytest.mark.parametrize("url", ["http://localhost:1", "http://127.0.0.9", "http://[::1]:5", "http://x.localhost"])
def test_loopback_is_this_machine(url: str) -> None:
    assert Endpoint(url, "k").on_this_machine


@pytest.mark.parametrize("url", ["https://api.cartesia.ai", "http://10.0.0.1", "http://127.0.0.1.example"])
def test_anything_else_is_not(url: str) -> None:
    assert not Endpoint(url, "").on_this_machine


ELSEWHERE = (
    *("http://10.0.0.1", "http://127.0.0.1.example", "http://localhost.evil.example", "http://evil.example/localhost"),
    *("HTTP://speech.example:80", "http://[2001:db8::1]", "http://0x7f.1", "http://localhost."),
)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_key_goes_to_another_machine_over_plain_http_only_if_that_is_said(url: str) -> None:
    with pytest.raises(InvalidArgument, match="send_key_over_plain_http") as caught:
        Endpoint(url, "secret")
    assert "secret" not in str(caught.value)
    assert Endpoint(url, "secret", send_key_over_plain_http=True).websocket_url.startswith("ws://")
    assert Endpoint(url, "").token == ""
    assert Endpoint(url.lower().replace("http:", "https:"), "secret").websocket_url.startswith("wss://")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://localhost@evil.example",
            "http://a:b@localhost",
            "http://evil.example\\@localhost",
            "http://x#localhost",
        ),
        *("http://evil.example\\.localhost", "http://local\thost", " http://localhost", "http://localhost\n"),
    ],
)
def test_what_is_read_as_one_host_here_and_another_there_is_refused(url: str) -> None:
    with pytest.raises(InvalidArgument, match="base_url"):
        Endpoint(url, "k")


@pytest.mark.parametrize(
    "url", ["", "localhost:1", "ftp://x", "http://", "http://x:port", "http://x?q=1", "http://[::1"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidArgument, match="base_url"):
        Endpoint(url, "k")


@pytest.mark.parametrize("token", ["two words", "line\r\nbreak", "schlüssel"])
def test_a_key_that_cannot_stand_in_a_header_is_refused_without_showing_it(token: str) -> None:
    with pytest.raises(InvalidArgument, match="api_key") as caught:
        Endpoint("http://localhost:1", token)
    assert token not in str(caught.value)
