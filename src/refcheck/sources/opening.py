"""Open the sources that the settings name, ask them, close them again: the one bridge to code that does not await."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from refcheck.errors import ConfigurationError
from refcheck.sources.base import Source
from refcheck.sources.cache import AnswerCache
from refcheck.sources.crossref import Crossref
from refcheck.sources.errors import Kind, Reply
from refcheck.sources.local_records import LocalRecords
from refcheck.sources.memory import Memory
from refcheck.sources.settings import Catalogue, IndexSettings, NetworkSettings

if TYPE_CHECKING:
    from refcheck.sources.http import HttpClient
    from refcheck.sources.local_index import LocalIndex

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """How the asking went: what the user should know, and whether it was interrupted."""

    notices: tuple[str, ...] = ()
    interrupted: bool = False


def ask(
    network: NetworkSettings,
    works: Sequence[Path],
    question: Callable[[Sequence[Source]], Awaitable[None]],
    *,
    index: IndexSettings | None = None,
) -> Asked:
    """Ask the sources in their order: files of works, the answer cache, the local index, then Crossref.

    Whoever asks keeps what it learns as it comes: an interrupt ends the question wherever it is.

    Raises:
        ConfigurationError: if only the local index is to be asked, and none is named.
        IndexProblem: if it cannot be opened.
    """
    notices: list[str] = []
    try:
        asyncio.run(_asked(network, works, index or IndexSettings(), question, notices))
    except KeyboardInterrupt:
        return Asked(tuple(notices), interrupted=True)
    return Asked(tuple(notices))


async def _asked(
    network: NetworkSettings,
    works: Sequence[Path],
    index: IndexSettings,
    question: Callable[[Sequence[Source]], Awaitable[None]],
    notices: list[str],
) -> None:
    local = [LocalRecords(path, name=f"local records {_shown(path)}") for path in works]
    cache = AnswerCache(network.cache) if network.cache is not None else None
    client = _LateClient(network)
    try:
        catalogues = _catalogues(network, index, cache)
        alone = bool(catalogues) and catalogues[-1].complete
        await question([*local, *catalogues, *([] if alone else [Crossref(client, network, cache)])])
    finally:
        await client.close()
        if cache is not None:
            cache.close()
        notices.extend(notice for one in local for notice in one.notices)
        notices.extend([*(cache.notices if cache is not None else ()), *client.notices])


def _catalogues(network: NetworkSettings, index: IndexSettings, cache: AnswerCache | None) -> list[LocalIndex]:
    """The local index, if there is one to be asked; alone it has the last word."""
    if index.source is Catalogue.INDEX and index.directory is None:
        raise ConfigurationError("No local index is named.", "Name one with --index DIRECTORY or the setting `index`.")
    if index.source is Catalogue.CROSSREF or index.directory is None:
        return []
    from refcheck.index.extra import require_packages  # noqa: PLC0415 - most runs have no index

    require_packages()
    from refcheck.index.shelf import open_index  # noqa: PLC0415 - its engine costs 30 ms
    from refcheck.sources.local_index import LocalIndex  # noqa: PLC0415 - the same

    opened = open_index(index.directory)
    snapshot = datetime.date.fromisoformat(opened.snapshot) if opened.snapshot else datetime.date.min
    return [LocalIndex(opened, snapshot, Memory(cache), last=network.offline or index.source is Catalogue.INDEX)]


def on_this_machine(sources: Sequence[Source]) -> list[Source]:
    """Those of the opened sources that need no network."""
    return [one for one in sources if not isinstance(one, Crossref)]


class _LateClient:
    """The HTTP client, imported and opened by the first request: most runs are answered without one."""

    def __init__(self, network: NetworkSettings) -> None:
        self._network = network
        self._client: HttpClient | None = None

    @property
    def notices(self) -> Sequence[str]:
        return self._client.notices if self._client is not None else ()

    async def get(self, target: str, *, kind: Kind, read: Callable[[Reply], T]) -> T:
        if self._client is None:
            from refcheck.sources.http import HttpClient  # noqa: PLC0415 - costs 0.1 s, and most runs do without

            self._client = HttpClient(self._network)
        return await self._client.get(target, kind=kind, read=read)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.__aexit__(None, None, None)


def _shown(path: Path) -> Path:
    """The path as the user would write it: relative to the working directory, if it is below it."""
    try:
        return path.absolute().relative_to(Path.cwd())
    except ValueError:
        return path
