# SPDX-License-Identifier: GPL-3.0-or-later
"""Scales and shifts of all normalisations, made from the style in one matrix product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from studio.engine.kokoro.graph.nodes import constants, makers, substitute, users
from studio.engine.kokoro.graph.products import TURNED, product_of

_PLACE = "styles/"


def join_styles(model: Any, within: str) -> int:
    """Compute the scales and shifts of all normalisations whose nodes' names begin with *within* in one product.

    In the model each normalisation has a small product of its own, of eight nodes: starting them takes longer than
    computing them.

    Returns:
        How many normalisations were joined.

    Raises:
        LookupError, ValueError: there is none, or the nodes of one are not those expected.
    """
    import numpy as np
    from onnx import helper, numpy_helper

    graph = model.graph
    found = list(_styles(graph, within))
    if not found:
        raise LookupError("no style")
    if len({style.quantized for style in found}) != 1:
        raise ValueError(found[0].quantized)
    tensors = {
        "weights": np.concatenate([style.weights for style in found], axis=1),
        "weights_zero": np.concatenate([style.weights_zero for style in found]),
        "weights_scale": np.concatenate([style.weights_scale for style in found]),
        "bias": np.concatenate([style.bias for style in found]),
        "sizes": np.repeat([len(style.bias) // 2 for style in found], 2),
        "samples": np.array([TURNED.index(2)], np.int64),
    }
    graph.initializer.extend(numpy_helper.from_array(value, _PLACE + key) for key, value in tensors.items())
    outcomes = [name for style in found for name in (style.scale, style.shift)]
    first = found[0]
    product = product_of(first.quantized, first.quantized_scale, first.zero_point, _PLACE)
    every = f"{_PLACE}all"
    nodes = [
        product,
        helper.make_node("Unsqueeze", [product.output[0], f"{_PLACE}samples"], [every], every),
        helper.make_node("Split", [every, f"{_PLACE}sizes"], [_PLACE + name for name in outcomes], "", axis=2),
        *(helper.make_node("Transpose", [_PLACE + name], [name], _PLACE + name, perm=TURNED) for name in outcomes),
    ]
    left_out = {name for style in found for name in style.replaced} - {first.made_first}
    substitute(graph, {first.made_first: nodes}, left_out)
    return len(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Style:
    """One normalisation's product: names of the quantized style, its scale and zero point and of the outcomes,
    constants by column, and outputs of nodes that nobody else needs, the first one apart."""

    quantized: str
    quantized_scale: str
    zero_point: str
    weights: Any
    weights_zero: Any
    weights_scale: Any
    bias: Any
    scale: str
    shift: str
    made_first: str
    replaced: frozenset[str]


def _styles(graph: Any, within: str) -> Iterator[_Style]:
    import numpy as np
    from onnx import numpy_helper

    values = constants(graph)
    made_by, used_by = makers(graph.node), users(graph.node)

    def constant_of(node: Any) -> Any:
        (value,) = (numpy_helper.to_array(values[name]) for name in node.input if name in values)
        return value

    def only_user(node: Any, kind: str) -> Any:
        (user,) = used_by[node.output[0]]
        if user.op_type != kind:
            raise ValueError(user.name)
        return user

    for product in graph.node:
        if product.op_type != "MatMulInteger" or not product.name.startswith(within):
            continue
        cast = only_user(product, "Cast")
        scaled = only_user(cast, "Mul")
        scaling = made_by[next(name for name in scaled.input if name != cast.output[0])]
        biased = only_user(scaled, "Add")
        turned = only_user(biased, "Unsqueeze")
        halves = only_user(turned, "Split")
        # The network gives the scale as its distance from one.
        more = only_user(halves, "Add")
        bias = constant_of(biased).astype(np.float32)
        bias[: len(bias) // 2] += constant_of(more)
        weights, weights_zero = (numpy_helper.to_array(values[name]) for name in (product.input[1], product.input[3]))
        yield _Style(
            product.input[0],
            made_by[product.input[0]].output[1],
            product.input[2],
            weights,
            np.broadcast_to(weights_zero, len(bias)),
            np.broadcast_to(constant_of(scaling), len(bias)),
            bias,
            more.output[0],
            halves.output[1],
            product.output[0],
            frozenset(node.output[0] for node in (product, cast, scaled, scaling, biased, turned, halves, more)),
        )
