"""Text can be read on every colour that is let in, and the hint is one of those."""

import random

import pytest

from app.domain.programme.colours import (
    INK,
    NIGHT,
    VISIBLE,
    WHITE,
    Colour,
    contrast_tenths,
    reaches,
    readable_ground,
    readable_text,
    text_on,
)

ACCENTS = 500
SEED = 20261122


def accents() -> list[str]:
    dice = random.Random(SEED)  # noqa: S311 - colours, no secrets
    return [f"#{dice.randrange(1 << 24):06x}" for _ in range(ACCENTS)]


@pytest.mark.parametrize(
    ("one", "other", "tenths"),
    [
        ("#000000", "#ffffff", 210),
        ("#ffffff", "#ffffff", 10),
        ("#777777", "#ffffff", 44),
        ("#767676", "#ffffff", 45),
        ("#0b6e4f", "#ffffff", 62),
        ("#7a3e12", "#ffffff", 83),
    ],
)
def test_contrast_is_what_the_guideline_computes(
    one: str, other: str, tenths: int
) -> None:
    assert contrast_tenths(one, other) == contrast_tenths(other, one) == tenths


def test_the_boundary_is_where_the_guideline_has_it() -> None:
    assert reaches("#767676", WHITE)
    assert not reaches("#777777", WHITE)
    assert reaches("#949494", WHITE, VISIBLE)
    assert not reaches("#959595", WHITE, VISIBLE)


@pytest.mark.parametrize(
    ("ground", "text"),
    [
        ("#0b6e4f", WHITE),
        ("#ffd400", INK),
        ("#ffffff", INK),
        ("#767676", WHITE),
        ("#7a7a7a", None),
    ],
)
def test_text_is_white_wherever_white_can_be_read(
    ground: str, text: str | None
) -> None:
    assert text_on(ground) == text


@pytest.mark.parametrize("accent", accents())
def test_text_can_be_read_on_an_accent_or_on_its_neighbour(accent: str) -> None:
    ground = readable_ground(accent)
    text = text_on(ground)

    assert text is not None
    assert contrast_tenths(text, ground) >= 45
    assert (ground == accent) == (text_on(accent) is not None)


@pytest.mark.parametrize("ground", [WHITE, NIGHT])
@pytest.mark.parametrize("accent", accents()[:100])
def test_an_accent_as_text_is_shifted_until_it_can_be_read(
    accent: str, ground: str
) -> None:
    assert contrast_tenths(readable_text(accent, ground), ground) >= 45


def test_a_colour_is_written_as_it_is_read() -> None:
    assert Colour.of("#0b6e4f").text == "#0b6e4f"
