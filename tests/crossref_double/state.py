"""Everything the double remembers, and how it goes back to the start."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.crossref_double.corpus import Corpus, Tables
from tests.crossref_double.faults import Faults
from tests.crossref_double.journal import Journal
from tests.crossref_double.limits import Clock, Limits
from tests.crossref_double.listing import Call, Listing
from tests.crossref_double.routes import Route, Shelf, fixed_filter
from tests.crossref_double.settings import Settings


@dataclass(slots=True)
class Run:
    """What one test leaves behind; a reset begins a new one."""

    settings: Settings
    shelf: Shelf
    limits: Limits = field(default_factory=Limits)
    faults: Faults = field(default_factory=Faults)
    journal: Journal = field(default_factory=Journal)
    clock: Clock = field(default_factory=Clock)
    chance: random.Random = field(default_factory=random.Random)

    def call(self, number: int, route: Route) -> Call:
        """The circumstances of the request with this number."""
        settings = self.settings
        drawn = random.Random(f"{settings.seed}:{number}")  # noqa: S311  # a repeatable draw, no secret
        return Call(self.clock.now(), drawn, settings.comma, settings.replica_jitter, fixed_filter(route))


def new_run(settings: Settings, corpus: Corpus, tables: Tables) -> Run:
    """A run in its start state."""
    return Run(
        settings,
        Shelf(corpus, tables, Listing()),
        clock=Clock(manual=settings.clock == "manual"),
        chance=random.Random(settings.seed),  # noqa: S311  # a repeatable draw, no secret
    )
