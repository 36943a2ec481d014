"""What a request to a service gives, and how it fails. Light: nothing here imports an HTTP library.

Failures::

    Exception
    ├── SourceError     the service did not answer: no verdict is possible
    │   ├── Passing     … and asking again may help
    │   └── HostStopped … and it is not asked again in this run
    └── BadAnswer       an answer came, but it is not what was asked for
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum

DEEPEST = 100
"""Nesting of JSON beyond which an answer is refused: records of works nest about ten deep."""

_NOT_STRUCTURE = bytes(set(range(256)) - set(b'"[]{}'))
_BRACES = bytes.maketrans(b"{}", b"[]")
_QUOTED = re.compile(rb'"[^"]*"')
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class SourceError(Exception):
    """A service did not answer. ``reason`` is one sentence that names the host and the cause."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Passing(SourceError):  # noqa: N818 - the failure passes, most often
    """A failure that may be over soon, not before ``wait`` seconds; ``silent``: time was up before an answer came."""

    def __init__(self, reason: str, *, wait: float = 0.0, silent: bool = False) -> None:
        super().__init__(reason)
        self.wait = wait
        self.silent = silent


class HostStopped(SourceError):  # noqa: N818 - named for what happened
    """The host is not asked again in this run, and why."""


class BadAnswer(Exception):  # noqa: N818 - the answer is bad, and that is worth another attempt
    """The body of an answer is not what was asked for."""


class Kind(Enum):
    """What a request asks for; services limit the two apart."""

    SINGLE = "single"
    """One record."""
    ARRAY = "array"
    """A list of records, also one that holds a single record."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that arrived whole. ``url`` is the address that gave it, without the e-mail address of the asker."""

    status: int
    body: bytes
    url: str
    redirected: bool = False


def parse_json(body: bytes) -> object:
    """The value of a JSON text, whatever it was labelled as; raises `BadAnswer` for anything else."""
    if not body or body.isspace():
        raise BadAnswer("the answer is empty")
    if _deeper_than(body, DEEPEST):
        raise BadAnswer("the JSON is nested too deeply")
    try:
        value: object = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadAnswer("the answer is not JSON") from error
    return _without_lone_surrogates(value) if _SURROGATE.search(body) else value


def _deeper_than(body: bytes, levels: int) -> bool:
    """Whether brackets nest deeper, found without parsing: parsers recurse, and this is far faster than they are."""
    body = body.replace(rb"\\", b"").replace(rb"\"", b"")
    # An adjacent pair of quotes encloses nothing, whichever strings the two belong to.
    structure = body.translate(None, delete=_NOT_STRUCTURE).replace(b'""', b"")
    structure = _QUOTED.sub(b"", structure).translate(_BRACES)
    for _ in range(levels):
        leaves_gone = structure.replace(b"[]", b"")
        if len(leaves_gone) == len(structure):
            break
        structure = leaves_gone
    return b"[]" in structure or structure.count(b"[") > levels


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _without_lone_surrogates(value: object) -> object:
    """The value with U+FFFD for halves of surrogate pairs, which no terminal and no file could be given."""
    text = json.dumps(value, ensure_ascii=False)
    mended: object = json.loads(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return mended
