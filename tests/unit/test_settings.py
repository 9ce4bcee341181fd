from __future__ import annotations

import re
from pathlib import Path

import pytest
from scrapy.settings import Settings, default_settings, iter_default_settings
from scrapy.utils.misc import load_object

from crawler import __version__, settings
from crawler.addon import IdentificationAddon, user_agent
from crawler.errors import InvalidInputError

REPOSITORY = Path(__file__).resolve().parents[2]
SET = {name for name in dir(settings) if name.isupper()}
SCRAPYS = {name for name, _ in iter_default_settings()}
OURS = SET - SCRAPYS


def _documented_as_ours() -> set[str]:
    text = (REPOSITORY / "docs" / "settings.md").read_text(encoding="utf-8")
    section = text.partition("## The project's own settings")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([A-Z_]+)` \|", section, flags=re.MULTILINE))


def test_every_setting_is_scrapys_or_documented_as_ours() -> None:
    assert _documented_as_ours() == OURS


def test_no_setting_repeats_scrapys_default() -> None:
    # These are said on purpose: our own defaults rest on them.
    stated = {"CONCURRENT_REQUESTS", "AUTOTHROTTLE_TARGET_CONCURRENCY", "AUTOTHROTTLE_MAX_DELAY"}
    stated |= {"RETRY_TIMES"}
    repeated = {name for name in SET & SCRAPYS if getattr(settings, name) == getattr(default_settings, name)}
    assert repeated == stated


@pytest.mark.parametrize("name", ["ADDONS", "EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "ITEM_PIPELINES"])
def test_every_component_exists(name: str) -> None:
    for path in getattr(settings, name):
        assert load_object(path)


def test_crawl_reads_nothing_but_the_web() -> None:
    assert {scheme for scheme, handler in settings.DOWNLOAD_HANDLERS.items() if handler} == {"http", "https"}
    assert {"data", "file", "ftp", "s3"} <= set(settings.DOWNLOAD_HANDLERS)


def test_every_class_named_by_a_setting_exists() -> None:
    for name in ("SPIDER_LOADER_CLASS", "LOG_FORMATTER", "SCHEDULER_DISK_QUEUE", "SCHEDULER_MEMORY_QUEUE"):
        assert load_object(getattr(settings, name))


@pytest.mark.parametrize(
    ("contact", "header"),
    [
        ("", f"NewsCrawler/{__version__}"),
        (" https://example.com/bot ", f"NewsCrawler/{__version__} (+https://example.com/bot)"),
        ("me@example.com", f"NewsCrawler/{__version__} (+me@example.com)"),
    ],
)
def test_the_user_agent_is_product_version_and_contact(contact: str, header: str) -> None:
    assert user_agent("NewsCrawler", contact) == header


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "me (at) example.com", "bücher@example.com"])
def test_a_contact_that_would_break_the_header_is_refused(contact: str) -> None:
    with pytest.raises(InvalidInputError, match="CONTACT="):
        user_agent("NewsCrawler", contact)


@pytest.mark.parametrize(
    ("given", "token"), [(None, "NewsCrawler"), ("Other_Bot/2.0 (+x)", "Other_Bot"), ("(odd)", "NewsCrawler")]
)
def test_robots_txt_is_read_for_the_product_the_header_begins_with(given: str | None, token: str) -> None:
    values = Settings({"BOT_NAME": "NewsCrawler", "CONTACT": ""} | ({"USER_AGENT": given} if given else {}))
    IdentificationAddon().update_settings(values)
    assert values["ROBOTSTXT_USER_AGENT"] == token


def test_robots_txt_token_may_be_set_by_itself() -> None:
    values = Settings({"BOT_NAME": "NewsCrawler", "ROBOTSTXT_USER_AGENT": "Mine"})
    IdentificationAddon().update_settings(values)
    assert values["ROBOTSTXT_USER_AGENT"] == "Mine"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("TWISTED_DNS_RESOLVER", "crawler.fetching.resolver.PublicAddressResolver"),
        ("DOWNLOAD_MAXSIZE", 10 * 1024 * 1024),
        ("DOWNLOAD_TIMEOUT", 30),
        ("REDIRECT_MAX_TIMES", 10),
        ("RETRY_TIMES", 2),
        ("PRIVATE_ADDRESSES_ALLOWED", False),
        ("COOKIES_ENABLED", False),
        ("ROBOTSTXT_OBEY", True),
        ("DOWNLOAD_DELAY", 1),
        ("AUTOTHROTTLE_ENABLED", True),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 2),
    ],
)
def test_a_crawl_is_safe_and_polite_unless_told_otherwise(name: str, value: object) -> None:
    assert getattr(settings, name) == value
    assert name in SCRAPYS | OURS


def test_only_http_and_https_are_fetched() -> None:
    handlers = Settings({"DOWNLOAD_HANDLERS": settings.DOWNLOAD_HANDLERS}).getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_the_guards_are_in_their_places() -> None:
    ours = settings.DOWNLOADER_MIDDLEWARES
    assert ours["scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware"] is None
    private = ours["crawler.middlewares.private_addresses.PrivateAddressesMiddleware"]
    assert private < ours["crawler.middlewares.robots_txt.RobotsTxtMiddleware"]


def test_only_addresses_and_secrets_are_read_from_the_environment() -> None:
    text = Path(settings.__file__).read_text(encoding="utf-8")
    assert re.findall(r"environ.*?\"([A-Z_]+)\"", text) == ["NEWS_CRAWLER_CONTACT", "BROWSER_PATH", "STORE_URL"]
