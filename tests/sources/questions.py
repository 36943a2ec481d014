"""One question to a server that plays some steps, and what came of it."""

from __future__ import annotations

import asyncio
import dataclasses

from refcheck.sources.errors import BadAnswer, Kind, Reply, SourceError
from refcheck.sources.http import HttpClient
from refcheck.sources.settings import NetworkSettings
from tests.sources.transports import Script, Step

WORK = "https://api.crossref.org/works/10.5555%2Fa"
SETTINGS = NetworkSettings(mailto="reader@example.org", paced=False, back_off=0.001)
BLANKS = b" " * 2**16


def body_of(reply: Reply) -> bytes:
    return reply.body


def itself(reply: Reply) -> Reply:
    return reply


def refuse(reply: Reply) -> Reply:
    raise BadAnswer("no record")


@dataclasses.dataclass(frozen=True)
class Outcome:
    reply: Reply | None
    reason: str
    script: Script
    notices: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.script.requests)


def get(*steps: Step, target: str = WORK, kind: Kind = Kind.SINGLE, reused: bool = False, **changes: object) -> Outcome:
    """The outcome of one question to a server that plays some steps."""
    script = Script(*steps, reused=reused)
    settings = dataclasses.replace(SETTINGS, **changes)  # type: ignore[arg-type]  # the dataclass checks the names

    async def asked() -> Outcome:
        async with HttpClient(settings, transport=script) as client:
            try:
                reply, reason = await client.get(target, kind=kind, read=itself), ""
            except SourceError as error:
                reply, reason = None, error.reason
            return Outcome(reply, reason, script, tuple(client.notices))

    return asyncio.run(asked())
