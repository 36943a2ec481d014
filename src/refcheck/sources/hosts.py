"""The services that are asked, and what this run knows of each: its pace, its failures, whether it is still asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlsplit

from refcheck.sources.clock import Clock
from refcheck.sources.errors import HostStopped
from refcheck.sources.pace import Limiter, Pace, Unpaced
from refcheck.sources.pace_ledger import open_ledger
from refcheck.sources.pace_limits import (
    CROSSREF_PUBLIC,
    DATACITE_IDENTIFIED,
    DATACITE_UNIDENTIFIED,
    DOI_ORG,
    StartingLimits,
)
from refcheck.sources.retries import FailureWindow, Outcome
from refcheck.sources.settings import NetworkSettings

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Role(Enum):
    """What a service is to us."""

    CROSSREF = "Crossref"
    DOI = "doi.org"
    DATACITE = "DataCite"


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port of an address."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Origin:
        """The origin of an absolute http or https address; raises ``ValueError`` for any other text."""
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            raise ValueError("no http or https address")
        return cls(parts.scheme, parts.hostname, parts.port or _DEFAULT_PORTS[parts.scheme])

    def __str__(self) -> str:
        """The host as people write it, with a port only where it tells something."""
        return self.host if self.port == _DEFAULT_PORTS[self.scheme] else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Service:
    """One configured base address."""

    role: Role
    url: str
    starting: StartingLimits
    longest_url: int
    """Bytes of an address that are surely taken: 4,096 were Crossref's limit in 2017, doi.org's is about 11,000."""

    @property
    def origin(self) -> Origin:
        """Where it is."""
        return Origin.of(self.url)

    def has(self, url: str) -> bool:
        """Whether an address lies below the base address."""
        base = self.url.rstrip("/")
        return url == base or url.startswith((f"{base}/", f"{base}?"))


def services(settings: NetworkSettings) -> tuple[Service, ...]:
    """The three services at the addresses of the settings."""
    datacite = DATACITE_IDENTIFIED if settings.mailto else DATACITE_UNIDENTIFIED
    return (
        Service(Role.CROSSREF, settings.crossref_url, CROSSREF_PUBLIC, 3500),
        Service(Role.DOI, settings.doi_url, DOI_ORG, 8000),
        Service(Role.DATACITE, settings.datacite_url, datacite, 3500),
    )


@dataclass(slots=True)
class Host:
    """What this run knows of one origin."""

    name: str
    pace: Pace
    window: FailureWindow = field(default_factory=FailureWindow)
    answers: int = 0
    """Usable answers so far."""
    unreachable: int = 0
    """Attempts in a row which found nobody there."""
    stopped: str = ""
    _scopes: set[asyncio.Timeout] = field(default_factory=set)

    def record(self, outcome: Outcome) -> None:
        """Count a request by how it ended."""
        self.window.record(outcome)
        self.answers += outcome is Outcome.FINE

    def stop(self, reason: str) -> HostStopped:
        """Ask nothing more of this host: whoever waits for it ends now, and gets the same reason."""
        if not self.stopped:
            self.stopped = reason
            for scope in self._scopes:
                scope.reschedule(asyncio.get_running_loop().time())
        return HostStopped(self.stopped)

    def check(self) -> None:
        """Raise `HostStopped` if the host was stopped."""
        if self.stopped:
            raise HostStopped(self.stopped)

    @contextmanager
    def endable(self, scope: asyncio.Timeout) -> Iterator[None]:
        """Let `stop` end what happens within an open timeout scope."""
        self._scopes.add(scope)
        try:
            yield
        finally:
            self._scopes.discard(scope)


class Hosts:
    """All hosts of a run by origin, made when first asked for."""

    def __init__(self, settings: NetworkSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._services = services(settings)
        self._hosts: dict[Origin, Host] = {}

    def service(self, url: str) -> Service:
        """The service below whose base address an address lies; raises ``ValueError`` if there is none."""
        found = [service for service in self._services if service.has(url)] or self._at(Origin.of(url))
        if not found:
            raise ValueError(f"not an address of a configured service: {Origin.of(url)}")
        return max(found, key=lambda service: len(service.url))

    def service_or(self, url: str, otherwise: Service) -> Service:
        """The service at an address that a redirect led to, or the one that led there."""
        try:
            return self.service(url)
        except ValueError:
            return otherwise

    def may_lead(self, origin: Origin, target: Origin) -> bool:
        """Whether a redirect is followed: to the same host or a configured one, and never from https to http."""
        if origin.scheme == "https" and target.scheme != "https":
            return False
        upgraded = target == Origin("https", origin.host, 443)
        return upgraded or target == origin or bool(self._at(target))

    def host(self, url: str) -> Host:
        """The host that an address belongs to."""
        origin = Origin.of(url)
        if origin not in self._hosts:
            self._hosts[origin] = Host(str(origin), self._pace(origin))
        return self._hosts[origin]

    def _at(self, origin: Origin) -> Sequence[Service]:
        return [service for service in self._services if service.origin == origin]

    def _pace(self, origin: Origin) -> Pace:
        if not self._settings.paced:
            return Unpaced()
        known = self._at(origin)
        return Limiter(
            open_ledger(self._settings.state, f"{origin.scheme}_{origin.host}_{origin.port}_{self._tier}"),
            known[0].starting if known else CROSSREF_PUBLIC,
            share_of_rate=self._settings.share_of_rate,
            clock=self._clock,
        )

    @property
    def _tier(self) -> str:
        """Services keep a purse for each class of customer."""
        if self._settings.plus_token:
            return "plus"
        return "polite" if self._settings.mailto else "public"
