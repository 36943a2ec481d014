from __future__ import annotations

from refcheck.parsing.list_noise import is_page_noise


def test_a_copyright_sign_in_a_short_line_is_noise() -> None:
    assert is_page_noise("© 2021 The Coastal Society. All rights reserved.")


def test_a_long_text_is_no_noise_whatever_it_holds() -> None:
    assert not is_page_noise("© 2021 " + "tides and harbours " * 60)
