# SPDX-License-Identifier: GPL-3.0-or-later
"""Schemas of requests and socket messages, by which they are checked, and which the API's description publishes."""

from __future__ import annotations

from collections.abc import Mapping

from studio.core.emotions import EMOTIONS, LEVELS
from studio.core.errors import InvalidArgument
from studio.core.generation import FASTEST_RATE, SLOWEST_RATE
from studio.core.speech import FASTEST, LOUDEST, MOST_PITCH, PERMITTED_SPEED, QUIETEST, SLOWEST, SPEED_NAMES
from studio.core.voices import (
    EMBEDDING_LENGTH,
    MAX_MIX_PARTS,
    MAX_TAG_CHARS,
    MAX_TEXT_CHARS,
    MAX_WEIGHT,
    PERMITTED_EMBEDDING,
    MixPart,
    normalised,
)
from studio.server.wire.dialects import OLDEST
from studio.server.wire.formats.table import ALL_FORMATS, Formats, format_schema
from studio.server.wire.pronunciations import Entries
from studio.server.wire.schema import (
    AnyOf,
    Choice,
    Described,
    Field,
    Flag,
    JsonSchema,
    ListOf,
    Number,
    Object,
    Text,
    Uuid,
)

VoiceChoice = str | tuple[float, ...] | tuple[MixPart, ...]
"""The voice of a request: an id, an embedding, or a weighted mix of voices."""

LONGEST_ID = 256
LONGEST_CLIP_TEXT = 16_384
LONGEST_BUFFER_DELAY_MS = 5000
LONGEST_DURATION_S = 300
MOST_WORDS = MOST_VARIATIONS = 1_000_000

SPEED_WORDS = {"slow": -0.5, "normal": 0.0, "fast": 0.5}
GENDERS = {"feminine": "female", "masculine": "male", "gender_neutral": "", "female": "female", "male": "male"}
"""Clients' words for a voice's gender, and ours."""

VOICE_ID = Text(LONGEST_ID, 1, permitted="the id of a voice")
WEIGHT = Number(0, MAX_WEIGHT, above=True, permitted=f"a number above 0 and at most {MAX_WEIGHT:.0f}")
EMBEDDING = ListOf(
    Number(permitted=PERMITTED_EMBEDDING),
    EMBEDDING_LENGTH,
    EMBEDDING_LENGTH,
    permitted=PERMITTED_EMBEDDING,
    permitted_of_all=True,
)
MIX = ListOf(
    Object(
        {"id": Field(VOICE_ID, required=True), "weight": Field(WEIGHT, required=True)}, "an object with id and weight"
    ),
    1,
    MAX_MIX_PARTS,
    permitted=f"a list of 1 to {MAX_MIX_PARTS} voices with weights",
)
SPOKEN_MIX = ListOf(
    Object(
        {"id": Field(VOICE_ID), "embedding": Field(EMBEDDING), "weight": Field(WEIGHT, required=True)},
        "an object with id or embedding, and weight",
    ),
    1,
    MAX_MIX_PARTS,
    permitted=MIX.permitted,
)
"""A mix of which a part may be a voice that is not stored here."""
_TAGS = 'a list of tags such as "anger:high"'
CONTROLS = Object(
    {
        "speed": Field(AnyOf((Number(-1, 1), Choice(tuple(SPEED_NAMES))), PERMITTED_SPEED)),
        "volume": Field(Number(QUIETEST, LOUDEST), about="local: factor on the amplitude"),
        "pitch": Field(Number(-MOST_PITCH, MOST_PITCH), about="local: semitones above the voice's own pitch"),
        "emotion": Field(
            ListOf(
                Choice(
                    tuple(f"{emotion}{level}" for emotion in EMOTIONS for level in ("", *(f":{x}" for x in LEVELS))),
                    "one of " + ", ".join(EMOTIONS) + ', perhaps with a level, as in "anger:high"',
                ),
                permitted=_TAGS,
            )
        ),
    },
    "an object with speed and emotion",
)
_SPEEDS = "slow, normal, fast or a number from -1 to 1"
_VOICE_FORMS = 'a voice id, {"id": ...}, {"embedding": [192 numbers]} or {"mix": [{"id", "weight"}, ...]}'


class VoiceKind:
    """A voice by id, plain or in an object, by embedding, or as a mix, which is an extension. An embedding goes before
    an id unless `mode` says otherwise."""

    def check(self, value: object, name: str) -> VoiceChoice:
        if isinstance(value, str):
            return VOICE_ID.check(value, name)
        if not isinstance(value, Mapping):
            raise InvalidArgument(name, _VOICE_FORMS)
        mode = value.get("mode")
        if mode not in (None, "id", "embedding"):
            raise InvalidArgument(f"{name}.mode", "id or embedding")
        if value.get("mix") is not None and mode is None:
            return _spoken_mix(value["mix"], f"{name}.mix")
        if value.get("embedding") is not None and mode != "id":
            return tuple(EMBEDDING.check(value["embedding"], f"{name}.embedding"))
        if value.get("id") is not None and mode != "embedding":
            return VOICE_ID.check(value["id"], f"{name}.id")
        raise InvalidArgument(name, _VOICE_FORMS)

    def json_schema(self) -> JsonSchema:
        controls = {"__experimental_controls": CONTROLS.json_schema()}

        def form(mode: str, **keys: JsonSchema) -> JsonSchema:
            # Without `mix`, which would make it a mix, and `mode`, which chooses between the others.
            return {
                "type": "object",
                "properties": {"mode": {"type": "string", "enum": [mode]}, "mix": {"type": "null"}, **keys, **controls},
                "required": list(keys),
            }

        by_id = form("id", id=VOICE_ID.json_schema())
        by_id["properties"]["embedding"] = {"anyOf": [EMBEDDING.json_schema(), {"type": "null"}]}
        mix = {
            "type": "object",
            "properties": {"mix": SPOKEN_MIX.json_schema(), "mode": {"type": "null"}, **controls},
            "required": ["mix"],
        }
        return {"anyOf": [VOICE_ID.json_schema(), by_id, form("embedding", embedding=EMBEDDING.json_schema()), mix]}


VOICE = VoiceKind()


def mix_parts(value: object, name: str) -> tuple[MixPart, ...]:
    """Voices with weights that sum to 1.

    Raises:
        InvalidArgument: no voice, more than 16, or a weight that is not above 0.
    """
    return normalised(MixPart(part["id"], part["weight"]) for part in MIX.check(value, name))


def _spoken_mix(value: object, name: str) -> tuple[MixPart, ...]:
    parts = []
    for index, part in enumerate(SPOKEN_MIX.check(value, name)):
        if part["id"] is None and part["embedding"] is None:
            raise InvalidArgument(f"{name}[{index}]", "an object with id or embedding, and weight")
        parts.append(MixPart(part["id"] or "", part["weight"], tuple(part["embedding"] or ())))
    return normalised(parts)


def speech_fields(text_chars: int, formats: Formats = ALL_FORMATS) -> dict[str, Field]:
    """Fields of a request for speech.

    Args:
        text_chars: Length of the longest transcript.
        formats: Formats that the route can send.
    """
    return {
        "model_id": Field(
            Text(LONGEST_ID, worded=True, permitted='the name of a model, such as "sonic-multilingual"'), required=True
        ),
        "transcript": Field(Text(text_chars, permitted="a text"), about="at least one word"),
        "voice": Field(VOICE, required=True),
        "output_format": Field(format_schema(formats), required=True),
        "language": Field(Text(MAX_TAG_CHARS), about="BCP 47 tag; the voice's own where absent"),
        "locale": Field(Text(MAX_TAG_CHARS), about="counts where no language is given"),
        "duration": Field(
            Number(0, LONGEST_DURATION_S, above=True),
            about=f"seconds that the speech lasts; reached by speaking {SLOWEST} to {FASTEST} times as fast",
        ),
        "speed": Field(AnyOf((Choice(tuple(SPEED_WORDS)), Number(-1, 1)), _SPEEDS)),
        "generation_config": Field(Described(GENERATION_CONFIG), about="speed, volume and emotion by name"),
        "add_timestamps": Field(Flag()),
        "add_phoneme_timestamps": Field(Flag()),
        "add_notices": Field(Flag(), about="local: tell words that could not be spoken"),
        "pronunciation_dict_id": Field(Text(LONGEST_ID), about="words that are said otherwise than written"),
        "pronunciations": Field(
            Entries(), about="local: entries as a dictionary has them, which go before those of pronunciation_dict_id"
        ),
        "from_word": Field(
            Number(0, MOST_WORDS, whole=True),
            about="local: number of the first word spoken, 0 for the text's first; the others are read, not heard",
        ),
        "to_word": Field(Number(1, MOST_WORDS, whole=True), about="local: number of the first word not spoken"),
        "as_in_whole": Field(
            Flag(), about="local: the words asked for sound as in all of the text, to the sample, but begin later"
        ),
        "variation": Field(
            Number(0, MOST_VARIATIONS, whole=True),
            about="local: number of the reading; each has other durations and another melody, 0 is the voice's own",
        ),
        "name_emoji": Field(Flag(), about="local: say what emoji show, rather than skip them"),
    }


def extensions() -> list[str]:
    """Names of the fields of a request for speech that are not Cartesia's."""
    return [name for name, field in speech_fields(0).items() if field.about.startswith("local:")]


GENERATION_CONFIG: JsonSchema = {
    "type": ["object", "null"],
    "properties": {
        "speed": {"type": ["number", "null"], "minimum": SLOWEST_RATE, "maximum": FASTEST_RATE},
        "volume": {"type": ["number", "null"], "minimum": 0.5, "maximum": 2.0},
        "emotion": {"type": ["string", "null"], "examples": ["calm"]},
    },
}

CONTEXT_ID = Text(LONGEST_ID, 1)
CONTEXT_FIELDS: Mapping[str, Field] = {
    "context_id": Field(CONTEXT_ID),
    "continue": Field(Flag(), about="more text follows"),
    "flush": Field(Flag()),
    "cancel": Field(Flag()),
    "max_buffer_delay_ms": Field(
        Number(0, LONGEST_BUFFER_DELAY_MS),
        about=f"how long text is collected to sentences; {OLDEST.buffer_delay_ms} speaks each piece at once",
    ),
}

_LANGUAGE = Field(Text(MAX_TAG_CHARS))
NEW_VOICE = Object(
    {
        "name": Field(Text(MAX_TEXT_CHARS, worded=True), required=True),
        "description": Field(Text(MAX_TEXT_CHARS)),
        "embedding": Field(EMBEDDING),
        "language": _LANGUAGE,
        "base_voice_id": Field(Text(LONGEST_ID), about="takes its embedding where none is given"),
        "id": Field(Uuid(), about="local: brings a deleted voice back as it was"),
        "recipe": Field(
            ListOf(MIX.item, 0, MAX_MIX_PARTS, permitted=MIX.permitted), about="local: what it is mixed from"
        ),
        "gender": Field(Choice(tuple(GENDERS)), about="local: that of what it is mixed from where absent"),
        "clip_sha256": Field(Text(64), about="local: hex digest of the sound file it was made from"),
        "imported": Field(Flag(), about="local: whether it comes from a file"),
    },
    "a JSON object",
)
VOICE_CHANGES = Object(
    {
        "name": Field(Text(MAX_TEXT_CHARS, worded=True)),
        "description": Field(Text(MAX_TEXT_CHARS)),
        "gender": Field(Choice(tuple(GENDERS))),
    },
    "a JSON object",
)
MIX_REQUEST = Object(
    {
        "voices": Field(SPOKEN_MIX, required=True),
    },
    "a JSON object",
)
LOCALIZATION = Object(
    {
        "embedding": Field(EMBEDDING, about="answered with an embedding"),
        "voice_id": Field(VOICE_ID, about="answered with a new voice"),
        "name": Field(Text(MAX_TEXT_CHARS, worded=True)),
        "description": Field(Text(MAX_TEXT_CHARS)),
        "language": _LANGUAGE,
        "dialect": Field(Text(MAX_TAG_CHARS)),
        "accent": Field(Text(MAX_TEXT_CHARS), about="an id of GET /accents"),
        "original_speaker_gender": Field(Choice(tuple(GENDERS))),
    },
    "a JSON object",
)
_ACCENTS = "a list of 1 to 10 ids of GET /accents"
EXPLANATION = Object(
    {
        "transcript": Field(Text(5000, permitted="a text"), required=True),
        "language": _LANGUAGE,
        "pronunciations": Field(Entries(), about="entries as a dictionary has them"),
        "pronunciation_dict_id": Field(Text(LONGEST_ID), about="words that are said otherwise than written"),
        "suggest": Field(Flag(), about="tell how the transcript, a word or a name, may be said"),
        "unsure_only": Field(Flag(), about="tell only tokens whose reading is unsure"),
    },
    "a JSON object",
)

NEW_ACCENTS = Object(
    {"accents": Field(ListOf(Text(MAX_TEXT_CHARS, 1), 1, 10, permitted=_ACCENTS), required=True)},
    "a JSON object",
)
