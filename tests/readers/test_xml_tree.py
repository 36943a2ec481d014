from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.readers import xml_tree
from refcheck.readers.xml_tree import Element, parse, root_name

TEXT = (
    '<?xml version="1.0" encoding="latin-1"?>\n<!DOCTYPE a PUBLIC "x" "http://example.org/a.dtd">\n'
    '<a x="1>2"><b>ä&amp;é&nbsp;\r\nu<!-- c -->v<![CDATA[<w>ö]]></b><x:c y:href="z"/><?p?>t</a>'
)


def root(text: str) -> Element:
    tree = parse(text)
    assert (tree.fault, tree.root is None) == ("", False)
    return tree.root or Element("", {}, 0, 0)


def test_elements_have_their_places() -> None:
    found = root(TEXT)
    outer = [TEXT[one.start : one.end] for one in found.elements()]
    inner = [TEXT[one.inner_start : one.inner_end] for one in found.elements()]
    assert outer[1] == '<x:c y:href="z"/>'
    assert inner == ["ä&amp;é&nbsp;\r\nu<!-- c -->v<![CDATA[<w>ö]]>", ""]
    assert TEXT[found.start : found.end] == TEXT[TEXT.index("<a ") :]


def test_text_has_its_place_and_its_meaning() -> None:
    runs = [(one.text, TEXT[one.start : one.end]) for one in root(TEXT).runs()]
    assert [run for run in runs if run[0] != run[1]] == [("&", "&amp;"), ("\xa0", "&nbsp;"), ("\n", "\r\n")]
    assert root(TEXT).text() == "ä&é uv<w>öt"


def test_names_are_known_without_prefix() -> None:
    found = root(TEXT).first("c")
    assert found is not None
    assert (found.local, found.attribute("href"), found.attribute("none")) == ("c", "z", "")


def test_entities_of_html_need_no_document_type() -> None:
    assert root("<a>&eacute;&nosuch;</a>").text() == "é&nosuch;"


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY x "y">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % x SYSTEM "http://example.org/evil">%x;',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">',
    ],
)
def test_a_file_that_declares_entities_is_not_read(subset: str) -> None:
    tree = parse(f"<!DOCTYPE a [{subset}]><a>&x;&b;</a>")
    assert "declares entities" in tree.fault
    assert tree.root is None


def test_what_stands_before_a_fault_is_kept() -> None:
    tree = parse("<a><b>one</b><c>two</d></a>")
    assert tree.root is not None
    assert (tree.root.text(), "mismatched tag" in tree.fault) == ("onetwo", True)
    assert all(one.inner_start <= one.inner_end <= one.end for one in tree.root.elements())


def test_deep_nesting_is_refused() -> None:
    assert "nested too deeply" in parse("<a>" * 100_000).fault


def test_a_text_beyond_all_measure_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "LARGEST_TEXT", 5)
    assert "too large" in parse("<a></a>").fault


@pytest.mark.parametrize(
    ("beginning", "name"),
    [(TEXT, "a"), ("\ufeff <!-- x --><rss:feed ", "feed"), ("no XML", ""), ("<!DOCTYPE a [ <!ENTITY", "")],
)
def test_the_root_is_seen_at_the_beginning(beginning: str, name: str) -> None:
    assert root_name(beginning) == name


def test_descendants_stop_where_they_are_told_to() -> None:
    found = root("<a><p><q/></p><q n='2'/></a>")
    assert len(list(found.descendants("q"))) == 2
    assert len(list(found.descendants("q", stop=frozenset({"p"})))) == 1


@pytest.mark.parametrize(
    "text",
    ["<" * 10**6, "<a " + "x='" * 10**5, "<a>" + "&" * 10**6, "<!--" * 10**5, "<?x?>" * 10**5, "<a>" + "é\r\n" * 10**5],
)
def test_hostile_texts_are_read_without_hanging(text: str) -> None:
    root_name(text)
    assert parse(text).fault


PIECES = st.sampled_from(
    [
        "<a>",
        "</a>",
        "<b x='é>'>",
        "</b>",
        "<c/>",
        "é",
        "&amp;",
        "&eacute;",
        "&#233;",
        "\r\n",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?p ?>",
        "<",
        ">",
        "text ",
        "😀",
        '<?xml version="1.0"?>',
        "<!DOCTYPE a>",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map(lambda parts: "<a>" + "".join(parts)) | st.text(max_size=60))
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    tree = parse(text)
    assert 0 <= tree.position <= len(text)
    if tree.root is None:
        return
    for one in [tree.root, *tree.root.descendants("a", "b", "c")]:
        assert 0 <= one.start <= one.inner_start <= one.inner_end <= one.end <= len(text)
        assert text[one.start] == "<"
    for run in tree.root.runs():
        assert not run.verbatim or run.text == text[run.start : run.end] or "&" in text[run.start : run.end]
