from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from refcheck.index.packing import key_of, pack, unpack
from refcheck.index.record import decode
from refcheck.model import Work
from refcheck.sources.crossref_work import to_work
from tests.index.made import record

CORPUS = (Path(__file__).parent.parent / "crossref_double" / "corpus.jsonl").read_text("utf-8").splitlines()
DAY = datetime.date(2026, 11, 1)


def seen(message: object) -> Work:
    """What a check sees of a record, but for the address."""
    assert isinstance(message, dict)
    work = to_work(message, source="", retrieved=DAY)
    return replace(work, item=replace(work.item, url=""))


def kept(message: object) -> dict[str, object]:
    return unpack(pack(decode(json.dumps(message).encode())))


@pytest.mark.parametrize("line", CORPUS, ids=lambda line: json.loads(line)["DOI"])
def test_a_check_sees_the_same_in_a_kept_record(line: str) -> None:
    message = json.loads(line)
    assert seen(kept(message)) == seen(message)


ODD = {
    "a title that is a string": {"title": "Tides"},
    "titles with null": {"title": ["Tides", None, 7]},
    "a title that is nothing": {"title": None},
    "a volume that is a number": {"volume": 12},
    "a volume that is true": {"volume": True},
    "a volume that is a list": {"volume": [None, "", "12"]},
    "an author that is an object": {"author": {"family": "Lind"}},
    "authors that are strings": {"author": ["Lind"]},
    "a family that is a number": {"author": [{"family": 7, "given": None}]},
    "a flat date": {"issued": {"date-parts": [2019, 3]}},
    "a date with a gap": {"issued": {"date-parts": [[2019, None, 3]]}},
    "a date in strings": {"issued": {"date-parts": [["2019", "3"]]}},
    "a date that is a string": {"issued": "2019"},
    "a date without a year": {"issued": {"date-parts": [[None]]}},
    "an issue in its place": {"journal-issue": {"issue": 4, "published-print": {"date-parts": [[2019]]}}},
    "an event that is a list": {"event": [{"name": "Sea Days", "acronym": "SD"}]},
    "relations of one work": {"relation": {"is-preprint-of": {"id": "10.5555/X", "id-type": "doi"}}},
    "a relation that is nothing": {"relation": None},
    "ISSN of one kind": {"ISSN": "1234-5679", "issn-type": [{"value": "8765-4321", "type": "print"}]},
    "updates": {"update-to": {"DOI": "10.5555/made.2", "type": "retraction", "updated": {"date-parts": [[2020]]}}},
    "an alias": {"alias": "10.5555/old"},
    "two dates": {"issued": {"date-parts": [[2019]]}, "published": {"date-parts": [[2020]]}},
}


@pytest.mark.parametrize("fields", ODD.values(), ids=ODD.keys())
def test_an_odd_record_is_kept_as_a_check_sees_it(fields: dict[str, object]) -> None:
    message = record(1, **fields)
    assert seen(kept(message)) == seen(message)


def test_what_no_check_reads_is_not_kept() -> None:
    assert "reference" not in kept(record(1))


@pytest.mark.parametrize("line", [b"{}", b'{"DOI": ""}', b'{"DOI": null}', b"[]", b"no JSON", b'{"DOI": "10.5555/a"'])
def test_what_has_no_doi_is_no_record(line: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(line)


def test_a_key_says_whose_record_it_is_and_when_it_was_touched() -> None:
    key = key_of(pack(decode(json.dumps(record(1)).encode())))
    assert (key.DOI, key.indexed.timestamp) == ("10.5555/made.1", 1772359200000)


def test_a_record_that_does_not_say_when_it_was_touched_is_the_oldest() -> None:
    assert key_of(pack(decode(b'{"DOI": "10.5555/a"}'))).indexed.timestamp == 0
