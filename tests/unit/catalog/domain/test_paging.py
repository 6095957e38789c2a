import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.catalog.domain.paging import make_token, page_size, read_token
from services.catalog.errors import PageSizeInvalidError, PageTokenInvalidError

codes = st.from_regex(r"\A[A-Z0-9]{1,20}\Z")
scopes = st.lists(st.text(max_size=10), max_size=3)


@given(codes, scopes)
def test_a_token_leads_back_to_where_it_was_made(code: str, scope: list[str]) -> None:
    assert read_token(make_token(code, *scope), *scope) == code


@given(codes, scopes, scopes)
def test_a_token_is_good_for_its_own_list_only(code: str, one: list[str], two: list[str]) -> None:
    assume("\0".join(one) != "\0".join(two))
    with pytest.raises(PageTokenInvalidError):
        read_token(make_token(code, *one), *two)


@given(codes, st.data())
def test_a_changed_token_is_refused(code: str, data: st.DataObject) -> None:
    token = make_token(code, "list")
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.characters().filter(lambda c: c != token[at]))
    with pytest.raises(PageTokenInvalidError):
        read_token(token[:at] + letter + token[at + 1 :], "list")


@given(st.text())
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(PageTokenInvalidError):
        read_token(text or "x", "list")


@pytest.mark.parametrize("token", ["=", "A", "A" * 10_000, "\ud800", "Ärger", "-_-_"])
def test_garbage_is_refused(token: str) -> None:
    with pytest.raises(PageTokenInvalidError):
        read_token(token)


def test_page_sizes() -> None:
    assert [page_size(asked) for asked in (0, 1, 1000, 2**31 - 1)] == [200, 1, 1000, 1000]
    with pytest.raises(PageSizeInvalidError):
        page_size(-1)
