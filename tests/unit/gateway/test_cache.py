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
