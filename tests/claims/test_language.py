"""The language of a text."""

from __future__ import annotations

import pytest

from refcheck.claims.language import is_english, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The tides of the harbour rise and fall with the moon.", "English"),
        ("Die Gezeiten im Hafen steigen und fallen mit dem Mond, und das ist nicht neu.", "German"),
        ("Les marées dans le port montent et descendent avec la lune, et ce n'est pas nouveau.", "French"),
        ("Las mareas del puerto suben y bajan con la luna, y eso no es nuevo para los marineros.", "Spanish"),
        ("Приливы в гавани поднимаются и опускаются вместе с луной", "a language of another script"),
        ("Tides", ""),
        ("Housework in Japan, in Sweden, in Norway", "English"),
    ],
)
def test_small_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_title_of_few_words_may_be_english() -> None:
    assert is_english("Tides")
    assert not is_english("Приливы и отливы в гаванях северных морей")
