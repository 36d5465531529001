# SPDX-License-Identifier: GPL-3.0-or-later
"""The graph's parts as onnxruntime sessions that can be stopped at any moment."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.core.commands import FETCH_MODEL
from studio.core.cores import available_cores
from studio.core.errors import InvalidArgument, ModelDamaged, ModelMissing, SpeechFailed
from studio.core.memory import return_large_blocks
from studio.core.pcm import Samples
from studio.engine.kokoro import parts
from studio.engine.kokoro.frames import HALVES, Decoded, Floats, Frames, Integers, TextStates
from studio.engine.kokoro.streaming.moments import KINDS, Moments, Weights, after, moments, weights
from studio.engine.stop import Stop, Stopped

_HARMONICS_PER_FRAME = 120
# Samples of a half frame in the generator's two stages.
_COARSE, _FINE = 10, 60
_LOADERS = 2
_SPIN_US = "20"
_SLOWEST_FIRST = (parts.ENCODER_A, parts.DECODER_B, parts.DECODER_A, parts.ENCODER_B)

PROVIDERS_VARIABLE = "SPEECH_STUDIO_PROVIDERS"
_PROCESSOR = "CPUExecutionProvider"


class OpenPart(Protocol):
    """Opens a part's file, as `onnxruntime.InferenceSession` does."""

    def __call__(self, path: str, options: Any, *, providers: list[str]) -> Any: ...


class Sessions:
    """Loads the parts from *folder* in some 0.2 s, two at once.

    Args:
        folder: Holds the parts that `graph.cut` writes.
        threads: Threads of one inference; None for one a core that this process may use.

    SPEECH_STUDIO_PROVIDERS names providers of the installed onnxruntime for other hardware, such as
    "CUDAExecutionProvider"; the processor runs what they cannot.

    Raises:
        InvalidArgument: a provider is named that this onnxruntime does not have.
        ModelMissing: a part is not there.
        ModelDamaged: a part cannot be loaded.
    """

    def __init__(self, folder: Path, threads: int | None = None, open_part: OpenPart | None = None) -> None:
        return_large_blocks()
        with ThreadPoolExecutor(_LOADERS) as loaders:
            loading = {part: loaders.submit(_load, folder, part, threads, open_part) for part in _SLOWEST_FIRST}
        self._encoder_a, self._encoder_b, self._decoder_a, self._decoder_b = (
            loading[part].result() for part in parts.PARTS
        )

    def warm_up(self, style: Floats) -> None:
        """Run each part on a short input, so that the first speech does not wait for what onnxruntime sets up then."""
        stop = Stop()
        states = self.encode(np.zeros(3, np.int64), style, stop)
        frames = self.align(states, np.full(3, 4, np.int64), style, stop)
        decoded = self.decode(frames, 0, frames.count, style, stop)
        self.generate(decoded, 0, frames.count, style, moments(frames.f0_hz, frames.energy), stop)

    def encode(self, tokens: Integers, style: Floats, stop: Stop) -> TextStates:
        """States of *tokens* [L], pad tokens included, at most 512, in the *style* [256]."""
        raw, prosody, text = _run(
            self._encoder_a, parts.ENCODER_A, {"tokens": tokens[None], "style": style[None]}, stop
        )
        return TextStates(raw[0], prosody, text)

    def align(self, states: TextStates, durations: Integers, style: Floats, stop: Stop) -> Frames:
        """Frames for *durations* [L], each 1 or more frames long."""
        text, f0_hz, energy = _run(
            self._encoder_b,
            parts.ENCODER_B,
            {
                parts.DURATIONS: durations[None],
                "style": style[None],
                parts.PROSODY_STATES: states.prosody,
                parts.TEXT_STATES: states.text,
            },
            stop,
        )
        return Frames(text, f0_hz[0], energy[0])

    def decode(self, frames: Frames, first: int, last: int, style: Floats, stop: Stop) -> Decoded:
        """Frames [first, last) ready for the generator. Takes less than a tenth of its time."""
        states, harmonics = _run(
            self._decoder_a,
            parts.DECODER_A,
            {
                parts.ALIGNED_TEXT: np.ascontiguousarray(frames.text[:, :, first:last]),
                parts.F0: frames.f0_hz[None, HALVES * first : HALVES * last],
                parts.ENERGY: frames.energy[None, HALVES * first : HALVES * last],
                "style": style[None],
            },
            stop,
        )
        return Decoded(first, states, harmonics)

    def generate(
        self, decoded: Decoded, first: int, last: int, style: Floats, of_unit: Moments, stop: Stop
    ) -> tuple[Samples, Moments]:
        """The sound of frames [first, last), all of them in *decoded*: 600 samples each.

        Args:
            decoded: The decoder's output.
            first: The first frame. It may lie in the run before, but no frame may lie between two runs.
            last: One after the last frame.
            style: [256], as for the decoder.
            of_unit: The unit's sums after the runs before; returned with this run's samples added.
            stop: Ends the run.
        """
        begin, end = first - decoded.first, last - decoded.first
        run = weights(of_unit, HALVES * first, HALVES * last)
        audio, sums = _run(
            self._decoder_b,
            parts.DECODER_B,
            {
                parts.DECODED: np.ascontiguousarray(decoded.states[:, :, HALVES * begin : HALVES * end]),
                parts.HARMONICS: np.ascontiguousarray(
                    decoded.harmonics[:, :, _HARMONICS_PER_FRAME * begin : _HARMONICS_PER_FRAME * end + 1]
                ),
                "style": style[None],
                **moment_inputs(of_unit, run),
            },
            stop,
        )
        return audio.reshape(-1), after(of_unit, run, sums)


def moment_inputs(of_unit: Moments, run: Weights) -> dict[str, Floats]:
    """Inputs of the generator's normalisations for *run*. A half frame's samples share its weight."""
    names = parts.MOMENTS
    channels = parts.NORMALISED_CHANNELS
    given = {
        names.centres: np.ascontiguousarray(np.broadcast_to(of_unit.centres, (1, 1, channels))),
        names.sums: np.ascontiguousarray(np.broadcast_to(of_unit.sums, (1, KINDS, 2 * channels))),
        names.weights: run.weights,
    }
    # The fine stage has one sample more than the frames have; it is not counted.
    for kinds, each, more in zip(names.kinds.values(), (_COARSE, _FINE), (0, 1), strict=True):
        given[kinds] = np.pad(np.repeat(run.kinds.T / each, each, axis=1), ((0, 0), (0, more)))
    return given


def chosen_providers(available: Sequence[str]) -> list[str]:
    """The providers that SPEECH_STUDIO_PROVIDERS names, separated by commas, and the processor after them.

    Raises:
        InvalidArgument: one is not among *available*.
    """
    named = [name.strip() for name in os.environ.get(PROVIDERS_VARIABLE, "").split(",") if name.strip()]
    for name in named:
        if name not in available:
            raise InvalidArgument(PROVIDERS_VARIABLE, "names out of " + ", ".join(available), repr(name))
    return [*(name for name in named if name != _PROCESSOR), _PROCESSOR]


def _load(folder: Path, part: parts.ModelPart, threads: int | None, open_part: OpenPart | None) -> Any:
    import onnxruntime

    path = folder / part.file
    if not path.is_file():
        raise ModelMissing(f"The speech model's file {part.file} is missing: run `{FETCH_MODEL}`.", str(path))
    providers = chosen_providers(onnxruntime.get_available_providers())
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or available_cores()
    options.inter_op_num_threads = 1
    # Most nodes are done sooner than a thread wakes: without spinning a short slice takes half as long again, and more
    # processor time. Threads that spin for longer take the cores from the window and from one another.
    options.add_session_config_entry("session.intra_op.allow_spinning", "1")
    options.add_session_config_entry("session.intra_op.spin_duration_us", _SPIN_US)
    options.log_severity_level = 4
    try:
        return (open_part or onnxruntime.InferenceSession)(os.fspath(path), options, providers=providers)
    except Exception as error:
        raise ModelDamaged(
            f"The speech model's file {part.file} is damaged: run `{FETCH_MODEL}`.", repr(error)
        ) from error


def _run(session: Any, part: parts.ModelPart, values: Mapping[str, NDArray[Any]], stop: Stop) -> list[Floats]:
    import onnxruntime

    if stop.is_set():
        raise Stopped
    options = onnxruntime.RunOptions()
    # An arena lowers a render's peak of memory by a third, but by itself keeps the largest render's memory for good.
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    forget = stop.on_set(lambda: setattr(options, "terminate", True))
    try:
        outputs: list[Floats] = session.run(list(part.outputs), dict(values), options)
    except Exception as error:
        if stop.is_set():
            raise Stopped from None
        raise SpeechFailed("The speech model failed: try again, or another voice.", repr(error)) from error
    finally:
        forget()
    if not all(np.isfinite(output).all() for output in outputs):
        raise SpeechFailed("The speech model gave no usable sound for this voice: try another mix.", part.file)
    return outputs
