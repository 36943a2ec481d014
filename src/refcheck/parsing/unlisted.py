"""What is said of a text in which no reference list was found."""

from __future__ import annotations

from refcheck.model import Severity

NO_LIST = "no reference list was found, so nothing was checked"
NO_LIST_BUT_CITATIONS = "the text cites works, but no reference list was found: nothing was checked"

AMONG_OTHERS = {NO_LIST: Severity.INFO, NO_LIST_BUT_CITATIONS: Severity.WARNING}
"""How much it matters of a file in a folder, or of a post among others: most of them cite nothing."""
