# SPDX-License-Identifier: GPL-3.0-or-later
"""The four parts that the published graph is cut into: their files, and the names of their inputs and outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MomentNames:
    """Names of the normalisations' inputs and outputs, for C channels in all and K kinds of frames.

    Attributes:
        kinds: Inputs [K, samples] by a normalisation's number of channels: how much each sample adds to its kind's sum.
        centres: Input [1, 1, C], close to each channel's mean. Distances from it are summed, since 32 bits leave little
            of the variance of a channel whose mean is a hundred times its deviation.
        sums: Input [1, K, 2C]: sums so far of all channels in the graph's order, and then of their squares.
        weights: Input [1, K]: factor on each kind's sum. Factors times counts add up to 1.
        summed: Output like *sums*, this run's samples added.
    """

    kinds: Mapping[int, str]
    centres: str
    sums: str
    weights: str
    summed: str


@dataclass(frozen=True, slots=True)
class ModelPart:
    """One of the four parts: its file name, and the names of its inputs and outputs."""

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
"""Channels of all the generator's normalisations together."""


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
"""Version of the files that `graph.cut` writes; parts of another version are made anew."""
FILES = tuple(part.file for part in PARTS)

OnStep = Callable[[int, int], None]
"""Called while parts are made with the number of steps done and of all steps."""
