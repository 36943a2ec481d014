"""An item with one of everything that a writer must take care of."""

from __future__ import annotations

from refcheck.model import Date, Item, Name, Names

ITEM = Item(
    type="journal-article",
    title=("On DNA & the {Tides} of 50% _Seas_",),
    author=Names((Name("van der Berg", "Ida", "Jr."), Name(literal="The Harbour Group")), truncated=True),
    issued=(Date(2021, 3, kind="print"), Date(2020)),
    container_title=("Journal of Invented Seas",),
    volume="9",
    issue="1",
    page="1-16",
    doi="10.5555/tides",
    issn=("1234-5679",),
)
EVERYTHING = Item(
    type="book-chapter",
    title=("Rain",),
    author=Names((Name("Lind", "Karin"), Name("Okafor", "Adaeze")), truncated=True, last=Name("Berg", "Ida")),
    editor=Names((Name("Marsh", "Peter"),)),
    issued=(Date(2018, 5, 4),),
    container_title=("All Weathers",),
    collection_title=("Harbour Studies",),
    event_title=("Meeting on Rain",),
    volume="3",
    page="e12",
    number="77",
    edition="2",
    publisher="Harbour Press",
    publisher_place="Bergen",
    isbn=("9780000000002",),
    pmid="123456",
    arxiv="2101.00001",
    url="https://example.org/a_b?c=%20&d",
    language="en",
)
