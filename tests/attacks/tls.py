"""Servers of HTTPS on loopback whose certificates, or what stands in the place of TLS, are not to be trusted."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.attacks import OK, PAGE, READ

_DAY = timedelta(days=1)
_HERE = x509.IPAddress(ip_address("127.0.0.1"))
_NOW = datetime.now(UTC)


class Authority:
    """A certificate authority of the test's own, which the crawl is told to trust."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of a test")])
        own = self._builder(self.name, self.key, _NOW - _DAY, _NOW + _DAY)
        own = own.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.path = directory / "authority.pem"
        self.path.write_bytes(own.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def context(
        self, name: x509.GeneralName = _HERE, until: datetime = _NOW + _DAY, *, is_self_signed: bool = False
    ) -> ssl.SSLContext:
        """Of a server with a certificate for *name*."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "news")])
        builder = self._builder(subject, key, until - 2 * _DAY, until, subject if is_self_signed else None)
        builder = builder.add_extension(x509.SubjectAlternativeName([name]), critical=False)
        certificate = builder.sign(key if is_self_signed else self.key, hashes.SHA256())
        path = self.directory / f"{certificate.serial_number}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _builder(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        begin: datetime,
        end: datetime,
        issuer: x509.Name | None = None,
    ) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer or self.name)
        builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
        return builder.not_valid_before(begin).not_valid_after(end)


def _answer(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(OK + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE)


def _breaks_off(connection: socket.socket) -> None:
    """Without a word of TLS, in the middle of a page without a length."""
    connection.recv(65536)
    connection.sendall(OK + b"Content-Length: 5000\r\n\r\n" + PAGE)
    connection.close()


def _sends(data: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(data)

    return answer


def _hangs(connection: socket.socket) -> None:
    connection.settimeout(20)
    while connection.recv(65536):
        pass


def _attacks(authority: Authority) -> dict[str, tuple[ssl.SSLContext | None, Callable[[socket.socket], None], str]]:
    return {
        "trusted": (authority.context(), _answer, READ),
        "self-signed": (authority.context(is_self_signed=True), _answer, "tls"),
        "expired": (authority.context(until=_NOW - _DAY), _answer, "tls"),
        "not yet valid": (authority.context(until=_NOW + 4 * _DAY), _answer, "tls"),
        "of another name": (authority.context(x509.DNSName("other.example")), _answer, "tls"),
        "of another address": (authority.context(x509.IPAddress(ip_address("127.0.0.2"))), _answer, "tls"),
        "breaks off": (authority.context(), _breaks_off, "cut_off"),
        "plain HTTP": (None, _sends(OK + b"\r\n" + PAGE), "tls"),
        "no TLS": (None, _sends(b"\x00" * 500), "tls"),
        "alert": (None, _sends(b"\x15\x03\x03\x00\x02\x02\x28"), "tls"),
        "hangs up": (None, _sends(b""), "DownloadFailedError"),
        "hangs in its handshake": (None, _hangs, "timeout"),
    }


@contextmanager
def tls_servers(directory: Path) -> Iterator[tuple[Path, dict[str, tuple[str, str]]]]:
    """The authority to be trusted; by attack, its URL and what the page comes to."""
    authority = Authority(directory)
    with ExitStack() as stack:
        urls = {}
        for name, (context, answer, outcome) in _attacks(authority).items():
            listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            threading.Thread(target=_serve, args=(listening, context, answer), daemon=True).start()
            urls[name] = f"https://127.0.0.1:{listening.getsockname()[1]}/", outcome
        yield authority.path, urls


def _serve(listening: socket.socket, context: ssl.SSLContext | None, answer: Callable[[socket.socket], None]) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            with suppress(OSError), connection:
                if context is None:
                    answer(connection)
                else:
                    with context.wrap_socket(connection, server_side=True) as encrypted:
                        answer(encrypted)
