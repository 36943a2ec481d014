"""A copy of Crossref on this machine: building it from a snapshot, and asking it.

An index is a directory that can be moved, shared and read by several processes at once. It holds of each record what a
check needs (`record`), in blocks (`shelf`), a table that finds a DOI (`doi_table`), and the words of titles, authors,
containers and numbers (`words`, by tantivy). `store.Index` answers from it; `build` and `update` make it.
"""
