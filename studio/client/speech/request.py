# SPDX-License-Identifier: Apache-2.0
"""A speech request and its form on the wire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeGuard

from studio.client.pronunciations import entries_json
from studio.client.voices import part_json
from studio.core.dictionary import Dictionary, Entry, marks_told
from studio.core.edges import bare
from studio.core.errors import InvalidArgument
from studio.core.markup import parse_markup
from studio.core.pcm import PcmFormat
from studio.core.speech import Controls, controls_to_wire
from studio.core.tagging import read_tags, with_tags
from studio.core.timeline import ALL_WORDS, WordRange
from studio.core.voices import MixPart, checked_embedding, normalised

_ENGLISH = "en"
VoiceChoice = str | tuple[float, ...] | tuple[MixPart, ...]
"""The voice: an id, an embedding of 192 floats, or weighted voices."""


@dataclass(frozen=True, slots=True)
class SpeechRequest:
    """A request to speak a text.

    Attributes:
        transcript: The text; words are spoken and timed verbatim.
        voice: See VoiceChoice.
        language: BCP 47 tag, "" for the voice's own.
        controls: Speed and emotions.
        format: Encoding and rate of the audio on the wire; the container must be "raw".
        model_id: The server's model; a local engine takes any.
        add_timestamps: Whether to send word times.
        words: The words of *transcript* that are spoken, without its tags; the others are read as what stands around
            them, but not heard. Only the local server knows of it.
        variation: Number of the reading, 0 to 1,000,000: each has other durations and another melody, 0 is the voice's
            own. Only the local server knows of it.
        pronunciations: Words that are said otherwise than written. A server that does not know of them is sent tags
            instead, see `tagged`; Cartesia's cloud, which does not know these tags either, `told_text`, whose words
            are then the ones that are timed.
        as_in_whole: Whether *words* shall sound as they do where all of *transcript* is spoken, to the sample; their
            first sound comes later. Only the local server knows of it.
    """

    transcript: str
    voice: VoiceChoice
    language: str = ""
    controls: Controls = Controls()
    format: PcmFormat = PcmFormat()
    model_id: str = "sonic-multilingual"
    add_timestamps: bool = True
    words: WordRange = ALL_WORDS
    variation: int = 0
    pronunciations: tuple[Entry, ...] = ()
    as_in_whole: bool = False


def request_message(request: SpeechRequest, context_id: str, *, extended: bool = True) -> dict[str, Any]:
    """The socket message for *request*.

    Args:
        extended: Whether the server knows the extensions of the local one.

    Raises:
        InvalidArgument: a blank transcript or model, a voice of an unknown form, or a container other than raw.
    """
    if not isinstance(request.transcript, str) or not request.transcript.strip():
        raise InvalidArgument("transcript", "text with at least one word")
    if not request.model_id:
        raise InvalidArgument("model_id", 'a model such as "sonic-multilingual"')
    if request.format.container != "raw":
        raise InvalidArgument("format.container", "raw, as sound is streamed", repr(request.format.container))
    message: dict[str, Any] = {
        "context_id": context_id,
        "model_id": request.model_id,
        "transcript": request.transcript if extended else told_text(request),
        "voice": voice_message(request.voice, request.controls),
        "output_format": {
            "container": request.format.container,
            "encoding": request.format.encoding,
            "sample_rate": request.format.sample_rate_hz,
        },
        "add_timestamps": request.add_timestamps,
        "add_notices": True,
    }
    if request.words.first:
        message["from_word"] = request.words.first
    if request.words.end is not None:
        message["to_word"] = request.words.end
    if request.pronunciations and extended:
        message["pronunciations"] = entries_json(request.pronunciations)
    if request.as_in_whole and not request.words.is_all:
        message["as_in_whole"] = True
    if request.variation:
        message["variation"] = request.variation
    if request.language:
        message["language"] = request.language
    return message


def tagged(text: str, language: str, pronunciations: Iterable[Entry]) -> str:
    """*text* with a tag around each word that the entries say, where no tag of it says it already. It has the same
    words.

    Args:
        language: Tag in which it is spoken; "" for English.
    """
    dictionary = Dictionary(pronunciations, language or _ENGLISH)
    lines = ((line.text, marks_told(line.text, line.marks, dictionary)) for line in read_tags(text))
    return "\n".join(with_tags(line, marks).text for line, marks in lines)


def told_text(request: SpeechRequest) -> str:
    """The request's text with what its entries say in place of the words: IPA as "<<t|ə>>", a respelling as text."""
    text, parts, done = request.transcript, list[str](), 0
    marked = parse_markup(text)
    for match in Dictionary(request.pronunciations, request.language or _ENGLISH).matches(marked.text):
        if match is None or any(each.start < match.end and match.start < each.end for each in marked.sayings):
            continue
        inside = bare(marked.text[match.start : match.end])
        begin = marked.text.index(inside, match.start)
        start, end = marked.source(begin), marked.source(begin + len(inside) - 1) + 1
        said = " ".join(f"<<{'|'.join(part)}>>" for part in match.said.split()) if match.how == "ipa" else match.said
        parts += [text[done:start], said]
        done = end
    return "".join([*parts, text[done:]])


def voice_message(voice: VoiceChoice, controls: Controls = Controls()) -> dict[str, Any]:  # noqa: B008 - frozen
    """*voice* with *controls*, as in messages.

    Raises:
        InvalidArgument: not of a known form.
    """
    if isinstance(voice, str):
        if not voice.strip():
            raise InvalidArgument("voice", "the id of a voice")
        message: dict[str, Any] = {"id": voice}
    elif _is_mix(voice):
        parts = normalised(voice)
        if len(parts) == 1:
            message = part_json(parts[0])
        else:
            message = {"mix": [{**part_json(part), "weight": part.weight} for part in parts]}
    else:
        message = {"embedding": list(checked_embedding(voice))}  # type: ignore[arg-type]
    if controls != Controls():
        message["__experimental_controls"] = controls_to_wire(controls)
    return message


def _is_mix(voice: tuple[float, ...] | tuple[MixPart, ...]) -> TypeGuard[tuple[MixPart, ...]]:
    return not voice or isinstance(voice[0], MixPart)
