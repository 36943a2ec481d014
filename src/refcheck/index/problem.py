"""What is raised when an index cannot be used or built."""

from __future__ import annotations

from refcheck.errors import RefcheckError


class IndexProblem(RefcheckError):  # noqa: N818 - named for what it says
    """The directory holds no index, or none that this version can read, or it could not be built."""
