import gzip

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.compression import Holed, accepts_gzip, compressed

A, B = b"hole-a", b"hole-b"


def test_a_body_is_smaller_and_the_same() -> None:
    body = b"code " * 1000
    assert gzip.decompress(compressed(body)) == body
    assert len(compressed(body)) < len(body)


def test_who_takes_gzip_says_so() -> None:
    assert accepts_gzip({"HTTP_ACCEPT_ENCODING": "br, gzip"})
    assert not accepts_gzip({})


def test_holes_are_filled_each_time_anew_and_the_rest_stays() -> None:
    page = Holed(b"<script nonce=hole-a>" + b"text " * 500 + b"hole-b</hole-a>", (A, B))
    one = page.plain({A: b"1", B: b"own"})
    assert one == b"<script nonce=1>" + b"text " * 500 + b"own</1>"
    assert page.plain({}) == b"<script nonce=>" + b"text " * 500 + b"</>"
    assert gzip.decompress(page.smaller({A: b"1", B: b"own"})) == one
    assert len(page.smaller({A: b"1"})) < 200


@given(st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([A, B])), max_size=12), st.data())
def test_compressed_is_what_is_plain_whatever_is_filled_in(
    pieces: list[bytes], data: st.DataObject
) -> None:
    filling = st.one_of(st.binary(max_size=50), st.just(b"x" * 70_000))
    page, fill = Holed(b"".join(pieces), (A, B)), {A: data.draw(filling), B: data.draw(filling)}
    assert gzip.decompress(page.smaller(fill)) == page.plain(fill)
