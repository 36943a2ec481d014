from __future__ import annotations

import pytest

from refcheck.index.extra import require_packages
from refcheck.index.problem import IndexProblem


def test_with_all_packages_nothing_is_said() -> None:
    require_packages()


def test_without_a_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refcheck.index.extra.PACKAGES", ("msgspec", "no_such_package"))
    with pytest.raises(IndexProblem, match=r"no_such_package\. .*pip install 'refcheck-cli\[index\]'"):
        require_packages()
