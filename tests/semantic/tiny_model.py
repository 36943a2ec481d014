"""A sentence model of a few words: each word is a direction, and a text points where its words do on the average."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import tokenizers
from onnx import TensorProto, helper, numpy_helper

WORDS = {
    "[PAD]": (9.0, 9.0, 9.0),
    "[UNK]": (0.0, 0.0, 0.0),
    **dict.fromkeys(["tides", "harbour", "boats", "sea", "ropes"], (1.0, 0.0, 0.0)),
    **dict.fromkeys(["pandas", "dental", "teeth", "zoo", "bamboo"], (0.0, 1.0, 0.0)),
    **dict.fromkeys(["kettles", "steam"], (0.0, 0.0, 1.0)),
}
"""Padding points away from everything: whoever does not mask it gets other vectors."""


def write_model(folder: Path, *, inputs: Sequence[str] = ("input_ids", "attention_mask"), states: int = 3) -> Path:
    """Write ``model.onnx`` and ``tokenizer.json``; ``states`` is the number of dimensions of the first output."""
    folder.mkdir(parents=True, exist_ok=True)
    table = numpy_helper.from_array(np.array(list(WORDS.values()), dtype=np.float32), "table")
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["states"])]
    if states == 2:
        nodes.append(helper.make_node("ReduceMean", ["states"], ["mean"], axes=[1], keepdims=0))
    output = "mean" if states == 2 else "states"
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in inputs],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, [None] * states)],
        [table],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordLevel(dict(zip(WORDS, itertools.count(), strict=False)), unk_token="[UNK]")  # noqa: S106
    )
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
