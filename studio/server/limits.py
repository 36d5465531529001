# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits that keep one client from using up the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The server's limits, over all clients where nothing else is said.

    Attributes:
        text_chars: Characters of one transcript, or waiting in one context.
        body_bytes: Size of a request body or of a socket message.
        bodies_bytes: Memory for the bodies of requests that are not answered yet. The first *small_body_bytes* of each
            do not count, so that small ones always have room.
        unfinished_bytes: Memory for messages that sockets have begun; beyond it the socket that holds most is closed.
        fitted_chars: Characters of a text whose speech is measured before it is sent: with a given duration, or infill.
        waiting_chars: Characters waiting to be spoken.
        upload_bytes: Size of a form with files.
        uploads: Forms with files that are received or worked on at once.
        body_s: Seconds without a new byte after which a request's body is given up.
        whole_body_s: Seconds in which a whole body must arrive.
        head_s: Seconds for the first line and headers of a request; after an earlier request on the connection they
            count from its first byte.
        unread_s, unread_bytes: Time and size of the rest of a body that is still taken after an early answer.
        head_bytes: Size of a request's first line and headers.
        connections: Connections open at once, sockets included. One that has shown no key for *keyless_s* seconds gives
            its place to another; if there is no such connection, the answer is 503.
        spare_files: Descriptors left for the engine. Where few are permitted, fewer connections are accepted.
        requests: HTTP requests answered at once.
        sockets: Sockets open at once.
        stalled_s: Seconds without reading after which a client is dropped; long, since a player may pause.
        renders: Renders open at once.
        contexts_per_socket: Contexts open or still speaking on one socket.
        buffer_s: Seconds of audio rendered ahead of a client before its render pauses.
        chunk_s: Longest stretch of audio in one message, in seconds.
        gather_s: Least seconds that a context's text which breaks off within a sentence waits for the next message, so
            that no pause is made within the sentence.
        idle_s: Seconds without a message or audio after which a context ends by itself.
        whole_wav_s: Longest WAV answer, in seconds, that is held back to be sent with exact sizes in its header.
    """

    text_chars: int = 1_000_000
    body_bytes: int = 8 * 1024 * 1024
    bodies_bytes: int = 48 * 1024 * 1024
    small_body_bytes: int = 64 * 1024
    unfinished_bytes: int = 64 * 1024 * 1024
    fitted_chars: int = 5000
    waiting_chars: int = 8_000_000
    upload_bytes: int = 64 * 1024 * 1024
    uploads: int = 4
    body_s: float = 30.0
    whole_body_s: float = 600.0
    head_s: float = 10.0
    unread_s: float = 2.0
    unread_bytes: int = 16 * 1024 * 1024
    head_bytes: int = 64 * 1024
    connections: int = 200
    keyless_s: float = 2.0
    spare_files: int = 50
    requests: int = 200
    sockets: int = 128
    stalled_s: float = 3600.0
    renders: int = 128
    contexts_per_socket: int = 64
    buffer_s: float = 20.0
    chunk_s: float = 0.25
    gather_s: float = 0.2
    idle_s: float = 5.0
    whole_wav_s: float = 5.0
