# SPDX-License-Identifier: Apache-2.0
"""Endpoints of the Cartesia API: address, key and dialect."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urlsplit

from studio.client.dialect import LOCAL_VERSION, login_headers
from studio.core.errors import InvalidArgument

_CLOUD = "cartesia.ai"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One server of the Cartesia API.

    Attributes:
        base_url: `http://` or `https://`, host, port and perhaps a path; no trailing slash is kept.
        token: The key sent with every request; never shown by repr.
        version: The API's dialect, a date.
        send_key_over_plain_http: Whether the key may go to another machine unencrypted, where anybody on the way can
            read it.

    Raises:
        InvalidArgument: base_url is not such an address, or the key may not go to it; or token or version cannot be
            sent in a header.
    """

    base_url: str
    token: str = field(repr=False)
    version: str = LOCAL_VERSION
    send_key_over_plain_http: bool = False

    def __post_init__(self) -> None:
        parts = _split(self.base_url)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise InvalidArgument("base_url", "an address such as http://127.0.0.1:8080", repr(self.base_url))
        for name, value in (("api_key", self.token), ("version", self.version)):
            if not all("!" <= character <= "~" for character in value):
                raise InvalidArgument(name, "printable ASCII characters without blanks")
        object.__setattr__(self, "base_url", f"{parts.scheme}{self.base_url[len(parts.scheme) :].rstrip('/')}")
        if self.token and parts.scheme == "http" and not (self.on_this_machine or self.send_key_over_plain_http):
            raise InvalidArgument(
                "base_url",
                "an https address: over plain HTTP to another machine anybody on the way reads the key and the text. "
                "Where that is known to be safe, pass send_key_over_plain_http=True",
                repr(self.base_url),
            )

    @property
    def websocket_url(self) -> str:
        """Address of the speech socket. The key is sent in the headers, so that no log of addresses holds it."""
        return f"ws{self.base_url.removeprefix('http')}/tts/websocket?cartesia_version={quote(self.version)}"

    @property
    def headers(self) -> dict[str, str]:
        return login_headers(self.token, self.version)

    @property
    def is_cloud(self) -> bool:
        """Whether it is Cartesia's own, which does not know our extensions."""
        host = urlsplit(self.base_url).hostname or ""
        return host == _CLOUD or host.endswith(f".{_CLOUD}")

    @property
    def on_this_machine(self) -> bool:
        """Whether the host is a loopback name or address, so that no text leaves the machine."""
        host = urlsplit(self.base_url).hostname or ""
        if host == "localhost" or host.endswith(".localhost"):
            return True
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False


def _split(url: str) -> SplitResult | None:
    """The parts of an address that has only scheme, host, port and path; None for any other. Where there is more, or a
    backslash, programs disagree about which host is meant."""
    if re.search(r"[\s\x00-\x1f\x7f@\\?#]", url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is no number raises only when it is read
    except ValueError:
        return None
    return parts
