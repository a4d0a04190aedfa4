"""What stands between a client and a server: lines that are silent, cut, foreign, or choosy."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SSL_REQUEST = 80877103
GSS_REQUEST = 80877104


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """Listen on a free port of this machine; each connection is served on a thread of its own."""
    kept: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    kept.append(connection)
                    threading.Thread(target=_quietly, args=(serve, connection), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield listener.getsockname()[1]
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            for connection in kept:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
                connection.close()


def _quietly(serve: Callable[[socket.socket], None], connection: socket.socket) -> None:
    with suppress(OSError, struct.error):
        serve(connection)


def silent(connection: socket.socket) -> None:
    """Take everything and say nothing."""
    while connection.recv(4096):
        pass


def closing(connection: socket.socket) -> None:
    """Hang up as soon as something is said."""
    connection.recv(4096)
    connection.close()


def foreign(connection: socket.socket) -> None:
    """Answer as a web server does."""
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    connection.close()


def startup(connection: socket.socket) -> bytes:
    """Return the packet with which a client begins, after TLS and GSS were refused."""
    while True:
        head = _exactly(connection, 8)
        length, code = struct.unpack("!II", head)
        if code not in (SSL_REQUEST, GSS_REQUEST):
            return head + _exactly(connection, length - 8)
        connection.sendall(b"N")


def _exactly(connection: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        more = connection.recv(length - len(data))
        if not more:
            raise OSError("hung up")
        data += more
    return data


def error(state: str, text: str, severity: str = "FATAL") -> bytes:
    """Return an answer that is an error."""
    fields = b"".join(f"{key}{value}".encode() + b"\0" for key, value in (("S", severity), ("C", state), ("M", text)))
    return b"E" + struct.pack("!I", len(fields) + 5) + fields + b"\0"


def relay(place: str, connection: socket.socket, first: bytes, most: int = 1 << 62) -> None:
    """Pass everything on to the server at a socket, and back until so many bytes of answers are through."""
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(place)
        server.sendall(first)
        threading.Thread(target=_pass, args=(connection, server, 1 << 62), daemon=True).start()
        _pass(server, connection, most)
        connection.shutdown(socket.SHUT_RDWR)


def _pass(source: socket.socket, target: socket.socket, most: int) -> None:
    with suppress(OSError):
        while most > 0 and (data := source.recv(min(4096, most))):
            target.sendall(data)
            most -= len(data)


def dripping(connection: socket.socket) -> None:
    """Let a client in, and answer its first question byte by byte, for ever."""
    startup(connection)
    version = b"server_version\x0015.4\0"
    connection.sendall(b"R" + struct.pack("!II", 8, 0) + b"S" + struct.pack("!I", len(version) + 4) + version)
    connection.sendall(b"Z" + struct.pack("!I", 5) + b"I")
    connection.recv(4096)
    connection.sendall(b"D" + struct.pack("!I", 1_000_000))
    while True:
        connection.sendall(b"\0")
        time.sleep(0.1)
