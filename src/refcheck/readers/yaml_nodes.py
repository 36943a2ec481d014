"""YAML with the place of every value, all scalars as text: neither dates nor numbers are guessed.

The parser's events are put together here, with a limit to their depth and without aliases of collections: so no
document can grow by being read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from refcheck.readers.json_scanner import Member, Node

_DEEPEST = 40
_LARGEST = 2_000_000
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The one in C is nine times as fast, but not every platform has it."""


class NotYaml(Exception):  # noqa: N818 - it is an answer about the text, with the place where it goes wrong
    """A text is no YAML (or TOML); ``position`` is where."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(reason)
        self.position = position


@dataclass(slots=True)
class _Builder:
    """The nodes put together so far; in a mapping a name waits for its value."""

    text: str
    shift: int
    root: Node | None = None
    open: list[Node] = field(default_factory=list)
    names: list[Node | None] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self.scalar(event)
            case yaml.AliasEvent():
                self.add(Node(*self.place(event), scalar=self.anchors.get(event.anchor or "")))
            case yaml.MappingStartEvent():
                self.begin(event, "{")
            case yaml.SequenceStartEvent():
                self.begin(event, "[")
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.finish(event)
            case _:
                pass  # where the text and its documents begin and end

    def place(self, event: yaml.Event) -> tuple[int, int]:
        return _index(event.start_mark) + self.shift, _index(event.end_mark) + self.shift

    def scalar(self, event: yaml.ScalarEvent) -> None:
        value = str(event.value)
        if event.anchor:
            self.anchors[event.anchor] = value
        self.add(Node(*self.place(event), scalar=value))

    def begin(self, event: yaml.CollectionStartEvent, opener: str) -> None:
        if len(self.open) >= _DEEPEST:
            raise NotYaml(self.place(event)[0], "its values are nested too deeply")
        node = Node(self.place(event)[0], opener=opener)
        self.add(node)
        self.open.append(node)
        self.names.append(None)

    def finish(self, event: yaml.Event) -> None:
        node = self.open.pop()
        self.names.pop()
        start, end = node.start - self.shift, _index(event.end_mark)
        # A collection in block style reaches to the next token for the parser, not for a person.
        node.end = self.shift + start + len(self.text[start:end].rstrip())

    def add(self, node: Node) -> None:
        if not self.open:
            self.root = self.root or node
            return
        own, name = self.open[-1], self.names[-1]
        if own.opener == "[":
            own.members.append(Member("", node.start, node))
        elif name is None:
            self.names[-1] = node
        else:
            own.members.append(Member(str(name.scalar or ""), name.start, node))
            self.names[-1] = None


def _index(mark: yaml.Mark | yaml._yaml.Mark | None) -> int:
    return mark.index if mark is not None else 0


def read_yaml(text: str, shift: int) -> Node:
    """The value of a YAML text that begins at ``shift`` in its file; raises `NotYaml`."""
    if len(text) > _LARGEST:
        raise NotYaml(shift, "it is too large")
    builder = _Builder(text, shift)
    try:
        events: Iterable[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        for event in events:
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotYaml(shift + _index(mark), str(error.problem or error.context)) from error
    except (yaml.YAMLError, UnicodeError) as error:
        raise NotYaml(shift, "it holds characters that are not allowed") from error
    return builder.root or Node(shift, shift)
