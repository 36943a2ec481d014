from __future__ import annotations

import pytest

from refcheck.model import Document


@pytest.mark.parametrize(
    ("offset", "place"), [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (4, (3, 1)), (6, (3, 3)), (9, (3, 6))]
)
def test_a_place_in_a_document_has_line_and_column(offset: int, place: tuple[int, int]) -> None:
    assert Document("a.txt", "ab\n\ncd").position(offset) == place


def test_an_empty_document_has_one_place() -> None:
    assert Document("a.txt", "").position(0) == (1, 1)
