"""Bytes to text and back, byte for byte.

A byte order mark decides; then valid UTF-8; then what the file itself declares (JabRef, Emacs, TeXShop, inputenc, a
web page, XML); then Windows-1252, which is what undeclared Western files turn out to be. Text keeps its line ends.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from refcheck.readers.base import CannotWrite
from refcheck.readers.tables import mapping

_MARKS = {"utf-8-sig": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
"""These names stand for the encoding *with* its byte order mark."""
_DECLARATION = re.compile(
    rb"^%+[ \t]*!?[ \t]*(?:TEX[ \t]+)?encoding[ \t]*[:=][ \t]*([\w.-]+)"  # JabRef, TeXShop
    rb"|-\*-.*?coding:[ \t]*([\w.-]+)"  # Emacs
    rb"|\\usepackage\[([\w-]+)\]\{inputenc\}"
    rb"|<meta\b[^<>]{0,200}?\bcharset[ \t]*=[ \t]*[\"']?([\w.:-]+)"  # HTML
    rb"|^<\?xml\b[^<>]{0,200}?\bencoding[ \t]*=[ \t]*[\"']([\w.:-]+)",  # XML
    re.IGNORECASE | re.MULTILINE,
)
_DECLARED_WITHIN = 4096
_CONTROLS = re.compile(rb"[\x80-\x9f]")
"""In Latin-1 nobody needs these; in Windows-1252 they are quotes and dashes."""
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_GUESS_FROM = 65536
_RUN_OF_HIGH_BYTES = 2.5
"""Accented letters stand alone among ASCII; other scripts and multi-byte encodings make long runs of high bytes."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and the name of the encoding that gives the same bytes back."""

    text: str
    encoding: str


def decode(content: bytes, *, charset: str = "") -> Decoded:
    """The text of a file; never raises, since every sequence of bytes is Latin-1.

    ``charset`` is the encoding that a server named. It counts as what the file itself declares: servers err, too.
    """
    for name in _candidates(content, charset):
        text = _strictly(content, name)
        if text is not None:
            return Decoded(text, name)
    return Decoded(content.decode("latin-1"), "latin-1")


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a text in the encoding that `decode` named; raises `CannotWrite` if a character has none."""
    mark = _MARKS.get(encoding, b"")
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        return mark + text.encode(codec)
    except UnicodeEncodeError as error:
        character = text[error.start]
        raise CannotWrite(f"the character {character!r} does not exist in the file's encoding, {encoding}") from error


def _candidates(content: bytes, charset: str) -> list[str]:
    marked = [name for name, mark in _MARKS.items() if content.startswith(mark)]
    declared = [*_codec(charset), *_declared(content)]
    if "latin-1" in declared and _CONTROLS.search(content):
        declared.insert(0, "cp1252")  # as browsers do: https://encoding.spec.whatwg.org/#names-and-labels
    if content.isascii():
        return [*marked, *declared, "utf-8"]
    return [*marked, "utf-8", *declared, *_guessed(content), "cp1252"]


def _strictly(content: bytes, name: str) -> str | None:
    mark = _MARKS.get(name, b"")
    try:
        text = content[len(mark) :].decode("utf-8" if name == "utf-8-sig" else name)
        return text if encode(text, name) == content else None
    except (UnicodeDecodeError, CannotWrite):
        return None


def _declared(content: bytes) -> list[str]:
    found = _DECLARATION.search(content[:_DECLARED_WITHIN])
    if found is None:
        return []
    return _codec(next(group for group in found.groups() if group).decode("latin-1"))


def _codec(name: str) -> list[str]:
    codec = mapping("encodings.tsv").get(re.sub(r"[\W_]", "", name.lower()))
    return [codec] if codec else []


def _guessed(content: bytes) -> list[str]:
    sample = content[:_GUESS_FROM]
    runs = [len(run) for run in _HIGH_BYTES.findall(sample)]
    if not runs or sum(runs) < _RUN_OF_HIGH_BYTES * len(runs):
        return []
    from charset_normalizer import from_bytes  # noqa: PLC0415 - costs 50 ms, needed for one file in a thousand

    best = from_bytes(sample).best()
    return [best.encoding] if best else []
