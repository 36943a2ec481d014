from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from refcheck.files import not_read, read_documents
from refcheck.given import Given, guessed_suffix, is_address, pages
from refcheck.sources.settings import NetworkSettings
from tests.sources.page_server import Answer, PageServer, page_server

HERE = NetworkSettings(allow_private_addresses=True)


@pytest.fixture
def server() -> Iterator[PageServer]:
    with page_server() as running:
        yield running


@pytest.mark.parametrize("place", ["https://example.org", "HTTP://example.org/a", "ftp://example.org", "file:///a"])
def test_an_address_is_no_path(place: str) -> None:
    assert is_address(place)


@pytest.mark.parametrize("place", ["post.md", "-", "C:\\post.md", "./https:/x", "example.org/post"])
def test_a_path_is_no_address(place: str) -> None:
    assert not is_address(place)


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"% notes\n@article{lind2021,\n}\n", ".bib"),
        (b"@string(jis = {Seas})\n", ".bib"),
        (b'[{"id": "lind2021"}]', ".json"),
        (b"[1] Lind, K. (2021).", ".txt"),
        (b"TY  - JOUR\r\nER  - \r\n", ".ris"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>Tides", ".html"),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<html xmlns='x'>", ".html"),
        (b"<h1>Tides</h1>", ".html"),
        (b"Tides<p>and harbours</p>", ".html"),
        (b"<?xml version='1.0'?><article/>", ".xml"),
        (b"---\ntitle: Tides\n---\n", ".md"),
        (b"Tides\r\n=====\r\n", ".md"),
        (b"A word.\n\n## Tides\n", ".md"),
        (b"Tides[^1]\n\n[^1]: Lind 2021", ".md"),
        (b"Tides, see [Lind](https://example.org/)", ".md"),
        (b"Tides [@lind2021, 3]", ".md"),
        (b"Tides.\n\n1. Lind, K. (2021). Write to k@lind.example.\n", ".txt"),
        (b"", ".txt"),
    ],
)
def test_what_has_no_name_is_known_by_its_content(content: bytes, suffix: str) -> None:
    assert guessed_suffix(content) == suffix


@pytest.mark.parametrize(
    "character", ["[", "(", "<", "@", "{", "`", "\\", "#", " ", "1", "<?xml", "<!--", "@a{", "](", "[^"]
)
def test_a_guess_takes_no_time_whatever_the_content(character: str) -> None:
    guessed_suffix((character * 2**20).encode())


# ------------------------------------------------------------------------------------------------------------ pages


def test_only_what_the_user_named_is_fetched(server: PageServer) -> None:
    url = server.says("/post", Answer(b"<p><a href='/other'>Tides</a><img src='/tide.png'></p>"))
    given = pages(["post.md", url, "-", url], HERE)
    read_documents([url], given)
    assert list(given) == [url]
    assert [path for path, _ in server.requests] == ["/post"]


@pytest.mark.parametrize(
    ("path", "type_", "suffix"),
    [
        ("/post", "text/html", ".html"),
        ("/post.md", "text/html", ".html"),
        ("/refs.bib?raw=1", "text/plain", ".bib"),
        ("/post", "text/plain", ".txt"),
        ("/post.xyz", "text/plain", ".txt"),
    ],
)
def test_a_page_is_what_its_server_says_but_plain_text_is_what_its_name_says(
    server: PageServer, path: str, type_: str, suffix: str
) -> None:
    url = server.says(path, Answer(type=type_))
    assert pages([url], HERE)[url].suffix == suffix


def test_a_page_is_a_document_under_its_address(server: PageServer) -> None:
    url = server.says("/refs.bib", Answer(b"@misc{one, title = {Stra\xdfe}}", type="text/plain; charset=iso-8859-1"))
    (document,) = read_documents([url], pages([url], HERE))
    assert document.path == url
    assert document.references[0].item.title == ("Straße",)


def test_a_page_that_did_not_come_is_a_document_with_a_problem(server: PageServer) -> None:
    url = server.address + "/gone"
    (document,) = read_documents([url], pages([url], HERE))
    assert not_read(document)
    assert "answered with status 404: check the address" in document.problems[0].message


def test_what_is_given_needs_no_name_that_says_what_it_is() -> None:
    (document,) = read_documents(["stdin"], {"stdin": Given(b"@misc{one, title = {One}}", ".bib")})
    assert (document.path, [one.key for one in document.references]) == ("stdin", ["one"])


def test_a_page_names_no_files_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: PageServer
) -> None:
    (tmp_path / "refs.bib").write_text("@misc{secret, title = {Secret}}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    text = f"---\nbibliography: [refs.bib, {tmp_path}/refs.bib]\n---\nTides [@secret].\n"
    url = server.says("/post.md", Answer(text.encode(), type="text/plain"))
    documents = read_documents([url], pages([url], HERE))
    assert all(not one.references for one in documents)
