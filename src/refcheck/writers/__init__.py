"""Writers by name: each turns entries into the text of a bibliography, in UTF-8."""

from __future__ import annotations

from collections.abc import Mapping

from refcheck.writers import bibtex, csl_json, ris
from refcheck.writers.base import Entry, Write

__all__ = ["SUFFIXES", "WRITERS", "Entry", "Write"]

WRITERS: Mapping[str, Write] = {"bibtex": bibtex.write, "csl-json": csl_json.write, "ris": ris.write}
SUFFIXES: Mapping[str, str] = {".bib": "bibtex", ".json": "csl-json", ".ris": "ris"}
"""The writer that the name of a file asks for."""
