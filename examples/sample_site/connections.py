"""An HTTP server whose open connections end with it."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from http.server import ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any


class ConnectionTrackingServer(ThreadingHTTPServer):
    """Persistent connections are cut on close: otherwise their threads go on answering for a closed site."""

    # On Windows the option lets two servers share a port silently, instead of the error "in use".
    allow_reuse_address = os.name != "nt"
    # A crawler opens several connections at once; the default of 5 makes some of them wait for a retransmission.
    request_queue_size = 128

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._connections: set[socket.socket] = set()
        super().__init__(*args, **kwargs)

    def server_bind(self) -> None:
        # Not HTTPServer's: that looks up the host's name, which may take seconds without a resolver.
        TCPServer.server_bind(self)
        host, port = self.socket.getsockname()[:2]
        self.server_name, self.server_port = str(host), int(port)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that goes away is no error of the site.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        super().server_close()
        for connection in tuple(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
