# SPDX-License-Identifier: GPL-3.0-or-later
"""Cutting of the Kokoro graph in four parts, so that durations, pitch and energy can be edited between them.

The last part, which takes nearly all of the time, can then be run for a few frames at once. The graph is rewritten by
the other modules of this folder before it is cut; the parts, run one after the other, give the rewritten graph's audio
bit for bit.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from studio.core.commands import FETCH_MODEL
from studio.core.errors import ModelDamaged, StudioError
from studio.core.files import replacing
from studio.engine.kokoro.graph import activations, layout, normalisations, products, spectra, styles
from studio.engine.kokoro.parts import DURATIONS, GENERATOR, MOMENTS, NORMALISED_CHANNELS, PARTS, ModelPart, OnStep

Rewrite = Callable[[Any], object]
"""Changes a whole graph (onnx.ModelProto) in place."""

_INTEGERS = {"tokens", DURATIONS}


def cut(
    model_path: Path,
    folder: Path,
    on_step: OnStep = lambda _done, _of: None,
    rewrites: Sequence[Rewrite] | None = None,
) -> None:
    """Write the parts of the model at *model_path* into *folder*. A part's file is written whole or not at all.

    Args:
        rewrites: Changes made in the whole graph, in this order; None for REWRITES.

    Needs some 300 MB of memory while it runs; a process that must stay small runs this module as a program.

    Raises:
        ModelDamaged: *model_path* is not the Kokoro graph.
        OSError: the model could not be read.
        SaveFailed: a part could not be written.
    """
    import onnx

    rewrites = REWRITES if rewrites is None else rewrites
    changes = len(rewrites)
    steps = 1 + changes + len(PARTS)
    on_step(0, steps)
    try:
        model = onnx.load(os.fspath(model_path))
    except OSError:
        raise
    except Exception as error:
        raise ModelDamaged(_damaged(model_path), repr(error)) from error
    on_step(1, steps)
    try:
        rewrite(model, lambda done: on_step(1 + done, steps), rewrites)
    except (LookupError, ValueError) as error:
        raise ModelDamaged(_damaged(model_path), f"it is made otherwise than expected: {error!r}") from error
    folder.mkdir(parents=True, exist_ok=True)
    for number, part in enumerate(PARTS, 1):
        with replacing(folder / part.file) as file:
            file.write(_extract(model, part, model_path).SerializeToString())
        on_step(1 + changes + number, steps)


def rewrite(
    model: Any, on_done: Callable[[int], None] = lambda _: None, rewrites: Sequence[Rewrite] | None = None
) -> None:
    """Make all changes in the whole graph; *on_done* is called with the number of changes made so far.

    Raises:
        LookupError, ValueError: the graph is not the one expected.
    """
    for number, change in enumerate(REWRITES if rewrites is None else rewrites, 1):
        change(model)
        on_done(number)


def weigh_moments(model: Any, channels: int = NORMALISED_CHANNELS) -> None:
    """Have the generator's normalisations take moments from outside, *channels* of them in all.

    Raises:
        ValueError: there are more or fewer.
    """
    count = normalisations.weigh_moments(model, GENERATOR, MOMENTS)
    if count != channels:
        raise ValueError(f"{count} channels")


REWRITES: tuple[Rewrite, ...] = (
    spectra.convolve_spectra,
    activations.square_sines,
    products.multiply_convolutions,
    lambda model: styles.join_styles(model, GENERATOR),
    lambda model: layout.put_channels_last(model, (GENERATOR, activations.PLACE)),
    weigh_moments,
)
"""Changes of the whole graph, in the order in which they are made."""


def _damaged(model_path: Path) -> str:
    return f"The speech model {model_path.name} is damaged: run `{FETCH_MODEL}` to mend it."


def _extract(model: Any, part: ModelPart, model_path: Path) -> Any:
    from onnx import TensorProto, helper

    nodes = _nodes_between(model.graph.node, part.inputs, part.outputs)
    used = {name for node in nodes for name in node.input}
    initializers = [tensor for tensor in model.graph.initializer if tensor.name in used]
    made = {name for node in nodes for name in node.output} | {tensor.name for tensor in initializers}
    dangling = (used | set(part.outputs)) - made - set(part.inputs) - {""}
    if dangling:
        raise ModelDamaged(_damaged(model_path), f"{part.file}: nothing makes {sorted(dangling)[:3]}")
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64 if name in _INTEGERS else TensorProto.FLOAT, None)
        for name in part.inputs
    ]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in part.outputs]
    graph = helper.make_graph(nodes, part.file.removesuffix(".onnx"), inputs, outputs, initializers)
    return helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)


def _nodes_between(nodes: Sequence[Any], inputs: Collection[str], outputs: Sequence[str]) -> list[Any]:
    """Nodes on the way from the inputs to the outputs, in the graph's order."""
    maker = {name: index for index, node in enumerate(nodes) for name in node.output}
    needed: set[int] = set()
    waiting = list(outputs)
    while waiting:
        name = waiting.pop()
        index = maker.get(name)
        if name in inputs or index is None or index in needed:
            continue
        needed.add(index)
        waiting.extend(nodes[index].input)
        for attribute in nodes[index].attribute:
            waiting.extend(name for node in attribute.g.node for name in node.input)
    return [nodes[index] for index in sorted(needed)]


def _say(done: int, of: int) -> None:
    sys.stdout.write(f"{done} {of}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        cut(Path(sys.argv[1]), Path(sys.argv[2]), _say)
    except StudioError as error:
        sys.exit(error.user_text)
