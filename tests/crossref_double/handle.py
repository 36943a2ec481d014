"""How tests and benchmarks use the double: it runs as a process of its own and is steered over HTTP."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.crossref_double.journal import Entry, entry_from
from tests.crossref_double.json_values import Json, Record, as_record, number, objects, text

ROOT = Path(__file__).parents[2]
RULE = frozenset({"id", "listener", "skip", "times", "probability"})
MATCH = frozenset({"method", "route", "doi", "query_contains"})


class DoubleError(Exception):
    """The double did not start, or refused an order."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one tier of one client has asked for, by the server's count."""

    peer: str = ""
    tier: str = ""
    kind: str = ""
    requests: int = 0
    admitted: int = 0
    rejected: int = 0
    max_in_any_second: int = 0
    max_in_flight: int = 0


class Double:
    """The running double; a context manager.

    Args:
        options: further options of ``python -m tests.crossref_double``.
        corpus: files of records instead of the invented ones.
    """

    def __init__(self, *options: str, corpus: Sequence[Path] = ()) -> None:
        files = [part for path in corpus for part in ("--corpus", str(path))]
        self._command = [sys.executable, "-m", "tests.crossref_double", "--with-parent", *files, *options]
        self._process: subprocess.Popen[str] | None = None
        self._connection: http.client.HTTPConnection | None = None
        self.crossref = self.doi = self.datacite = self.control = self.http = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process and wait until it listens."""
        self._process = subprocess.Popen(  # noqa: S603  # our own module, our own arguments
            self._command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            self.stop()
            raise DoubleError(f"did not start: {' '.join(self._command)}")
        for name, address in json.loads(line).items():
            setattr(self, name, address)
        self._connection = http.client.HTTPConnection(urlsplit(self.control).netloc, timeout=10)

    def stop(self) -> None:
        """End the process."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=10)
        self._process = self._connection = None

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment variables that lead refcheck to the double."""
        return {
            "REFCHECK_CROSSREF_URL": self.crossref,
            "REFCHECK_DOI_URL": self.doi,
            "REFCHECK_DATACITE_URL": self.datacite,
        }

    def fault(self, action: str, *, args: Record | None = None, **match_and_args: Json) -> str:
        """Put a fault in force and hand back its id.

        Names of a rule (``times``, ``skip``, ``listener``, ``probability``) and of its match (``route``, ``doi``,
        ``method``, ``query_contains``) go there; all others, and everything in ``args``, are arguments of the action.
        """
        named = match_and_args.items()
        rule: dict[str, Json] = {name: value for name, value in named if name in RULE}
        rule["action"] = action
        rule["match"] = {name: value for name, value in named if name in MATCH}
        rule["args"] = {**{name: value for name, value in named if name not in RULE | MATCH}, **(args or {})}
        return text(self._post("/faults", [rule]))

    def clear_faults(self) -> None:
        """Take all faults back; listeners that refused open again."""
        self._order("DELETE", "/faults")

    def settings(self, **changes: Json) -> None:
        """Change switches (see `tests.crossref_double.settings.Settings`)."""
        self._post("/settings", changes)

    def advance(self, seconds: float) -> None:
        """Let time pass for rate windows and cursors."""
        self._post("/clock", {"advance_s": seconds})

    def reset(self, *, seed: int | None = None) -> None:
        """Go back to the start state: settings, records, faults, journal, counts."""
        self._post("/reset", {"seed": seed})

    def load(
        self,
        records: Iterable[Record] | None = None,
        *,
        aliases: Mapping[str, str] | None = None,
        agencies: Mapping[str, str] | None = None,
        datacite: Iterable[Record] | None = None,
    ) -> None:
        """Replace what is served (until the next reset); what is not given stays."""
        if records is not None:
            self._post("/corpus", list(records))
        if aliases is not None:
            self._post("/aliases", aliases)
        if agencies is not None:
            self._post("/agencies", agencies)
        if datacite is not None:
            self._post("/datacite", list(datacite))

    def journal(self, *listeners: str, since: int = 0) -> list[Entry]:
        """Every request since the reset, or only those to some listeners."""
        entries = [entry_from(record) for record in objects(self._order("GET", f"/journal?since={since}"))]
        return [entry for entry in entries if not listeners or entry.listener in listeners]

    def stats(self) -> list[Usage]:
        """The counts of every client, tier and class."""
        return [_usage(record) for record in objects(self._order("GET", "/stats"))]

    def usage(self, tier: str, kind: str, *, peer: str = "127.0.0.1") -> Usage:
        """The counts of one tier and class; all 0 if nothing was asked."""
        same = (usage for usage in self.stats() if (usage.peer, usage.tier, usage.kind) == (peer, tier, kind))
        return next(same, Usage(peer, tier, kind))

    def _post(self, path: str, value: Json) -> Json:
        return self._order("POST", path, json.dumps(value))

    def _order(self, method: str, path: str, body: str | None = None) -> Json:
        if self._connection is None:
            raise DoubleError("not running")
        self._connection.request(method, path, body)
        response = self._connection.getresponse()
        value: Json = json.loads(response.read())
        if response.status != http.HTTPStatus.OK:
            raise DoubleError(text(as_record(value).get("error")))
        return value


def _usage(record: Record) -> Usage:
    return Usage(
        text(record["peer"]),
        text(record["tier"]),
        text(record["class"]),
        number(record["requests"]),
        number(record["admitted"]),
        number(record["rejected"]),
        number(record["max_in_any_second"]),
        number(record["max_in_flight"]),
    )
