"""A record as the bytes that are kept of it, and back in Crossref's shape.

A packed record is MessagePack with Crossref's own names. An array without names would be half as long, but compressed
it saves 16 bytes of 101 (works-dev), for which every record of a build would have to be taken apart in Python.
"""

from __future__ import annotations

import msgspec

from refcheck.index.record import Indexed, Record, TypedIdentifier

DAY = 86_400_000
"""In milliseconds, as Crossref counts."""
_encode = msgspec.msgpack.Encoder().encode


def pack(record: Record) -> bytes:
    """The bytes that are kept of a record; what it says twice is dropped from it."""
    if record.published == record.issued:
        record.published = None
    if record.issn_type and _listed(record.issn_type, record.ISSN):
        record.issn_type = []
    if record.isbn_type and _listed(record.isbn_type, record.ISBN):
        record.isbn_type = []
    return _encode(record)


def _listed(typed: list[TypedIdentifier], listed: list[str]) -> bool:
    return [one.value for one in typed] == listed or {one.value for one in typed} <= set(listed)


class Key(msgspec.Struct):
    """Whose record it is, and when Crossref last touched it: enough to see which of two is the newer one."""

    DOI: str
    indexed: Indexed = Indexed()


key_of = msgspec.msgpack.Decoder(Key).decode
_decode = msgspec.msgpack.Decoder(dict[str, object]).decode


def unpack(packed: bytes) -> dict[str, object]:
    """The record in Crossref's shape."""
    message = _decode(packed)
    message["URL"] = f"https://doi.org/{message['DOI']}"
    return message
