from __future__ import annotations

import pytest

from refcheck.sources.clock import SystemClock
from refcheck.sources.hosts import Hosts, Origin, Role
from refcheck.sources.settings import NetworkSettings


def hosts(**changes: str) -> Hosts:
    return Hosts(NetworkSettings(**changes), SystemClock())  # type: ignore[arg-type]  # only texts are changed here


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://API.crossref.org/works", "api.crossref.org"),
        ("https://api.crossref.org:443", "api.crossref.org"),
        ("http://127.0.0.1:8080/x", "127.0.0.1:8080"),
    ],
)
def test_a_host_is_shown_with_a_port_only_where_it_tells_something(url: str, shown: str) -> None:
    assert str(Origin.of(url)) == shown


@pytest.mark.parametrize("url", ["", "works/10.5555", "ftp://api.crossref.org", "https:///works", "https://x:port/"])
def test_other_addresses_have_no_origin(url: str) -> None:
    with pytest.raises(ValueError, match=r"address|Port"):
        Origin.of(url)


def test_services_behind_one_host_are_told_apart_by_their_paths() -> None:
    proxy = hosts(
        crossref_url="http://proxy/crossref", doi_url="http://proxy/doi/", datacite_url="http://proxy/crossref/datacite"
    )
    roles = [
        proxy.service(f"http://proxy/{path}").role
        for path in ("crossref/works", "doi/ra/1", "crossref/datacite/dois/1")
    ]
    assert roles == [Role.CROSSREF, Role.DOI, Role.DATACITE]
    assert proxy.host("http://proxy/crossref/works") is proxy.host("http://proxy/doi/ra/1")


def test_a_base_address_is_no_mere_beginning_of_letters() -> None:
    with pytest.raises(ValueError, match="not an address"):
        hosts().service("https://api.crossref.org.evil.org/works")


def test_an_address_beside_the_base_path_belongs_to_the_service_of_its_host() -> None:
    mirror = hosts(crossref_url="https://mirror.org/v1")
    assert mirror.service("https://mirror.org/works/1").role is Role.CROSSREF


async def test_a_reason_to_stop_is_the_first_one_given() -> None:
    host = hosts().host("https://api.crossref.org/")
    assert [host.stop("first").reason, host.stop("second").reason] == ["first", "first"]
