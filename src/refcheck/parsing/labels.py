"""The labels of units, named after the CSL variables that they fill."""

LABELS = (
    "author",
    "editor",
    "issued",
    "title",
    "container-title",
    "collection-title",
    "volume",
    "issue",
    "page",
    "number",
    "publisher",
    "publisher-place",
    "edition",
    "genre",
    "note",
    "identifier",
    "citation-label",
    "other",
)
