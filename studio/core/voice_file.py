# SPDX-License-Identifier: Apache-2.0
"""Voices as files (`.voice.json`) that can be carried to another machine.

A JSON object: `format` ("speech-studio-voice"), `version` (1), `name`, `description`, `language`, `sex`, `embedding`
(192 numbers), `basis_version` (what the embedding's numbers mean), and where known `recipe` (the voices it was mixed
from: `id`, `name`, `weight`) and `clip_sha256` (the sound file whose closest blend it is).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import InvalidArgument, NotFound, StudioError
from studio.core.files import replacing
from studio.core.voices import MAX_TAG_CHARS, MAX_TEXT_CHARS, MAX_WEIGHT, MixPart, Voice, checked_embedding, normalised

FORMAT = "speech-studio-voice"
VERSION = 1
SUFFIX = ".voice.json"
BASIS_VERSION = 1
"""Version of the basis of this program's embeddings."""

MAX_BYTES = 1 << 20
_DIGITS_OF_EXACT_INT = 18
_SEXES = ("", "female", "male")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class VoiceFileRefused(InvalidArgument):
    """The file is not a voice file, is damaged, or is of a newer version; the text says which."""

    def __init__(self, permitted: str, detail: str = "") -> None:
        super().__init__("voice file", permitted, detail)


@dataclass(frozen=True, slots=True)
class RecipePart:
    """A voice that another was mixed from; *weight* is its share, and *name* helps if its id is unknown."""

    voice_id: str
    weight: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """The content of a voice file.

    Attributes:
        language: BCP 47 tag.
        embedding: 192 floats, in the basis *basis_version*.
        recipe: The voices it was mixed from, with weights of sum 1; empty if unknown.
        clip_sha256: Hex digest of the sound file it was made from; "" if unknown.
    """

    name: str
    embedding: tuple[float, ...]
    language: str = "en-US"
    description: str = ""
    sex: str = ""
    recipe: tuple[RecipePart, ...] = ()
    basis_version: int = BASIS_VERSION
    clip_sha256: str = ""

    @property
    def parts(self) -> tuple[MixPart, ...]:
        """The recipe without names."""
        return tuple(MixPart(part.voice_id, part.weight) for part in self.recipe)


def voice_file_of(voice: Voice, names: Mapping[str, str] | None = None) -> VoiceFile:
    """*voice* as a file; *names* maps the ids of its recipe to names.

    Raises:
        StudioError: it has no embedding.
    """
    if voice.embedding is None:
        raise StudioError(f"The voice {voice.name} has no embedding here, so it cannot be carried in a file.")
    known = names or {}
    recipe = tuple(RecipePart(part.voice_id, part.weight, known.get(part.voice_id, "")) for part in voice.recipe)
    return VoiceFile(
        voice.name, voice.embedding, voice.language, voice.description, voice.sex, recipe, clip_sha256=voice.clip_sha256
    )


def voice_of_file(file: VoiceFile) -> Voice:
    """The voice of *file*, which has no id yet."""
    return Voice(
        "",
        file.name,
        file.language,
        file.sex,
        description=file.description,
        own=True,
        embedding=file.embedding,
        recipe=file.parts,
        clip_sha256=file.clip_sha256,
        imported=True,
    )


def to_json(file: VoiceFile) -> str:
    """The file's text; floats are written so that they are read back equal."""
    value: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "name": file.name,
        "description": file.description,
        "language": file.language,
        "sex": file.sex,
        "basis_version": file.basis_version,
        "embedding": file.embedding,
    }
    if file.recipe:
        value["recipe"] = [{"id": part.voice_id, "name": part.name, "weight": part.weight} for part in file.recipe]
    if file.clip_sha256:
        value["clip_sha256"] = file.clip_sha256
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> VoiceFile:
    """The voice of a file's text. Keys it does not know are ignored.

    Raises:
        VoiceFileRefused: not a voice file, damaged, or of a newer version or basis.
    """
    try:
        value = json.loads(text, parse_int=_number)
    except (ValueError, RecursionError):
        raise VoiceFileRefused("a voice that was exported from Speech Studio; this is not JSON") from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise VoiceFileRefused("a voice that was exported from Speech Studio; this is something else")
    _check_version(value.get("version"), VERSION, "version")
    _check_version(value.get("basis_version"), BASIS_VERSION, "basis version")
    embedding, clip, sex = value.get("embedding"), _text(value, "clip_sha256", 64), _text(value, "sex", MAX_TAG_CHARS)
    name = _text(value, "name", MAX_TEXT_CHARS).strip()
    if not name or not isinstance(embedding, list) or not all(_is_number(number) for number in embedding):
        raise _damaged("name or embedding")
    if (clip and not _SHA256.fullmatch(clip)) or sex not in _SEXES:
        raise _damaged("clip_sha256 or sex")
    try:
        numbers = checked_embedding(embedding)
    except InvalidArgument as error:
        raise _damaged(error.permitted) from None
    return VoiceFile(
        name=name,
        embedding=numbers,
        language=_text(value, "language", MAX_TAG_CHARS) or "en-US",
        description=_text(value, "description", MAX_TEXT_CHARS),
        sex=sex,
        recipe=_recipe(value.get("recipe")),
        clip_sha256=clip,
    )


def write_voice_file(path: Path, file: VoiceFile) -> None:
    """Write *file* to *path*.

    Raises:
        SaveFailed: *path* cannot be written; an old file is untouched.
    """
    with replacing(path) as target:
        target.write(to_json(file).encode())


def read_voice_file(path: Path) -> VoiceFile:
    """The content of the voice file at *path*.

    Raises:
        NotFound: there is no such file.
        VoiceFileRefused: it is not a voice file, is damaged, or is of a newer version.
        StudioError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.") from error
    except OSError as error:
        raise StudioError(f"{path} could not be read: {error.strerror}.", repr(error)) from error
    if len(data) > MAX_BYTES:
        raise VoiceFileRefused("a voice that was exported from Speech Studio; this is far larger than one")
    try:
        return from_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise VoiceFileRefused("a voice that was exported from Speech Studio; this is not text") from error


def _check_version(value: object, newest: int, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _damaged(what)
    if value > newest:
        raise VoiceFileRefused(
            f"of {what} {newest} or older; this one is {value}, from a newer Speech Studio: install that to use it"
        )


def _recipe(value: object) -> tuple[RecipePart, ...]:
    if value is None or value == []:
        return ()
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise _damaged("recipe")
    parts = []
    for part in value:
        voice_id, weight = _text(part, "id", 256), part.get("weight")
        if not voice_id or not _is_number(weight) or not 0 < weight <= MAX_WEIGHT:
            raise _damaged("recipe")
        parts.append(RecipePart(voice_id, float(weight), _text(part, "name", MAX_TEXT_CHARS)))
    try:
        shares = normalised(MixPart(part.voice_id, part.weight) for part in parts)
    except InvalidArgument as error:
        raise _damaged(f"recipe: {error.permitted}") from None
    return tuple(RecipePart(part.voice_id, share.weight, part.name) for part, share in zip(parts, shares, strict=True))


def _text(value: Mapping[str, Any], key: str, longest: int) -> str:
    text = value.get(key)
    if text is None:
        return ""
    # JSON can hold a lone surrogate, but it could not be written to a file again.
    if not isinstance(text, str) or len(text) > longest or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise _damaged(key)
    return text


def _number(digits: str) -> int | float:
    # An integer of hundreds of digits would overflow later; as a float it is infinite and is refused.
    return int(digits) if len(digits) <= _DIGITS_OF_EXACT_INT else float(digits)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _damaged(what: str) -> VoiceFileRefused:
    return VoiceFileRefused("a whole voice file; this one is damaged", what)
