from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.sources.errors import DEEPEST, BadAnswer, HostStopped, Passing, SourceError, parse_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(['"[', "\\", '\\"[{', "]}", '""']),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES, st.booleans())
@settings(max_examples=100, deadline=None)
def test_every_json_value_is_read_back(value: object, escaped: bool) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=escaped).encode()) == value


def test_a_byte_order_mark_does_not_matter() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a":1}') == {"a": 1}


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"  \n ", b"<html></html>", b'{"a":', b'{"a":NaN}', b"[1e999, Infinity]"),
        *('{"a":"é"}'.encode("latin-1"), b"9" * 5000, b'{"a":1}{"b":2}'),
    ],
    ids=range(9),
)
def test_what_is_no_json_is_a_bad_answer(body: bytes) -> None:
    with pytest.raises(BadAnswer):
        parse_json(body)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_nesting_up_to_the_limit_is_read_and_beyond_it_is_not(opening: str) -> None:
    closing = {"[": "]", '{"a":': "}", '[{"a":': "}]"}[opening]
    times = DEEPEST // len(closing)
    assert parse_json((opening * times + closing * times).encode().replace(b":}", b":1}"))
    with pytest.raises(BadAnswer, match="nested"):
        parse_json((opening * (times + 1) + closing * (times + 1)).encode().replace(b":}", b":1}"))


@pytest.mark.parametrize("body", [b"[" * 100_000 + b"]" * 100_000, b"[" * 100_000])
def test_a_tower_of_arrays_is_refused_before_it_is_parsed(body: bytes) -> None:
    with pytest.raises(BadAnswer, match="nested"):
        parse_json(body)


def test_brackets_within_strings_do_not_nest() -> None:
    text = "[" * 200 + '"' + "\\" + "{" * 200
    assert parse_json(json.dumps({"title": text}).encode()) == {"title": text}


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    assert parse_json(b'["a\\ud835b", "\\ud835\\udc9c"]') == ["a\ufffdb", "\U0001d49c"]


def test_failures_carry_their_reason() -> None:
    assert [SourceError("a").reason, Passing("b").reason, HostStopped("c").reason] == ["a", "b", "c"]
