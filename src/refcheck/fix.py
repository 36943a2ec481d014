"""Write fixes into a document through its reader, and the document back to its file."""

from __future__ import annotations

import contextlib
import difflib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from refcheck.errors import CannotSave
from refcheck.model import Applicability, CheckedDocument, Document, Finding, Reference
from refcheck.readers import CannotWrite, Reader, reader_for
from refcheck.readers.encoding import encode

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class NotFixed:
    """A fix that could not be written, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A document with its fixes written into the text, and read again."""

    before: Document
    after: Document
    applied: tuple[Finding, ...] = ()
    refused: tuple[NotFixed, ...] = ()

    @property
    def content(self) -> bytes:
        """The corrected document, in its own encoding."""
        return encode(self.after.text, self.after.encoding)


@dataclass(frozen=True, slots=True)
class _Edit:
    """A fix on its way: for which reference of the document (by its place, which no fix changes)."""

    place: int
    finding: Finding

    @property
    def variable(self) -> str:
        return self.finding.fix.variable if self.finding.fix is not None else ""

    @property
    def value(self) -> str:
        return self.finding.fix.value if self.finding.fix is not None else ""


def fix_document(checked: CheckedDocument, *, unsafe: bool) -> Fixed:
    """Apply the safe fixes of a document, with ``unsafe`` the others too. Nothing is written to a file."""
    waiting = list(_edits(checked, unsafe=unsafe))
    document, applied, refused = checked.document, list[Finding](), list[NotFixed]()
    reader = reader_for(document.path)
    while waiting and reader is not None:
        now, waiting = _one_round(document, waiting)
        text = document.text
        for edit in now:
            outcome = _written(reader, replace(document, text=text), edit)
            if isinstance(outcome, NotFixed):
                refused.append(outcome)
            else:
                text = outcome
                applied.append(edit.finding)
        document = _read_again(reader, document, text) if text != document.text else document
    return Fixed(checked.document, document, tuple(applied), tuple(refused))


def _edits(checked: CheckedDocument, *, unsafe: bool) -> Iterator[_Edit]:
    """One edit for each variable of each reference, the most severe finding first."""
    for place, one in enumerate(checked.references):
        seen: set[str] = set()
        for finding in sorted(one.findings, key=lambda finding: (-finding.severity, finding.code)):
            fix = finding.fix
            if fix is None or fix.variable in seen or not (unsafe or fix.applicability is Applicability.SAFE):
                continue
            seen.add(fix.variable)
            yield _Edit(place, finding)


def _one_round(document: Document, waiting: Sequence[_Edit]) -> tuple[list[_Edit], list[_Edit]]:
    """The edits that can be made on one reading of the text, right to left, and those that must wait for the next.

    Two edits of one entry, or of one field that two entries inherit, would invalidate each other's places.
    """
    now: dict[int, _Edit] = {}
    owners: set[int] = set()
    later = []
    for edit in waiting:
        where = _where(document.references[edit.place], edit)
        owner = _entry_at(document, where)
        if owner in owners or edit.place in owners:
            later.append(edit)
        else:
            owners |= {owner, edit.place}
            now[where] = edit
    return [now[where] for where in sorted(now, reverse=True)], later


def _where(reference: Reference, edit: _Edit) -> int:
    field = reference.field(edit.variable)
    return field.span.start if field is not None else reference.span.end - 1


def _entry_at(document: Document, offset: int) -> int:
    spans = (one.span for one in document.references)
    return next((place for place, span in enumerate(spans) if span.start <= offset < span.end), -1 - offset)


def _written(reader: Reader, document: Document, edit: _Edit) -> str | NotFixed:
    try:
        text = reader.set_field(document.text, document.references[edit.place], edit.variable, edit.value)
        encode(text, document.encoding)
    except CannotWrite as error:
        return NotFixed(edit.finding, error.reason)
    return text


def _read_again(reader: Reader, document: Document, text: str) -> Document:
    """The document with its new text. That no entry came or went is what all places rest on."""
    again = replace(reader.read(document.path, text), encoding=document.encoding)
    if [_identity(one) for one in again.references] != [_identity(one) for one in document.references]:
        raise CannotSave(
            f"The fixes would have broken entries of {document.path}.", "Nothing was written; please report this."
        )
    return again


def _identity(reference: Reference) -> str:
    """What no fix changes of a reference: its key, which is made of its values where it was typed; there its number."""
    return reference.label if reference.typed else reference.key


# --------------------------------------------------------------------------------------------------------- files


def unified_diff(fixed: Fixed) -> str:
    """What changed, as a unified diff."""
    path = fixed.before.path
    before, after = (_LINE.findall(one.text) for one in (fixed.before, fixed.after))
    lines = difflib.unified_diff(before, after, path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def save(fixed: Fixed) -> None:
    """Write a fixed document to its file, all or nothing. Raises `CannotSave`."""
    path = Path(fixed.before.path).resolve()
    try:
        if path.read_bytes() != encode(fixed.before.text, fixed.before.encoding):
            raise CannotSave(f"{fixed.before.path} was changed while refcheck was running.", "Run refcheck again.")
        write_atomically(path, fixed.content)
    except OSError as error:
        raise CannotSave(
            f"{fixed.before.path} could not be written: {error.strerror}.", "The file is as it was."
        ) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file by way of a second one beside it; permissions stay. Raises `OSError`."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if path.exists():
            shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
