"""Where the sentence model is: a folder that the user names, or an installed package. Nothing is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from refcheck.errors import ConfigurationError

LIBRARIES = ("numpy", "onnxruntime", "tokenizers")
_MODELS = ("model.onnx", "onnx/model.onnx")
"""The second is where sentence-transformers keeps it."""
_TOKENIZER = "tokenizer.json"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The files of a sentence model."""

    model: Path
    tokenizer: Path


def find_model(name: str, folder: Path) -> ModelFiles:
    """The files in a folder (relative to ``folder``), or else in an installed package of that name.

    Raises:
        ConfigurationError: if one of them, or the extra that reads them, is not there.
    """
    missing = [library for library in LIBRARIES if find_spec(library) is None]
    if missing:
        raise ConfigurationError(
            f"`semantic-model` needs the extra `semantic`: {', '.join(missing)} is not installed.",
            "Install it with `python -m pip install 'refcheck-cli[semantic]'`, or remove the setting.",
        )
    places = [folder / Path(name).expanduser(), *_package(name)]
    for place in places:
        model = next((place / one for one in _MODELS if (place / one).is_file()), None)
        if model is not None and (place / _TOKENIZER).is_file():
            return ModelFiles(model, place / _TOKENIZER)
    raise ConfigurationError(
        f"`semantic-model`: there is no {_MODELS[0]} with a {_TOKENIZER} in {places[0]}.",
        "Name a folder that holds both, as copies of sentence-transformers/all-MiniLM-L6-v2 do; refcheck fetches none.",
    )


def _package(name: str) -> list[Path]:
    """The folders of an installed package; it is not imported."""
    found = find_spec(name) if name.isidentifier() else None
    return [Path(place) for place in (found.submodule_search_locations or ())] if found is not None else []
