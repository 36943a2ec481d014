"""The journal: every request the double has seen, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from tests.crossref_double.json_values import Record


@dataclass(slots=True)
class Entry:
    """One request, and what became of it."""

    n: int
    t: float
    listener: str
    peer: str
    method: str
    target: str
    headers: Mapping[str, str]
    pool: str = ""
    kind: str = ""
    """The class of the request: ``single`` or ``array``."""
    status: int = 0
    """0 as long as nothing has been answered."""
    fault: str = ""
    """The id of the fault rule that fired."""
    bytes_sent: int = 0
    inflight: int = 0
    duration_ms: float = 0.0
    aborted_by_peer: bool = False

    def as_json(self) -> Record:
        """The entry as the control interface shows it."""
        fields = asdict(self)
        return {"class" if name == "kind" else name: value for name, value in fields.items()}


def entry_from(record: Record) -> Entry:
    """The entry of what the control interface has shown."""
    return Entry(**{"kind" if name == "class" else name: value for name, value in record.items()})  # type: ignore[arg-type]  # made by as_json


@dataclass(slots=True)
class Journal:
    """All entries since the last reset."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def next_number(self) -> int:
        """The number the next entry will have."""
        return len(self.entries) + 1
