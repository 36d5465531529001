# SPDX-License-Identifier: GPL-3.0-or-later
"""Nodes of a graph: who makes and who uses what, and others in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any


def users(nodes: Iterable[Any]) -> dict[str, list[Any]]:
    """By name of a value the nodes that it goes into."""
    found: dict[str, list[Any]] = {}
    for node in nodes:
        for name in node.input:
            found.setdefault(name, []).append(node)
    return found


def makers(nodes: Iterable[Any]) -> dict[str, Any]:
    """By name of a value the node that makes it."""
    return {name: node for node in nodes for name in node.output}


def constants(graph: Any) -> dict[str, Any]:
    """By name of a constant its value, as a tensor of the graph's own kind."""
    made = {node.output[0]: node.attribute[0].t for node in graph.node if node.op_type == "Constant"}
    return {tensor.name: tensor for tensor in graph.initializer} | made


def constant_first(node: Any, values: Mapping[str, Any]) -> tuple[str, str]:
    """The two inputs of *node*, the one that is among *values* first.

    Raises:
        ValueError: both are, or none.
    """
    left, right = node.input
    if (left in values) == (right in values):
        raise ValueError(node.name)
    return (left, right) if left in values else (right, left)


def in_steps(name: str, steps: Iterable[tuple[str, str, str, str]]) -> list[Any]:
    """A node for each of *steps*: its kind, its input, its second input or "", and its output within *name*."""
    from onnx import helper

    return [
        helper.make_node(kind, [given for given in (left, right) if given], [name + result], name + result)
        for kind, left, right, result in steps
    ]


def substitute(graph: Any, made: Mapping[str, list[Any]], left_out: Collection[str] = ()) -> None:
    """In *graph*, put nodes in the place of the one whose first output they are given for; leave out those whose first
    output is in *left_out*."""
    kept = [node for node in graph.node if node.output[0] not in left_out]
    nodes = [new for node in kept for new in made.get(node.output[0], [node])]
    del graph.node[:]
    graph.node.extend(nodes)


def copied(node: Any) -> Any:
    """A node like *node* that may be changed."""
    copy = type(node)()
    copy.CopyFrom(node)
    return copy
