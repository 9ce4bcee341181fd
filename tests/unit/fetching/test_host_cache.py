from __future__ import annotations

from crawler.fetching.host_cache import HostCache


def test_beyond_its_bytes_the_largest_goes_and_what_others_say_stays() -> None:
    cache: HostCache[str] = HostCache(max_bytes=1_000)
    cache.put("honest.example", "its rules", 10)
    for n in range(50):
        cache.put(f"h{n}.evil.example", "rules without end", 400)
    assert cache.get("honest.example") == "its rules"
    assert cache.get("h49.evil.example") == "rules without end"
    assert sum(f"h{n}.evil.example" in cache for n in range(50)) == 2


def test_what_is_larger_than_all_room_is_kept_alone_until_the_next_comes() -> None:
    cache: HostCache[str] = HostCache(max_bytes=1_000)
    for host in ("a", "b"):
        cache.put(host, host, 5_000)
        assert cache.get(host) == host
    assert "a" not in cache


def test_what_is_said_anew_takes_the_place_of_what_was_said() -> None:
    cache: HostCache[int] = HostCache(max_bytes=1_000)
    for n in range(100):
        cache.put("a", n, 500)
    cache.put("b", 0, 500)
    assert (cache.get("a"), cache.get("b")) == (99, 0)


def test_beyond_the_number_of_hosts_the_oldest_goes() -> None:
    cache: HostCache[int] = HostCache()
    for n in range(10_001):
        cache.put(str(n), n)
    assert "0" not in cache
    assert cache.get("1") == 1
