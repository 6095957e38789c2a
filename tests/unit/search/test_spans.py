from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.spans import CLOSE, OPEN, TextSpan, best_matched, cut, without_marks

PIECES = st.lists(
    st.builds(TextSpan, st.text(min_size=1).map(without_marks).filter(bool), st.booleans())
)


def marked(pieces: list[TextSpan]) -> str:
    return "".join(f"{OPEN}{p.text}{CLOSE}" if p.matched else p.text for p in pieces)


@given(PIECES)
def test_the_pieces_are_the_text_and_no_mark_is_left(pieces: list[TextSpan]) -> None:
    spans = cut(marked(pieces))
    assert "".join(span.text for span in spans) == "".join(piece.text for piece in pieces)
    assert [s for s in spans if s.matched] == [p for p in pieces if p.matched]
    assert all(span.text and span.text == without_marks(span.text) for span in spans)


def test_markup_in_a_text_is_text() -> None:
    assert cut(f"<em>{OPEN}a&b{CLOSE}</em>") == (
        TextSpan("<em>"),
        TextSpan("a&b", matched=True),
        TextSpan("</em>"),
    )


def test_an_unclosed_mark_loses_nothing() -> None:
    assert cut(f"a{OPEN}b") == (TextSpan("a"), TextSpan("b", matched=True))


def test_the_best_matched_text() -> None:
    terms = ["diabetes NOS", f"{OPEN}di{CLOSE}", f"adult-onset {OPEN}diabetes{CLOSE}"]
    assert best_matched(terms)[-1] == TextSpan("diabetes", matched=True)
    assert best_matched(terms[:1]) == ()
    assert best_matched([]) == ()
