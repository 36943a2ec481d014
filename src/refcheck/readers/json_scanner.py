"""JSON with the place of every value: what the standard library's decoder does not tell.

A text that breaks off or goes wrong gives what was complete up to there, and the place of the fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[-+.\w]++', re.DOTALL)
_BLANKS = re.compile(r"[\s\ufeff]*+")
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,18})?([eE][-+]?\d{1,2})?", re.ASCII)
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_CLOSERS = {"{": "}", "[": "]"}
_DEEPEST = 100


@dataclass(slots=True)
class Node:
    """A value and its place; ``end`` is -1 where the text went wrong inside of it."""

    start: int
    end: int = -1
    scalar: str | int | float | bool | None = None
    opener: str = ""
    """``{``, ``[`` or, for a value without members, empty."""
    members: list[Member] = field(default_factory=list)

    def plain(self) -> Json:
        """The value as Python has it."""
        if self.opener == "{":
            return {member.name: member.value.plain() for member in self.members}
        if self.opener == "[":
            return [member.value.plain() for member in self.members]
        return self.scalar

    def member(self, name: str) -> Node | None:
        """The value of this name in an object, the last one if there are several, as in JavaScript."""
        return next((one.value for one in reversed(self.members) if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Member:
    """A value in an object or, without a name, in an array."""

    name: str
    start: int
    value: Node


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a text stops being JSON, and why."""

    position: int
    message: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """The value of a text, as far as it could be read."""

    root: Node
    fault: Fault | None = None


class _Broken(Exception):  # noqa: N818 - never leaves this module: it ends as a `Fault`
    def __init__(self, position: int, message: str) -> None:
        super().__init__(message)
        self.fault = Fault(position, message)


def scan(text: str) -> Scanned:
    """The JSON value of a text; never raises."""
    scanner = _Scanner(text)
    root = Node(0)
    try:
        scanner.fill(root, scanner.next(), 0)
        scanner.expect_the_end()
    except _Broken as broken:
        return Scanned(root, broken.fault)
    return Scanned(root)


@dataclass(slots=True)
class _Scanner:
    text: str
    position: int = 0

    def next(self) -> str:
        """The next token; it ends at ``position``. At the end of the text this is empty."""
        self.skip_blanks()
        found = _TOKEN.match(self.text, self.position)
        if found is None:
            if self.position < len(self.text):
                raise _Broken(self.position, f"{self.text[self.position]!r} is not expected here")
            return ""
        self.position = found.end()
        return found.group()

    def skip_blanks(self) -> None:
        found = _BLANKS.match(self.text, self.position)
        self.position = found.end() if found else self.position

    def expect_the_end(self) -> None:
        self.skip_blanks()
        if self.position < len(self.text):
            raise _Broken(self.position, "something follows the end of the JSON value")

    def fill(self, node: Node, token: str, depth: int) -> None:
        """Read the value that begins with a token into a node."""
        node.start = self.position - len(token)
        if token in _CLOSERS:
            if depth >= _DEEPEST:
                raise _Broken(node.start, "the brackets are nested too deeply")
            node.opener = token
            for name, start, first in self.members(token):
                child = Node(start)
                node.members.append(Member(name, start, child))
                self.fill(child, first, depth + 1)
        else:
            node.scalar = self.scalar(token)
        node.end = self.position

    def members(self, opener: str) -> Iterator[tuple[str, int, str]]:
        """The name, the place and the first token of each member; the caller reads the rest of it."""
        closer = _CLOSERS[opener]
        token = self.next()
        while token != closer:
            start = self.position - len(token)
            yield self.named(token, start) if opener == "{" else ("", start, token)
            token = self.separated(closer)

    def separated(self, closer: str) -> str:
        """What follows a member: the closing bracket, or the first token of the next member."""
        token = self.next()
        if token == closer:
            return token
        if token != ",":  # noqa: S105 - a token of JSON
            raise self.unexpected(token)
        token = self.next()
        if token == closer:
            raise _Broken(self.position - 1, "a comma stands before the closing bracket")
        return token

    def named(self, token: str, start: int) -> tuple[str, int, str]:
        if not token.startswith('"'):
            raise self.unexpected(token)
        if (colon := self.next()) != ":":
            raise self.unexpected(colon)
        return _string(token), start, self.next()

    def scalar(self, token: str) -> str | int | float | bool | None:
        if token.startswith('"'):
            return _string(token)
        if token in _WORDS:
            return _WORDS[token]
        found = _NUMBER.fullmatch(token)
        if found is None:
            raise self.unexpected(token)
        return float(token) if found.group(1) or found.group(2) else int(token)

    def unexpected(self, token: str) -> _Broken:
        if not token:
            return _Broken(len(self.text), "the text ends before all brackets are closed")
        return _Broken(self.position - len(token), f"{token[:40]!r} is not expected here")


def _string(token: str) -> str:
    """The text of a string; half of a surrogate pair, which no file can hold, becomes a replacement character."""
    try:
        text = str(json.loads(token, strict=False))
    except ValueError:
        return token[1:-1]
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
