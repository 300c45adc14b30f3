"""One TCP connection that carries messages made of parts.

On the wire a message is the number of its parts, then each part with its
length in front; all numbers are unsigned 32-bit, big-endian.
"""

import os
import socket
import struct

from .errors import ZMQError

_NUMBER = struct.Struct(">I")
_SEND_TIMEOUT_S = 2.0


def address(endpoint):
    """Turn ``tcp://host:port`` into what the socket module wants.

    Whatever the host says, traffic stays on this machine.
    """
    scheme, _, rest = endpoint.partition("://")
    host, _, port = rest.rpartition(":")
    if scheme != "tcp" or not host or not port.isdigit():
        raise ZMQError(22, "not an endpoint this transport knows: %r" % endpoint)
    return "127.0.0.1", int(port) + int(os.environ.get("FLEET_PORT_OFFSET", "0"))


class Peer:
    """The other end of one connection, with what has arrived from it so far."""

    def __init__(self, connection):
        connection.settimeout(_SEND_TIMEOUT_S)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection = connection
        self._received = bytearray()

    def fileno(self):
        return self.connection.fileno()

    def send(self, parts):
        """Send one message; False when the other end is gone."""
        data = [_NUMBER.pack(len(parts))]
        for part in parts:
            data += (_NUMBER.pack(len(part)), part)
        try:
            self.connection.sendall(b"".join(data))
        except OSError:
            return False
        return True

    def receive(self):
        """Read what is there; the complete messages, or None when the other end is gone."""
        try:
            chunk = self.connection.recv(65536)
        except OSError:
            return None
        if not chunk:
            return None
        self._received += chunk
        messages = []
        while True:
            message = self._take_message()
            if message is None:
                return messages
            messages.append(message)

    def _take_message(self):
        data = self._received
        if len(data) < 4:
            return None
        (count,) = _NUMBER.unpack_from(data, 0)
        parts, position = [], 4
        for _ in range(count):
            if len(data) < position + 4:
                return None
            (length,) = _NUMBER.unpack_from(data, position)
            position += 4
            if len(data) < position + length:
                return None
            parts.append(bytes(data[position : position + length]))
            position += length
        del data[:position]
        return parts

    def close(self):
        try:
            self.connection.close()
        except OSError:
            pass
