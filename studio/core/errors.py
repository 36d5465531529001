# SPDX-License-Identifier: Apache-2.0
"""The tree of exceptions. Each carries a text for a person (what happened, what to do) and a technical detail."""

from __future__ import annotations


class StudioError(Exception):
    """Base of every error this project raises on purpose.

    Args:
        user_text: Text for a person: what happened and what to do. It never holds a transcript or a key.
        detail: The technical cause, for logs and bug reports.
    """

    def __init__(self, user_text: str, detail: str = "") -> None:
        super().__init__(user_text)
        self.user_text = user_text
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.user_text} ({self.detail})" if self.detail else self.user_text


# Bad input is both a ValueError and a RuntimeError: programs written for Cartesia's library 1.x, in which the server
# checks arguments, catch the one around voices and whole speech, the other around streams.


class InvalidArgument(StudioError, ValueError, RuntimeError):
    """An argument is outside what is permitted.

    Args:
        argument: The argument's name, as the caller wrote it.
        permitted: What is permitted, in words.
        detail: The value given, if it may be repeated.
    """

    def __init__(self, argument: str, permitted: str, detail: str = "") -> None:
        super().__init__(f"{argument}: must be {permitted}", detail)
        self.argument = argument
        self.permitted = permitted


class NothingToSay(InvalidArgument):
    """Nothing of the transcript sounds: it holds marks alone ("***"), or tags, or emoji."""

    def __init__(self) -> None:
        super().__init__("transcript", "a text with at least one word")


class NotFound(StudioError, ValueError, RuntimeError):
    """A voice, model or route of that name does not exist."""


class SpeechFailed(StudioError, RuntimeError):
    """Speech could not be rendered."""


class EngineUnavailable(SpeechFailed):
    """The engine's process is missing, has ended, or cannot be started."""


class Unsupported(StudioError, RuntimeError):
    """The other side does not offer this operation."""


class ModelMissing(StudioError, RuntimeError):
    """A model file is missing; `user_text` names it and the command that fetches it."""


class ModelDamaged(ModelMissing):
    """A model file's digest is wrong; `user_text` names it and the command that mends it."""


class ConnectionFailed(StudioError, RuntimeError):
    """The server could not be reached, or hung up."""


class AccessRefused(StudioError, RuntimeError):
    """The server refused the key."""


class ProtocolError(StudioError, RuntimeError):
    """The other side broke the protocol."""


class SoundDeviceFailed(StudioError, RuntimeError):
    """No usable sound device, or it failed."""


class SaveFailed(StudioError, OSError):
    """A file could not be written; an old file is untouched."""
