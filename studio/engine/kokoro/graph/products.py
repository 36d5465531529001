# SPDX-License-Identifier: GPL-3.0-or-later
"""Convolutions of 8-bit integers as matrix products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from studio.engine.kokoro.graph.nodes import constant_first, constants, in_steps, makers, substitute, users

TURNED = (0, 2, 1)
"""Order of axes that turns [1, channels, samples] into [1, samples, channels], and back."""

PRODUCT = "MatMulIntegerToFloat"
"""Kind of node that multiplies, scales and adds a bias, which is its seventh input."""

# Kernels have 7 bits, -64 to 63: processors without instructions for these products add pairs of them in 16 bits, into
# which 2 x 255 x 64 fits.
_BITS = 7
_EXCESS = 64
_SAME_LENGTH = {"Add", "Sub", "Mul", "Div", "Floor", "LeakyRelu", "DynamicQuantizeLinear"}
_NEW_LENGTH = {"Concat", "Conv", "ConvTranspose", "Pad", "Resize"}


def multiply_convolutions(model: Any) -> int:
    """Replace *model*'s convolutions of 8-bit integers over time by matrix products.

    The samples under a kernel are laid side by side, one row for each output sample ("im2col": Chellapilla,
    Puri and Simard, "High performance convolutional neural networks for document processing", 2006), and multiplied by
    all kernels at once. onnxruntime's own convolution of integers does the same, but slower: it lays out the rows on
    one thread, packs them before each product, and stores weights without a sign, for which the processor has no
    fast instructions; here they are signed. The product also scales and adds the bias, which are three nodes
    otherwise. The integers are the same; the bias is no longer rounded to an integer.

    Returns:
        How many were changed. Convolutions in groups or of a single channel are left.

    Raises:
        LookupError: there is no convolution to change.
        ValueError: the nodes of one are not those expected, or its kernels have more than 7 bits.
    """
    graph = model.graph
    convolutions = list(_convolutions(graph))
    if not convolutions:
        raise LookupError("no convolution of 8 bit integers")
    made: dict[str, list[Any]] = {}
    left_out: set[str] = set()
    lengths = _lengths(graph.node, convolutions)
    laid: dict[str, str] = {}
    for number, convolution in enumerate(convolutions):
        length = lengths.get(convolution.quantized, convolution.quantized)
        nodes, tensors = _product(convolution, f"products/{number}/", laid, length)
        made[convolution.outcome] = nodes
        left_out |= convolution.replaced
        graph.initializer.extend(tensors)
    substitute(graph, made, left_out)
    return len(convolutions)


@dataclass(frozen=True, slots=True, eq=False)
class _Convolution:
    """One convolution's place in a graph: names of its inputs, of its floating-point outcome and of outputs that nobody
    else needs; its kernels, and how they are laid over the samples."""

    name: str
    quantized: str
    scale: str
    zero_point: str
    weights: Any
    weights_zero_point: int
    weights_scale: Any
    bias: Any
    before: int
    after: int
    stride: int
    dilation: int
    outcome: str
    replaced: frozenset[str]

    @property
    def taps(self) -> int:
        return int(self.weights.shape[2])

    @property
    def keeps_length(self) -> bool:
        return self.stride == 1 and self.before + self.after == (self.taps - 1) * self.dilation


def _convolutions(graph: Any) -> Iterator[_Convolution]:
    import numpy as np
    from onnx import helper, numpy_helper

    values = constants(graph)
    made_by, used_by = makers(graph.node), users(graph.node)

    def constant(name: str) -> Any:
        return numpy_helper.to_array(values[name])

    for node in graph.node:
        if node.op_type != "ConvInteger":
            continue
        quantized, kernels, zero_point, kernels_zero_point = node.input
        how = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
        weights = constant(kernels)
        if how.get("group", 1) != 1 or weights.shape[1] == 1:
            continue
        (user,) = used_by[node.output[0]]
        replaced = [node]
        bias = np.zeros(len(weights), np.float32)
        if user.op_type == "Add":
            replaced.append(user)
            rounding = [made_by[user.input[1]]]
            while rounding[-1].op_type != "Div":
                rounding.append(made_by[rounding[-1].input[0]])
            replaced += rounding
            bias = constant(rounding[-1].input[0])
            (user,) = used_by[user.output[0]]
        (scaled,) = used_by[user.output[0]]
        replaced.append(user)
        of_kind = (user.op_type, scaled.op_type, weights.dtype, weights.ndim) == ("Cast", "Mul", np.uint8, 3)
        if not of_kind or weights.max(initial=0) >= 1 << _BITS:
            raise ValueError(node.name)
        scaling = made_by[next(name for name in scaled.input if name != user.output[0])]
        weights_scale, scale = constant_first(scaling, values)
        if made_by[quantized].op_type != "DynamicQuantizeLinear" or scale != made_by[quantized].output[1]:
            raise ValueError(node.name)
        before, after = how.get("pads", (0, 0))
        yield _Convolution(
            node.name,
            quantized,
            scale,
            zero_point,
            weights,
            int(constant(kernels_zero_point)),
            constant(weights_scale),
            bias.reshape(-1),
            int(before),
            int(after),
            int(how.get("strides", (1,))[0]),
            int(how.get("dilations", (1,))[0]),
            scaled.output[0],
            frozenset(node.output[0] for node in [*replaced, scaling]),
        )


def _lengths(nodes: Iterable[Any], convolutions: Iterable[_Convolution]) -> dict[str, str]:
    """By each signal's name, the name of one signal of its length, which signals known to be equally long share."""
    same = {one.outcome: one.quantized for one in convolutions if one.keeps_length}
    others = {one.outcome for one in convolutions} - set(same)
    found: dict[str, str] = {}
    for node in nodes:
        outcome = node.output[0]
        if outcome in same:
            found[outcome] = found.get(same[outcome], same[outcome])
        elif outcome in others or node.op_type in _NEW_LENGTH:
            found[outcome] = outcome
        elif node.op_type in _SAME_LENGTH:
            of = next((found[name] for name in node.input if name in found), None)
            if of is not None:
                found[outcome] = of
    return found


def _product(convolution: _Convolution, name: str, laid: dict[str, str], length: str) -> tuple[list[Any], list[Any]]:
    """The nodes that compute *convolution*, and their constants. *laid* holds the names of index tables by the input's
    *length* and the kernels' form, since equal ones can share a table."""
    import numpy as np
    from onnx import helper, numpy_helper

    taps, padding = convolution.taps, (convolution.before, convolution.after)
    out_channels, channels, _ = convolution.weights.shape
    tensors = {
        "weights": _signed(convolution.weights).transpose(2, 1, 0).reshape(taps * channels, out_channels),
        "weights_zero": np.array(convolution.weights_zero_point - _EXCESS, np.int8),
        "weights_scale": convolution.weights_scale,
        "bias": convolution.bias,
    }
    rows = f"{name}turned"
    nodes = [helper.make_node("Transpose", [convolution.quantized], [rows], rows, perm=TURNED)]
    if any(padding):
        tensors["edges"] = np.array([0, padding[0], 0, 0, padding[1], 0], np.int64)
        padded = f"{name}padded"
        nodes.append(helper.make_node("Pad", [rows, f"{name}edges", convolution.zero_point], [padded], padded))
        rows = padded
    if taps > 1 or convolution.stride > 1:
        key = f"{length} {taps} {convolution.dilation} {convolution.stride} {padding}"
        if key not in laid:
            laid[key], more, constant = _places(rows, convolution, name)
            nodes += more
            tensors |= constant
        tensors["form"] = np.array([1, -1, taps * channels], np.int64)
        nodes.append(helper.make_node("Gather", [rows, laid[key]], [f"{name}laid"], f"{name}laid", axis=1))
        nodes += in_steps(name, [("Reshape", f"{name}laid", f"{name}form", "rows")])
        rows = f"{name}rows"
    product = f"{name}product"
    nodes += [
        product_of(rows, convolution.scale, convolution.zero_point, name),
        helper.make_node("Transpose", [product], [convolution.outcome], convolution.name, perm=TURNED),
    ]
    return nodes, [numpy_helper.from_array(np.ascontiguousarray(value), name + key) for key, value in tensors.items()]


def product_of(rows: str, scale: str, zero_point: str, name: str) -> Any:
    """The matrix product of *rows* of bytes, named *name* + "product". Its constants are *name* + "weights",
    "weights_scale", "weights_zero" and "bias"."""
    from onnx import helper

    given = [rows, f"{name}weights", scale, f"{name}weights_scale", zero_point, f"{name}weights_zero", f"{name}bias"]
    return helper.make_node(PRODUCT, given, [f"{name}product"], f"{name}product", domain="com.microsoft")


def _places(rows: str, convolution: _Convolution, name: str) -> tuple[str, list[Any], dict[str, Any]]:
    """Index table [samples out, taps] of the rows under a kernel, one column a kernel tap: its name, the nodes that
    make it, and their constants."""
    import numpy as np
    from onnx import helper

    tensors = {
        "reach": np.array((convolution.taps - 1) * convolution.dilation, np.int64),
        "stride": np.array(convolution.stride, np.int64),
        "none": np.array(0, np.int64),
        "taps": np.arange(convolution.taps, dtype=np.int64) * convolution.dilation,
        "samples": np.array(TURNED.index(2), np.int64),
        "last": np.array([1], np.int64),
    }
    firsts = f"{name}firsts"
    nodes = [
        *in_steps(
            name,
            [
                ("Shape", rows, "", "shape"),
                ("Gather", f"{name}shape", f"{name}samples", "count"),
                ("Sub", f"{name}count", f"{name}reach", "end"),
            ],
        ),
        helper.make_node("Range", [f"{name}none", f"{name}end", f"{name}stride"], [firsts], firsts),
        *in_steps(
            name, [("Unsqueeze", firsts, f"{name}last", "columns"), ("Add", f"{name}columns", f"{name}taps", "places")]
        ),
    ]
    return f"{name}places", nodes, tensors


def _signed(unsigned: Any) -> Any:
    import numpy as np

    return (unsigned.astype(np.int16) - _EXCESS).astype(np.int8)
