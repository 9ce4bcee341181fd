"""Which hosts and addresses are on the public internet: hosts by their spelling, and what they resolve to."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# The only IPv6 addresses that are assigned to the public internet (RFC 4291, 2.4; IANA's address space registry). What
# is outside of it, as IPv4-compatible (::127.0.0.1), site-local or locally translated addresses are, some systems route
# home, and Python takes several of them for public ones.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Public addresses by their number, but services of the machine's own cloud by what answers there.
_CLOUD_SERVICES = frozenset(
    map(
        ipaddress.IPv4Address,
        (
            "168.63.129.16",  # Azure's virtual host: DNS, certificates and extensions of the machine
            "192.0.0.192",  # Oracle Cloud's metadata, once
        ),
    )
)
_LOCAL_NAMES = (".localhost", ".localdomain", ".local", ".internal", ".home.arpa")


def is_private_host(host: str) -> bool:
    """Whether *host*, by its spelling alone, is not on the public internet: an address that is not globally
    routable (IANA special-purpose registries), localhost (RFC 6761, 6.3), a name reserved for local networks
    (RFC 6762 "local", RFC 8375 "home.arpa", "internal") or one without a dot, which resolvers complete with the
    local domain (RFC 7085). Names are not resolved here."""
    host = host.strip("[]")
    # Full-width digits and dots become plain ones on the way to the resolver (RFC 3490, 3.1).
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    host = host.rstrip(".").lower()
    address = _spelled_address(host)
    if address is not None:
        return not _is_public(address)
    is_single_label = host != "" and "." not in host
    return is_single_label or host.endswith(_LOCAL_NAMES)


def is_public_address(address: str) -> bool:
    """Whether *address*, as a resolver gives it ("93.184.216.34", "2606:4700::1111"), is on the public internet.
    False for what is no address."""
    try:
        return _is_public(ipaddress.ip_address(address))
    except ValueError:
        return False


def _is_public(address: _Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        ipv4 = _embedded_ipv4(address)
        if ipv4 is None:
            return address in _GLOBAL_UNICAST and address.is_global
        address = ipv4
    return address.is_global and not address.is_multicast and address not in _CLOUD_SERVICES


def _embedded_ipv4(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for (mapped, 6to4, NAT64: RFC 4291, 3056, 6052)."""
    if address in _NAT64:
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour


def _spelled_address(host: str) -> _Address | None:
    """The address *host* spells, also in the short, decimal, octal and hexadecimal forms that resolvers accept."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host)) if host[:1].isdigit() else None
    except OSError:
        return None
