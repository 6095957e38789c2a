"""A bounded memory."""

from services.gateway.cache import LruCache


def test_what_was_not_asked_for_longest_goes_first() -> None:
    cache: LruCache[str, int] = LruCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)


def test_a_new_value_takes_the_place_of_the_old() -> None:
    cache: LruCache[str, int] = LruCache(1)
    cache.put("a", 1)
    cache.put("a", 2)
    assert cache.get("a") == 2


def test_what_is_kept_may_be_bounded_by_its_weight() -> None:
    cache: LruCache[str, str] = LruCache(10, lambda key, value: len(key) + len(value))
    cache.put("a", "1234")
    cache.put("b", "1234")
    assert (cache.get("a"), cache.get("b")) == ("1234", "1234")
    cache.put("a", "1")  # takes the place of the longer one, and leaves room
    cache.put("c", "12")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == ("1", "1234", "12")
    cache.put("d", "12345678")
    assert [cache.get(key) for key in "abc"] == [None, None, None]
    assert cache.get("d") == "12345678"


def test_what_is_heavier_than_all_that_may_be_kept_is_not_kept() -> None:
    cache: LruCache[str, str] = LruCache(10, lambda _, value: len(value))
    cache.put("a", "x" * 11)
    cache.put("b", "y" * 10)
    assert (cache.get("a"), cache.get("b")) == (None, "y" * 10)
