from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.errors import ProfileError
from crawler.sites import SELECTABLE_FIELDS, SiteProfile, load_profile, load_profiles, parse_profile, profile_covering

REPOSITORY = Path(__file__).resolve().parents[2]
MINIMAL = 'start_urls = ["https://news.example.co.uk/world"]\n'


def parse(text: str) -> SiteProfile:
    return parse_profile(MINIMAL + text, "sites/example.toml")


def error_of(text: str) -> str:
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, "sites/example.toml")
    return str(caught.value)


def test_every_key_is_read_with_its_type() -> None:
    profile = parse(
        """
        name = "example_news"
        allowed_domains = ["Example.co.uk", "example.org"]
        feeds = ["https://example.co.uk/rss"]
        sitemaps = ["https://example.co.uk/news.xml"]
        language = "pt-BR"
        time_zone = "Europe/London"
        day_first = true
        article_urls = ['/20\\d\\d/']
        exclude_urls = ["/video/"]
        remove = ["aside.promo", "p > .share"]
        download_delay = 2
        max_depth = 0
        [selectors]
        headline = "h1.title::text"
        """
    )
    assert profile.name == "example_news"
    assert profile.allowed_domains == ("example.co.uk", "example.org")
    assert profile.feeds == ("https://example.co.uk/rss",)
    assert profile.sitemaps == ("https://example.co.uk/news.xml",)
    assert profile.language == "pt-BR"
    assert profile.time_zone == ZoneInfo("Europe/London")
    assert profile.day_first is True
    assert profile.article_urls[0].search("https://example.co.uk/2026/a")
    assert profile.exclude_urls[0].pattern == "/video/"
    assert profile.remove == ("aside.promo", "p > .share")
    assert profile.download_delay == 2.0
    assert profile.max_depth == 0
    assert dict(profile.selectors) == {"headline": "h1.title::text"}


def test_a_profile_of_start_urls_takes_its_name_from_the_file_and_its_domains_from_the_urls() -> None:
    profile = parse("")
    assert profile.name == "example"
    assert profile.allowed_domains == ("example.co.uk",)
    assert profile.selectors == {}
    assert (profile.language, profile.time_zone, profile.day_first, profile.max_depth) == (None, None, None, None)


@pytest.mark.parametrize("field", SELECTABLE_FIELDS)
def test_every_selectable_field_can_be_selected(field: str) -> None:
    assert parse(f'selectors = {{{field} = "main"}}').selectors == {field: "main"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("language = 1\n" + MINIMAL, "language: 1; expected text in quotes"),
        ('language = "en"', "start_urls: missing; expected a list of URLs"),
        ("start_urls = []", "start_urls: []; expected at least one URL"),
        (
            'start_urls = "https://example.com"',
            """start_urls: 'https://example.com'; expected a list: ["...", "..."]""",
        ),
        (
            'start_urls = ["example.com"]',
            "start_urls: 'example.com' is no web URL; expected one like https://example.com/news",
        ),
        (MINIMAL + "start_url = 1", "start_url: unknown key (did you mean 'start_urls'?)"),
        (MINIMAL + "zzz = 1", "zzz: unknown key"),
        (
            MINIMAL + 'time_zone = "Europe/Londn"',
            "time_zone: 'Europe/Londn' is no IANA time zone (did you mean 'Europe/London'?)",
        ),
        (
            MINIMAL + 'time_zone = "../etc/passwd"',
            "time_zone: '../etc/passwd' is no IANA time zone; expected one like Europe/London",
        ),
        (MINIMAL + 'language = "en_US"', "language: 'en_US' is no language tag; expected one like en or pt-BR"),
        (MINIMAL + 'name = "Example-Site"', "name: 'Example-Site'; expected small letters, digits and underscores"),
        (MINIMAL + 'allowed_domains = ["https://a.com"]', "allowed_domains: 'https://a.com' is no domain"),
        (MINIMAL + 'allowed_domains = ["a.com:80"]', "allowed_domains: 'a.com:80' is no domain"),
        (MINIMAL + 'allowed_domains = ["a..com"]', "allowed_domains: 'a..com' is no domain"),
        (MINIMAL + 'day_first = "yes"', "day_first: 'yes'; expected true or false"),
        (MINIMAL + 'article_urls = ["a", "("]', "article_urls: '(' is no regular expression: missing )"),
        (
            MINIMAL + 'selectors = {headlin = "h1"}',
            "selectors: 'headlin' is no field that can be selected (did you mean 'headline'?)",
        ),
        (MINIMAL + 'selectors = {body = "div["}', "selectors: body: 'div[' is no CSS selector:"),
        (MINIMAL + 'selectors = {body = "p:nope"}', "selectors: body: 'p:nope' is no CSS selector:"),
        (MINIMAL + 'selectors = "h1"', "selectors: 'h1'; expected a table"),
        (MINIMAL + 'remove = ["a::text"]', "remove: 'a::text' selects text or an attribute; expected a selector of"),
        (MINIMAL + "download_delay = 0", "download_delay: 0; expected a number of seconds above 0"),
        (MINIMAL + "download_delay = inf", "download_delay: inf; expected a number of seconds above 0"),
        (MINIMAL + "max_depth = -1", "max_depth: -1; expected a whole number, 0 or more"),
        (MINIMAL + "max_depth = true", "max_depth: True; expected a whole number, 0 or more"),
        (MINIMAL + "language = en", "no valid TOML: Invalid value (at line 2, column 12)"),
    ],
)
def test_an_unusable_value_is_named_in_one_line(text: str, message: str) -> None:
    error = error_of(text)
    assert error.startswith(f"sites/example.toml: {message}")
    assert "\n" not in error


def test_every_fault_is_named_in_a_line_of_its_own() -> None:
    assert error_of('max_depth = -1\nspeed = 3\nlanguage = "en_US"').splitlines() == [
        "sites/example.toml: max_depth: -1; expected a whole number, 0 or more",
        "sites/example.toml: speed: unknown key",
        "sites/example.toml: language: 'en_US' is no language tag; expected one like en or pt-BR",
        "sites/example.toml: start_urls: missing; expected a list of URLs",
    ]


@pytest.mark.parametrize(
    ("url", "covered"),
    [
        ("https://news.example.com/a", True),
        ("https://NEWS.example.com.:8443/a", True),
        ("https://live.news.example.com/a", True),
        ("https://shop.example.com/a", False),
        ("https://example.com/a", False),
        ("https://badnews.example.com/a", False),
        ("https://live.partner.org/a", True),
        ("https://notpartner.org/a", False),
        ("https://www.xn--bcher-kva.de/a", True),
        ("https://www.bücher.de/a", True),
        ("http://[", False),
    ],
)
def test_a_profile_covers_its_domains_and_what_is_below_them(url: str, covered: bool) -> None:
    profile = parse('allowed_domains = ["news.example.com", "partner.org", "bücher.de"]')
    assert profile.covers(url) is covered


def test_of_profiles_that_cover_a_url_the_most_specific_counts() -> None:
    wide, narrow, other = (
        parse_profile(f'start_urls = ["https://{host}/"]\nallowed_domains = ["{host}"]', f"{name}.toml")
        for name, host in [("wide", "example.com"), ("narrow", "news.example.com"), ("other", "example.org")]
    )
    profiles = [wide, narrow, other]
    assert profile_covering("https://live.news.example.com/a", profiles) is narrow
    assert profile_covering("https://shop.example.com/a", profiles) is wide
    assert profile_covering("https://example.net/a", profiles) is None


def test_a_profile_of_an_address_covers_it() -> None:
    profile = parse_profile('start_urls = ["http://[::1]:8000/", "http://127.0.0.1/"]', "local.toml")
    assert profile.covers("http://[::1]:9000/a")
    assert profile.covers("http://127.0.0.1/a")
    assert not profile.covers("http://7.0.0.1/a")


def test_one_bad_profile_does_not_disable_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "bad.toml").write_text("start_urls = 3", encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(b'# caf\xe9\nstart_urls = ["https://example.com"]')
    (tmp_path / "twin.toml").write_text(MINIMAL + 'name = "good"', encoding="utf-8")
    profiles, errors = load_profiles(tmp_path)
    assert list(profiles) == ["good"]
    assert sorted(errors) == ["bad", "latin", "twin"]
    assert "not UTF-8" in str(errors["latin"])
    assert str(errors["twin"]).endswith("good.toml already")


def test_a_missing_directory_holds_no_profiles(tmp_path: Path) -> None:
    assert load_profiles(tmp_path / "none") == ({}, {})


def test_a_file_below_the_working_directory_is_named_relative_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.toml").write_text("a = 1", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"^x\.toml: a: "):
        load_profile(tmp_path / "x.toml")


def test_a_byte_order_mark_is_no_part_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "marked.toml").write_text(MINIMAL, encoding="utf-8-sig")
    assert load_profile(tmp_path / "marked.toml").name == "marked"


def test_the_profiles_of_the_project_are_usable() -> None:
    profiles, errors = load_profiles(REPOSITORY / "spiders" / "sites")
    assert errors == {}
    assert profiles["ccbsnews_info"].start_urls == ("https://www.ccbsnews.info/en",)
