"""A page of the web that the user named: fetched with bounds on where it comes from, how long and how large it is.

A page that a document names is never fetched. Import this module late: it loads an HTTP library.

Whoever can make refcheck fetch something could point it at a machine that only we can reach. So a name is resolved
first, every address of it is looked at, and the connection goes to the address that was looked at, not to the name a
second time; the same is done for every redirect.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from refcheck.sources.errors import BadAnswer
from refcheck.sources.http import PROJECT_URL
from refcheck.sources.http_wire import no_connection, whole_body
from refcheck.sources.settings import NetworkSettings
from refcheck.version import __version__

USER_AGENT = f"refcheck/{__version__} ({PROJECT_URL})"
"""Without the user's e-mail address, which is for the services alone."""
MOST_REDIRECTS = 5
MOST_ADDRESSES = 4
"""So many addresses of one name are tried."""
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
}
"""The types of pages that are read, and the suffix of a file of each."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSLATED = IPv6Network("64:ff9b::/96")
_SAVE_IT = "open it in a browser, save it, and give refcheck the file"
_CHECK_IT = "check the address, or save the page and give refcheck the file"
_ALLOW_IT = "if you trust it, run again with --allow-private-addresses"


@dataclass(frozen=True, slots=True)
class Page:
    """What came, and what the server says it is."""

    url: str
    """Where it came from, after all redirects."""
    content: bytes
    suffix: str
    charset: str = ""


class NotFetched(Exception):  # noqa: N818 - named for what is so
    """The page is not there for us; ``reason`` says why, ``advice`` what to do next."""

    def __init__(self, reason: str, advice: str = _CHECK_IT) -> None:
        super().__init__(f"{reason}: {advice}")
        self.reason = reason
        self.advice = advice


def fetch(url: str, network: NetworkSettings, *, transport: httpx.AsyncBaseTransport | None = None) -> Page:
    """The page at an address; raises `NotFetched`."""
    if network.offline:
        raise NotFetched("the page was not fetched, since refcheck is offline", _SAVE_IT)
    return asyncio.run(_fetched(url, network, transport))


async def _fetched(url: str, network: NetworkSettings, transport: httpx.AsyncBaseTransport | None) -> Page:
    try:
        async with asyncio.timeout(network.page_deadline), _client(network, transport) as client:
            return await _followed(client, _parsed(url), network)
    except TimeoutError as error:
        raise NotFetched(f"the page did not come within {network.page_deadline:g} s", _SAVE_IT) from error
    except httpx.TransportError as error:
        raise NotFetched(f"the server of the page {_words(error)}") from error
    except BadAnswer as error:
        raise NotFetched(f"the page cannot be taken, for {error}", _SAVE_IT) from error


def _client(network: NetworkSettings, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """Connections straight to the servers: a proxy would resolve the names, and nobody could look at the addresses."""
    try:
        return httpx.AsyncClient(
            transport=transport,
            verify=httpx.create_ssl_context(),
            trust_env=False,
            timeout=httpx.Timeout(network.page_deadline, connect=network.connect_timeout),
        )
    except OSError as error:
        raise NotFetched("the certificates that the environment names cannot be used", _SAVE_IT) from error


def _words(error: httpx.TransportError) -> str:
    match error:
        case httpx.ConnectError():
            return no_connection(error).words
        case httpx.ConnectTimeout():
            return "takes no connection"
        case _:
            return "closed the connection early or sent what is no HTTP"


# --------------------------------------------------------------------------------------------------- the addresses


def _parsed(url: str, base: httpx.URL | str = "") -> httpx.URL:
    """An address of the web, without its fragment; it may be relative to another."""
    try:
        parsed = httpx.URL(base).join(url).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise NotFetched("this is no valid address of a page") from error
    if parsed.scheme not in {"http", "https"}:
        raise NotFetched("only pages whose address begins with https:// or http:// are fetched")
    if not parsed.host:
        raise NotFetched("the address names no host")
    if parsed.userinfo:
        raise NotFetched("an address that holds a user name or a password is not fetched", _SAVE_IT)
    return parsed


async def _addresses(url: httpx.URL, network: NetworkSettings) -> Sequence[str]:
    """The addresses of a host that may be connected to, at least one."""
    host = url.raw_host.decode("ascii").strip("[]")
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"the host {url.host} is not known") from error
    addresses = dict.fromkeys(str(entry[4][0]) for entry in found)
    allowed = [one for one in addresses if network.allow_private_addresses or is_public(one)]
    if not allowed:
        raise NotFetched(f"{url.host} is an address of this machine or of a private network", _ALLOW_IT)
    return allowed[:MOST_ADDRESSES]


def is_public(address: str) -> bool:
    """Whether an address belongs to the whole world, also the IPv4 address that an IPv6 address may stand for."""
    parsed = ip_address(address)
    return all(one.is_global and not one.is_multicast for one in (parsed, *_inside(parsed)))


def _inside(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    translated = IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None
    embedded = (address.ipv4_mapped, address.sixtofour, translated, *(address.teredo or ()))
    return [one for one in embedded if one is not None]


# ------------------------------------------------------------------------------------------------------ the request


async def _followed(client: httpx.AsyncClient, url: httpx.URL, network: NetworkSettings) -> Page:
    """The page at the end of at most five redirects."""
    for _ in range(MOST_REDIRECTS + 1):
        outcome = await _asked(client, url, network)
        if isinstance(outcome, Page):
            return outcome
        url = _redirected(url, outcome)
    raise NotFetched(f"the page redirects more than {MOST_REDIRECTS} times")


def _redirected(url: httpx.URL, location: str) -> httpx.URL:
    if not location:
        raise NotFetched(f"{url.host} redirects to nowhere")
    target = _parsed(location, url)
    if url.scheme == "https" and target.scheme == "http":
        raise NotFetched(f"{url.host} redirects from https to http", _SAVE_IT)
    return target


async def _asked(client: httpx.AsyncClient, url: httpx.URL, network: NetworkSettings) -> Page | str:
    """The answer of the first address of the host that takes a connection: the page, or where it redirects to."""
    addresses = await _addresses(url, network)
    for address in addresses[:-1]:
        try:
            return await _answer(client, url, address, network)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return await _answer(client, url, addresses[-1], network)


async def _answer(client: httpx.AsyncClient, url: httpx.URL, address: str, network: NetworkSettings) -> Page | str:
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": USER_AGENT,
        "Accept": ", ".join(SUFFIXES),
        "Accept-Encoding": "gzip",
    }
    # The certificate must be that of the name, although the connection goes to the address.
    extensions = {"sni_hostname": url.raw_host.decode("ascii")} if url.scheme == "https" else {}
    target = url.copy_with(host=address)
    async with client.stream("GET", target, headers=headers, extensions=extensions) as response:
        if response.status_code in _REDIRECTS:
            location: str = response.headers.get("location", "")
            return location
        if response.status_code != 200:
            raise NotFetched(f"{url.host} answered with status {response.status_code}")
        suffix, charset = _type(url, response.headers.get("content-type", ""))
        return Page(str(url), await whole_body(response, network.page_size), suffix, charset)


def _type(url: httpx.URL, header: str) -> tuple[str, str]:
    """The suffix and the charset of a page, from its ``Content-Type``."""
    message = Message()
    message["Content-Type"] = header
    declared = message.get_content_type() if header else "of no type"
    if declared not in SUFFIXES:
        raise NotFetched(f"what {url.host} sends is {declared}, no page that refcheck reads", _SAVE_IT)
    charset = message.get_param("charset", "")
    return SUFFIXES[declared], charset if isinstance(charset, str) else ""
