"""A loopback double of the Crossref REST API, of doi.org and of the DataCite API, for tests and benchmarks.

It speaks real HTTP on 127.0.0.1 and runs as a process of its own. Tests use the fixture ``double``, benchmarks the
class `tests.crossref_double.handle.Double`::

    with Double("--profile", "off", corpus=[Path("works.jsonl.gz")]) as double:
        double.fault("503-html", times=2, route="work-list")
        ...  # ask double.crossref, double.doi, double.datacite
        assert double.usage("polite", "array").max_in_any_second <= 3

All records in it are invented.
"""
