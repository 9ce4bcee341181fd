"""Serve the sample site on loopback and crawl it: `python -m examples.crawl_sample [--edition 2] [-a NAME=VALUE …]`.

Arguments it does not know go to `scrapy crawl news` as they are.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from examples.sample_site import SampleSite

# The site is ours and on this machine: no delay, and loopback is allowed.
LOCAL_CRAWL_SETTINGS = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "PRIVATE_ADDRESSES_ALLOWED=1")
# The same port every time: the addresses are the articles' identities, and a second crawl must find them again.
PORT = 8765


def main() -> int:
    parser = argparse.ArgumentParser(description="Serve the bundled sample site on loopback and crawl it.")
    parser.add_argument("--edition", type=int, choices=(1, 2), default=1, help="2: the site a day later")
    options, spider_arguments = parser.parse_known_args()
    Path("data").mkdir(exist_ok=True)
    with SampleSite(port=PORT, edition=options.edition) as site:
        print(f"Sample site: {site.url}", flush=True)
        command = [
            sys.executable,
            "-m",
            "scrapy",
            "crawl",
            "news",
            "-a",
            f"url={site.url}",
            "-o",
            "data/articles.jsonl",
        ]
        for setting in LOCAL_CRAWL_SETTINGS:
            command += ["-s", setting]
        return subprocess.run([*command, *spider_arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
