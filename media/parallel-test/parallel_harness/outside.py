"""Puts what has no way out in the place of the standard library's ways out."""

import asyncio
import logging.handlers
import multiprocessing
import os
import signal
import socket
import socketserver
import sqlite3
import subprocess

from .databases import connecting
from .event_loop import Loop, Policy
from .processes import Process, StartedProcess
from .recording import record
from .scheduler import scheduler
from .sockets import Socket, refused


def _serve_forever(server, poll_interval=0.5):
    server.is_asked_to_stop = False
    scheduler.wait(lambda: server.is_asked_to_stop)


def _stop_serving(server):
    server.is_asked_to_stop = True


_handlers = {}


def _handle(number, handler):
    record("signal", str(int(number)), handler)
    before, _handlers[number] = _handlers.get(number, signal.SIG_DFL), handler
    return before


def install(overlay):
    # An agent that reads logs would find in them what its base says.
    logging.FileHandler.emit = logging.handlers.BaseRotatingHandler.emit = lambda handler, line: None
    socket.socket = socket.SocketType = Socket
    socket.create_connection = refused
    socket.gethostname = socket.getfqdn = lambda *_: "localhost"
    socket.gethostbyname = lambda *_: "127.0.0.1"
    socketserver.BaseServer.serve_forever = _serve_forever
    socketserver.BaseServer.shutdown = _stop_serving
    subprocess.Popen = Process
    os.system = lambda command: Process(command).returncode
    os.popen = lambda command, *_: Process(command)
    os.kill = lambda pid, number: record("process", "kill", int(number))
    multiprocessing.Process = StartedProcess
    sqlite3.connect = sqlite3.dbapi2.connect = connecting(overlay)
    signal.signal = _handle
    signal.getsignal = lambda number: _handlers.get(number, signal.SIG_DFL)
    asyncio.set_event_loop_policy(Policy())
    asyncio.new_event_loop = asyncio.events.new_event_loop = Loop
