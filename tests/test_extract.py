from __future__ import annotations

from collections.abc import Sequence

from refcheck.extract import extract
from refcheck.model import Date, Document, Item, Name, Names, Reference, Span
from refcheck.writers import Entry

TEXT = "Tides.\n\nLind, K. (2021). Tides.\n"
LIND = Item(title=("Tides",), author=Names((Name("Lind", "K."),)), issued=(Date(2021),))
BERG = Item(title=("Rain",), author=Names((Name("Berg", "I."),)), issued=(Date(2018),))


def typed(item: Item = LIND, key: str = "lind2021", certainty: float = 1.0, text: str = TEXT[8:31]) -> Reference:
    return Reference(key, item, Span(8, 31), text=text, typed=True, certainty=certainty)


def written(item: Item = BERG, key: str = "berg2018") -> Reference:
    return Reference(key, item, Span(0, 1))


def of(*documents: Sequence[Reference]) -> list[Entry]:
    return extract([Document(f"{name}.md", TEXT, tuple(each)) for name, each in zip("abc", documents, strict=False)])


def keys(*documents: Sequence[Reference]) -> list[str]:
    return [one.key for one in of(*documents)]


def test_a_reference_is_written_as_it_was_read_and_says_where_it_is_from() -> None:
    assert of([typed()]) == [Entry("lind2021", LIND, ("from a.md:3",))]


def test_keys_are_unique_over_all_documents() -> None:
    assert keys([typed(), typed(BERG)], [typed()]) == ["lind2021a", "berg2018", "lind2021b"]


def test_a_key_of_the_writers_own_stays() -> None:
    assert keys([written(key="Måne:2018+x")], [typed()]) == ["Måne:2018+x", "lind2021"]


def test_a_key_that_is_taken_or_that_not_every_format_can_hold_is_made_anew() -> None:
    strange = [written(key=key) for key in ("Berg", "berg", "a b", "a,b", "", "http://example.org/{1}")]
    made = keys([typed(BERG)], strange)
    assert made[1] == "Berg"
    assert len({key.lower() for key in made}) == len(made)
    assert all(key.startswith("berg2018") for key in [made[0], *made[2:]])


def test_a_made_key_is_none_of_the_writers_own() -> None:
    assert keys([typed()], [written(key="Lind2021")]) == ["lind2021a", "Lind2021"]


def test_the_last_author_after_an_ellipsis_is_told() -> None:
    item = Item(author=Names((Name("Lind", "K."),), truncated=True, last=Name("Berg", "I.")))
    assert of([typed(item)])[0].notes[1:] == ("the last author, after an ellipsis: Berg, I.",)


def test_what_was_read_with_little_certainty_is_shown_as_it_was_typed() -> None:
    assert of([typed(certainty=0.2)])[0].notes[1:] == ("read with little certainty: Lind, K. (2021). Tides.",)


def test_what_is_doubtful_is_named() -> None:
    item = Item(title=("Tides",), doubtful=frozenset({"title", "author"}))
    assert of([typed(item)])[0].notes[1:] == ("read with little certainty (author, title): Lind, K. (2021). Tides.",)


def test_a_long_reference_is_shown_in_part() -> None:
    (entry,) = of([typed(certainty=0.2, text="Tides " * 1000)])
    assert len(entry.notes[1]) < 500
    assert entry.notes[1].endswith("…")


def test_what_was_no_running_text_was_read_with_certainty() -> None:
    assert of([written()])[0].notes == ("from a.md:1",)
