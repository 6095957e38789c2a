"""The codes that a note names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.pages.codes.linking import Piece, mentions, pieces


def named(text: str) -> list[tuple[str, str]]:
    return [(piece.text, piece.code) for piece in pieces(text) if piece.code]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("gestational diabetes (O24.4-)", [("O24.4-", "O24.4")]),
        ("due to underlying condition (E08.-)", [("E08.-", "E08")]),
        ("insulin (Z79.4)", [("Z79.4", "Z79.4")]),
        ("stage (N18.1-N18.6)", [("N18.1", "N18.1"), ("N18.6", "N18.6")]),
        ("(T36-T50 with fifth character 5)", [("T36", "T36"), ("T50", "T50")]),
        ("(F10.-F19.-)", [("F10", "F10"), ("F19.-", "F19")]),
        ("(I69. with final characters -23)", [("I69", "I69")]),
        ("(S92.-with 7th character B)", [("S92", "S92")]),
        ("malignant neuroendocrine tumors (C7A.-)", [("C7A.-", "C7A")]),
        ("conditions in A74.-", [("A74.-", "A74")]),
        ("S72.001A, then", [("S72.001A", "S72.001A")]),
    ],
)
def test_a_code_is_found_in_every_notation_of_the_book(
    text: str, links: list[tuple[str, str]]
) -> None:
    assert named(text) == links


@pytest.mark.parametrize(
    "text",
    [
        "vitamin B12 deficiency anemia",
        "Vitamin B12 deficiency",
        "glucose-6-phosphate dehydrogenase (G6PD) deficiency",
        "LGMD R12",
        "influenza A(H1N1)",
        "(STAT5b)",
        "type 2",
    ],
)
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert named(text) == []


@given(st.text(alphabet="AE1.9-() <&;", max_size=60))
def test_the_pieces_are_the_note(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text


def test_a_note_without_codes_is_one_piece() -> None:
    assert pieces("diabetes NOS") == (Piece("diabetes NOS"),)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Code E11.65, then Z79.4.", ["E11.65", "Z79.4"]),
        ("Bill G0001 with G93.2, or 0ZZ10ZZ", ["G0001", "G93.2", "0ZZ10ZZ"]),
        ("G0000 beside 00000, not $10,000", ["G0000", "00000"]),
        ("HbA1c 9.8 percent, vitamin B12, CHARGES, I.C.4.a.3", []),
    ],
)
def test_an_article_names_codes_of_every_system(text: str, codes: list[str]) -> None:
    assert [piece.code for piece in mentions(text) if piece.code] == codes
    assert "".join(piece.text for piece in mentions(text)) == text
