"""BaseAgent: what every agent of the voice assistant has in common.

One REP socket for requests, one for health checks, an HTTP page for the
monitoring, logging, registration and an orderly end. A subclass overrides
``handle_request`` and, where it has more to say or to close,
``_get_health_status`` and ``cleanup``.

The constructor takes keywords only. Positional arguments are accepted and
ignored, and so are keywords that it does not know.

    class EchoAgent(BaseAgent):
        def __init__(self, port=7100):
            super().__init__(name="EchoAgent", port=port)

        def handle_request(self, request):
            return {"status": "success", "echo": request}

    if __name__ == "__main__":
        EchoAgent().run()
"""

import argparse
import http.server
import json
import logging
import os
import re
import socket
import sys
import threading
import time
from datetime import datetime

import zmq

from common.core.endpoints import find_endpoint
from common.core.metrics import MetricsExporter

FIRST_FREE_PORT = 5000
BIND_ATTEMPTS = 5
JOIN_TIMEOUT_S = 10
POLL_MS = 200


class BaseAgent:
    """A long-running agent with a request socket, a health socket and an HTTP health page."""

    def __init__(self, *args, **kwargs):
        """Bind the sockets, start the health threads and register.

        Keyword Args:
            name: name in the logs and in the registry (default: the class name)
            port: port of the request socket (default: the first free one from 5000)
            health_check_port: port of the health socket (default: ``config["health_check_port"]``
                when the subclass set ``self.config`` before this call, else ``port + 1``)
            strict_port: raise when a port that was asked for is taken; otherwise, and for ports that
                nobody asked for, look for a free one (default: True)
            redis_host, redis_port: where readiness is announced (default: ``$REDIS_URL``, else localhost:6379)
            enable_prometheus_metrics: count requests (default: ``$ENABLE_PROMETHEUS_METRICS``, else True)
            enable_system_metrics: add process figures to the counters (default: True)
            enable_legacy_errors, enable_nats_errors, nats_servers: where errors are reported
                (default: True, True, None)
            capabilities: what the agent offers (default: derived from the class name)
        """
        self.args = self._parse_arguments()
        self.name = kwargs.get("name", self.__class__.__name__)
        self.port = self._resolve_port(kwargs.get("port"))
        self.health_check_port = self._resolve_health_port(kwargs.get("health_check_port"))
        self.http_health_port = self.health_check_port + 1
        self.context = zmq.Context()
        self.strict_port = kwargs.get("strict_port", True)
        self._asked_ports = {kwargs.get("port"), kwargs.get("health_check_port")}
        self.running = True
        self.is_initialized = False
        self.initialization_error = None
        self.start_time = time.time()
        self._cleanup_called = False
        self._error_reporting_tasks = []
        self._shutdown_event = threading.Event()

        self.logger = self._setup_logging()
        self.prometheus_exporter = None
        if kwargs.get("enable_prometheus_metrics", os.environ.get("ENABLE_PROMETHEUS_METRICS", "1") != "0"):
            self._setup_prometheus_metrics(kwargs.get("enable_system_metrics", True))
        self.health_checker = {
            "redis_host": kwargs.get("redis_host", "localhost"),
            "redis_port": self._safe_int(kwargs.get("redis_port"), 6379),
            "ready": False,
        }
        self.unified_error_handler = {
            "legacy": kwargs.get("enable_legacy_errors", True),
            "nats": kwargs.get("enable_nats_errors", True),
            "nats_servers": kwargs.get("nats_servers"),
            "reported": [],
        }
        self.error_handler_task = None

        self.socket = None
        self.health_context = None
        self.health_socket = None
        self.health_thread = None
        self.http_server = None
        self._init_sockets()
        self._start_health_check()
        self._start_http_health_server()
        self._start_initialization()
        self.capabilities = kwargs.get("capabilities") or self._get_default_capabilities()
        self._setup_graceful_shutdown()
        self._register_with_digital_twin()

    # ------------------------------------------------------------------
    # Called by the constructor; a subclass may override each of them
    # ------------------------------------------------------------------

    def _setup_logging(self):
        logger = logging.getLogger(self.name)
        if not logger.handlers:
            handler = logging.StreamHandler(sys.stderr)
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
            logger.addHandler(handler)
            logger.propagate = False
        logger.setLevel(getattr(logging, self.args.log_level.upper(), logging.INFO))
        return logging.LoggerAdapter(logger, {"agent": self.name})

    def _setup_prometheus_metrics(self, with_system_metrics=True):
        self.prometheus_exporter = MetricsExporter(self.name)
        if with_system_metrics:
            self.prometheus_exporter.set("process_id", os.getpid())

    def _init_sockets(self):
        """Bind the request socket and the health socket."""
        try:
            self.socket = self.context.socket(zmq.REP)
            self.port = self._bind(self.socket, self.port)
            self.health_context = zmq.Context()
            self.health_socket = self.health_context.socket(zmq.REP)
            self.health_check_port = self._bind(self.health_socket, self.health_check_port)
        except zmq.ZMQError:
            # Not the subclass's: what that one cleans up does not exist yet.
            BaseAgent.cleanup(self)
            raise

    def _start_health_check(self):
        self.health_thread = threading.Thread(target=self._health_check_loop, daemon=True)
        self.health_thread.start()

    def _start_http_health_server(self):
        """Serve /health, /metrics and /metrics/summary; a port that is taken is only a warning."""
        port = self.http_health_port + self._safe_int(os.environ.get("FLEET_PORT_OFFSET"), 0)
        try:
            self.http_server = http.server.ThreadingHTTPServer(("127.0.0.1", port), self._make_http_handler())
        except OSError as error:
            self.logger.warning("No HTTP health page on port %d: %s", port, error)
            return
        self.http_thread = threading.Thread(target=self.http_server.serve_forever, args=(0.1,), daemon=True)
        self.http_thread.start()

    def _start_initialization(self):
        self.initialization_thread = threading.Thread(target=self._initialize, daemon=True)
        self.initialization_thread.start()

    def _perform_initialization(self):
        """Slow loading goes here: it runs in a thread of its own after the sockets are up."""

    def _get_default_capabilities(self):
        words = re.findall("[A-Z][a-z0-9]+", self.__class__.__name__)
        return ["_".join(word.lower() for word in words if word != "Agent")]

    def _setup_graceful_shutdown(self):
        """Signals are the subclass's affair."""

    def _register_with_digital_twin(self):
        """Tell the registry where this agent listens; without a registry, work goes on."""
        if self.name == "SystemDigitalTwin" or find_endpoint("SystemDigitalTwin") is None:
            return
        registration = {
            "action": "register_agent",
            "name": self.name,
            "port": self.port,
            "health_check_port": self.health_check_port,
            "capabilities": self.capabilities,
        }
        try:
            self.send_request_to_agent("SystemDigitalTwin", registration, timeout=1000, retries=1)
        except RuntimeError as error:
            self.logger.info("Not registered: %s", error)

    # ------------------------------------------------------------------
    # Requests
    # ------------------------------------------------------------------

    def run(self):
        """Answer requests until ``running`` is false, then clean up."""
        self.logger.info("%s listens on port %d", self.name, self.port)
        try:
            while self.running:
                if self.socket.poll(POLL_MS):
                    self._answer(self.socket.recv_json())
        finally:
            self.cleanup()

    def _answer(self, request):
        try:
            reply = self.handle_request(request)
        except Exception as error:
            self.report_error("request_failed", str(error))
            reply = {"status": "error", "message": str(error)}
        if self.prometheus_exporter:
            self.prometheus_exporter.increment("requests_total")
        self.socket.send_json(reply)

    def handle_request(self, request):
        """Answer one request; override this."""
        action = request.get("action")
        if action in ("health", "health_check", "ping"):
            return self._get_health_status()
        return {"status": "error", "message": "Unknown action: %s" % action}

    # ------------------------------------------------------------------
    # Health
    # ------------------------------------------------------------------

    def _get_health_status(self):
        """What the health socket answers; extend the dictionary, keep its keys."""
        status = {
            "status": "ok" if self.running else "stopping",
            "ready": self.is_initialized and self.initialization_error is None,
            "initialized": self.is_initialized,
            "message": "%s is running" % self.name,
            "timestamp": datetime.now().isoformat(),
            "uptime": time.time() - self.start_time,
            "active_threads": threading.active_count(),
            "health_checks": {"sockets": self.socket is not None},
            "health_details": {},
            "health_status": "healthy",
        }
        if self.initialization_error is not None:
            status["status"] = "error"
            status["health_status"] = "unhealthy"
            status["error"] = str(self.initialization_error)
        return status

    def _health_check_loop(self):
        """Answer whatever arrives on the health socket with the status."""
        while self.running:
            try:
                if self.health_socket.poll(POLL_MS):
                    self.health_socket.recv()
                    self.health_socket.send_json(self._get_health_status())
            except zmq.ContextTerminated:
                return
            except zmq.ZMQError as error:
                self.logger.warning("Health check failed: %s", error)

    def _make_http_handler(self):
        agent = self

        class HealthPage(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path == "/health":
                    self._send("application/json", json.dumps(agent._get_health_status()))
                elif self.path == "/metrics" and agent.prometheus_exporter:
                    self._send("text/plain; version=0.0.4", agent.prometheus_exporter.render())
                elif self.path == "/metrics/summary" and agent.prometheus_exporter:
                    self._send("application/json", json.dumps(agent.prometheus_exporter.summary()))
                else:
                    self.send_error(404)

            def _send(self, content_type, text):
                body = text.encode("utf-8")
                self.send_response(200)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Scrapes every few seconds would drown the log."""

        return HealthPage

    # ------------------------------------------------------------------
    # Other agents
    # ------------------------------------------------------------------

    def get_agent_endpoint(self, agent_name):
        """(host, port) of another agent; raises RuntimeError when nobody of that name is known."""
        endpoint = find_endpoint(agent_name)
        if endpoint is None:
            raise RuntimeError("No agent named %s in the start-up manifest" % agent_name)
        return endpoint

    def send_request_to_agent(
        self, agent_name, request, host=None, port=None, timeout=5000, retries=3, retry_delay=1.0
    ):
        """Send a request to another agent and return its reply; raises RuntimeError when none comes."""
        if host is None or port is None:
            known_host, known_port = self.get_agent_endpoint(agent_name)
            host, port = host or known_host, port or known_port
        for attempt in range(1, retries + 1):
            client = self.context.socket(zmq.REQ)
            client.setsockopt(zmq.LINGER, 0)
            client.setsockopt(zmq.RCVTIMEO, timeout)
            try:
                client.connect("tcp://%s:%d" % (host, port))
                client.send_json(request)
                return client.recv_json()
            except zmq.Again:
                if attempt < retries:
                    self._shutdown_event.wait(retry_delay)
            except zmq.ZMQError as error:
                raise RuntimeError("%s: %s" % (agent_name, error)) from error
            finally:
                client.close()
        raise RuntimeError("%s did not answer within %d ms (%d tries)" % (agent_name, timeout, retries))

    def send_event(self, event_type, data, propagate=True):
        """Hand an event to the notification agent; False when it did not take it."""
        event = {"action": "publish", "topic": event_type, "data": data, "source": self.name, "propagate": propagate}
        try:
            return self.send_request_to_agent("NotificationAgent", event, retries=1).get("status") == "success"
        except RuntimeError:
            return False

    def report_error(self, error_type, message, severity="ERROR", context=None, details=None, category=None, **kwargs):
        """Log an error, keep it for the health page and return it."""
        error = {
            "error_type": error_type,
            "message": message,
            "severity": severity,
            "context": context or details or {},
            "category": category,
            "agent": self.name,
            "timestamp": datetime.now().isoformat(),
        }
        error.update(kwargs)
        self.logger.error("%s: %s", error_type, message)
        self.unified_error_handler["reported"] = self.unified_error_handler["reported"][-99:] + [error]
        return error

    # ------------------------------------------------------------------
    # The end
    # ------------------------------------------------------------------

    def cleanup(self):
        """Stop the threads and close what the base opened. Calling it twice is harmless.

        An override closes its own sockets first and calls ``super().cleanup()``
        last: ``context.term`` waits for every socket made from ``self.context``.
        """
        if self._cleanup_called:
            return
        self._cleanup_called = True
        self.running = False
        self.health_checker["ready"] = False
        self._shutdown_event.set()
        if self.http_server is not None:
            self.http_server.shutdown()
            self.http_server.server_close()
        for thread in self._own_threads():
            if thread is not threading.current_thread() and thread.is_alive():
                thread.join(timeout=JOIN_TIMEOUT_S)
        for one in (self.socket, self.health_socket):
            if one is not None:
                one.close()
        for context in (self.context, self.health_context):
            if context is not None:
                context.term()
        self.logger.info("%s has stopped", self.name)

    def shutdown_gracefully(self, timeout=10.0):
        """Ask ``run`` to end and give it ``timeout`` seconds to do so."""
        self.running = False
        return self._shutdown_event.wait(timeout)

    def _own_threads(self):
        """Threads under attributes that end in ``_thread`` or ``_threads``, and ``_background_threads``."""
        for name, value in list(vars(self).items()):
            if name.endswith("_thread") and isinstance(value, threading.Thread):
                yield value
            elif name.endswith("_threads") and isinstance(value, (list, tuple, set)):
                # `worker_threads = 4` is a number of them.
                yield from (thread for thread in value if isinstance(thread, threading.Thread))

    # ------------------------------------------------------------------
    # Small parts
    # ------------------------------------------------------------------

    def _initialize(self):
        try:
            self._perform_initialization()
        except Exception as error:
            self.initialization_error = error
            self.logger.error("Initialization failed: %s", error)
        finally:
            self.is_initialized = True
            self.health_checker["ready"] = self.initialization_error is None

    def _bind(self, one, port):
        attempt = 1
        while True:
            try:
                one.bind("tcp://*:%d" % port)
                return port
            except zmq.ZMQError:
                if not self.strict_port or port not in self._asked_ports:
                    # Another agent may have found the same port free.
                    port = self._find_available_port(port + 1)
                elif attempt == BIND_ATTEMPTS:
                    raise
                else:
                    attempt += 1
                    time.sleep(1)

    def _resolve_port(self, port):
        if port is None:
            return self._find_available_port(FIRST_FREE_PORT)
        return self._safe_int(port, None) or self._find_available_port(FIRST_FREE_PORT)

    def _resolve_health_port(self, port):
        config = getattr(self, "config", None) or {}
        return self._safe_int(port or config.get("health_check_port"), 0) or self.port + 1

    @staticmethod
    def _find_available_port(start):
        offset = int(os.environ.get("FLEET_PORT_OFFSET", "0"))
        for port in range(start, start + 1000):
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
                if probe.connect_ex(("127.0.0.1", port + offset)) != 0:
                    return port
        raise RuntimeError("No free port from %d on" % start)

    @staticmethod
    def _safe_int(value, default):
        try:
            return int(value)
        except (TypeError, ValueError):
            return default

    @staticmethod
    def _parse_arguments():
        parser = argparse.ArgumentParser(add_help=False)
        parser.add_argument("--port", type=int)
        parser.add_argument("--log-level", default="INFO")
        return parser.parse_known_args()[0]
