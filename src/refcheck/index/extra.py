"""The packages that a local index needs beyond those of a plain installation."""

from __future__ import annotations

from importlib.util import find_spec

from refcheck.index.problem import IndexProblem

PACKAGES = ("tantivy", "isal", "msgspec")


def require_packages() -> None:
    """Say what to install if something is missing.

    Raises:
        IndexProblem: if a package is not there.
    """
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise IndexProblem(
            f"The local index needs packages that are not installed: {', '.join(missing)}.",
            "Install them with `pip install 'refcheck-cli[index]'`.",
        )
