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
        nodes = [
            helper.make_node(kind, [given for given in (left, right) if given], [name + result], name + result)
            for kind, left, right, result in steps
        ]
        made[last.output[0]] = [
            *nodes,
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
