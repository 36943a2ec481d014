from __future__ import annotations

import pytest

from refcheck.model import Date, Document, Item, Name
from refcheck.readers import tex
from refcheck.readers.base import CannotWrite

ARTICLE = r"""
    \entry{lind2021}{article}{}
      \true{moreauthor}
      \name{author}{2}{}{%
        {{un=0,uniquepart=base,hash=aa}{%
           family={Lind},
           familyi={L\bibinitperiod},
           given={Karin\bibnamedelima M.},
           giveni={K\bibinitperiod\bibinitdelim M\bibinitperiod},
           givenun=0}}%
        {{hash=bb}{%
           family={Berg},
           given={Anna},
           prefix={van\bibnamedelimb der},
           suffix={Jr\adddot}}}%
      }
      \strng{namehash}{aa}
      \field{sortinit}{L}
      \field{journaltitle}{Coastal Letters}
      \field{title}{On {Tides} and M{\"u}ller's \emph{Harbours}}
      \field{month}{3}
      \field{volume}{12}
      \field{number}{3}
      \field{year}{2021}
      \field{pages}{45\bibrangedash 67}
      \range{pages}{23}
      \verb{doi}
      \verb 10.5555/tide_2021
      \endverb
      \verb{url}
      \verb https://example.org/a%20b
      \endverb
    \endentry"""
BOOK = r"""
    \entry{port1999}{book}{}
      \name{editor}{1}{}{%
        {{hash=cc}{%
           family={{Port Authority}},
           familyi={P\bibinitperiod}}}%
      }
      \list{publisher}{2}{%
        {Harbour Press}%
        {Quay}%
      }
      \field{title}{Tides}
      \field{year}{1999}
    \endentry"""


def made(*entries: str) -> str:
    return (
        "% $ biblatex auxiliary file $\n\\refsection{0}\n  \\datalist[entry]{nyt/global//global/global}"
        f"{''.join(entries)}\n  \\enddatalist\n\\endrefsection\n\\endinput\n"
    )


def document(*entries: str) -> Document:
    return tex.read("paper.bbl", made(*entries))


def item(entry: str) -> Item:
    (reference,) = document(entry).references
    return reference.item


def test_an_entry_is_read_into_its_variables() -> None:
    found = item(ARTICLE)
    assert (found.type, found.title) == ("journal-article", ("On Tides and Müller's Harbours",))
    assert found.container_title == ("Coastal Letters",)
    assert (found.issued, found.volume, found.issue, found.page) == ((Date(2021, 3),), "12", "3", "45–67")
    assert (found.doi, found.url) == ("10.5555/tide_2021", "https://example.org/a%20b")


def test_names_are_put_together() -> None:
    authors = item(ARTICLE).author
    assert authors.listed[0] == Name("Lind", "Karin M.")
    assert (authors.listed[1].family, authors.listed[1].given) == ("van der Berg", "Anna")
    assert authors.truncated


def test_groups_and_several_publishers_are_kept() -> None:
    found = item(BOOK)
    assert found.editor.listed == (Name(literal="Port Authority"),)
    assert found.publisher == "Harbour Press and Quay"


def test_the_references_are_data_with_their_places() -> None:
    found = document(ARTICLE, BOOK)
    assert [(one.key, one.typed) for one in found.references] == [("lind2021", False), ("port1999", False)]
    assert found.references[0].text.startswith(r"\entry{lind2021}{article}")
    written = {one.variable: one.raw for one in found.references[0].fields}
    assert (written["page"], written["DOI"]) == (r"45\bibrangedash 67", "10.5555/tide_2021")
    assert all(found.text[f.span.start : f.span.end] == f.raw for one in found.references for f in one.fields)
    assert (found.running_text, found.problems) == (False, ())


def test_an_entry_of_several_lists_is_one_reference() -> None:
    assert len(document(ARTICLE, ARTICLE).references) == 1


def test_sets_of_entries_are_no_works() -> None:
    assert [one.key for one in document("\n\\entry{both}{set}{}\n\\endentry", BOOK).references] == ["port1999"]


@pytest.mark.parametrize("broken", [r"\name{author}{1}{}{{{family={A}", r"\name{author}{1}", r"\field{title}"])
def test_what_is_cut_off_is_read_as_far_as_it_goes(broken: str) -> None:
    (reference,) = document(f"\\entry{{a}}{{book}}{{}}\\field{{year}}{{1999}}{broken}").references
    assert reference.item.issued == (Date(1999),)


def test_such_a_file_is_not_edited() -> None:
    text = made(BOOK)
    with pytest.raises(CannotWrite, match=r"change the \.bib file"):
        tex.set_field(text, document(BOOK).references[0], "title", "Boats")
