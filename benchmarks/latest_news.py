"""Lists of newest articles on pages with known ones: python -m benchmarks.latest_news --gold DIR [options of accuracy]

`benchmarks.accuracy` for the set `latest` alone.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks.accuracy import main as measure


def main(arguments: Sequence[str] | None = None) -> None:
    measure([*(sys.argv[1:] if arguments is None else arguments), "--set", "latest"])


if __name__ == "__main__":
    main()
