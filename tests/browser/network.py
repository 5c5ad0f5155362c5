"""A bad network in front of a site on this machine: it drops, delays, doubles, truncates, or answers by itself."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

SOUND = "sound"
FAULTS = (
    "drop",
    "half-request",
    "lose-reply",
    "half-reply",
    "double",
    "delay",
    "portal",
    "portal-redirect",
    "error",
    "error-after",
)
"""What may befall a request; all but the sound ones leave the phone without the book's answer, or late, or twice."""
_SPOKEN = ("/capture/ready/", "/capture/entries/", "/capture/photos/")
_PORTAL = b"<!doctype html><title>Wi-Fi</title><p>\xe8\xaf\xb7\xe5\x85\x88\xe8\xae\xa4\xe8\xaf\x81</p>"


class Network(ThreadingHTTPServer):
    """Passes requests on to `site`. `weather` holds what befalls the next requests of the outbox, one each."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, site: str) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.site = urlsplit(site)
        self.weather: list[str] = []
        self.befell: list[str] = []
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def next_fault(self, path: str) -> str:
        if path not in _SPOKEN:
            return SOUND
        with self._lock:
            fault = self.weather.pop(0) if self.weather else SOUND
            if fault != SOUND:
                self.befell.append(fault)
            return fault

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that has gone is no error of ours."""


@contextmanager
def network(site: str) -> Iterator[Network]:
    with Network(site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Network

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def handle_one_request(self) -> None:
        with suppress(ConnectionError, TimeoutError):
            super().handle_one_request()

    def do_GET(self) -> None:
        self._befall()

    do_POST = do_HEAD = do_GET

    def _befall(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.server.next_fault(urlsplit(self.path).path)
        self.close_connection = True
        match fault:
            case "drop":
                return
            case "half-request":
                self._half(body)
            case "portal":
                self._answer(200, [("Content-Type", "text/html")], _PORTAL)
            case "portal-redirect":
                self._answer(302, [("Location", "http://127.0.0.1:9/portal")], b"")
            case "error":
                self._answer(500, [("Content-Type", "text/html")], b"<h1>500</h1>")
            case "delay":
                time.sleep(0.3)
                self._answer(*self._pass(body))
            case "double":
                self._pass(body)
                self._answer(*self._pass(body))
            case "lose-reply":
                self._pass(body)
            case "half-reply":
                self._answer(*self._pass(body), cut=True)
            case "error-after":
                self._pass(body)
                self._answer(502, [("Content-Type", "text/html")], b"<h1>502</h1>")
            case _:
                self._answer(*self._pass(body))

    def _pass(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """The site's own answer."""
        upstream = http.client.HTTPConnection(
            str(self.server.site.hostname), int(self.server.site.port or 80), timeout=30
        )
        try:
            upstream.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in ("connection", "accept-encoding"):
                    upstream.putheader(name, value)
            upstream.putheader("Connection", "close")
            upstream.endheaders(body or None)
            answer = upstream.getresponse()
            kept = [
                (n, v)
                for n, v in answer.getheaders()
                if n.lower() not in ("connection", "content-length", "transfer-encoding")
            ]
            return answer.status, kept, answer.read()
        except OSError:
            return 502, [("Content-Type", "text/html")], b"<h1>502</h1>"
        finally:
            upstream.close()

    def _half(self, body: bytes) -> None:
        """Half of the request reaches the site, then the line is gone."""
        with socket.create_connection(
            (str(self.server.site.hostname), int(self.server.site.port or 80)), timeout=5
        ) as line:
            head = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
            line.sendall(f"{self.command} {self.path} HTTP/1.1\r\n{head}\r\n".encode() + body[: len(body) // 2])

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes, *, cut: bool = False) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if cut else body)
