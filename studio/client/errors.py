# SPDX-License-Identifier: Apache-2.0
"""Errors of a server's refusals and of lost connections, as part of the project's tree."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from typing import TYPE_CHECKING

from studio.core.errors import (
    AccessRefused,
    ConnectionFailed,
    EngineUnavailable,
    InvalidArgument,
    NotFound,
    NothingToSay,
    ProtocolError,
    SpeechFailed,
    StudioError,
    Unsupported,
)

if TYPE_CHECKING:
    from studio.client.endpoint import Endpoint

_MAX_TEXT = 500
_MOST_CAUSES = 10
_SUNSET = "model_sunsetted"
_NOTHING_TO_SAY = "nothing_to_say"
NO_SPEECH_SERVER = "The address does not lead to a speech server: check it."


class RequestRefused(InvalidArgument):
    """The server found a value of the request outside what it permits; `user_text` is the server's explanation."""

    def __init__(self, user_text: str, detail: str = "") -> None:
        StudioError.__init__(self, user_text, detail)
        self.argument, _, self.permitted = (part.strip() for part in user_text.partition(":"))


# A refusal is both a ValueError and a RuntimeError, for every call, as bad input is.


class KeyRefused(AccessRefused, ValueError):
    """The server refused the key."""


class Busy(ConnectionFailed, ValueError):
    """The server has too much to do now."""


class Silent(ConnectionFailed):
    """The server accepted the request but sent nothing."""


class NotListening(EngineUnavailable):
    """The engine on this machine does not listen, so it has not received the request."""


class CertificateRefused(ConnectionFailed):
    """This machine does not trust the server's certificate, or it is for another name."""


class NotOffered(Unsupported, ValueError):
    """The server does not offer this operation."""


class NotReady(EngineUnavailable, ValueError):
    """The server's engine is starting, or ending."""


class ServerFailed(SpeechFailed, ValueError):
    """The server failed at the request."""


class NotUnderstood(ProtocolError, ValueError):
    """The server's answer cannot be understood."""


class BadText(NotUnderstood):
    """The server sent text that is not UTF-8, or not JSON."""


def not_understood(detail: str, kind: type[NotUnderstood] = NotUnderstood) -> NotUnderstood:
    """The error for a message that cannot be understood."""
    return kind("The speech server sent something that cannot be understood: try again.", detail)


_Meaning = tuple[type[StudioError], str]
_KEY: _Meaning = KeyRefused, "refused the key: check that it is entered whole."
_REFUSED: _Meaning = RequestRefused, "refused the request."
_FAILED: _Meaning = ServerFailed, "failed: try again."
_NOT_OFFERED: _Meaning = NotOffered, "does not offer this."
_MEANINGS: Mapping[int, _Meaning] = {
    401: _KEY,
    403: _KEY,
    404: (NotFound, "does not know what was asked for."),
    405: _NOT_OFFERED,
    429: (Busy, "has too much to do now: wait a moment and try again."),
    501: _NOT_OFFERED,
    503: (NotReady, "is not ready: wait a moment and try again."),
}
"""Status -> the error, and what the server does, where it does not say so itself."""


def error_of_status(status: int, body: str | Mapping[str, object], endpoint_name: str = "server") -> StudioError:
    """The typed error for an HTTP or socket *status* other than success, and its *body*."""
    if status < 400:
        return NotUnderstood(NO_SPEECH_SERVER, f"status {status}")
    text, code = _explanation(body)
    detail = f"status {status}" + (f", {code}" if code else "")
    if code == _SUNSET:
        return NotOffered(text or "The cloud no longer offers this; the engine on this machine does.", detail)
    if code == _NOTHING_TO_SAY:
        return NothingToSay()
    kind, what = _MEANINGS.get(status, _REFUSED if status < 500 else _FAILED)
    return kind(text or f"The {endpoint_name} {what}", detail)


def lost(endpoint: Endpoint, detail: str, unasked: bool = False) -> StudioError:
    """The error for a server that cannot be reached or hung up; *unasked* if no request can have reached it."""
    if endpoint.on_this_machine:
        kind = NotListening if unasked else EngineUnavailable
        return kind("The speech engine is not running, or it stopped: it must be started again.", detail)
    return ConnectionFailed("The speech server cannot be reached: check the network, then try again.", detail)


def unanswered(endpoint: Endpoint, detail: str) -> StudioError:
    """The error for a server that took a request and gave no answer in time: it may be frozen, or need longer."""
    if endpoint.on_this_machine:
        return EngineUnavailable("The speech engine gave no answer in time: try again.", detail)
    return ConnectionFailed("The speech server gave no answer in time: try again.", detail)


def insecure(failed: BaseException) -> StudioError | None:
    """The error for a connection that could not be made secure; None if *failed* has another cause.

    Args:
        failed: The exception raised, with its causes.
    """
    cause: BaseException | None = failed
    for _ in range(_MOST_CAUSES):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return CertificateRefused(
                "The speech server's certificate is not trusted: check the address. For a server with a certificate of "
                "its own, name the certificate's file in the environment variable SSL_CERT_FILE.",
                cause.verify_message or str(cause),
            )
        if isinstance(cause, ssl.SSLError):
            return ConnectionFailed(
                "No secure connection to the speech server could be made: check whether the address begins with "
                "https:// for a server that serves plain HTTP.",
                str(cause),
            )
        if cause is None:
            break
        cause = cause.__cause__ or cause.__context__
    return None


def is_lost(error: StudioError) -> bool:
    """Whether *error* means that the connection is gone, so that the request may succeed on another one."""
    kept = isinstance(error, Silent | CertificateRefused)
    return isinstance(error, ConnectionFailed | EngineUnavailable) and not kept


def closed_here() -> StudioError:
    """The error for a request on a connection that this program has closed."""
    return ConnectionFailed("The connection was closed.", "closed by this program")


def silent(endpoint: Endpoint, waited_s: float) -> StudioError:
    """The error for a server that is there but sends nothing."""
    who = "speech engine" if endpoint.on_this_machine else "speech server"
    return Silent(f"The {who} has said nothing for {waited_s:g} seconds: try again.", "no message in time")


def _explanation(body: str | Mapping[str, object]) -> tuple[str, str]:
    """Text for a person and error code, each "" if absent."""
    if isinstance(body, str):
        try:
            parsed = json.loads(body)
        except (ValueError, RecursionError):
            return "", ""
        if not isinstance(parsed, dict):
            return (parsed.strip()[:_MAX_TEXT], "") if isinstance(parsed, str) else ("", "")
        body = parsed
    texts = (body.get(key) for key in ("message", "error", "title", "detail"))
    text = next((text.strip() for text in texts if isinstance(text, str) and text.strip()), "")
    code = body.get("error_code")
    return text[:_MAX_TEXT], code if isinstance(code, str) else ""
