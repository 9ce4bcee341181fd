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
LOCAL_CRAWL = "-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1".split()
# The same port every time: the addresses are the articles' identities, and a second crawl must find them again.
PORT = 8765


def main() -> int:
    parser = argparse.ArgumentParser(description="Serve the bundled sample site on loopback and crawl it.")
    parser.add_argument("--edition", type=int, choices=(1, 2), default=1, help="2: the site a day later")
    options, spider_arguments = parser.parse_known_args()
    Path("data").mkdir(exist_ok=True)
    try:
        site = SampleSite(port=PORT, edition=options.edition)
    except OSError as error:
        print(f"crawl_sample: error: port {PORT} of 127.0.0.1 cannot be used: {error.strerror}", file=sys.stderr)
        return 2
    with site:
        print(f"Sample site: {site.url}", flush=True)
        command = f"-m scrapy crawl news -a url={site.url} -o data/articles.jsonl".split()
        return subprocess.run([sys.executable, *command, *LOCAL_CRAWL, *spider_arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
