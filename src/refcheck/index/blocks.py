"""Records in a file: eight to a block of MessagePack, compressed with a dictionary that the whole index shares.

After the blocks stands where each begins and the last one ends, as 32-bit numbers, and then how many records there are.
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import msgspec
import zstandard

RECORDS_IN_A_BLOCK = 8
"""One record alone takes 108 bytes, eight together 93, sixteen 92 (works-dev, shuffled), read in 5 µs."""
LEVEL = 1
"""Level 3 saves 5 bytes of a record and takes twice as long."""
DICTIONARY_SIZE = 32 * 1024
"""With 112 kB a record takes 9 bytes less and a build a sixth longer: it no longer fits the processor's cache."""
SEGMENT, SUBSEQUENCE = 500, 8
"""What zstd calls k and d: it tries many of them if they are not given, which takes four times as long."""
_NUMBER = 4
_encode_into = msgspec.msgpack.Encoder().encode_into
_decode = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode


class Dictionary:
    """What the records of an index have in common; bytes, made from a sample of them."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    @classmethod
    def of(cls, samples: Sequence[bytes]) -> Dictionary:
        """The dictionary for records like the samples; empty if they are too few to learn from."""
        try:
            trained = zstandard.train_dictionary(DICTIONARY_SIZE, list(samples), k=SEGMENT, d=SUBSEQUENCE)
        except zstandard.ZstdError:
            return cls(b"")
        return cls(trained.as_bytes())

    def compressor(self) -> zstandard.ZstdCompressor:
        """What compresses a block."""
        shared = self._shared()
        shared.precompute_compress(level=LEVEL)
        return zstandard.ZstdCompressor(level=LEVEL, dict_data=shared, write_dict_id=False)

    @cached_property
    def decompressor(self) -> zstandard.ZstdDecompressor:
        """What decompresses a block."""
        return zstandard.ZstdDecompressor(dict_data=self._shared())

    def _shared(self) -> zstandard.ZstdCompressionDict:
        return zstandard.ZstdCompressionDict(self.content)


class BlockWriter:
    """Writes records one after the other; `close` makes the file readable."""

    def __init__(self, file: BinaryIO, dictionary: Dictionary) -> None:
        self.records = 0
        self._file = file
        self._compress = dictionary.compressor().compress
        self._starts = array("I")
        self._position = 0
        self._block: list[object] = []
        self._packed = bytearray()

    def add(self, record: object) -> None:
        """Append a record."""
        self.records += 1
        self._block.append(record)
        if len(self._block) == RECORDS_IN_A_BLOCK:
            self._flush()

    def close(self) -> None:
        """Write what is left, and where each block begins."""
        if self._block:
            self._flush()
        self._starts.append(self._position)
        self._starts.append(self.records)
        self._file.write(self._starts.tobytes())
        self._file.close()

    def _flush(self) -> None:
        _encode_into(self._block, self._packed)
        compressed = self._compress(self._packed)
        self._starts.append(self._position)
        self._position += len(compressed)
        self._file.write(compressed)
        self._block.clear()


class Blocks:
    """The records of one file, read where they are asked for."""

    def __init__(self, path: Path, dictionary: Dictionary) -> None:
        self._decompress = dictionary.decompressor.decompress
        with path.open("rb") as file:
            self._bytes = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        self.records: int = self._bytes[-_NUMBER:].cast("I")[0]
        blocks = -(-self.records // RECORDS_IN_A_BLOCK)
        self._starts = self._bytes[-(blocks + 2) * _NUMBER : -_NUMBER].cast("I")

    def read(self, number: int) -> msgspec.Raw:
        """The packed record of that number, from 0."""
        block, within = divmod(number, RECORDS_IN_A_BLOCK)
        return _decode(self._decompress(self._bytes[self._starts[block] : self._starts[block + 1]]))[within]
