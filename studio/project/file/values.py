# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of a project as JSON and back. Each is checked, since a file may come from anywhere; keys that a later version
has added are kept beside them."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any, cast

from studio.core.checked_json import checked_json, is_number, is_text
from studio.core.dictionary import MOST_ENTRIES, Entry
from studio.core.emotions import EMOTIONS
from studio.core.errors import InvalidArgument
from studio.core.marks import Mark, Marks
from studio.core.pauses import PAUSE_NAMES, Pauses, checked_pauses
from studio.core.project import MOST_COVER_BYTES, Paragraph, ParagraphKind, Speaker, TakeNote, VoiceDesign
from studio.core.speech import controls
from studio.core.voices import MAX_MIX_PARTS, MixPart, NamedVoice, checked_embedding
from studio.project.steps import Change, FieldChange, Splice

MOST_CHARS = 64 * 2**20
LONGEST_NAME = 4096
_MOST_WEIGHT = 1e9
_LEAST_WEIGHT = 2.0**-40
_MOST_LEVEL = 9
_LATEST_S = 1e6
_ENTRY = frozenset(["text", "alias", "language", "case_sensitive"])
_MOST_VOICES = 10_000
_JPEG = b"\xff\xd8\xff"
_VOICE = frozenset(["id", "source", "name", "language", "sex", "embedding", "recipe"])
_DESIGN = frozenset(["mix", "speed", "emotions", "volume", "pitch", "language"])


def to_text(value: object) -> str:
    """*value* as JSON in ASCII, so that each character of a text can be stored."""
    return json.dumps(value, allow_nan=False, separators=(",", ":"))


def from_text(text: object) -> Any:
    """The value of a JSON text.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(text, str):
        raise ValueError("no text")
    return checked_json(text.encode("utf-8", "surrogatepass"))


def marks_to_json(marks: Marks) -> list[dict[str, Any]]:
    return [{"kind": mark.kind, "start": mark.start, "end": mark.end, "value": mark.value} for mark in marks]


def marks_from_json(data: object, text: str) -> Marks:
    """The marks in *data* as far as they are within *text*.

    Raises:
        ValueError: it holds something else.
    """
    if not isinstance(data, list):
        raise ValueError("no list of marks")
    marks = []
    for item in data:
        kind, start, end = item["kind"], item["start"], item["end"]
        value = item.get("value", "")
        if not (is_text(kind, LONGEST_NAME) and is_text(value, MOST_CHARS)):
            raise ValueError("a mark without kind or value")
        if not (is_number(start, 0, len(text)) and is_number(end, start, len(text))):
            raise ValueError("a mark outside of its text")
        marks.append(Mark(kind, int(start), int(end), value))
    return tuple(marks)


def notes_to_json(notes: tuple[TakeNote, ...]) -> list[dict[str, Any]]:
    return [{name: value for name, value in asdict(note).items() if value or name == "take"} for note in notes]


def notes_from_json(data: object) -> tuple[TakeNote, ...]:
    """The notes about takes in *data*.

    Raises:
        ValueError, KeyError, TypeError: it holds something else.
    """
    if not isinstance(data, list):
        raise ValueError("no list of notes")
    notes = []
    for item in data:
        take, name = item["take"], item.get("name", "")
        if not is_text(take, LONGEST_NAME) or not is_text(name, MOST_CHARS):
            raise ValueError("a note without a take")
        used, starred, locked, deleted = (bool(item.get(key)) for key in ("used", "starred", "locked", "deleted"))
        # Earlier versions wrote names of any length.
        notes.append(TakeNote(take, used, name[:LONGEST_NAME], starred, locked, deleted))
    return tuple(notes)


def paragraph_to_json(paragraph: Paragraph) -> dict[str, Any]:
    """The paragraph without values that are the usual ones."""
    data: dict[str, Any] = {"id": paragraph.id, "text": paragraph.text}
    if paragraph.marks:
        data["marks"] = marks_to_json(paragraph.marks)
    if paragraph.takes:
        data["takes"] = notes_to_json(paragraph.takes)
    for name in ("kind", "level", "speaker", "left_out"):
        if (value := getattr(paragraph, name)) != _usual(name):
            data[name] = value
    if paragraph.cue_s is not None:
        data["cue"] = list(paragraph.cue_s)
    return data


def paragraph_from_json(data: Mapping[str, Any]) -> Paragraph:
    """The paragraph in *data*, one to a text without line breaks.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    paragraph_id, text = data["id"], data["text"]
    if not is_text(paragraph_id, LONGEST_NAME) or not is_text(text, MOST_CHARS):
        raise ValueError("a paragraph without id or text")
    kind, level, speaker = (data.get(name, _usual(name)) for name in ("kind", "level", "speaker"))
    if not (is_text(kind, LONGEST_NAME) and is_text(speaker, LONGEST_NAME) and is_number(level, 0, _MOST_LEVEL)):
        raise ValueError("a paragraph of no kind")
    return Paragraph(
        paragraph_id,
        text.replace("\n", " "),
        marks_from_json(data.get("marks", []), text),
        cast(ParagraphKind, kind),
        int(level),
        speaker,
        bool(data.get("left_out", False)),
        notes_from_json(data.get("takes", [])),
        cue_from_json(data.get("cue")),
    )


def cue_from_json(data: object) -> tuple[float, float] | None:
    """The seconds at which a subtitle appears and goes; None for None.

    Raises:
        ValueError: it is something else.
    """
    if data is None:
        return None
    if not isinstance(data, list) or len(data) != 2 or not is_number(data[0], 0, _LATEST_S):
        raise ValueError("no time")
    if not is_number(data[1], data[0], _LATEST_S):
        raise ValueError("a time that ends before it begins")
    return float(data[0]), float(data[1])


def design_to_json(design: VoiceDesign, rest: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """*design* with the keys and emotions of *rest* that this version does not know."""
    others = rest or {}
    unknown = others.get("emotions", {})
    return {
        **{key: value for key, value in others.items() if key not in _DESIGN},
        "mix": [_part_to_json(part) for part in design.mix],
        "speed": design.controls.speed,
        "emotions": {**unknown, **dict(design.controls.emotions)},
        "volume": design.controls.volume,
        **({"pitch": design.controls.pitch} if design.controls.pitch else {}),
        "language": design.language,
    }


def design_from_json(data: object) -> tuple[VoiceDesign, dict[str, Any]]:
    """The design in *data*, and what of it this version does not know.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    if not isinstance(data, dict) or not is_text(data.get("language"), LONGEST_NAME):
        raise ValueError("no design")
    mix, emotions = data.get("mix"), data.get("emotions")
    if not isinstance(mix, list) or len(mix) > MAX_MIX_PARTS or not isinstance(emotions, dict):
        raise ValueError("no mix or no emotions")
    parts = [_part(part) for part in mix]
    if len({part.voice_id for part in parts}) < len(parts):
        raise ValueError("a voice that stands twice")
    known = {name: level for name, level in emotions.items() if name in EMOTIONS}
    if not all(isinstance(level, int) for level in known.values()):
        raise ValueError("a level that is no number")
    expression = controls(data["speed"], known, data.get("volume", 1.0), data.get("pitch", 0.0))
    rest = {key: value for key, value in data.items() if key not in _DESIGN}
    if len(known) < len(emotions):
        rest["emotions"] = {name: level for name, level in emotions.items() if name not in known}
    return VoiceDesign(tuple(parts), expression, data["language"]), rest


def entry_to_json(entry: Entry) -> dict[str, Any]:
    data = {"text": entry.text, "alias": entry.alias}
    if entry.language:
        data["language"] = entry.language
    return {**(from_text(entry.rest) if entry.rest else {}), **data, "case_sensitive": entry.case_sensitive}


def entry_from_json(data: Mapping[str, Any]) -> Entry:
    """The dictionary's entry in *data*.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    names = data["text"], data["alias"], data.get("language", "")
    if not all(is_text(name, LONGEST_NAME) for name in names) or not names[0].strip() or not names[1].strip():
        raise ValueError("an entry without a word or an alias")
    rest = {key: value for key, value in data.items() if key not in _ENTRY}
    return Entry(*names, bool(data.get("case_sensitive", False)), to_text(rest) if rest else "")


def voice_to_json(voice: NamedVoice) -> dict[str, Any]:
    return {
        **(from_text(voice.rest) if voice.rest else {}),
        "id": voice.id,
        "source": voice.source,
        "name": voice.name,
        "language": voice.language,
        "sex": voice.sex,
        "embedding": list(voice.embedding),
        "recipe": [_part_to_json(part) for part in voice.recipe],
    }


def voice_from_json(data: Mapping[str, Any]) -> NamedVoice:
    """The voice in *data*.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    names = data["id"], data["source"], data["name"], data["language"], data["sex"]
    if not all(is_text(name, LONGEST_NAME) for name in names):
        raise ValueError("a voice without id, source or name")
    embedding, recipe = data["embedding"], data["recipe"]
    if not isinstance(embedding, list) or not isinstance(recipe, list) or len(recipe) > MAX_MIX_PARTS:
        raise ValueError("a voice without embedding or recipe")
    rest = {key: value for key, value in data.items() if key not in _VOICE}
    return NamedVoice(
        *names,
        checked_embedding(embedding) if embedding else (),
        tuple(map(_part, recipe)),
        to_text(rest) if rest else "",
    )


def speaker_to_json(speaker: Speaker) -> dict[str, Any]:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "hue": speaker.hue,
        "design": design_to_json(speaker.design),
        "alternate": None if speaker.alternate is None else design_to_json(speaker.alternate),
        **({"b": True} if speaker.b else {}),
    }


def speaker_from_json(data: Mapping[str, Any]) -> Speaker:
    """The speaker in *data*.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    names = data["id"], data["name"], data["hue"]
    if not all(is_text(name, LONGEST_NAME) for name in names):
        raise ValueError("a speaker without id, name or hue")
    alternate = data.get("alternate")
    return Speaker(
        *names,
        design_from_json(data["design"])[0],
        None if alternate is None else design_from_json(alternate)[0],
        bool(data.get("b", False)),
    )


def change_to_json(change: Change) -> dict[str, Any]:
    return {
        "splices": [
            [one.at, [paragraph_to_json(each) for each in one.removed], [paragraph_to_json(each) for each in one.added]]
            for one in change.splices
        ],
        "fields": [
            [one.name, field_to_json(one.name, one.before), field_to_json(one.name, one.after)] for one in change.fields
        ],
    }


def change_from_json(data: Mapping[str, Any]) -> Change:
    """The change in *data*.

    Raises:
        ValueError, KeyError, TypeError: it is none, or one of a value that this version does not know.
    """
    return Change(
        tuple(
            Splice(int(at), tuple(map(paragraph_from_json, removed)), tuple(map(paragraph_from_json, added)))
            for at, removed, added in data["splices"]
        ),
        tuple(
            FieldChange(name, field_from_json(name, before), field_from_json(name, after))
            for name, before, after in data["fields"]
        ),
    )


def field_to_json(name: str, value: Any) -> Any:
    """A value of the project beside its paragraphs."""
    return _CODECS[name][0](value)


def field_from_json(name: str, data: Any) -> Any:
    """See field_to_json.

    Raises:
        ValueError, KeyError, TypeError: it is no such value.
    """
    return _CODECS[name][1](data)


def _name_from_json(data: object) -> str:
    if not is_text(data, LONGEST_NAME):
        raise ValueError("no name")
    return data


def _part_to_json(part: MixPart) -> dict[str, Any]:
    flags = {name: True for name in ("muted", "solo") if getattr(part, name)}
    return {"voice_id": part.voice_id, "weight": part.weight, **flags}


def _part(data: Mapping[str, Any]) -> MixPart:
    voice_id, weight = data["voice_id"], data["weight"]
    if not is_text(voice_id, LONGEST_NAME) or not is_number(weight, 0, _MOST_WEIGHT):
        raise ValueError("a part without voice or weight")
    # Earlier versions wrote 0 for a voice at 0 %.
    weight = max(float(weight), _LEAST_WEIGHT)
    return MixPart(voice_id, weight, muted=data.get("muted") is True, solo=data.get("solo") is True)


def _usual(name: str) -> Any:
    return getattr(_USUAL, name)


_USUAL = Paragraph("", "")


_Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]


def _same(value: Any) -> Any:
    return value


def _cast_from_json(data: Any) -> tuple[Speaker, ...]:
    if not data:
        raise ValueError("nobody reads")
    return tuple(map(speaker_from_json, data))


def _dictionary_from_json(data: Any) -> tuple[Entry, ...]:
    """The entries in *data*; what is none is left out, so that the others are not lost with it."""
    if not isinstance(data, list) or len(data) > MOST_ENTRIES:
        raise ValueError("no list of entries")
    entries = []
    for each in data:
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            entries.append(entry_from_json(each))
    return tuple(entries)


def _pauses_from_json(data: Any) -> Pauses:
    if not isinstance(data, dict):
        raise ValueError("no pauses")
    try:
        return checked_pauses(**{name: data[name] for name in PAUSE_NAMES if name in data})
    except InvalidArgument as error:
        raise ValueError("no pause") from error


def _voices_from_json(data: Any) -> tuple[NamedVoice, ...]:
    if not isinstance(data, list) or len(data) > _MOST_VOICES:
        raise ValueError("no list of voices")
    return tuple(map(voice_from_json, data))


def _cover_from_json(data: Any) -> bytes:
    if not is_text(data, 2 * MOST_COVER_BYTES):
        raise ValueError("no picture")
    cover = b64decode(data, validate=True)
    if len(cover) > MOST_COVER_BYTES or (cover and not cover.startswith(_JPEG)):
        raise ValueError("no picture of its kind or size")
    return cover


def _words_from_json(data: Any) -> tuple[str, ...]:
    if not isinstance(data, list) or len(data) > MOST_ENTRIES or not all(is_text(word, LONGEST_NAME) for word in data):
        raise ValueError("no list of words")
    return tuple(data)


_NAME: _Codec = (_same, _name_from_json)
_CODECS: Mapping[str, _Codec] = {
    "cast": (lambda cast: [speaker_to_json(speaker) for speaker in cast], _cast_from_json),
    "title": _NAME,
    "author": _NAME,
    "file": _NAME,
    "file_stamp": _NAME,
    "pauses": (asdict, _pauses_from_json),
    "dictionary": (lambda entries: [entry_to_json(entry) for entry in entries], _dictionary_from_json),
    "cover_picture": (lambda cover: b64encode(cover).decode(), _cover_from_json),
    "voices": (lambda voices: [voice_to_json(voice) for voice in voices], _voices_from_json),
    "sure_words": (list, _words_from_json),
}
"""To and from JSON: a row for each of the project's values beside its paragraphs."""
