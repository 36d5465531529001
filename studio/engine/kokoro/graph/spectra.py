# SPDX-License-Identifier: GPL-3.0-or-later
"""The spectra of the voice's source, made by convolutions in place of an STFT."""

from __future__ import annotations

from typing import Any

from studio.engine.kokoro.graph.nodes import constants, substitute, users

_LEAST = 1e-12


def convolve_spectra(model: Any) -> None:
    """Replace the STFT of the voice's source in *model* by two convolutions.

    onnxruntime's STFT of 20 samples takes half the time of the third part. It also leaves rounding noise where the
    imaginary part of a real bin is zero, so that the phase there is +pi or -pi at random; PyTorch, with which the
    model was trained, gives +0 and so +pi. A tiny constant keeps that sign.

    Raises:
        ValueError: there is no such STFT, or the nodes around it are not those expected.
    """
    import numpy as np
    from onnx import helper, numpy_helper

    graph = model.graph
    used_by = users(graph.node)
    values = constants(graph)

    def constant(name: str) -> Any:
        return numpy_helper.to_array(values[name])

    (stft,) = (node for node in graph.node if node.op_type == "STFT")
    signal, step, window, size = stft.input
    (turned,) = used_by[stft.output[0]]
    parts = {int(constant(node.input[1])): node for node in used_by[turned.output[0]]}
    if turned.op_type != "Transpose" or set(parts) != {0, 1} or len(constant(window)) != int(constant(size)):
        raise ValueError(turned.op_type)
    count = int(constant(size))
    bins, samples = np.arange(count // 2 + 1)[:, None], np.arange(count)[None]
    turns = 2 * np.pi * (bins * samples % count) / count
    # Sines and cosines of quarter turns are integers; floating point misses them by 1e-16.
    weights = {0: np.round(np.cos(turns), 15), 1: -np.round(np.sin(turns), 15)}
    # For the imaginary parts that are always zero. Both parts of a bin are never zero together, by which it would have
    # no phase.
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
    substitute(graph, {stft.output[0]: nodes}, {turned.output[0], *(node.output[0] for node in parts.values())})
    graph.initializer.extend(added)
