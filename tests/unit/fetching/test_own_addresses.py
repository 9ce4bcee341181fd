"""In a network of its own, in which the machine has a public address."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from crawler.fetching.own_addresses import is_own_address
from tests.sample_project import REPOSITORY

_OWN = "93.184.216.34"
_SCRIPT = f"""
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from tests.misbehaving_server import html, misbehaving_server
from tests.outcome_crawl import crawl_outcomes
answers = {{"/robots.txt": html(b""), "/": html()}}
with misbehaving_server(answers, host="0.0.0.0") as server, TemporaryDirectory() as path:
    urls = [server.url(host=host) for host in ("{_OWN}", "courier.example", "0x5db8d822")]
    crawl = crawl_outcomes(Path(path), urls, names={{"courier.example": ["{_OWN}"]}})
    print(json.dumps([sorted(crawl.outcomes.values()), server.requested]))
"""


@pytest.mark.parametrize(
    ("address", "is_own"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("93.184.216.34", False),
        ("2606:4700::1111", False),
        ("x", False),
        ("", False),
        ("\x00", False),
    ],
)
def test_addresses_of_interfaces_are_the_machines_own(address: str, is_own: bool) -> None:
    assert is_own_address(address) is is_own


def test_the_machines_own_public_address_is_reached_by_no_name_and_no_spelling() -> None:
    set_up = f"ip link set lo up && ip address add {_OWN}/32 dev lo"
    if (
        not shutil.which("unshare")
        or subprocess.run(["unshare", "-rn", "sh", "-c", set_up], check=False, capture_output=True).returncode
    ):
        pytest.skip("no network namespaces here")
    command = ["unshare", "-rn", "sh", "-c", f'{set_up} && exec "$0" -c "$1"', sys.executable, _SCRIPT]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=REPOSITORY, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [["private_address"] * 3, []]
