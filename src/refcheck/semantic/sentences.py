"""The meanings of sentences as vectors, by a model in the ONNX format. Import it late: it loads numpy and a runtime.

The vector of a text is the mean over its tokens, of length 1, as those of sentence-transformers are:
N. Reimers and I. Gurevych (2019), Sentence-BERT, https://doi.org/10.18653/v1/D19-1410
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
import tokenizers

from refcheck.errors import ConfigurationError
from refcheck.semantic.model_files import ModelFiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BATCH = 32
"""Texts that are read at once."""
MOST_TOKENS = 256
"""What MiniLM was trained to read of a text; the rest is left out."""
_LEAST = 1e-9


class Sentences:
    """A sentence model. It remembers every text that it has read."""

    def __init__(self, files: ModelFiles) -> None:
        """Load it.

        Raises:
            ConfigurationError: if the files are no sentence model and its tokenizer.
        """
        self._known: dict[str, Vectors] = {}
        try:
            self._session = onnxruntime.InferenceSession(files.model, providers=["CPUExecutionProvider"])
            self._tokenizer = tokenizers.Tokenizer.from_file(str(files.tokenizer))
            self._tokenizer.enable_truncation(MOST_TOKENS)
            self._tokenizer.enable_padding()
            self.read(["a sentence to try it with"])
        except Exception as error:  # what both libraries raise has no base class but this one
            raise ConfigurationError(
                f"`semantic-model`: {files.model} with {files.tokenizer.name} is no sentence model: {error}.",
                "Copy both again, or remove the setting.",
            ) from error

    def similarity(self, one: str, other: str) -> float:
        """The cosine of the angle between two texts: 1 for the same, about 0 for texts on different matters."""
        self.read([one, other])
        return float(self._known[one] @ self._known[other])

    def read(self, texts: Iterable[str]) -> None:
        """Read texts that will be compared; many at once is faster than one by one, best if they are equally long."""
        new = sorted({text for text in texts if text not in self._known}, key=lambda text: (len(text), text))
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            self._known.update(zip(batch, self._vectors(batch), strict=True))

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        tokens = {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in encoded], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in encoded], dtype=np.int64),
        }
        states: Vectors = self._session.run(None, {one.name: tokens[one.name] for one in self._session.get_inputs()})[0]
        if states.ndim != 3:
            raise ValueError("its first output is not one vector for each token")
        mask = tokens["attention_mask"][:, :, np.newaxis].astype(np.float32)
        means = (states * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), _LEAST)
        vectors: Vectors = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), _LEAST)
        return vectors


@lru_cache(maxsize=1)
def sentences_of(files: ModelFiles) -> Sentences:
    """The model of the files, loaded once in a process."""
    return Sentences(files)
