# SPDX-License-Identifier: Apache-2.0
"""Voices of the library, for threads and for programs with an event loop."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from studio.client.dialect import check_offered, clone_fields
from studio.client.errors import NotUnderstood
from studio.client.library import bodies
from studio.client.library.recordings import recording
from studio.client.voices import LIST_BYTES, checked_name, embedding_from_json, voice_pages
from studio.client.wire.bodies import Allowance
from studio.client.wire.hang_up import HangUp
from studio.client.wire.threads import in_thread
from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    from studio.client.library.backend import Backend
    from studio.client.library.types import MixVoice, VoiceMetadata

_CLONE_MODES = ("clip", "similarity", "stability")


class Voices:
    """The voices of a server. Each method blocks until it has answered.

    Every method raises ValueError (also a StudioError) for an argument that is not permitted and for a refusal by the
    server, and RuntimeError if the server cannot be reached.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def list(self) -> builtins.list[VoiceMetadata]:
        """All voices."""
        return list(self)

    def __iter__(self) -> Iterator[VoiceMetadata]:
        """The voices, page by page where the server pages them."""
        allowance = Allowance(LIST_BYTES)
        for page in voice_pages(lambda query: self._json("GET", "/voices", params=query, allowance=allowance)):
            yield from map(_voice, page)

    def get(self, id: str) -> VoiceMetadata:
        """The voice of that id."""
        return _voice(self._json("GET", _path(id)))

    def clone(
        self,
        filepath: str | Path | None = None,
        enhance: bool = True,
        mode: str = "clip",
        language: str = "en",
        name: str | None = None,
        description: str | None = None,
        transcript: str | None = None,
    ) -> builtins.list[float] | VoiceMetadata:
        """The voice closest to the clip (a sound file) at *filepath*.

        Args:
            filepath: The clip.
            enhance: Clean the clip first; today's cloud decides that itself.
            mode: "clip" for the closest embedding; "similarity" or "stability" for a voice that is saved, which are
                one in today's cloud.
            language: The language spoken in the clip.
            name: Name of the saved voice.
            description: Its description.
            transcript: What is said in the clip, with which the local engine comes closer; today's cloud does not use
                it.

        Returns:
            192 floats for mode "clip", else the saved voice.
        """
        return self._clone(filepath, enhance, mode, language, name, description, transcript)

    def _clone(
        self,
        filepath: str | Path | None,
        enhance: bool,
        mode: str,
        language: str,
        name: str | None,
        description: str | None,
        transcript: str | None,
        hang_up: HangUp | None = None,
    ) -> builtins.list[float] | VoiceMetadata:
        if not filepath:
            raise InvalidArgument("filepath", "the path of a sound file")
        if mode not in _CLONE_MODES:
            raise InvalidArgument("mode", "one of " + ", ".join(_CLONE_MODES), repr(mode))
        if mode == "clip":
            check_offered(
                self._backend.version, "embeddings of a clip (clone with mode similarity or stability saves a voice)"
            )
        clip = recording("filepath", filepath)
        fields = {"enhance": str(enhance).lower(), "mode": mode}
        if transcript:
            fields |= {"language": language, "transcript": transcript}
        if mode == "clip":
            answer = self._json("POST", "/voices/clone/clip", files={"clip": clip}, data=fields, hang_up=hang_up)
            return builtins.list(embedding_from_json(answer))
        fields |= {"name": name or "", "description": description or "", "language": language}
        fields = clone_fields(fields, self._backend.version)
        return _voice(self._json("POST", "/voices/clone", files={"clip": clip}, data=fields, hang_up=hang_up))

    def mix(self, voices: Sequence[MixVoice]) -> builtins.list[float]:
        """Embedding (192 floats) of weighted voices: `[{"id": "...", "weight": 0.7}, {"embedding": ..., ...}]`."""
        if not voices or not isinstance(voices, Sequence):
            raise InvalidArgument("voices", "a list of at least one voice with its weight")
        check_offered(self._backend.version, "mixing voices")
        body = {"voices": [_mix_part(voice) for voice in voices]}
        return builtins.list(embedding_from_json(self._json("POST", "/voices/mix", json=body)))

    def create(
        self,
        name: str,
        description: str,
        embedding: Sequence[float],
        language: str = "en",
        base_voice_id: str | None = None,
    ) -> VoiceMetadata:
        """Save *embedding* (192 floats) as a voice; *base_voice_id* is the one it was made from."""
        check_offered(self._backend.version, "voices from an embedding")
        body = {
            "name": checked_name(name),
            "description": description,
            "embedding": bodies.embedding(embedding),
            "language": language,
        }
        if base_voice_id is not None:
            body["base_voice_id"] = base_voice_id
        return _voice(self._json("POST", "/voices", json=body))

    def update(self, id: str, name: str | None = None, description: str | None = None) -> VoiceMetadata:
        """Change the name or description of an own voice."""
        changes = {} if name is None else {"name": checked_name(name)}
        if description is not None:
            changes["description"] = description
        if not changes:
            raise InvalidArgument("name", "given, or description")
        return _voice(self._json("PATCH", _path(id), json=changes))

    def delete(self, id: str) -> None:
        """Delete an own voice."""
        self._backend.content("DELETE", _path(id))

    def _json(self, method: str, path: str, **body: Any) -> Any:
        return self._backend.json(method, path, **body)


class AsyncVoices(Voices):
    """Voices whose methods block like those of Voices. Each has a twin to await, named with an *a* in front."""

    async def alist(self) -> builtins.list[VoiceMetadata]:
        """See Voices.list."""
        return await in_thread("speech-voices", self.list)

    async def aget(self, id: str) -> VoiceMetadata:
        """See Voices.get."""
        return await in_thread("speech-voices", partial(self.get, id))

    async def aclone(
        self,
        filepath: str | Path | None = None,
        enhance: bool = True,
        mode: str = "clip",
        language: str = "en",
        name: str | None = None,
        description: str | None = None,
        transcript: str | None = None,
    ) -> builtins.list[float] | VoiceMetadata:
        """See Voices.clone."""
        hang_up = HangUp()
        call = partial(self._clone, filepath, enhance, mode, language, name, description, transcript, hang_up)
        return await in_thread("speech-voices", call, hang_up)

    async def amix(self, voices: Sequence[MixVoice]) -> builtins.list[float]:
        """See Voices.mix."""
        return await in_thread("speech-voices", partial(self.mix, voices))

    async def acreate(
        self,
        name: str,
        description: str,
        embedding: Sequence[float],
        language: str = "en",
        base_voice_id: str | None = None,
    ) -> VoiceMetadata:
        """See Voices.create."""
        create = partial(self.create, name, description, embedding, language, base_voice_id)
        return await in_thread("speech-voices", create)

    async def aupdate(self, id: str, name: str | None = None, description: str | None = None) -> VoiceMetadata:
        """See Voices.update."""
        return await in_thread("speech-voices", partial(self.update, id, name, description))

    async def adelete(self, id: str) -> None:
        """See Voices.delete."""
        await in_thread("speech-voices", partial(self.delete, id))


def _voice(value: object) -> VoiceMetadata:
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        raise NotUnderstood("The speech server's voices cannot be understood.", "a voice without id")
    return cast("VoiceMetadata", value)


def _path(id: object) -> str:
    if not isinstance(id, str) or not id.strip():
        raise InvalidArgument("id", "the id of a voice")
    return f"/voices/{quote(id, safe='')}"


def _mix_part(voice: object) -> dict[str, Any]:
    weight = voice.get("weight") if isinstance(voice, Mapping) else None
    if not isinstance(voice, Mapping) or isinstance(weight, bool) or not isinstance(weight, int | float):
        raise InvalidArgument("voices", "dictionaries with id or embedding, and weight")
    if "embedding" in voice:
        return {"embedding": bodies.embedding(voice["embedding"]), "weight": weight}
    if not isinstance(voice.get("id"), str) or not voice["id"].strip():
        raise InvalidArgument("voices", "dictionaries with id or embedding, and weight")
    return {"id": voice["id"], "weight": weight}
