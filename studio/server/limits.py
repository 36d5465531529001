# SPDX-License-Identifier: GPL-3.0-or-later
"""The bounds that keep one client from using up the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server accepts and holds.

    Attributes:
        text_chars: Characters of one transcript, or waiting in one context.
        body_bytes: Size of a request body or of a socket message.
        renders: Renders open at once over all clients.
        contexts_per_socket: Contexts open or still speaking on one socket.
        buffer_s: Seconds of audio rendered ahead of a client before its render pauses.
        chunk_s: Longest stretch of audio in one message, in seconds.
        idle_s: A context without a message and without audio for so long ends by itself.
        whole_wav_s: A WAV answer shorter than this is sent with exact sizes in its header.
        mix_parts: Voices in one mix.
    """

    text_chars: int = 1_000_000
    body_bytes: int = 8 * 1024 * 1024
    renders: int = 128
    contexts_per_socket: int = 64
    buffer_s: float = 20.0
    chunk_s: float = 0.25
    idle_s: float = 5.0
    whole_wav_s: float = 5.0
    mix_parts: int = 16
