from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from refcheck.sources.pages import NotFetched, Page, fetch, is_public
from refcheck.sources.settings import NetworkSettings
from refcheck.version import __version__
from tests.sources.page_server import PAGE, Answer, PageServer, page_server, zipped

HERE = NetworkSettings(allow_private_addresses=True, mailto="reader@example.org")
PUBLIC = "http://93.184.216.34"
"""Any address of the open network: no test connects to it."""


@pytest.fixture
def server() -> Iterator[PageServer]:
    with page_server() as running:
        yield running


def why_not(url: str, network: NetworkSettings = HERE, transport: httpx.AsyncBaseTransport | None = None) -> str:
    with pytest.raises(NotFetched) as refused:
        fetch(url, network, transport=transport)
    return str(refused.value)


# ----------------------------------------------------------------------------------------------------- what comes


@pytest.mark.parametrize(
    ("declared", "suffix", "charset"),
    [
        ("text/html; charset=utf-8", ".html", "utf-8"),
        ('Text/HTML; Charset="windows-1252"', ".html", "windows-1252"),
        ("application/xhtml+xml", ".html", ""),
        ("application/xml", ".xml", ""),
        ("text/plain", ".txt", ""),
        ("text/markdown", ".md", ""),
        ("application/pdf", ".pdf", ""),
    ],
)
def test_a_page_is_what_its_server_says(server: PageServer, declared: str, suffix: str, charset: str) -> None:
    url = server.says("/post", Answer(type=declared))
    assert fetch(url, HERE) == Page(url, PAGE, suffix, charset)


def test_a_compressed_page_is_unpacked(server: PageServer) -> None:
    assert fetch(server.says("/post", zipped(PAGE)), HERE).content == PAGE


def test_the_server_is_told_who_asks_but_not_the_address_of_the_user(server: PageServer) -> None:
    fetch(server.says("/post", Answer()), HERE)
    ((_, headers),) = server.requests
    assert headers["User-Agent"].startswith(f"refcheck/{__version__} (https://")
    assert "reader@example.org" not in str(headers)


def test_the_server_is_asked_by_its_name(server: PageServer) -> None:
    url = server.says("/post", Answer()).replace("127.0.0.1", "localhost")
    fetch(url, HERE)
    ((_, headers),) = server.requests
    assert headers["Host"].startswith("localhost:")


def test_the_fragment_is_not_sent(server: PageServer) -> None:
    fetch(server.says("/post?page=2", Answer()) + "#references", HERE)
    assert server.requests[0][0] == "/post?page=2"


# --------------------------------------------------------------------------------------------------- what does not


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.org/post", "begins with https:// or http://"),
        ("file:///etc/passwd", "begins with https:// or http://"),
        ("http://", "names no host"),
        ("http://example.org:port/", "no valid address"),
        ("http://[::1/", "no valid address"),
        ("https://user:secret@example.org/", "user name or a password"),
        ("http://no-such-host.invalid/", "no-such-host.invalid is not known"),
        ("http://" + "a" * 80 + ".org/", "is not known"),
    ],
)
def test_only_addresses_of_the_web_are_fetched(url: str, words: str) -> None:
    assert words in why_not(url)


def test_a_password_is_not_repeated() -> None:
    assert "secret" not in why_not("https://user:secret@example.org/")


def test_offline_nothing_is_fetched(server: PageServer) -> None:
    assert "refcheck is offline" in why_not(server.says("/post", Answer()), replace(HERE, offline=True))
    assert server.requests == []


@pytest.mark.parametrize("type_", ["application/octet-stream", "image/png", "application/json", ""])
def test_other_types_are_refused(server: PageServer, type_: str) -> None:
    assert "no page that refcheck reads: open it in a browser" in why_not(server.says("/post", Answer(type=type_)))


def test_a_page_that_is_not_there_says_so(server: PageServer) -> None:
    assert why_not(server.address + "/gone") == (
        "127.0.0.1 answered with status 404: check the address, or save the page and give refcheck the file"
    )


def test_a_server_that_is_not_there_says_so(server: PageServer) -> None:
    assert "the server of the page cannot be reached" in why_not("http://127.0.0.1:1/")


@pytest.mark.parametrize("answer", [Answer(b"x" * 2**21), zipped(b"x" * 2**21)], ids=["plain", "compressed"])
def test_a_body_without_end_is_refused(server: PageServer, answer: Answer) -> None:
    assert "larger than 1 MB" in why_not(server.says("/post", answer), replace(HERE, page_size=2**20))


def test_damaged_compression_is_refused(server: PageServer) -> None:
    answer = Answer(b"no gzip at all", headers={"Content-Encoding": "gzip"})
    assert "its compression is damaged" in why_not(server.says("/post", answer))


def test_a_body_that_stops_is_not_waited_for(server: PageServer) -> None:
    url = server.says("/post", Answer(stops_after=5))
    assert "did not come within 0.3 s: open it" in why_not(url, replace(HERE, page_deadline=0.3))


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (httpx.RemoteProtocolError("broken"), "closed the connection early or sent what is no HTTP"),
        (httpx.ConnectTimeout("late"), "takes no connection"),
    ],
)
def test_a_broken_connection_is_said_to_be_one(failure: httpx.TransportError, words: str) -> None:
    assert words in why_not(PUBLIC, HERE, httpx.MockTransport(_raises(failure)))


def _raises(failure: httpx.TransportError) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        raise failure

    return answer


def test_certificates_that_cannot_be_read_are_said_to_be_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken.pem").write_text("no certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "broken.pem"))
    assert "the certificates that the environment names cannot be used" in why_not("https://93.184.216.34/")


# ------------------------------------------------------------------------------------------------- private addresses


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104 - nothing binds to it
        "224.0.0.1", "239.255.255.250", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "fe80::1%1",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_and_of_private_networks(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_addresses_of_the_world(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]"])
def test_a_private_address_is_refused_however_it_is_written(server: PageServer, host: str) -> None:
    url = server.says("/post", Answer()).replace("127.0.0.1", host)
    assert "run again with --allow-private-addresses" in why_not(url, NetworkSettings())
    assert server.requests == []


@pytest.mark.parametrize("target", ["http://127.0.0.1/admin", "http://localhost/", "//169.254.169.254/latest/"])
def test_a_redirect_into_a_private_network_is_refused(target: str) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(302, headers={"Location": target})

    assert "of a private network" in why_not(PUBLIC, NetworkSettings(), httpx.MockTransport(answer))
    assert asked == ["93.184.216.34"]


# --------------------------------------------------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(server: PageServer, status: int) -> None:
    server.says("/new", Answer())
    assert fetch(server.redirects("/old", "/new", status), HERE).url == server.address + "/new"


def test_five_redirects_are_followed_and_no_more(server: PageServer) -> None:
    server.says("/0", Answer())
    for number in range(1, 7):
        server.redirects(f"/{number}", f"/{number - 1}")
    assert fetch(server.address + "/5", HERE).content == PAGE
    assert "redirects more than 5 times" in why_not(server.address + "/6")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("", "redirects to nowhere"),
        ("http://example.org:port/", "what is no HTTP"),
        ("ftp://example.org/", "begins with https:// or http://"),
    ],
)
def test_a_redirect_to_elsewhere_is_refused(server: PageServer, target: str, words: str) -> None:
    assert words in why_not(server.redirects("/old", target))


def test_a_redirect_to_an_open_connection_is_refused() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(301, headers={"Location": "http://93.184.216.34/"}))
    assert "redirects from https to http" in why_not("https://93.184.216.34/", HERE, transport)


# -------------------------------------------------------------------------------------------- names and their addresses


class _Names(asyncio.DefaultEventLoopPolicy):
    """Loops that know one more name: a host with several addresses."""

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = super().new_event_loop()
        known = loop.getaddrinfo

        async def getaddrinfo(host: str, port: int, **options: object) -> object:
            if host != "many.example":
                return await known(host, port, **options)  # type: ignore[arg-type]  # passed on as they came
            return [(None, None, None, "", (address, port)) for address in ("10.0.0.1", "93.184.216.34", "1.1.1.1")]

        loop.getaddrinfo = getaddrinfo  # type: ignore[method-assign,assignment]  # what a name server would say
        return loop


@pytest.fixture
def _many_addresses() -> Iterator[None]:
    asyncio.set_event_loop_policy(_Names())
    yield
    asyncio.set_event_loop_policy(None)


@pytest.mark.usefixtures("_many_addresses")
def test_the_connection_goes_to_an_address_that_was_looked_at_and_the_certificate_is_the_names() -> None:
    asked: list[tuple[str, str, object]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.host, request.headers["Host"], request.extensions["sni_hostname"]))
        if len(asked) == 1:
            raise httpx.ConnectError("refused")
        return httpx.Response(200, headers={"Content-Type": "text/html"}, stream=httpx.ByteStream(PAGE))

    page = fetch("https://many.example/post", NetworkSettings(), transport=httpx.MockTransport(answer))
    assert page.url == "https://many.example/post"
    assert asked == [(address, "many.example", "many.example") for address in ("93.184.216.34", "1.1.1.1")]


def test_a_server_without_a_certificate_of_its_name_is_not_trusted() -> None:
    error = httpx.ConnectError("tls")
    error.__cause__ = ssl.SSLCertVerificationError("wrong name")
    error.__cause__.verify_message = "wrong name"
    assert "has no valid certificate (wrong name)" in why_not(
        "https://93.184.216.34/", HERE, httpx.MockTransport(_raises(error))
    )
