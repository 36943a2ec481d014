"""Run the double as a process of its own: ``python -m tests.crossref_double``."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import gc
import json
import os
import signal
import ssl
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.crossref_double import corpus
from tests.crossref_double.corpus import Corpus, Tables
from tests.crossref_double.json_values import Json
from tests.crossref_double.server import LISTENERS, Server
from tests.crossref_double.settings import CHOICES, Settings, changed


def parser() -> argparse.ArgumentParser:
    """All options: the files, the ports, and one option for each setting."""
    options = argparse.ArgumentParser(prog="crossref_double", description=__doc__)
    options.add_argument("--corpus", type=Path, action="append", metavar="FILE.jsonl[.gz]")
    options.add_argument("--aliases", type=Path, default=corpus.ALIASES, metavar="FILE.json")
    options.add_argument("--agencies", type=Path, default=corpus.AGENCIES, metavar="FILE.json")
    options.add_argument("--datacite", type=Path, default=corpus.DATACITE, metavar="FILE.jsonl")
    options.add_argument("--with-parent", action="store_true", help="end when stdin is closed")
    options.add_argument("--cert", type=Path, help="certificate of the crossref listener (with --key)")
    options.add_argument("--key", type=Path)
    for listener in LISTENERS:
        options.add_argument(f"--{listener}-port", type=int, default=0)
    for setting in dataclasses.fields(Settings):
        _add_setting(options, setting.name)
    return options


def _add_setting(options: argparse.ArgumentParser, name: str) -> None:
    default = getattr(Settings(), name)
    option = f"--{name.replace('_', '-')}"
    if isinstance(default, bool):
        options.add_argument(option, action=argparse.BooleanOptionalAction, default=default)
    elif isinstance(default, dict):
        options.add_argument(option, type=json.loads, default=default, metavar="JSON")
    else:
        options.add_argument(option, type=type(default), default=default, choices=CHOICES.get(name))


def server_from(arguments: Sequence[str]) -> tuple[Server, bool]:
    """The server the options describe, and whether it ends with its parent."""
    given = parser().parse_args(arguments)
    chosen: dict[str, Json] = {field.name: getattr(given, field.name) for field in dataclasses.fields(Settings)}
    tables = Tables(
        corpus.aliases_of(corpus.read_table(given.aliases)),
        corpus.lower_keys(corpus.read_table(given.agencies)),
        corpus.by_datacite_doi(corpus.read_records([given.datacite])),
    )
    tls = None
    if given.cert:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(given.cert, given.key)
    ports = {listener: getattr(given, f"{listener}_port") for listener in LISTENERS}
    records = Corpus(corpus.read_records(given.corpus or [corpus.CORPUS]))
    return Server(changed(Settings(), chosen), records, tables, ports, tls), bool(given.with_parent)


async def serve(server: Server, *, with_parent: bool) -> None:
    """Serve until a signal, or until stdin is closed."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    if with_parent:
        threading.Thread(target=_wait_for_parent, args=(loop, stopped), daemon=True).start()
    await server.start()
    sys.stdout.write(json.dumps(asdict(server.addresses), separators=(",", ":")) + "\n")
    sys.stdout.flush()
    await stopped.wait()
    await server.stop()


def _wait_for_parent(loop: asyncio.AbstractEventLoop, stopped: asyncio.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(stopped.set)


def main() -> None:
    """Run the double with the options of the command line."""
    server, with_parent = server_from(sys.argv[1:])
    gc.freeze()
    asyncio.run(serve(server, with_parent=with_parent))


if __name__ == "__main__":
    main()
