"""Everything about the network that a user, a mirror or a test may want to change."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class Catalogue(Enum):
    """Who is asked: the local index and then Crossref's service, or one of them alone."""

    AUTO = "auto"
    INDEX = "index"
    CROSSREF = "crossref"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """The directory of a local index of Crossref, if there is one, and whether it is asked."""

    directory: Path | None = None
    source: Catalogue = Catalogue.AUTO


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Addresses, identification and budgets. Times are in seconds, sizes in bytes.

    The defaults follow Crossref's advice (https://www.crossref.org/documentation/retrieve-metadata/rest-api/) and the
    limits it has published for its public and polite pools.
    """

    crossref_url: str = "https://api.crossref.org"
    doi_url: str = "https://doi.org"
    datacite_url: str = "https://api.datacite.org"
    mailto: str = ""
    plus_token: str = field(default="", repr=False)
    offline: bool = False
    cache: Path | None = None
    """The file of the answer cache; `None` switches the cache off."""
    state: Path | None = None
    """The directory of the limiter which all processes of the user share; `None`: this process alone."""
    paced: bool = True
    """Keep to the advertised limits. Only a private mirror may be asked without."""
    share_of_rate: float = 0.9
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    single_deadline: float = 60.0
    list_deadline: float = 90.0
    attempts: int = 4
    back_off: float = 1.0
    back_off_cap: float = 30.0
    longest_retry_after: float = 60.0
    single_size: int = 16 * 2**20
    list_size: int = 64 * 2**20
    batch: int = 40
    page_size: int = 20 * 2**20
    """Of a page that the user named; `page_deadline` is for the whole of it, redirects included."""
    page_deadline: float = 30.0
    allow_private_addresses: bool = False
    """Whether such a page may come from this machine or a private network."""
