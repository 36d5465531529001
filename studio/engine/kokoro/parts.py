# SPDX-License-Identifier: GPL-3.0-or-later
"""The four parts that the published graph is cut into: their files, and the names of what goes in and comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MomentNames:
    """Names of what normalisations are given and give back, for C channels in all and K kinds of frames.

    Attributes:
        kinds: By a normalisation's number of channels an input [K, samples]: of each sample, how much it adds to the
            sum of its kind.
        centres: Input [1, 1, C], about each channel's mean: what is summed is the distance from it, since 32 bits leave
            little of the variance of a channel whose mean is a hundred times its deviation.
        sums: Input [1, K, 2C]: what was summed before of all channels, in the graph's order, and then of their squares.
        weights: Input [1, K]: what each kind's sum is multiplied by. Times the counts they add up to 1.
        summed: Output like *sums*, with what is summed now.
    """

    kinds: Mapping[int, str]
    centres: str
    sums: str
    weights: str
    summed: str


@dataclass(frozen=True, slots=True)
class ModelPart:
    """One of the four parts: its file name, and the names of the values that go in and come out."""

    file: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


RAW_DURATIONS = "/encoder/predictor/ReduceSum_output_0"
PROSODY_STATES = "/encoder/predictor/text_encoder/Concat_4_output_0"
TEXT_STATES = "/encoder/text_encoder/Transpose_2_output_0"
DURATIONS = "/encoder/Cast_output_0"
ALIGNED_TEXT = "/encoder/MatMul_1_output_0"
F0 = "/encoder/Squeeze_output_0"
ENERGY = "/encoder/Squeeze_1_output_0"
DECODED = "/decoder/decoder/decode.3/Div_4_output_0"
GENERATOR = "/decoder/decoder/generator/"
HARMONICS = f"{GENERATOR}Concat_3_output_0"
# The generator's normalisations have 256 channels at 800 samples a second and 128 at 4800.
MOMENTS = MomentNames(
    kinds={256: "moments/coarse_kinds", 128: "moments/fine_kinds"},
    centres="moments/centres",
    sums="moments/sums",
    weights="moments/weights",
    summed="moments/summed",
)
NORMALISED_CHANNELS = 8448
"""Channels of all of the generator's normalisations."""


ENCODER_A = ModelPart("encoder_a.onnx", ("tokens", "style"), (RAW_DURATIONS, PROSODY_STATES, TEXT_STATES))
ENCODER_B = ModelPart("encoder_b.onnx", (DURATIONS, "style", PROSODY_STATES, TEXT_STATES), (ALIGNED_TEXT, F0, ENERGY))
DECODER_A = ModelPart("decoder_a.onnx", (ALIGNED_TEXT, F0, ENERGY, "style"), (DECODED, HARMONICS))
DECODER_B = ModelPart(
    "decoder_b.onnx",
    (
        DECODED,
        HARMONICS,
        "style",
        *MOMENTS.kinds.values(),
        MOMENTS.centres,
        MOMENTS.sums,
        MOMENTS.weights,
    ),
    ("audio", MOMENTS.summed),
)
PARTS = (ENCODER_A, ENCODER_B, DECODER_A, DECODER_B)
VERSION = 9
"""Of what `graph.cut` writes: parts of another version are to be made anew."""
FILES = tuple(part.file for part in PARTS)

OnStep = Callable[[int, int], None]
"""Called while parts are made, with how many steps are done and of how many."""
