"""`make soak`: kill crawls of the sample site and of a site of 5,000 pages 200 times; takes about half an hour."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from examples.sample_site import SampleSite
from tests.soak.generated_site import generated_site
from tests.soak.killed_crawls import Kills, StoreContent, feed_versions, finished, killed
from tests.soak.killed_exports import soak as soak_exports

_ALL = ("sample", "generated", "exports")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=5000, help="of the generated site")
    parser.add_argument(
        "--of", choices=_ALL, nargs="+", default=_ALL, help="what is killed; the crawls share the kills"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    failures = 0
    with SampleSite(port=0, slow_seconds=0.2) as sample, generated_site(options.articles) as generated:
        sites = {"sample": ("sample site", sample.url, 5), "generated": ("generated site", generated.url, 25)}
        chosen = [site for key, site in sites.items() if key in options.of]
        for name, url, kills in chosen:
            wanted = options.kills // len(chosen)
            with tempfile.TemporaryDirectory() as directory:
                undisturbed = Path(directory) / "undisturbed.db"
                seconds = finished(url, undisturbed)
                expected = StoreContent.of(undisturbed)
                # What a crawl takes that has nothing to do: the rest is what the kills are spread over.
                idle = finished(url, undisturbed)
                print(f"{name}: {expected.times_stored} articles, {len(expected.ledger)} URLs, {seconds:.0f} s")
                longest_life = 2 * max(seconds - idle, 1) / kills
                total, crawls = Kills(), 0
                while total.hit < wanted:
                    crawls += 1
                    database = Path(directory) / f"killed-{crawls}.db"
                    feed = database.with_suffix(".jsonl")
                    most = wanted - total.hit
                    total += killed(url, database, min(most, 2 * kills), chance, longest_life, feed)
                    finished(url, database, "-o", str(feed))
                    content = StoreContent.of(database)
                    texts = {(row[0], row[5]) for row in content.articles if row[6] is None}
                    is_same = content == expected and feed_versions(feed) == texts
                    failures += not is_same
                    said = f"{total.hit} kills in {crawls} crawls, {total.while_writing} of them while it wrote"
                    print(f"{name}: {said}: {'same' if is_same else 'DIFFERENT'}", flush=True)
    if "exports" in options.of:
        with tempfile.TemporaryDirectory() as directory:
            whole = soak_exports(Path(directory), options.kills, chance)
        print(f"exports: {options.kills} kills, {whole} times a file was there; each whole and as its manifest says")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
