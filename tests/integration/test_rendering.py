"""Pages in a real browser: what it may ask for, what it gives, and what becomes of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from examples.sample_site import SampleSite, articles
from tests.recording_server import Answer, RecordingServer, page, recording_server, redirect
from tests.rendering_crawl import Listener, RenderingCrawl, crawl_rendering, listener
from tests.sample_project import REPOSITORY, run_scrapy

Attacked = tuple[RenderingCrawl, Listener, RecordingServer]
_LOCAL = "-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1".split()

# Every way we know of by which a page gets something from elsewhere; what came is written into the page.
_ATTACKS = """<!DOCTYPE html><html><head><title>Shell</title>
<link rel="preconnect" href="http://127.0.0.1:PORT"><link rel="prefetch" href="http://127.0.0.1:PORT/prefetch">
<link rel="modulepreload" href="http://127.0.0.1:PORT/module.js">
<link rel="stylesheet" href="http://127.0.0.1:PORT/style.css"><script src="http://127.0.0.1:PORT/script.js"></script>
</head><body><div id="root"></div><img src="http://127.0.0.1:PORT/image"><iframe src="http://127.0.0.1:PORT/frame">
</iframe><object data="http://127.0.0.1:PORT/object"></object><video src="http://127.0.0.1:PORT/video"></video>
<form id="form" method="post" target="hidden" action="http://127.0.0.1:PORT/form"></form><iframe name="hidden"></iframe>
<script>
const local = "127.0.0.1:PORT", told = {};
const json = {"Content-Type": "application/json", "X-Api-Key": "k"};
const forged = {"X-Evil": "1", "Authorization": "Basic YTpi", "X-HTTP-Method-Override": "DELETE"};
async function ask(name, url, options) {
  try { told[name] = await (await fetch(url, options)).text(); } catch (error) { told[name] = "nothing"; }
}
async function run() {
  await ask("same site", "/api/text");
  await ask("address", `http://${local}/secret`);
  await ask("localhost", "http://localhost:PORT/secret");
  await ask("decimal", "http://2130706433:PORT/secret");
  await ask("metadata", "http://169.254.169.254/latest/meta-data/");
  await ask("redirect", "/hop");
  await ask("name", "http://private.example:PORT/secret");
  await ask("robots", "/closed/api");
  await ask("put", "/api/text", {method: "PUT", body: "x"});
  await ask("post", "/api/text", {method: "POST", headers: json, body: "{}"});
  await ask("posted too much", "/api/text", {method: "POST", body: "x".repeat(70000)});
  await ask("post to another site", "http://other.example/post", {method: "POST", body: "x"});
  await ask("post by redirect", "/hop-to-another-site", {method: "POST", headers: json, body: "{}"});
  await ask("another site", "http://other.example/api", {headers: forged});
  await ask("another site by redirect", "/hop-to-another-site", {headers: forged});
  await ask("file", "file:///etc/passwd");
  new WebSocket(`ws://${local}/socket`).onopen = () => { told.socket = "open"; };
  new EventSource(`http://${local}/events`);
  navigator.sendBeacon(`http://${local}/beacon`, "x");
  new Worker(URL.createObjectURL(new Blob([`fetch("http://${local}/worker"); new WebSocket("ws://${local}/w");`])));
  told.peers = typeof RTCPeerConnection;
  document.getElementById("form").submit();
  window.open(`http://${local}/window`);
  const link = document.createElement("a");
  link.href = `http://${local}/download`; link.download = "x"; document.body.append(link); link.click();
  document.getElementById("root").textContent = JSON.stringify(told);
  location.href = `http://${local}/elsewhere`;
}
run();
</script></body></html>"""


@pytest.fixture(scope="module")
def attacked(
    browser_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[RenderingCrawl, Listener, RecordingServer]]:
    site = "http://courier.example"
    with listener() as secret, recording_server({}) as server:
        answers: dict[str, Answer] = {
            "/robots.txt": (200, {}, "User-agent: *\nDisallow: /closed/"),
            "/": page(_ATTACKS.replace("PORT", str(secret.port))),
            "/api/text": (200, {}, "the article"),
            "/closed/api": (200, {}, "closed"),
            "/hop": redirect(f"http://127.0.0.1:{secret.port}/secret"),
            "/hop-to-another-site": (307, {"Location": "http://other.example/api"}, ""),
        }
        server.answers["http://other.example/api"] = (200, {"Access-Control-Allow-Origin": "*"}, "public")
        server.answers |= {f"{site}{path}": answer for path, answer in answers.items()}
        crawl = crawl_rendering(
            tmp_path_factory.mktemp("attacked"),
            [f"{site}/"],
            names={"private.example": ["127.0.0.1"]},
            http_proxy=server.url(""),
            no_proxy="private.example",
            BROWSER_PATH=browser_path,
        )
        yield crawl, secret, server


def _told(crawl: RenderingCrawl) -> dict[str, str]:
    text = crawl.outcomes["http://courier.example/"]
    told: dict[str, str] = json.loads(text.partition('<div id="root">')[2].partition("</div>")[0])
    return told


def test_page_in_the_browser_reaches_no_private_address_by_any_way(attacked: Attacked) -> None:
    _, secret, _ = attacked
    assert secret.connections == []


def test_page_gets_what_the_crawl_may_get_and_nothing_else(attacked: Attacked) -> None:
    crawl, _, _ = attacked
    refused = (
        "address", "localhost", "decimal", "metadata", "redirect", "name", "robots", "put", "file", "posted too much",
        "post to another site", "post by redirect",
    )  # fmt: skip
    told = {"same site": "the article", "post": "the article", "peers": "undefined"}
    told |= {"another site": "public", "another site by redirect": "public"}
    assert _told(crawl) == told | dict.fromkeys(refused, "nothing")


def test_page_sends_to_other_sites_what_a_link_could_and_its_own_site_what_it_likes(attacked: Attacked) -> None:
    _, _, server = attacked
    to_others = [(method, headers) for method, url, headers in server.received if "other.example" in url]
    assert {method for method, _ in to_others} == {"GET"}
    forged = {"x-evil", "authorization", "x-http-method-override", "x-api-key", "content-type"}
    assert [headers for _, headers in to_others if forged & set(headers)] == []
    posted = [headers for method, url, headers in server.received if method == "POST" and url.endswith("/api/text")]
    assert [(headers["content-type"], headers["x-api-key"]) for headers in posted] == [("application/json", "k")]


def test_what_was_refused_is_counted_by_reason(attacked: Attacked) -> None:
    crawl, _, _ = attacked
    prefix = "rendering/requests/refused/"
    counts = {key.removeprefix(prefix): count for key, count in crawl.stats.items() if key.startswith(prefix)}
    assert counts["private_address"] >= 6
    assert {"robots_txt", "method", "navigation", "websocket", "posted_too_much", "redirect_refused"} <= set(counts)
    assert crawl.stats["rendering/requests/fetched"] == 4


_FILLS = "<script>document.getElementById('root').textContent = 'filled';</script>"
# As long as a page asks for something, it is not done.
_ASKS = (
    "<script>let asked = 0; function ask() { if (asked++ < %d) fetch(`/poll?${asked}`).finally(ask); } ask();</script>"
)
_TROUBLE = {
    "hung": "<script>for (;;) {}</script>",
    "kill-the-browser": _ASKS % 20 + _FILLS,
    "memory": _ASKS % 60
    + (
        "<script>const kept = []; function more() { kept.push(new Uint8Array(33554432).fill(1));"
        " if (kept.length < 60) setTimeout(more, 10); } more();</script>"
    ),
    "too_large": "<script>document.getElementById('root').textContent = 'x'.repeat(400000);</script>",
    "fine": _FILLS,
}


@pytest.fixture(scope="module")
def troubled(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RenderingCrawl]:
    with recording_server(
        {f"/{name}": page(f"<div id=root></div>{text}") for name, text in _TROUBLE.items()}
    ) as server:
        crawl = crawl_rendering(
            tmp_path_factory.mktemp("troubled"),
            [server.url(f"/{name}") for name in _TROUBLE],
            settings="""
                PRIVATE_ADDRESSES_ALLOWED = True
                BROWSER_MAX_MEMORY_MB = 700
                DOWNLOAD_MAXSIZE = 300_000
                from crawler.rendering import renderer
                renderer._HUNG_SECONDS = 8
            """,
            BROWSER_PATH=browser_path,
        )
        yield RenderingCrawl(
            {url.rpartition("/")[2]: text for url, text in crawl.outcomes.items()}, crawl.stats, crawl.log
        )


@pytest.mark.parametrize("name", ["hung", "memory", "too_large"])
def test_page_that_goes_wrong_fails_by_its_reason_and_the_next_is_rendered(troubled: RenderingCrawl, name: str) -> None:
    assert troubled.outcomes[name].startswith(f"{name}: ")
    assert troubled.stats[f"rendering/failed/{name}"] == 1
    assert ">filled<" in troubled.outcomes["fine"]


def test_page_is_rendered_again_when_its_browser_was_killed(troubled: RenderingCrawl) -> None:
    assert ">filled<" in troubled.outcomes["kill-the-browser"]
    assert troubled.stats["rendering/repeated/crashed"] == 1
    assert troubled.stats["rendering/browser_started"] >= 3


def test_browser_that_is_ended_for_its_memory_is_named_in_the_log(troubled: RenderingCrawl) -> None:
    assert "The browser takes" in troubled.log


def test_articles_that_a_script_shows_are_found_and_read(browser_path: str, tmp_path: Path) -> None:
    with SampleSite(port=0) as site:
        feed = tmp_path / "articles.jsonl"
        done = run_scrapy(
            REPOSITORY,
            *("crawl", "news", "-a", f"url={site.url}app/", *_LOCAL, "-O", str(feed)),
            STORE_URL=f"sqlite:///{tmp_path}/news.db",
            BROWSER_PATH=browser_path,
        )
        assert done.returncode == 0, done.stderr
        items = {item["canonical_url"]: item for item in map(json.loads, feed.read_text("utf-8").splitlines())}
        expected = {article.canonical_url: article for article in articles(site.url) if article.publication == "app"}
    assert set(items) == set(expected)
    with closing(sqlite3.connect(tmp_path / "news.db")) as connection:
        assert connection.execute("SELECT rendering FROM sites").fetchall() == [("needed",)]
    for url, article in expected.items():
        item = items[url]
        names = ("headline", "body", "section", "language", "date_published", "main_image")
        assert {name: item[name] for name in names} == {name: getattr(article, name) for name in names}
        assert item["authors"] == list(article.authors)
        assert [entry["headline"] for entry in item["latest_news"]] == [entry.headline for entry in article.latest_news]


_LIST_BY_SCRIPT = """<html lang="en"><head><title>Courier</title></head><body><nav><a href="/">Home</a></nav>
<main><h1>Courier</h1><p>The newspaper of a small harbour town, and of all the islands that can be seen from it.</p>
<ul id="list"></ul></main><script>
for (const day of ["05", "06", "07", "08"]) {
  const item = document.createElement("li");
  const url = `/2026/01/${day}/what-happened-at-the-harbour`;
  item.innerHTML = `<a href="${url}">What happened at the harbour on day ${day}</a>`;
  document.getElementById("list").append(item);
}
</script></body></html>"""


@pytest.mark.parametrize(("javascript", "count"), [("", 4), ("javascript = false", 0)], ids=["learned", "profile"])
def test_list_that_a_script_shows_is_followed_unless_the_profile_says_no(
    browser_path: str, tmp_path: Path, javascript: str, count: int
) -> None:
    text = "".join(f"<p>Part {n} of what happened at the harbour on that day, told at length.</p>" for n in range(8))
    answers = {
        f"/2026/01/0{day}/what-happened-at-the-harbour": page(
            f"<h1>What happened at the harbour on day {day}</h1>{text}"
        )
        for day in range(5, 9)
    }
    with recording_server(answers | {"/": page(_LIST_BY_SCRIPT)}) as server:
        (tmp_path / "courier.toml").write_text(f'start_urls = ["{server.url("/")}"]\n{javascript}\n')
        feed = tmp_path / "articles.jsonl"
        done = run_scrapy(
            REPOSITORY,
            *("crawl", "courier", *_LOCAL, "-s", f"SITE_PROFILES_DIR={tmp_path}", "-O", str(feed)),
            STORE_URL="sqlite://",
            BROWSER_PATH=browser_path,
        )
    assert done.returncode == 0, done.stderr
    assert len(feed.read_text("utf-8").splitlines()) == count


def test_extract_renders_an_empty_shell(browser_path: str) -> None:
    with SampleSite(port=0) as site:
        article = next(article for article in articles(site.url) if article.publication == "app")
        done = run_scrapy(REPOSITORY, "extract", article.url, *_LOCAL, BROWSER_PATH=browser_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["body"] == article.body


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("browser", "BROWSER_PATH="),
        ("playwright", "Playwright is not installed: pip install -r requirements-browser.txt"),
    ],
)
def test_site_that_needs_a_browser_says_what_is_missing(tmp_path: Path, missing: str, message: str) -> None:
    # A package that cannot be imported stands for one that is not there.
    (tmp_path / "playwright.py").write_text("raise ImportError")
    with SampleSite(port=0) as site:
        done = run_scrapy(
            REPOSITORY,
            *("crawl", "news", "-a", f"url={site.url}app/", *_LOCAL),
            STORE_URL="sqlite://",
            BROWSER_PATH=str(tmp_path / "no-such-browser"),
            PYTHONPATH=str(tmp_path) if missing == "playwright" else "",
        )
    assert done.returncode == 1
    assert f"needs a browser: {message}" in done.stderr
    assert "Traceback" not in done.stderr
    assert "1  an empty shell that a script fills" in done.stdout
    assert f"Its pages need a browser to show anything: {message}" in " ".join(done.stdout.split())


_ASKS_FOR_MORE = "<div id=root></div><script>for (let n = 0; n < 40; n++) fetch(`/more?${n}`);</script>"
_ASKS_FOR_MUCH = """<div id=root>0</div><script>
for (let n = 0; n < 6; n++) fetch(`/much?${n}`).then(answer => answer.text()).then(
  () => { const root = document.getElementById("root"); root.textContent = Number(root.textContent) + 1; });
</script>"""


@pytest.fixture(scope="module")
def insatiable(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[RenderingCrawl, int]:
    """Pages that ask for more than they get, and how often the first of them had the server asked."""
    answers = {f"/more?{n}": page("more") for n in range(40)} | {f"/much?{n}": page("x" * 40_000) for n in range(6)}
    answers |= {"/": page(_ASKS_FOR_MORE), "/large": page(_ASKS_FOR_MUCH)}
    with recording_server(answers) as server:
        crawl = crawl_rendering(
            tmp_path_factory.mktemp("insatiable"),
            [server.url("/"), server.url("/large")],
            settings="""
                PRIVATE_ADDRESSES_ALLOWED = True
                DOWNLOAD_DELAY = 0.4
                DOWNLOAD_DELAY_JITTER = 0
                AUTOTHROTTLE_ENABLED = False
                RENDERING_TIMEOUT = 12
                from crawler.rendering import page_requests
                page_requests._MAX_BYTES = 100_000
            """,
            BROWSER_PATH=browser_path,
        )
        asked = sum(path.startswith("/more?") for path in server.requested)
    return RenderingCrawl(
        {url.rpartition("/")[2]: text for url, text in crawl.outcomes.items()}, crawl.stats, ""
    ), asked


def test_what_a_page_waits_for_is_not_fetched_once_the_page_is_done(insatiable: tuple[RenderingCrawl, int]) -> None:
    crawl, asked = insatiable
    assert '<div id="root">' in crawl.outcomes[""]
    # 15 in the six seconds it has, at five in two; the rest would have taken ten seconds more.
    assert 0 < asked < 25
    assert crawl.stats["rendering/requests/refused/page_done"] == 40 - asked


def test_answers_that_come_together_do_not_pass_the_limit_of_a_page(insatiable: tuple[RenderingCrawl, int]) -> None:
    crawl, _ = insatiable
    assert '<div id="root">2</div>' in crawl.outcomes["large"]
    assert crawl.stats["rendering/requests/refused/over_limit"] == 4
