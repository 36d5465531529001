# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from onnx import helper, numpy_helper

from studio.engine.kokoro.graph.nodes import constant_first, constants, copied, in_steps, makers, substitute, users


@pytest.fixture
def graph() -> Any:
    """y = relu(x * two) and z = x * two, with one constant as a node and one as an initializer."""
    one = helper.make_node("Constant", [], ["one"], value=numpy_helper.from_array(np.array(1.0, np.float32), "c"))
    product = helper.make_node("Mul", ["x", "two"], ["z"], "product")
    relu = helper.make_node("Relu", ["z"], ["y"], "relu")
    two = numpy_helper.from_array(np.array(2.0, np.float32), "two")
    return helper.make_graph([one, product, relu], "g", [], [], [two])


def test_who_makes_and_who_uses_a_value(graph: Any) -> None:
    assert {name: [node.name for node in nodes] for name, nodes in users(graph.node).items()} == {
        "x": ["product"],
        "two": ["product"],
        "z": ["relu"],
    }
    assert {name: node.op_type for name, node in makers(graph.node).items()} == {
        "one": "Constant",
        "z": "Mul",
        "y": "Relu",
    }
    assert users([]) == makers([]) == {}


def test_constants_are_those_of_nodes_and_initializers(graph: Any) -> None:
    found = {name: float(numpy_helper.to_array(tensor)) for name, tensor in constants(graph).items()}
    assert found == {"one": 1.0, "two": 2.0}


def test_the_constant_of_two_inputs_comes_first(graph: Any) -> None:
    product = makers(graph.node)["z"]
    assert constant_first(product, {"two": 2}) == ("two", "x")
    assert constant_first(product, {"x": 2}) == ("x", "two")
    for values in ({}, {"x": 1, "two": 2}):
        with pytest.raises(ValueError, match="product"):
            constant_first(product, values)


def test_steps_are_nodes_within_a_name() -> None:
    first, second = in_steps("block/", [("Relu", "x", "", "r"), ("Mul", "block/r", "two", "out")])
    assert (first.op_type, list(first.input), list(first.output), first.name) == ("Relu", ["x"], ["block/r"], "block/r")
    assert list(second.input) == ["block/r", "two"]


def test_nodes_are_put_in_the_place_of_others_and_left_out(graph: Any) -> None:
    new = in_steps("new/", [("Neg", "x", "", "n"), ("Neg", "new/n", "", "m")])
    substitute(graph, {"z": new}, left_out=["one"])
    assert [node.op_type for node in graph.node] == ["Neg", "Neg", "Relu"]
    substitute(graph, {})
    assert len(graph.node) == 3


def test_a_copy_may_be_changed(graph: Any) -> None:
    product = makers(graph.node)["z"]
    copy = copied(product)
    assert copy == product
    copy.input[0] = "w"
    assert product.input[0] == "x"
