# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of the Kokoro graph that take less time in onnxruntime, or let a part be spoken as a part of a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class MomentNames:
    """Names of what normalisations are given and give back, for C channels in all and K kinds of frames.

    Attributes:
        kinds: By a normalisation's number of channels an input [samples, K]: of each sample, how much it adds to the
            sum of its kind.
        begins: Input [1]: 1 in a run before which nothing was summed or assumed, else 0.
        centres: Input [1, C, 1], about each channel's mean: what is summed is the distance from it, since 32 bits leave
            little of the variance of a channel whose mean is a hundred times its deviation. 0 where *begins* is 1.
        sums: Input [1, 2C, K]: what was summed before of all channels, in the graph's order, and then of their squares.
            0 where *begins* is 1.
        weights: Input [K, 1]: what each kind's sum is multiplied by. Times the counts they add up to 1.
        centres_used: Output like *centres*, for the runs to come.
        summed: Output like *sums*, with what is summed now.
    """

    kinds: Mapping[int, str]
    begins: str
    centres: str
    sums: str
    weights: str
    centres_used: str
    summed: str


def weigh_moments(model: Any, within: str, names: MomentNames) -> int:
    """Have *model*'s normalisations over time take means and powers that are summed by kinds of frames.

    A normalisation over a part of a text otherwise takes that part for the whole ("AdaIN": Huang and Belongie,
    "Arbitrary style transfer in real-time with adaptive instance normalization", 2017).

    Args:
        model: The graph; the inputs and outputs in *names* are added to it.
        within: What the names of the normalisations' nodes begin with.
        names: Of the new inputs and outputs.

    Returns:
        C, the channels of all normalisations.

    Raises:
        LookupError, ValueError: there is no such normalisation, or one is not made as expected.
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
    replaced = {name for normalisation in found for name in normalisation.replaced}
    graph.initializer.append(numpy_helper.from_array(np.array(channels, np.int64), "moments/channels"))
    graph.initializer.append(numpy_helper.from_array(np.tile(np.array(channels, np.int64), 2), "moments/sizes"))
    numbers = range(len(channels))
    centres = [f"moments/{number}/centre" for number in numbers]
    sums = [f"moments/{number}/{kind}" for kind in ("value", "square") for number in numbers]
    kept = [node for node in graph.node if node.output[0] not in replaced]
    nodes = [
        helper.make_node("Split", [names.centres, "moments/channels"], [f"{end}_before" for end in centres], axis=1),
        helper.make_node("Split", [names.sums, "moments/sizes"], [f"{end}_before" for end in sums], axis=1),
        *(new for node in kept for new in made.get(node.output[0], [node])),
        helper.make_node("Concat", centres, [names.centres_used], axis=1),
        helper.make_node("Concat", sums, [names.summed], axis=1),
    ]
    del graph.node[:]
    graph.node.extend(nodes)
    given = (*names.kinds.values(), names.begins, names.centres, names.sums, names.weights)
    graph.input.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in given)
    back = (names.centres_used, names.summed)
    graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in back)
    return sum(channels)


@dataclass(frozen=True, slots=True)
class _Normalisation:
    """Where it is in a graph: names of its *signal*, of the *axes* over which it normalises, of the constant that keeps
    its root from zero, and of what is normalised; the scale, shift and outcome of each use of that; and which nodes'
    outputs nobody else needs."""

    signal: str
    axes: str
    least: str
    normed: str
    channels: int
    uses: tuple[tuple[str, str, str], ...]
    replaced: frozenset[str]


def _normalisations(graph: Any, within: str) -> Iterator[_Normalisation]:
    from onnx import numpy_helper

    values = _constants(graph)
    makers = {name: node for node in graph.node for name in node.output}
    users = _users(graph.node)
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
        kinds = [node.op_type for node in (not_zero, variance, square, mean)]
        if kinds != ["Add", "ReduceMean", "Mul", "ReduceMean"] or mean.input[0] != signal:
            raise ValueError(normed.name)
        replaced = [not_zero, variance, square, mean, centred, root]
        uses = []
        for scaled in users[normed.output[0]]:
            (shifted,) = users[scaled.output[0]]
            (scale,) = (other for other in scaled.input if other != normed.output[0])
            (shift,) = (other for other in shifted.input if other != scaled.output[0])
            if (scaled.op_type, shifted.op_type, makers[shift].op_type) != ("Mul", "Add", "Split"):
                raise ValueError(scaled.name)
            channels = int(numpy_helper.to_array(values[makers[shift].input[1]])[1])
            uses.append((scale, shift, shifted.output[0]))
            replaced.append(scaled)
        yield _Normalisation(
            signal,
            mean.input[1],
            not_zero.input[1],
            normed.output[0],
            channels,
            tuple(uses),
            frozenset(node.output[0] for node in replaced),
        )


def _weighed(normalisation: _Normalisation, name: str, names: MomentNames) -> dict[str, list[Any]]:
    """By the output of a node of the graph the nodes, named within *name*, that take its place."""
    from onnx import helper

    signal, kinds = normalisation.signal, names.kinds[normalisation.channels]
    steps = [
        ("ReduceMean", signal, normalisation.axes, "mean_here"),
        ("Mul", f"{name}mean_here", names.begins, "centre_here"),
        ("Add", f"{name}centre_here", f"{name}centre_before", "centre"),
        ("Sub", signal, f"{name}centre", "distance"),
        ("MatMul", f"{name}distance", kinds, "value_here"),
        ("Add", f"{name}value_here", f"{name}value_before", "value"),
        ("Mul", f"{name}distance", f"{name}distance", "squared"),
        ("MatMul", f"{name}squared", kinds, "square_here"),
        ("Add", f"{name}square_here", f"{name}square_before", "square"),
        ("MatMul", f"{name}value", names.weights, "mean"),
        ("MatMul", f"{name}square", names.weights, "power"),
        ("Mul", f"{name}mean", f"{name}mean", "mean_squared"),
        ("Sub", f"{name}power", f"{name}mean_squared", "difference"),
        # Rounding may leave less than nothing of what does not change.
        ("Relu", f"{name}difference", "", "variance"),
        ("Add", f"{name}variance", normalisation.least, "variance_not_zero"),
        ("Sqrt", f"{name}variance_not_zero", "", "deviation"),
    ]
    made = {normalisation.normed: _nodes(name, steps)}
    for number, (scale, shift, outcome) in enumerate(normalisation.uses):
        own = f"{name}{number}/"
        steps = [
            ("Div", scale, f"{name}deviation", "factor"),
            ("Mul", f"{name}mean", f"{own}factor", "offset"),
            ("Sub", shift, f"{own}offset", "shift"),
            ("Mul", f"{name}distance", f"{own}factor", "scaled"),
        ]
        last = helper.make_node("Add", [f"{own}scaled", f"{own}shift"], [outcome], f"{own}last")
        made[outcome] = [*_nodes(own, steps), last]
    return made


def _nodes(name: str, steps: Iterable[tuple[str, str, str, str]]) -> list[Any]:
    """A node for each of *steps*: its kind, its input, its second input or "", and its output within *name*."""
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
