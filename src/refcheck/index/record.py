"""One Crossref record: decoded to the fields a check reads, packed for the index, and given back in Crossref's shape.

Only what `refcheck.sources.crossref_work.to_work` reads is kept; links to landing pages are not, for the DOI says them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec

from refcheck.index.fitting import fitted

Message = Mapping[str, object]
"""A record in the shape of Crossref's REST API."""


def _crossref_name(attribute: str) -> str:
    return attribute if attribute.isupper() else attribute.replace("_", "-")


class _Part(msgspec.Struct, rename=_crossref_name, gc=False, omit_defaults=True):
    """A JSON object of which only the named keys are decoded."""


class Contributor(_Part):
    """An author or editor."""

    sequence: str | None = None
    family: str | None = None
    given: str | None = None
    suffix: str | None = None
    name: str | None = None


class Dated(_Part):
    """A date as Crossref writes it."""

    date_parts: list[list[int | None]] = []


class Indexed(msgspec.Struct, frozen=True, gc=False):
    """When Crossref last touched the record, in milliseconds since 1970."""

    timestamp: int = 0


class JournalIssue(_Part):
    """The issue that an article stands in."""

    issue: str | None = None
    published_print: Dated | None = None
    published_online: Dated | None = None


class Event(_Part):
    """The conference of a proceedings paper."""

    name: str | None = None
    acronym: list[str] | str | None = None


class Institution(_Part):
    """Who stands behind a report, a dissertation or a preprint."""

    name: str | None = None
    acronym: list[str] | str | None = None


class TypedIdentifier(_Part):
    """An ISSN or ISBN with the medium it is for."""

    value: str = ""


class Updated(_Part):
    """One statement that a work was changed: about another work (``update-to``) or by another (``updated-by``)."""

    DOI: str | None = None
    type: str | None = None
    label: str | None = None
    source: str | None = None
    updated: Dated | None = None
    record_id: str | None = None


class Related(_Part):
    """A work that stands in some relation to this one."""

    id: str | None = None
    id_type: str | None = None


class Record(_Part):
    """The fields that a check reads; the attributes are Crossref's names with ``_`` for ``-``."""

    DOI: Annotated[str, msgspec.Meta(min_length=1)]
    type: str | None = None
    subtype: str | None = None
    title: list[str] = []
    subtitle: list[str] = []
    original_title: list[str] = []
    short_title: list[str] = []
    author: list[Contributor] = []
    editor: list[Contributor] = []
    container_title: list[str] = []
    short_container_title: list[str] = []
    event: Event | None = None
    institution: list[Institution] = []
    group_title: str | None = None
    publisher: str | None = None
    publisher_location: str | None = None
    edition_number: str | None = None
    published_print: Dated | None = None
    published_online: Dated | None = None
    posted: Dated | None = None
    issued: Dated | None = None
    published: Dated | None = None
    published_other: Dated | None = None
    content_created: Dated | None = None
    approved: Dated | None = None
    journal_issue: JournalIssue | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    article_number: str | None = None
    ISBN: list[str] = []
    isbn_type: list[TypedIdentifier] = []
    ISSN: list[str] = []
    issn_type: list[TypedIdentifier] = []
    language: str | None = None
    update_to: list[Updated] = []
    updated_by: list[Updated] = []
    relation: dict[str, list[Related]] = {}
    aliases: list[str] = []
    alias: list[str] = []
    indexed: Indexed | None = None


_decoder = msgspec.json.Decoder(Record)


def decode(line: bytes | bytearray | memoryview) -> Record:
    """The record in a JSON text.

    Raises:
        msgspec.DecodeError: if it is no JSON, or no object with a DOI.
    """
    try:
        return _decoder.decode(line)
    except msgspec.ValidationError:
        return from_message(msgspec.json.decode(line))


def from_message(message: object) -> Record:
    """The record in a JSON value whose fields may have any shape; what cannot be understood counts as missing.

    Raises:
        msgspec.DecodeError: if it is no object with a DOI.
    """
    return msgspec.convert(fitted(message, Record), Record)
