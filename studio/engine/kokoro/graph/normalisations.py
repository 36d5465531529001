# SPDX-License-Identifier: GPL-3.0-or-later
"""The generator's normalisations, changed so that a slice of a unit is normalised as the whole unit would be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from studio.engine.kokoro.graph.nodes import constants, copied, in_steps, makers, substitute, users
from studio.engine.kokoro.graph.products import PRODUCT
from studio.engine.kokoro.parts import MomentNames

_BIAS = 6


def weigh_moments(model: Any, within: str, names: MomentNames) -> int:
    """Change *model*'s normalisations over time to use means and powers summed by kinds of frames.

    Otherwise a normalisation would take a slice's mean and power for the whole unit's ("AdaIN": Huang and Belongie,
    "Arbitrary style transfer in real-time with adaptive instance normalization", 2017).

    Args:
        model: The graph, whose signals are [1, samples, channels]; the inputs and outputs in *names* are added to it.
        within: Prefix of the names of the normalisations' nodes.
        names: Names of the new inputs and outputs.

    Returns:
        C, the number of channels of all normalisations together.

    Raises:
        LookupError, ValueError: there is no such normalisation, or the nodes of one are not those expected.
    """
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    found = list(_normalisations(graph, within))
    if not found:
        raise LookupError("no normalisation")
    channels = [normalisation.channels for normalisation in found]
    made: dict[str, list[Any]] = {}
    for number, normalisation in enumerate(found):
        made |= _weighed(normalisation, f"moments/{number}/", names)
    sizes = np.array(channels, np.int64)
    tensors = {"channels": sizes, "sizes": np.tile(sizes, 2), "flat": np.array([-1], np.int64)}
    graph.initializer.extend(numpy_helper.from_array(value, f"moments/{name}") for name, value in tensors.items())
    numbers = range(len(channels))
    centres = [f"moments/{number}/centre" for number in numbers]
    sums = [f"moments/{number}/{kind}" for kind in ("value", "square") for number in numbers]
    substitute(graph, made, {name for normalisation in found for name in normalisation.replaced})
    graph.node.insert(0, helper.make_node("Split", [names.centres, "moments/channels"], centres, axis=2))
    before = [f"{end}_before" for end in sums]
    graph.node.insert(0, helper.make_node("Split", [names.sums, "moments/sizes"], before, axis=2))
    graph.node.append(helper.make_node("Concat", sums, [names.summed], axis=2))
    given = (*names.kinds.values(), names.centres, names.sums, names.weights)
    graph.input.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in given)
    graph.output.append(helper.make_tensor_value_info(names.summed, TensorProto.FLOAT, None))
    return sum(channels)


@dataclass(frozen=True, slots=True)
class _Normalisation:
    """One normalisation's place in a graph: names of its signal, of the constant under its root and of the normalised
    value; scale, shift and outcome of each use of that value; outputs of nodes that nobody else needs; and the matrix
    product that makes the signal, if nothing else uses it."""

    signal: str
    least: str
    normed: str
    channels: int
    uses: tuple[tuple[str, str, str], ...]
    replaced: frozenset[str]
    product: Any


def _normalisations(graph: Any, within: str) -> Iterator[_Normalisation]:
    from onnx import numpy_helper

    values = constants(graph)
    made_by, used_by = makers(graph.node), users(graph.node)
    for normed in graph.node:
        if normed.op_type != "Div" or not normed.name.startswith(within):
            continue
        centred, root = (made_by.get(name) for name in normed.input)
        if centred is None or root is None or (centred.op_type, root.op_type) != ("Sub", "Sqrt"):
            continue
        signal = centred.input[0]
        not_zero = made_by[root.input[0]]
        variance = made_by[not_zero.input[0]]
        square, mean = made_by[variance.input[0]], made_by[centred.input[1]]
        kinds = [node.op_type for node in (not_zero, variance, square, mean)]
        if kinds != ["Add", "ReduceMean", "Mul", "ReduceMean"] or mean.input[0] != signal:
            raise ValueError(normed.name)
        replaced = [not_zero, variance, square, mean, centred, root]
        uses = []
        for scaled in used_by[normed.output[0]]:
            (shifted,) = used_by[scaled.output[0]]
            (scale,) = (other for other in scaled.input if other != normed.output[0])
            (shift,) = (other for other in shifted.input if other != scaled.output[0])
            if (scaled.op_type, shifted.op_type, made_by[shift].op_type) != ("Mul", "Add", "Split"):
                raise ValueError(scaled.name)
            sizes = numpy_helper.to_array(values[made_by[shift].input[1]])
            channels = int(sizes[list(made_by[shift].output).index(shift)])
            uses.append((scale, shift, shifted.output[0]))
            replaced.append(scaled)
        product = made_by.get(signal)
        only_here = {node.name for node in used_by[signal]} == {mean.name, centred.name}
        if product is not None and not (product.op_type == PRODUCT and only_here):
            product = None
        yield _Normalisation(
            signal,
            not_zero.input[1],
            normed.output[0],
            channels,
            tuple(uses),
            frozenset(node.output[0] for node in replaced),
            product,
        )


def _weighed(normalisation: _Normalisation, name: str, names: MomentNames) -> dict[str, list[Any]]:
    """The nodes that take a node's place, by that node's output; their names begin with *name*."""
    from onnx import helper

    kinds, distance = names.kinds[normalisation.channels], f"{name}distance"
    made: dict[str, list[Any]] = {}
    steps = []
    if normalisation.product is None:
        steps.append(("Sub", normalisation.signal, f"{name}centre", "distance"))
    else:
        # The product's bias subtracts the centre at no cost.
        product = copied(normalisation.product)
        centred = [
            ("Sub", product.input[_BIAS], f"{name}centre", "centred_bias"),
            ("Reshape", f"{name}centred_bias", "moments/flat", "bias"),
        ]
        product.input[_BIAS], product.output[0] = f"{name}bias", distance
        made[normalisation.signal] = [*in_steps(name, centred), product]
    steps += [
        ("MatMul", kinds, distance, "value_here"),
        ("Add", f"{name}value_here", f"{name}value_before", "value"),
        ("Mul", distance, distance, "squared"),
        ("MatMul", kinds, f"{name}squared", "square_here"),
        ("Add", f"{name}square_here", f"{name}square_before", "square"),
        ("MatMul", names.weights, f"{name}value", "mean"),
        ("MatMul", names.weights, f"{name}square", "power"),
        ("Mul", f"{name}mean", f"{name}mean", "mean_squared"),
        ("Sub", f"{name}power", f"{name}mean_squared", "difference"),
        # Rounding may make the variance of a constant signal negative.
        ("Relu", f"{name}difference", "", "variance"),
        ("Add", f"{name}variance", normalisation.least, "variance_not_zero"),
        ("Sqrt", f"{name}variance_not_zero", "", "deviation"),
    ]
    made[normalisation.normed] = in_steps(name, steps)
    for number, (scale, shift, outcome) in enumerate(normalisation.uses):
        own = f"{name}{number}/"
        steps = [
            ("Div", scale, f"{name}deviation", "factor"),
            ("Mul", f"{name}mean", f"{own}factor", "offset"),
            ("Sub", shift, f"{own}offset", "shift"),
            ("Mul", distance, f"{own}factor", "scaled"),
        ]
        last = helper.make_node("Add", [f"{own}scaled", f"{own}shift"], [outcome], f"{own}last")
        made[outcome] = [*in_steps(own, steps), last]
    return made
