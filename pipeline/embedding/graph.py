"""The MiniLM network as an ONNX graph of onnxruntime's fused operators, from its bare weights."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper

N_LAYERS = 6
N_HEADS = 12
WIDTH = 384
EPSILON = 1e-12
"""The four of the published config.json of all-MiniLM-L6-v2."""

FUSED = "com.microsoft"
OPSET = 17
IR_VERSION = 8
"""Old enough for every onnxruntime from 1.13 on."""

Weights = Mapping[str, np.ndarray]


class _Graph:
    """Nodes and initial values, in the order in which they are added."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.initial: list[TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.initial.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def linear(self, name: str) -> str:
        """Add a dense layer's matrix, turned from (out, in) to (in, out)."""
        return self.constant(name, self.weights[name].T)

    def add(self, op: str, inputs: list[str], output: str, **attributes: float | list[int]) -> str:
        node = helper.make_node(op, inputs, [output], name=output)
        node.attribute.extend(helper.make_attribute(*item) for item in sorted(attributes.items()))
        self.nodes.append(node)
        return output

    def fused(
        self, op: str, inputs: list[str], output: str, **attributes: float | list[int]
    ) -> str:
        """Add one of onnxruntime's own operators."""
        self.add(op, inputs, output, **attributes)
        self.nodes[-1].domain = FUSED
        return output


def build_graph(weights: Weights) -> ModelProto:
    """Make the network for one text at a time.

    Args:
        weights: The tensors of model.safetensors by name, float32.

    Returns:
        A checked model: input `ids`, int64 (1, n_tokens); outputs `vector`, float32 (1, 384),
        the mean of the token vectors at unit length, and `tokens`, float32 (1, n_tokens, 384),
        the token vectors themselves. No mask: one text needs no padding.
    """
    graph = _Graph(weights)
    hidden = _embed_tokens(graph)
    for layer in range(N_LAYERS):
        hidden = _transform(graph, hidden, layer)
    graph.add("Identity", [hidden], "tokens")
    graph.add("ReduceMean", [hidden], "mean", axes=[1], keepdims=0)
    graph.add("LpNormalization", ["mean"], "vector", axis=-1, p=2)
    return _finish(graph)


def _embed_tokens(graph: _Graph) -> str:
    """Sum of word, position and type vectors, normalised."""
    # One text has one token type, so its vector is added to every position beforehand.
    positions = (
        graph.weights["embeddings.position_embeddings.weight"]
        + graph.weights["embeddings.token_type_embeddings.weight"][0]
    )
    graph.constant("positions", positions)
    for name, value in (("zero", 0), ("one", 1)):
        graph.constant(name, np.array([value], dtype=np.int64))
    graph.add("Gather", [graph.weight("embeddings.word_embeddings.weight"), "ids"], "words")
    graph.add("Shape", ["ids"], "n_tokens", start=1, end=2)
    graph.add("Slice", ["positions", "zero", "n_tokens", "zero", "one"], "places")
    graph.add("Add", ["words", "places"], "embedded")
    scale = graph.weight("embeddings.LayerNorm.weight")
    shift = graph.weight("embeddings.LayerNorm.bias")
    return graph.add(
        "LayerNormalization", ["embedded", scale, shift], "hidden", axis=-1, epsilon=EPSILON
    )


def _transform(graph: _Graph, hidden: str, layer: int) -> str:
    """One transformer layer: attention, then the two dense layers, each with its skip."""
    at = f"encoder.layer.{layer}."
    attended = _attend(graph, hidden, at)
    attended = _skip(graph, attended, hidden, at + "attention.output.")
    graph.add("MatMul", [attended, graph.linear(at + "intermediate.dense.weight")], at + "wide")
    bias = graph.weight(at + "intermediate.dense.bias")
    bent = graph.fused("BiasGelu", [at + "wide", bias], at + "bent")
    return _skip(graph, bent, attended, at + "output.")


def _attend(graph: _Graph, hidden: str, at: str) -> str:
    parts = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
    matrix = np.concatenate([graph.weights[f"{part}.weight"].T for part in parts], axis=1)
    bias = np.concatenate([graph.weights[f"{part}.bias"] for part in parts])
    inputs = [hidden, graph.constant(at + "qkv", matrix), graph.constant(at + "qkv.bias", bias)]
    return graph.fused("Attention", inputs, at + "attention", num_heads=N_HEADS)


def _skip(graph: _Graph, value: str, skip: str, at: str) -> str:
    dense = graph.add("MatMul", [value, graph.linear(at + "dense.weight")], at + "dense")
    norm = [graph.weight(f"{at}LayerNorm.{part}") for part in ("weight", "bias")]
    inputs = [dense, skip, *norm, graph.weight(at + "dense.bias")]
    return graph.fused("SkipLayerNormalization", inputs, at + "skip", epsilon=EPSILON)


def _finish(graph: _Graph) -> ModelProto:
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "n_tokens"])
    vector = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, WIDTH])
    tokens = helper.make_tensor_value_info("tokens", TensorProto.FLOAT, [1, "n_tokens", WIDTH])
    outputs = [vector, tokens]
    body = helper.make_graph(graph.nodes, "minilm", [ids], outputs, initializer=graph.initial)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    model = helper.make_model(body, opset_imports=opsets, ir_version=IR_VERSION)
    # The quantiser asks that its own clean-up was run first; these nodes are fused already.
    helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
    checker.check_model(model)
    return model
