# SPDX-License-Identifier: GPL-3.0-or-later
"""Helpers for nodes of a graph: makers and users of values, constants, substitution."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any


def users(nodes: Iterable[Any]) -> dict[str, list[Any]]:
    """Nodes that use each value, by the value's name."""
    found: dict[str, list[Any]] = {}
    for node in nodes:
        for name in node.input:
            found.setdefault(name, []).append(node)
    return found


def makers(nodes: Iterable[Any]) -> dict[str, Any]:
    """The node that makes each value, by the value's name."""
    return {name: node for node in nodes for name in node.output}


def constants(graph: Any) -> dict[str, Any]:
    """Constants by name, as the graph's own tensors."""
    made = {node.output[0]: node.attribute[0].t for node in graph.node if node.op_type == "Constant"}
    return {tensor.name: tensor for tensor in graph.initializer} | made


def constant_first(node: Any, values: Mapping[str, Any]) -> tuple[str, str]:
    """The two inputs of *node*, the one that is among *values* first.

    Raises:
        ValueError: both of them are, or neither.
    """
    left, right = node.input
    if (left in values) == (right in values):
        raise ValueError(node.name)
    return (left, right) if left in values else (right, left)


def in_steps(name: str, steps: Iterable[tuple[str, str, str, str]]) -> list[Any]:
    """One node for each of *steps*: kind, input, second input or "", and the output's name after the prefix *name*."""
    from onnx import helper

    return [
        helper.make_node(kind, [given for given in (left, right) if given], [name + result], name + result)
        for kind, left, right, result in steps
    ]


def substitute(graph: Any, made: Mapping[str, list[Any]], left_out: Collection[str] = ()) -> None:
    """Replace nodes of *graph*: *made* holds the new ones by the first output of the node they stand for. Nodes whose
    first output is in *left_out* are removed."""
    kept = [node for node in graph.node if node.output[0] not in left_out]
    nodes = [new for node in kept for new in made.get(node.output[0], [node])]
    del graph.node[:]
    graph.node.extend(nodes)


def copied(node: Any) -> Any:
    """A copy of *node* that may be changed."""
    copy = type(node)()
    copy.CopyFrom(node)
    return copy
