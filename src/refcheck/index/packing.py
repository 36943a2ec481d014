"""A record as the bytes that are kept of it, and back in Crossref's shape.

A packed record is MessagePack with Crossref's own names. An array without names would be half as long, but compressed
it saves 16 bytes of 101 (works-dev), for which every record of a build would have to be taken apart in Python. Without
the dates and identifiers that repeat others it would take 7 bytes less; they stay for the same reason.
"""

from __future__ import annotations

import msgspec

from refcheck.index.record import Indexed

DAY = 86_400_000
"""In milliseconds, as Crossref counts."""
pack = msgspec.msgpack.Encoder().encode


class Key(msgspec.Struct):
    """Whose record it is, and when Crossref last touched it: enough to see which of two is the newer one."""

    DOI: str
    indexed: Indexed = Indexed()


key_of = msgspec.msgpack.Decoder(Key).decode
_decode = msgspec.msgpack.Decoder(dict[str, object]).decode


def unpack(packed: bytes | msgspec.Raw) -> dict[str, object]:
    """The record in Crossref's shape."""
    message = _decode(packed)
    message["URL"] = f"https://doi.org/{message['DOI']}"
    return message
