from __future__ import annotations

import pytest

from crawler.addresses import is_private_host, is_public_address


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1",
     "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "[::1]", "::", "fe80::1",
     "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "localhost",
     "LOCALHOST.", "db.localhost", "printer.local", "metadata.google.internal", "nas.home.arpa", "１２７.０.０.１",
     "127。0。0。1", "ⓛocalhost", "localhost.localdomain", "localhost.localdomain.", "intranet", "local", "intranet.",
     "64:ff9b::10.0.0.1", "64:ff9b:1::a00:1", "６４:ff9b::a00:1", "１０．０．０．１", "2001::1"],
)  # fmt: skip
def test_host_off_the_public_internet_is_private(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize(
    "host",
    ["example.com", "localhost.com", "localdomain.com", "134744072", "10.example.com", "1.1.1.1", "8.8.8.8",
     "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "bücher.example", "a" * 70 + ".com", ""],
)  # fmt: skip
def test_host_on_the_public_internet_is_not_private(host: str) -> None:
    assert not is_private_host(host)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
     "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00:ec2::254", "ff02::1",
     "fec0::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
     "2002:7f00:1::", "2001:0:1::1", "fe80::1%eth0", "news.example", ""],
)  # fmt: skip
def test_address_off_the_public_internet_is_not_public(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::"])
def test_address_on_the_public_internet_is_public(address: str) -> None:
    assert is_public_address(address)
