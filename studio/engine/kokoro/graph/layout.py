# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory layout of the generator's signals: channels last, so that matrix products need no transposition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.engine.kokoro.graph.nodes import constants, copied
from studio.engine.kokoro.graph.products import TURNED

_EACH_ALONE = {"Add", "Sub", "Mul", "Div", "Floor", "Sqrt", "LeakyRelu", "DynamicQuantizeLinear"}
_MEAN = "ReduceMean"
_PLACE = "layout/"
_SAMPLES = _PLACE + "samples"
_SAMPLES_AXIS = TURNED.index(2)


def put_channels_last(model: Any, within: tuple[str, ...]) -> None:
    """Keep the signals between matrix products as [1, samples, channels] instead of transposing them for each product.

    Args:
        model: The graph, its convolutions replaced by matrix products.
        within: Prefixes of the names of the nodes that may be changed.

    Raises:
        ValueError: a mean is not over time, or a constant is neither a scalar nor of three axes.
    """
    graph = model.graph
    turning = _Turning(constants(graph))
    for node in graph.node:
        turning.take(node, may_turn=node.name.startswith(within))
    needed = {output.name for output in graph.output}
    kept = []
    for node in reversed(turning.nodes):
        if node.op_type != "Transpose" or needed.intersection(node.output):
            kept.append(node)
            needed.update(node.input)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(turning.added)


class _Turning:
    """Replaces nodes, taken in the graph's order, by nodes that do the same with the channels last."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.nodes: list[Any] = []
        self.added: list[Any] = []
        self._values = values
        self._turned: dict[str, str] = {}
        self._renamed: dict[str, str] = {}

    def take(self, node: Any, may_turn: bool) -> None:
        renamed = _copy(node, [self._renamed.get(name, name) for name in node.input], list(node.output))
        given = renamed.input[0] if renamed.input else ""
        if _is_turn(renamed) and given in self._turned:
            self._renamed[node.output[0]] = self._turned[given]
        elif _is_turn(renamed):
            self._turned[node.output[0]] = given
            self.nodes.append(renamed)
        elif may_turn and node.op_type in _EACH_ALONE | {_MEAN} and self._turned.keys() & set(renamed.input):
            self._turn_node(renamed)
        else:
            self.nodes.append(renamed)

    def _turn_node(self, node: Any) -> None:
        first, *others = node.output
        if node.op_type == _MEAN:
            self._need_samples(node)
            given = [self._turn(node.input[0]), self._constant(_SAMPLES, [_SAMPLES_AXIS])]
        else:
            given = [self._turn(name) for name in node.input]
        self._turned[first] = _PLACE + first
        self.nodes.append(_copy(node, given, [self._turned[first], *others]))
        self.nodes.append(_turn_of(self._turned[first], first))

    def _turn(self, name: str) -> str:
        """Name of the value *name* with its channels last."""
        from onnx import numpy_helper

        if name not in self._turned and name in self._values:
            value = numpy_helper.to_array(self._values[name])
            if value.size == 1:
                return name
            if value.ndim != len(TURNED):
                raise ValueError(name)
            self._turned[name] = self._constant(_PLACE + name, value.transpose(TURNED))
        elif name not in self._turned:
            self._turned[name] = _PLACE + name
            self.nodes.append(_turn_of(name, self._turned[name]))
        return self._turned[name]

    def _constant(self, name: str, value: Any) -> str:
        import numpy as np
        from onnx import numpy_helper

        if name not in {tensor.name for tensor in self.added}:
            self.added.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _need_samples(self, mean: Any) -> None:
        from onnx import numpy_helper

        axes = numpy_helper.to_array(self._values[mean.input[1]]).tolist() if len(mean.input) > 1 else None
        if axes not in ([2], [-1]):
            raise ValueError(mean.name)


def _is_turn(node: Any) -> bool:
    return node.op_type == "Transpose" and tuple(node.attribute[0].ints) == TURNED


def _turn_of(name: str, outcome: str) -> Any:
    from onnx import helper

    return helper.make_node("Transpose", [name], [outcome], f"{_PLACE}turned/{outcome}", perm=TURNED)


def _copy(node: Any, given: list[str], outcomes: list[str]) -> Any:
    copy = copied(node)
    copy.input[:] = given
    copy.output[:] = outcomes
    return copy
