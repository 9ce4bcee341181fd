"""The output files that a crawl is given (-o, -O): what cannot be written is told before anything is fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from w3lib.url import file_uri_to_path

from crawler.errors import InvalidInputError

# What Scrapy's storages of these schemes import when they are used.
_STORAGE_MODULE = {"s3": "boto3", "gs": "google.cloud.storage"}
# Endings by which `scrapy export` compresses, or that one might expect it to.
_COMPRESSED = {".gz": "gzip", ".zst": "zstd"}
# Scrapy writes these, too, but only Python reads them, and runs what is in them.
_NOT_NAMED = ("marshal", "pickle", "jl", "jsonlines")


def check_formats(outputs: Iterable[str], settings: BaseSettings) -> None:
    """Raise InvalidInputError for an output (FILE.FORMAT or FILE:FORMAT) of a format that no crawl writes."""
    known = [name for name, exporter in settings.getwithbase("FEED_EXPORTERS").items() if exporter]
    for output in outputs:
        _, colon, format_ = output.rpartition(":")
        if colon and format_ in known:
            continue
        path = Path(output)
        format_ = path.suffix.removeprefix(".")
        if format_ in known:
            continue
        if (compression := _COMPRESSED.get(path.suffix)) is not None:
            raise InvalidInputError(
                f"output {output!r}: a crawl compresses nothing; expected {path.stem!r}, or after the crawl: "
                f"scrapy export --compress {compression} -o {path.name}"
            )
        if format_ == "parquet":
            raise InvalidInputError(
                f"output {output!r}: a crawl writes no Parquet; expected .jsonl, and after the crawl: "
                f"scrapy export --format parquet -o {path.name}"
            )
        named = ", ".join(name for name in known if name not in _NOT_NAMED)
        raise InvalidInputError(
            f"output {output!r}: its ending names no format; expected one of {named}, as in articles.jsonl or "
            "articles:jsonl"
        )


def check_feeds(uris: Iterable[str], schemes: Collection[str]) -> None:
    """Raise InvalidInputError for a feed that could not be written at the end of the crawl.

    *schemes*: those that have a feed storage. Scrapy only logs what it cannot write, articles are stored all the same,
    and the next run has nothing new to export; it would also create a missing directory, so a slip of the pen would
    send the results to a place nobody looks at.
    """
    for uri in uris:
        path = _local_path(uri)
        scheme = urlsplit(uri).scheme
        if path is not None:
            _check_file(uri, path)
        elif "%(" in uri:
            # Scrapy fills that in later.
            continue
        elif scheme not in schemes:
            raise InvalidInputError(f"output {uri!r}: nothing can write to {scheme}:")
        elif (module := _STORAGE_MODULE.get(scheme)) and find_spec(module.partition(".")[0]) is None:
            raise InvalidInputError(f"output {uri!r}: writing to {scheme}: needs the package {module!r}")


def check_appending(feeds: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise InvalidInputError for a document that a second one would be written behind, which no program reads."""
    for uri, options in feeds.items():
        path = _local_path(uri)
        is_one_document = options.get("format") in ("json", "xml") and not options.get("overwrite")
        if is_one_document and path is not None and path.is_file() and path.stat().st_size:
            raise InvalidInputError(
                f"output {uri!r} exists, and nothing can be appended to a {options['format']} document; "
                "expected -O, or a file that ends in .jsonl"
            )


def _local_path(uri: str) -> Path | None:
    """The file a feed is written to, None when it is none of this machine or has a part that is filled in later."""
    scheme = urlsplit(uri).scheme
    # One letter is the drive of a Windows path.
    if (scheme not in ("", "file") and len(scheme) > 1) or "%(" in uri:
        return None
    return Path(file_uri_to_path(uri) if scheme == "file" else uri)


def _check_file(uri: str, path: Path) -> None:
    if path.is_dir():
        raise InvalidInputError(f"output {uri!r} is a directory; expected a file name")
    if not path.parent.is_dir():
        raise InvalidInputError(f"output {uri!r}: there is no directory {str(path.parent)!r}")
    is_new = not path.exists()
    try:
        path.open("ab").close()
    except OSError as error:
        raise InvalidInputError(f"output {uri!r} cannot be written: {error.strerror}") from error
    if is_new:
        path.unlink()


def create_missing_feeds(feeds: Mapping[str, Mapping[str, Any]]) -> None:
    """Write an empty feed where a run without new articles has written none, so that programs that read it find it."""
    for uri, options in feeds.items():
        path = _local_path(uri)
        if path is not None and not path.exists():
            path.write_text("[]\n" if options.get("format") == "json" else "", encoding="utf-8")
