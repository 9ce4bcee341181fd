"""Every setting of the project that differs from Scrapy's default, each with its reason.

Only addresses and secrets are read from the environment. All of it can be set with `-s NAME=VALUE` for one run;
docs/settings.md describes the project's own settings.
"""

import os
import sys
from pathlib import Path

# Scrapy appends the project to sys.path, where any installed package called "pipelines" or "spiders" wins over
# ours. This module is the first of the project to be imported, before Scrapy imports either of the two.
_project_dir = Path(__file__).resolve().parent.parent
sys.path[:] = [str(_project_dir), *(entry for entry in sys.path if entry != str(_project_dir))]

from crawler.start_up import hasten  # noqa: E402 - found by the path above

hasten()

# --- Project -----------------------------------------------------------------------------------------------------

BOT_NAME = "NewsCrawler"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
COMMANDS_MODULE = "crawler.commands"
SPIDER_LOADER_CLASS = "crawler.spider_loader.SiteSpiderLoader"
SITE_PROFILES_DIR = str(_project_dir / "spiders" / "sites")

ADDONS = {"crawler.addon.IdentificationAddon": 100, "crawler.unused_extensions.UnusedExtensionsAddon": 200}
EXTENSIONS = {
    "crawler.extensions.garbage_collection.GarbageCollection": 100,
    "crawler.extensions.prompt_stop.PromptStop": 400,
    "crawler.extensions.run_summary.RunSummary": 500,
}
DOWNLOADER_MIDDLEWARES = {
    # Before anything that could count, log or remember the URL.
    "crawler.middlewares.url_credentials.UrlCredentialsMiddleware": 10,
    # Nearest the engine: sees each page once, after retries and redirects.
    "crawler.middlewares.outcomes.OutcomesMiddleware": 25,
    # After the retries (550): the same address often meets no challenge a moment later.
    "crawler.middlewares.challenges.ChallengesMiddleware": 30,
    # Before a redirect's target is asked for at all.
    "crawler.middlewares.known_pages.KnownPagesMiddleware": 60,
    # After Scrapy's offsite filter (50), so that links to other sites are that filter's business; before robots.txt
    # (100), so that not even robots.txt of a private host is asked for.
    "crawler.middlewares.private_addresses.PrivateAddressesMiddleware": 75,
    "crawler.middlewares.spider_traps.WaitingTrapsMiddleware": 90,
    # In the place of Scrapy's, which allows what it cannot know.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots_txt.RobotsTxtMiddleware": 100,
    # Scrapy's own, with bounds and with their failures counted.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.middlewares.redirects.CountedMetaRefreshMiddleware": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.decompression.DecompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.redirects.CountedRedirectMiddleware": 600,
    # Nearest the server: sees every attempt, those that are repeated too.
    "crawler.middlewares.host_backoff.HostBackoffMiddleware": 900,
}
# Before Scrapy's own, which set depth and referer of what is left.
SPIDER_MIDDLEWARES = {"crawler.middlewares.spider_traps.SpiderTrapsMiddleware": 950}
# The order is the meaning: what is no article is not selected, what is not selected is not compared, only what is new
# or changed counts towards max_articles, and only what is within it is stored.
ITEM_PIPELINES = {
    "pipelines.validation.ValidationPipeline": 100,
    "pipelines.rights.RightsPipeline": 150,
    "pipelines.selection.SelectionPipeline": 200,
    "pipelines.deduplication.DeduplicationPipeline": 300,
    "pipelines.limit.LimitPipeline": 350,
    "pipelines.store.StorePipeline": 400,
}

# --- Politeness --------------------------------------------------------------------------------------------------

# A web or mail address at which a site's operator reaches whoever runs the crawl. It becomes part of the User-Agent
# header (RFC 9110, 10.1.5), which crawler.addon puts together.
CONTACT = os.environ.get("NEWS_CRAWLER_CONTACT", "")
ROBOTSTXT_OBEY = True

# One page a second and site is what a person reading fast asks for; a front page with 100 articles takes two
# minutes. AutoThrottle only ever makes it slower than this, when the site answers slowly.
DOWNLOAD_DELAY = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60
# Scrapy's default varies the delay by half: every second gap would be shorter than what is promised.
DOWNLOAD_DELAY_JITTER = 0
# Longest Crawl-delay of a robots.txt that is kept to. Those above are mistakes more often than wishes, and five minutes
# are slow enough for anybody.
CRAWL_DELAY_MAX = 300
# A host that fails is not asked for a while, twice as long after each failure in a row, up to this; a Retry-After up to
# this is waited for. After more, or too many failures, a host is given up for some minutes: eight with the usual delay
# take five minutes, longer than a restart.
BACKOFF_ENABLED = True
BACKOFF_MAX_SECONDS = 120
BACKOFF_MAX_FAILURES = 8
# Delays hold over all crawls of a process, see the module.
DOWNLOADER = "crawler.fetching.downloader.PolitePaceDownloader"
# With a delay there is hardly ever a second request under way; two keep a slow answer from stopping the site.
CONCURRENT_REQUESTS_PER_DOMAIN = 2
# Over all sites of one process.
CONCURRENT_REQUESTS = 16
# The same counts, sooner; see the module.
STATS_CLASS = "crawler.stats_collector.QuickStatsCollector"
# Python looks for garbage when so many objects have been made that were not freed. Its 700 are what a page takes, in
# which there is hardly any; see the extension. 0: Python's own thresholds.
GC_THRESHOLD = 10_000
# Items of one page on their way through the pipelines at once. Scrapy starts so many tasks for every page, whatever it
# holds; a page is one article.
CONCURRENT_ITEMS = 1

# Nothing read here needs a session, and a session lets a site count and wall its readers.
COOKIES_ENABLED = False

# What the crawl is for, and which signals of a page or site keep a page out of it, by purpose: directives of robots
# meta element and header ("noai"), "tdm-reservation=1", uses of Content-Signal and Content-Usage ("ai-train=no").
# Everything that is said is recorded in `rights`, whatever the purpose. Research is exempt from reservations of text
# and data mining (Directive (EU) 2019/790, Article 3); for other mining they count (Article 4).
RIGHTS_PURPOSE = "research"
RIGHTS_POLICY = {
    "research": [],
    "archive": ["noarchive"],
    "ai-training": ["noai", "tdm-reservation=1", "ai-train=no", "train-ai=n", "all=n"],
}
# Signals that speak of images: an article keeps its text and loses the address of its image.
RIGHTS_IMAGE_POLICY = {"ai-training": ["noimageai", "noimageindex"]}
# One request to each host for /.well-known/tdmrep.json, where a page says nothing itself.
TDM_FILES_ENABLED = True

# --- Fetching ----------------------------------------------------------------------------------------------------

# A page that has not come after 30 s will hardly come at all, and every unreachable host costs this three times.
DOWNLOAD_TIMEOUT = 30
DNS_TIMEOUT = 30
# A page that moves on after more seconds is shown until then, and is what was asked for: front pages that load
# themselves anew, articles that lead back to the front page.
METAREFRESH_MAXDELAY = 5
# Three attempts: enough for a restart of the server, few enough for a site that is down.
RETRY_TIMES = 2
# The run summary lists the pages that failed in the end.
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
# http to https, to www, to a language, to a page: four are ordinary. Ten is a circle.
REDIRECT_MAX_TIMES = 10
# Article pages have 0.17 MB on average, long live blogs somewhat above 1 MB. Scrapy's 1 GiB lets one link fill the
# memory. Sitemaps may have 50 MB by their protocol, but those of more than 10 are archives, not news.
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 5 * 1024 * 1024
# Without it anybody between here and the site can write the articles.
DOWNLOAD_VERIFY_CERTIFICATES = True
# A link or an argument must not read local files or use another protocol.
# The others bound what a server can send, and end downloads when the crawl is to end (see the module).
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("data", "file", "ftp", "s3")),
    **dict.fromkeys(("http", "https"), "crawler.download_handler.EndableDownloadHandler"),
}
# A crawl that is told to stop waits so long for answers under way, and no longer.
STOP_WAITS_SECONDS = 5
# True lets a crawl reach loopback and private networks, as tests and a local sample site need.
PRIVATE_ADDRESSES_ALLOWED = False
# Checks every address a connection is made to, whatever name it came from.
TWISTED_DNS_RESOLVER = "crawler.fetching.resolver.PublicAddressResolver"

# After so many pages of one shape in a row without an article on or behind them, no more of the shape are asked for.
# Five hundred are the daily pages of an archive for more than a year. 0: no URL is ever taken for a trap.
TRAP_MAX_PAGES = 500

# --- Rendering ---------------------------------------------------------------------------------------------------

# Pages that show nothing until a script has run are rendered in a browser, where there is one (docs/javascript.md).
RENDERING_ENABLED = True
# A page with thirty scripts of one host, asked for one a second like everything, takes half of it; the next ones have
# them.
RENDERING_TIMEOUT = 60
# A page takes one core and some 100 MB while it is rendered.
RENDERING_MAX_PAGES = 2
# A site that did not need a browser, although it looked so, is tried again after a week.
RENDERING_RECHECK_DAYS = 7
# Empty: Playwright's own, else the system's Chromium.
BROWSER_PATH = os.environ.get("BROWSER_PATH", "")
# Chromium runs without it as root, whatever is said here.
BROWSER_SANDBOX = True
# Chromium alone takes 200 MB; a page that makes it take this much is up to no good.
BROWSER_MAX_MEMORY_MB = 1500
# What it does not give back is given back by its end.
BROWSER_MAX_PAGES = 200

# Breadth first: links of the front page before links of articles, so that max_articles stops at the newest.
DEPTH_PRIORITY = 1
SCHEDULER_DISK_QUEUE = "scrapy.squeues.PickleFifoDiskQueue"
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# --- Remote access -----------------------------------------------------------------------------------------------

# Both let whoever can connect run code in the crawl.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# --- Frontier ----------------------------------------------------------------------------------------------------

# A URL that failed in so many runs in a row is not tried again.
GIVE_UP_AFTER_RUNS = 5
# Of so many visits that could ask "has it changed?", one asks for the page whatever the server would say: of an hourly
# run's dozen documents, one is checked every other run. 0: never.
SPOT_CHECK_SHARE = 20

# --- Articles: store and feeds -----------------------------------------------------------------------------------

# SQLite or PostgreSQL (docs/store.md).
# A path in it is relative to the directory the crawl is started from, as SQLAlchemy reads it; four slashes begin an
# absolute one (sqlite:////var/lib/news.db).
STORE_URL = os.environ.get("STORE_URL") or "sqlite:///data/news.db"
# Articles per transaction. One by one the store takes some 3,500 articles a second, 100 at once 10,000, 1,000 at once
# 12,000 (bodies of 5 KB): beyond 100 there is little to gain, and more to fetch again after a crash.
STORE_BATCH_SIZE = 100
# What the store could not take waits here for the next crawl; relative like the path in STORE_URL. Empty: it is lost.
STORE_SPOOL_DIR = "data/spool"
# A slow crawl does not fill a batch: what is older than this is stored anyway.
STORE_FLUSH_SECONDS = 5
# A feed gives each text once. True also writes articles whose `duplicate_of` is set.
DUPLICATES_IN_FEED = False
# A near copy has words of its own (a local paragraph, a later number) and is marked by `cluster_id`: who wants one text
# of a story can choose by that, and who studies who prints what would miss them. False leaves them out.
NEAR_DUPLICATES_IN_FEED = True
# A file is as it was until the new feed is complete, replaced (-O) or longer (-o); see the module.
FEED_STORAGES = {
    "": "crawler.feed_storage.CompleteFileFeedStorage",
    "file": "crawler.feed_storage.CompleteFileFeedStorage",
    "stdout": "crawler.feed_stdout.OutputFeedStorage",
}
FEED_EXPORTERS = {
    # Cells that a spreadsheet would run are disarmed, lists are JSON; see docs/exports.md.
    "csv": "crawler.feed_csv.DisarmedCsvItemExporter",
    # The JSON of Scrapy's exporters, sooner; see the module.
    "json": "crawler.feed_exporters.ArticleJsonExporter",
    **dict.fromkeys(("jsonlines", "jsonl", "jl"), "crawler.feed_exporters.ArticleJsonLinesExporter"),
}
# A run that finds nothing new must not replace the results of the last one by an empty file. (`scrapy crawl` makes an
# empty file where there is none.)
FEED_STORE_EMPTY = False
# Scrapy's default escapes all but ASCII in JSON.
FEED_EXPORT_ENCODING = "utf-8"

# --- What the user sees ------------------------------------------------------------------------------------------

# The run summary says what happened; -L INFO shows Scrapy's own log.
LOG_LEVEL = "WARNING"
STATS_DUMP = False
LOG_FORMATTER = "crawler.log_formatter.CalmLogFormatter"
# A dropped item is counted and summed up; Scrapy logs each as a warning.
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
RUN_SUMMARY_ENABLED = True
# A table that is redrawn where somebody looks, lines elsewhere.
PROGRESS_FORM = "auto"
# The log as JSON, for what collects logs; the option --json-log is the same.
LOG_JSON = False
# Long enough to be calm, short enough to see that something happens. 0: no progress lines.
RUN_SUMMARY_PROGRESS_SECONDS = 10
