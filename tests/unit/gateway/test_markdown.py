"""Markdown on a page: what is shown, and what nobody can smuggle in."""

import pytest

from services.gateway.markdown import render


def test_paragraphs_lists_and_emphasis_are_shown() -> None:
    html = render("A *small* **thing** in `ZA0`.\n\n- once\n- [twice](https://example.org/a)")
    assert html == (
        "<p>A <em>small</em> <strong>thing</strong> in <code>ZA0</code>.</p>\n<ul>\n<li>once</li>\n"
        '<li><a href="https://example.org/a">twice</a></li>\n</ul>\n'
    )


def test_a_code_that_is_named_can_be_followed() -> None:
    assert render("Use *E11.9*, not `E11.65`; see [E11](https://example.org/E11).") == (
        '<p>Use <em><a href="/c/E11.9">E11.9</a></em>, not <code>E11.65</code>; '
        'see <a href="https://example.org/E11">E11</a>.</p>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,AAAA)",
        "![a](https://example.org/a.png)",
        '[a](https://example.org/"onmouseover="alert(1))',
    ],
)
def test_nothing_in_a_text_becomes_a_script_or_is_fetched(text: str) -> None:
    html = render(text)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript:' not in html
    assert 'href="data:' not in html
    assert '"onmouseover=' not in html
