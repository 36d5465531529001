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
        bodies_bytes: So much may be held of request bodies that have not been answered yet, over all clients; of each
            the first *small_body_bytes* do not count, so that small ones always have room.
        unfinished_bytes: Of messages that sockets have begun, over all of them; the one that holds most is closed then.
        fitted_chars: Characters of a text whose speech is measured before it is sent: of a given duration, or infill.
        waiting_chars: Characters waiting to be spoken over all clients.
        upload_bytes: Size of a form with files.
        uploads: Forms with files received or worked on at once.
        body_s: A request's body that does not go on for so many seconds is given up.
        whole_body_s: All of it must have arrived after so many.
        head_s: So long may the first line and headers of a request take, the time to its first byte not counted in
            after an earlier request.
        unread_s, unread_bytes: How much of a body is still taken once its request has been answered.
        head_bytes: Their size.
        connections: Connections open at once over all clients, sockets among them. One that has shown no key for
            *keyless_s* seconds gives its place to another; where there is none, the answer is 503.
        spare_files: Descriptors that are left to the engine: where few are permitted, fewer connections are taken.
        requests: HTTP requests answered at once over all clients.
        sockets: Sockets open at once over all clients.
        stalled_s: A client that takes nothing for so long is dropped; a player may pause, so it is long.
        renders: Renders open at once over all clients.
        contexts_per_socket: Contexts open or still speaking on one socket.
        buffer_s: Seconds of audio rendered ahead of a client before its render pauses.
        chunk_s: Longest stretch of audio in one message, in seconds.
        gather_s: Text of a context that breaks off within a sentence waits at least so long for what is sent right
            behind it, so that no pause comes within.
        idle_s: A context without a message and without audio for so long ends by itself.
        whole_wav_s: A WAV answer shorter than this is sent with exact sizes in its header.
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
