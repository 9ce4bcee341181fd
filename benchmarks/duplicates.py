"""Near copies: how many are found, how fast, and what is taken for one.

    python -m benchmarks.duplicates [--documents 100000] [--gold DIR]     # the index, beside a MinHash index in memory
    python -m benchmarks.duplicates --agency [--gold DIR] [--worst 20]    # agency stories, follow-ups, forms
    python -m benchmarks.duplicates --crawl 2000 [--gold DIR]             # what a crawl pays for an article

The texts are those of agency_stories/ and, with --gold, the bodies read from the pages of the sets aeb and fundus
there. Memory is read from /proc: Linux only.
"""

from __future__ import annotations

import argparse
import random
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.agency_pairs import STORIES
from benchmarks.agency_scores import print_agency_scores, print_real_copies
from benchmarks.gold import read_gold
from benchmarks.spliced_texts import SplicedText, spliced_texts
from crawler import extract
from crawler.near_text.sketch import sketch_of
from crawler.storage import open_store
from crawler.storage.near_texts import NearTexts, Text
from crawler.storage.opening import database_at

_BATCH = 100
_SITES = 50
_SETS = ("aeb", "fundus")
# Not htmldate, most of whose pages are in trafilatura's set.
_ALL_SETS = (*_SETS, "fundus_eval", "trafilatura")
_COPY = 0.8

Pairs = set[tuple[int, int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--agency", action="store_true")
    parser.add_argument("--crawl", type=int, metavar="ARTICLES")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    if options.agency:
        bodies = dict(_bodies(options.gold, _ALL_SETS)) if options.gold else {}
        edited = sorted((name, body) for name, body in bodies.items() if name.partition("/")[0] in _SETS)
        print_agency_scores(edited, options.worst)
        print_real_copies(bodies)
        return
    began = time.process_time()
    bodies = dict(_bodies(options.gold, _SETS)) if options.gold else {}
    extraction = 1e3 * (time.process_time() - began) / max(1, len(bodies))
    sources = [words for body in bodies.values() if len(words := body.split()) > 60] or _story_words()
    if options.crawl:
        _measure_crawl(sources, options.crawl)
        print(f"for comparison, to read a real page took {extraction:.1f} ms")
        return
    texts = list(spliced_texts(sources, options.documents))
    print(f"{len(texts):,} texts spliced from {len(sources)}, 220 words each")
    true = _true_pairs(texts)
    print(f"{len(true):,} pairs of copies with a Jaccard similarity of at least {_COPY} (five words)\n")
    _measure_index(texts, true)
    _measure_rensa(texts, true)


def _bodies(folder: Path, sets: Sequence[str]) -> Iterator[tuple[str, str]]:
    for gold in read_gold(folder, sets):
        for page in gold.pages:
            if body := extract(page.html(), page.url or "https://example.com/").body:
                yield f"{gold.name}/{page.id}", body


def _story_words() -> list[list[str]]:
    stories = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(STORIES.glob("*.toml")))
    texts = (" ".join([*story["paragraphs"], *story["other_newsroom"], *story["follow_up"]]) for story in stories)
    return [words for text in texts if len(words := text.split()) > 200]


def _true_pairs(texts: Sequence[SplicedText]) -> Pairs:
    families = defaultdict(list)
    for number, text in enumerate(texts):
        families[text.family].append(number)
    return {
        (one, other)
        for members in families.values()
        for one, other in combinations(members, 2)
        if _jaccard(texts[one].words, texts[other].words) >= _COPY
    }


def _jaccard(one: list[str], other: list[str]) -> float:
    mine, theirs = ({" ".join(words[i : i + 5]).lower() for i in range(len(words) - 4)} for words in (one, other))
    return len(mine & theirs) / len(mine | theirs)


def _measure_index(texts: Sequence[SplicedText], true: Pairs) -> None:
    """The index of a store in SQLite, in batches, each a transaction."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / "news.db"
        url = f"sqlite:///{path}"
        open_store(url).close()
        engine = database_at(url).engine.execution_options(writes=True)
        found: dict[tuple[int, int], float] = {}
        seconds: list[float] = []
        memory = 0.0
        for start in range(0, len(texts), _BATCH):
            bodies = [" ".join(text.words) for text in texts[start : start + _BATCH]]
            began = time.process_time()
            batch = [
                Text(str(start + place), f"site{place % _SITES}", sketch)
                for place, body in enumerate(bodies)
                if (sketch := sketch_of(body)) is not None
            ]
            with engine.begin() as connection:
                index = NearTexts(connection, batch)
                for text in batch:
                    for copy in index.next_copies():
                        found[int(copy.article_id), int(text.article_id)] = copy.similarity.jaccard
                index.save()
            seconds.append(time.process_time() - began)
            if start == len(texts) // 5 // _BATCH * _BATCH:
                memory = resident_mb()
        engine.dispose()
        size = path.stat().st_size / 1e6
    print("store (SQLite, in batches of 100)")
    # Other work on the machine takes from its caches and its clock: batches that had less of it are nearer the truth.
    rate, quick = len(texts) / sum(seconds), _BATCH / sorted(seconds)[len(seconds) // 10]
    print(f"  {rate:,.0f} texts per CPU second, {quick:,.0f} in the quickest tenth of batches")
    print(f"  {size:,.0f} MB on disk; memory {memory:.0f} MB after a fifth, {resident_mb():.0f} MB at the end")
    _print_scores({pair for pair, jaccard in found.items() if jaccard >= _COPY}, true)
    related = sum(texts[one].family == texts[other].family for one, other in found)
    print(f"  {len(found):,} pairs taken for copies in all; {related / len(found):.4f} of them are of one text\n")


def _measure_rensa(texts: Sequence[SplicedText], true: Pairs) -> None:
    """What is usual: bands of a MinHash in memory, similarity estimated from it."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=_COPY, num_perm=128, num_bands=16)
    kept, found = [], set()
    began, before = time.process_time(), resident_mb()
    for number, text in enumerate(texts):
        words = " ".join(text.words).lower().split()
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update([" ".join(words[i : i + 5]) for i in range(len(words) - 4)])
        # 0.02 below what is asked for: the estimate errs to both sides.
        found |= {(other, number) for other in index.query(sketch) if kept[other].jaccard(sketch) >= _COPY - 0.02}
        index.insert(number, sketch)
        kept.append(sketch)
    seconds = time.process_time() - began
    print("rensa RMinHashLSH (in memory, 128 values, 16 bands)")
    print(f"  {len(texts) / seconds:,.0f} texts per CPU second; {resident_mb() - before:.0f} MB more memory")
    _print_scores(found, true)


def _print_scores(found: Pairs, true: Pairs) -> None:
    right = len(found & true)
    print(f"  at {_COPY}: recall {right / len(true):.4f}, precision {right / max(1, len(found)):.4f}")


def _measure_crawl(sources: Sequence[list[str]], count: int) -> None:
    """What `deduplication` and `put` spend on copies, with a store that holds half of the articles already. They have
    the words of real articles in any order, so as many different passages."""
    now, rng = datetime.now(UTC), random.Random(1)
    texts = [rng.sample(words, len(words)) for words in (sources[number % len(sources)] for number in range(count))]
    articles = [
        {"id": str(number), "url": f"https://site{number % _SITES}.example/{number}", "site": f"site{number % _SITES}"}
        | {
            "headline": f"Headline {number}",
            "body": " ".join(words),
            "canonical_url": f"https://e.example/{number}",
        }
        for number, words in enumerate(texts)
    ]
    half = len(articles) // 2
    with TemporaryDirectory() as directory:
        store = open_store(f"sqlite:///{directory}/news.db")
        _put(store, articles[:half], now)
        began = time.process_time()
        for article in articles[half:]:
            store.find_cluster(article, now)
        looked_up = time.process_time() - began
        with_bodies = _put(store, articles[half:], now)
        store.close()
        store = open_store(f"sqlite:///{directory}/other.db")
        # Of the same length, and not compared.
        for article in articles:
            article["body"] = "word " * (len(article["body"]) // 5)
        _put(store, articles[:half], now)
        without = _put(store, articles[half:], now)
        store.close()
    each = 1e3 / (len(articles) - half)
    print(f"to look an article up takes {each * looked_up:.2f} ms CPU")
    print(f"to store it {each * with_bodies:.2f} ms, {each * without:.2f} ms when its body is not compared")


def resident_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmRSS"))


def _put(store: object, articles: Sequence[dict[str, str]], now: datetime) -> float:
    began = time.process_time()
    for start in range(0, len(articles), _BATCH):
        store.put(articles[start : start + _BATCH], now)  # type: ignore[attr-defined]
    return time.process_time() - began


if __name__ == "__main__":
    main()
