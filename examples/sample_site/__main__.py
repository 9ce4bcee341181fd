"""Serves the sample site until Ctrl-C: python -m examples.sample_site [--host H] [--port P] [--edition N]"""

from __future__ import annotations

import argparse
import signal
import sys
from contextlib import closing, suppress

from examples.sample_site.server import SampleSite
from examples.sample_site.stories import EDITIONS


def _port_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number from 0 to 65535")
    return int(text)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m examples.sample_site", description="Serve the sample news site.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port_number, default=8000, help="0 for any free one (default: %(default)s)")
    parser.add_argument("--edition", type=int, choices=EDITIONS, default=EDITIONS[0], help="state of the site to serve")
    parser.add_argument("--verbose", action="store_true", help="log every request to standard error")
    arguments = parser.parse_args()
    try:
        site = SampleSite(
            host=arguments.host, port=arguments.port, edition=arguments.edition, verbose=arguments.verbose
        )
    except OSError as error:
        print(f"Cannot listen on {arguments.host} port {arguments.port}: {error.strerror}", file=sys.stderr)
        return 2
    # A shell that starts it in the background has it ignore Ctrl-C; whoever sends the signal means it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with closing(site), suppress(KeyboardInterrupt):
        print(f"Sample site at {site.url} (Ctrl-C ends it)", flush=True)
        site.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
