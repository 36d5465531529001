# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of the Kokoro graph that leave its sound as it is meant and take less time in onnxruntime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_LEAST = 1e-12
# sin(pi r) = w (c0 + c1 w) of w = r (1 - r), for r from 0 to 1: fitted for the least error of its square, 7e-4.
_OF_HALF_WAVE = (3.09696, 3.60683)


def convolve_spectra(model: Any) -> None:
    """Have two convolutions make the spectra of the voice's source in *model*, in place of its one STFT.

    onnxruntime's STFT of 20 samples takes half the time of the third part, and leaves rounding noise where the
    imaginary part of a real bin is zero, so that its phase is half a turn at random, this way or that; PyTorch, with
    which the model was trained, gives +0 there and so +pi. A tiny constant keeps that sign.

    Raises:
        LookupError: there is no such STFT.
        ValueError: it is not made as expected.
    """
    import numpy as np
    from onnx import helper, numpy_helper

    graph = model.graph
    users = _users(graph.node)
    values = _constants(graph)

    def constant(name: str) -> Any:
        return numpy_helper.to_array(values[name])

    (stft,) = (node for node in graph.node if node.op_type == "STFT")
    signal, step, window, size = stft.input
    (turned,) = users[stft.output[0]]
    parts = {int(constant(node.input[1])): node for node in users[turned.output[0]]}
    if turned.op_type != "Transpose" or set(parts) != {0, 1} or len(constant(window)) != int(constant(size)):
        raise ValueError(turned.op_type)
    count = int(constant(size))
    bins, samples = np.arange(count // 2 + 1)[:, None], np.arange(count)[None]
    turns = 2 * np.pi * (bins * samples % count) / count
    # Sines and cosines of quarter turns are whole, which floating point misses by 1e-16.
    weights = {0: np.round(np.cos(turns), 15), 1: -np.round(np.sin(turns), 15)}
    # Where a part is zero by nature; none is zero by chance together with the other, which has no phase.
    least = {0: np.full(len(bins), _LEAST), 1: np.where(bins[:, 0] % (count // 2) == 0, _LEAST, 0.0)}
    added = [numpy_helper.from_array(np.array([1], np.int64), "spectra/axis")]
    nodes = [helper.make_node("Unsqueeze", [signal, "spectra/axis"], ["spectra/signal"], "spectra/signal")]
    for part, node in parts.items():
        kernel, bias = f"spectra/kernel_{part}", f"spectra/bias_{part}"
        kernels = (weights[part] * constant(window)).astype(np.float32)[:, None]
        added += [
            numpy_helper.from_array(kernels, kernel),
            numpy_helper.from_array(least[part].astype(np.float32), bias),
        ]
        nodes.append(
            helper.make_node(
                "Conv",
                ["spectra/signal", kernel, bias],
                [node.output[0]],
                f"spectra/part_{part}",
                kernel_shape=[count],
                strides=[int(constant(step))],
            )
        )
    replaced = {stft.output[0], turned.output[0], *(node.output[0] for node in parts.values())}
    kept = [node for node in graph.node if node.output[0] not in replaced]
    at = next(index for index, node in enumerate(kept) if signal in node.output) + 1
    del graph.node[:]
    graph.node.extend([*kept[:at], *nodes, *kept[at:]])
    graph.initializer.extend(added)


def square_sines(model: Any) -> None:
    """Have a polynomial give the squares of sines in *model*'s activations, x + sin(ax)^2 / a ("snake").

    onnxruntime makes sines on one thread, an eighth of the fourth part's time; sums, products and rounding down are
    made on all. The error, 7e-4 at most, is far below a step of the 8 bits to which the next convolution rounds.
    Snake: Ziyin, Hartwig and Ueda, "Neural networks fail to learn periodic functions and how to fix it", 2020.

    Raises:
        LookupError: there is no such activation.
        ValueError: one is not made as expected.
    """
    import numpy as np
    from onnx import helper, numpy_helper

    graph = model.graph
    values = _constants(graph)
    makers = {name: node for node in graph.node for name in node.output}
    users = _users(graph.node)
    low, high = _OF_HALF_WAVE
    ratio = "sines/ratio"
    added = [numpy_helper.from_array(np.array(low / high, np.float32), ratio)]
    made: dict[str, list[Any]] = {}
    replaced: set[str] = set()
    for sine in graph.node:
        if sine.op_type != "Sin" or [user.op_type for user in users[sine.output[0]]] != ["Pow"]:
            continue
        (square,) = users[sine.output[0]]
        (last,) = users[square.output[0]]
        first = makers[sine.input[0]]
        if (first.op_type, last.op_type) != ("Mul", "Mul") or numpy_helper.to_array(values[square.input[1]]) != 2:
            raise ValueError(sine.name)
        frequency, signal = _constant_first(first, values)
        scale, _ = _constant_first(last, values)
        name = f"sines/{len(made)}/"
        new_frequency, new_scale = f"{name}frequency", f"{name}scale"
        added += [
            numpy_helper.from_array(
                (numpy_helper.to_array(values[frequency]) / np.pi).astype(np.float32), new_frequency
            ),
            numpy_helper.from_array((numpy_helper.to_array(values[scale]) * high**2).astype(np.float32), new_scale),
        ]
        steps = [
            ("Mul", signal, new_frequency, "turns"),
            ("Floor", f"{name}turns", "", "whole"),
            ("Sub", f"{name}turns", f"{name}whole", "rest"),
            ("Mul", f"{name}rest", f"{name}rest", "squared"),
            ("Sub", f"{name}rest", f"{name}squared", "arch"),
            ("Add", f"{name}arch", ratio, "raised"),
            ("Mul", f"{name}arch", f"{name}raised", "sine"),
            ("Mul", f"{name}sine", f"{name}sine", "square"),
        ]
        made[last.output[0]] = [
            *_nodes(name, steps),
            helper.make_node("Mul", [new_scale, f"{name}square"], last.output, name + "last"),
        ]
        replaced |= {first.output[0], sine.output[0], square.output[0]}
    if not made:
        raise LookupError("no activation with a sine")
    kept = [node for node in graph.node if node.output[0] not in replaced]
    nodes = [new for node in kept for new in made.get(node.output[0], [node])]
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.extend(added)


def weigh_moments(model: Any, within: str, kinds: Mapping[int, str], sums: str, shares: str, summed: str) -> int:
    """Have *model*'s normalisations over time take means and powers that are summed by kinds of moments in time.

    A normalisation over a part of a text otherwise takes that part for the whole ("AdaIN": Huang and Belongie,
    "Arbitrary style transfer in real-time with adaptive instance normalization", 2017). A mean becomes what was summed
    before and is summed now of each of K kinds, times the kind's share.

    Args:
        model: The graph; the inputs and the output that are named next are added to it.
        within: What the names of the normalisations' nodes begin with.
        kinds: By a normalisation's number of channels the input [samples, K] that sorts its samples into kinds.
        sums: Input [1, M, K], what was summed before: of one normalisation after the other, in the graph's order, its
            channels' values and then their squares.
        shares: Input [K, 1].
        summed: Output like *sums*, with what is summed now.

    Returns:
        M, twice the channels of all.

    Raises:
        LookupError: there is no such normalisation, or one's number of channels is not in *kinds*.
        ValueError: one is not made as expected.
    """
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    values = _constants(graph)
    makers = {name: node for node in graph.node for name in node.output}
    users = _users(graph.node)
    channels: list[int] = []
    made: dict[str, list[Any]] = {}
    replaced: set[str] = set()
    for normed in graph.node:
        if normed.op_type != "Div" or not normed.name.startswith(within):
            continue
        centred, root = (makers.get(name) for name in normed.input)
        if centred is None or root is None or (centred.op_type, root.op_type) != ("Sub", "Sqrt"):
            continue
        signal = centred.input[0]
        not_zero = makers[root.input[0]]
        variance = makers[not_zero.input[0]]
        square, mean = makers[variance.input[0]], makers[centred.input[1]]
        found = [node.op_type for node in (not_zero, variance, square, mean)]
        if found != ["Add", "ReduceMean", "Mul", "ReduceMean"] or mean.input[0] != signal:
            raise ValueError(normed.name)
        name = f"moments/{len(channels)}/"
        for number, scaled in enumerate(users[normed.output[0]]):
            (shifted,) = users[scaled.output[0]]
            (scale,) = (other for other in scaled.input if other != normed.output[0])
            (shift,) = (other for other in shifted.input if other != scaled.output[0])
            if (scaled.op_type, shifted.op_type, makers[shift].op_type) != ("Mul", "Add", "Split"):
                raise ValueError(scaled.name)
            count = int(numpy_helper.to_array(values[makers[shift].input[1]])[1])
            own = f"{name}{number}/"
            steps = [
                ("Div", scale, f"{name}deviation", "factor"),
                ("Mul", f"{name}mean", f"{own}factor", "offset"),
                ("Sub", shift, f"{own}offset", "shift"),
                ("Mul", signal, f"{own}factor", "scaled"),
            ]
            last = helper.make_node("Add", [f"{own}scaled", f"{own}shift"], shifted.output, f"{own}last")
            made[shifted.output[0]] = [*_nodes(own, steps), last]
            replaced.add(scaled.output[0])
        steps = [
            ("MatMul", signal, kinds[count], "value_here"),
            ("Add", f"{name}value_here", f"{name}value_before", "value"),
            ("Mul", signal, signal, "squared"),
            ("MatMul", f"{name}squared", kinds[count], "square_here"),
            ("Add", f"{name}square_here", f"{name}square_before", "square"),
            ("MatMul", f"{name}value", shares, "mean"),
            ("MatMul", f"{name}square", shares, "power"),
            ("Mul", f"{name}mean", f"{name}mean", "mean_squared"),
            ("Sub", f"{name}power", f"{name}mean_squared", "difference"),
            # Rounding may leave less than nothing of what does not change.
            ("Relu", f"{name}difference", "", "variance"),
            ("Add", f"{name}variance", not_zero.input[1], "variance_not_zero"),
            ("Sqrt", f"{name}variance_not_zero", "", "deviation"),
        ]
        made[normed.output[0]] = _nodes(name, steps)
        replaced |= {node.output[0] for node in (not_zero, variance, square, mean, centred, root)}
        channels.append(count)
    if not channels:
        raise LookupError("no normalisation")
    ends = [f"moments/{number}/{kind}" for number in range(len(channels)) for kind in ("value", "square")]
    sizes = np.repeat(np.array(channels, np.int64), 2)
    split = helper.make_node("Split", [sums, "moments/sizes"], [f"{end}_before" for end in ends], axis=1)
    joined = helper.make_node("Concat", ends, [summed], axis=1)
    kept = [node for node in graph.node if node.output[0] not in replaced]
    nodes = [split, *(new for node in kept for new in made.get(node.output[0], [node])), joined]
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.append(numpy_helper.from_array(sizes, "moments/sizes"))
    graph.input.extend(
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in (*kinds.values(), sums, shares)
    )
    graph.output.append(helper.make_tensor_value_info(summed, TensorProto.FLOAT, None))
    return int(sizes.sum())


def _nodes(name: str, steps: Iterable[tuple[str, str, str, str]]) -> list[Any]:
    """Nodes of kind, one or two inputs and output, the last named within *name*."""
    from onnx import helper

    return [
        helper.make_node(kind, [given for given in (left, right) if given], [name + result], name + result)
        for kind, left, right, result in steps
    ]


def _users(nodes: Iterable[Any]) -> dict[str, list[Any]]:
    users: dict[str, list[Any]] = {}
    for node in nodes:
        for name in node.input:
            users.setdefault(name, []).append(node)
    return users


def _constants(graph: Any) -> dict[str, Any]:
    made = {node.output[0]: node.attribute[0].t for node in graph.node if node.op_type == "Constant"}
    return {tensor.name: tensor for tensor in graph.initializer} | made


def _constant_first(node: Any, values: Mapping[str, Any]) -> tuple[str, str]:
    left, right = node.input
    if (left in values) == (right in values):
        raise ValueError(node.name)
    return (left, right) if left in values else (right, left)
