"""Whether an address is one of this machine's own.

A public address of the machine, or of a container on it, leads to all its services that listen on every interface, and
what a machine sends to itself passes no firewall of the interface the address is on.
"""

from __future__ import annotations

import ipaddress
import socket
from functools import cache

# No host has it (RFC 5737, TEST-NET-1).
_NOBODYS = "192.0.2.1"


def is_own_address(address: str) -> bool:
    """Whether *address* ("93.184.216.34", "2606:4700::1111") is assigned to an interface of this machine, now. False
    for what is no address, and where the system lets programs bind to addresses that it has not."""
    return not _binds_to_all() and _binds_to(address)


def _binds_to(address: str) -> bool:
    try:
        family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET
        # Nothing is sent: binding a datagram socket only asks whether there is such an address.
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((address, 0))
    except (OSError, ValueError):
        return False
    return True


@cache
def _binds_to_all() -> bool:
    """Linux: net.ipv4.ip_nonlocal_bind."""
    return _binds_to(_NOBODYS)
