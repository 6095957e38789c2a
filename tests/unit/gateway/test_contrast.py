"""The colours of the pages: readable in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

from services.gateway import assets

CSS = (Path(assets.__file__).parent / "static" / "book.css").read_text()
TEXT_ON_GROUND = [
    (text, ground)
    for ground in ("paper", "page", "tint")
    for text in ("ink", "soft", "link", "link-strong", "stop", "wait", "go")
] + [
    *(("on-link", ground) for ground in ("link", "link-strong", "go")),
    *((text, f"{text}-tint") for text in ("stop", "wait", "go")),
    *(("ink", ground) for ground in ("mark", "stop-tint", "wait-tint", "go-tint")),
    *(("link", ground) for ground in ("stop-tint", "wait-tint", "go-tint")),
]


def colours(theme: str) -> dict[str, str]:
    """Return the tokens of a theme; dark ones stand on top of the light ones."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[: 2 if theme == "dark" else 1]
    return {
        name: value
        for block in blocks
        for name, value in re.findall(r"--([a-z-]+): (#\w+);", block)
    }


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21() -> None:
    assert round(contrast("#000000", "#ffffff")) == 21


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(theme: str, text: str, ground: str) -> None:
    tokens = colours(theme)
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "page", "tint"])
def test_the_edge_of_a_field_stands_out_from_its_ground(theme: str, ground: str) -> None:
    tokens = colours(theme)
    assert contrast(tokens["edge"], tokens[ground]) >= 3
