"""
MemoryAgent: what the assistant knows about its people.

Facts live in SQLite. In front of it sits redis, shared with the panel in the
kitchen; when redis is not there (it runs on the other machine and that one is
switched off at night) a dictionary does the same for this process alone.
"""

import json
import logging
import os
import sqlite3
import tempfile
import threading
import time

import zmq

try:
    import redis
except ImportError:
    redis = None

logger = logging.getLogger(__name__)

DB_PATH = os.environ.get("MEMORY_DB") or os.path.join(tempfile.gettempdir(), "assistant-memory-%d.db" % os.getpid())
CACHE_SECONDS = 300

SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (
    person   TEXT NOT NULL,
    key      TEXT NOT NULL,
    value    TEXT NOT NULL,
    changed  REAL NOT NULL,
    PRIMARY KEY (person, key)
);
"""


class MemoryAgent:
    def __init__(self, port=7150, health_port=7151):
        self.port = port
        self.health_port = health_port
        self.running = True
        self.start_time = time.time()
        self.hits = 0
        self.misses = 0

        # check_same_thread: the health thread counts rows
        self.db = sqlite3.connect(DB_PATH, check_same_thread=False)
        self.db.executescript(SCHEMA)
        self.db_lock = threading.Lock()
        self.cache = self._connect_cache()
        self.local_cache = {}

        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.bind(f"tcp://*:{port}")
        self.health_socket = self.context.socket(zmq.REP)
        self.health_socket.setsockopt(zmq.LINGER, 0)
        self.health_socket.bind(f"tcp://*:{health_port}")
        self.health_thread = threading.Thread(target=self._health_check_loop, daemon=True)
        self.health_thread.start()

    def _connect_cache(self):
        if redis is None:
            return None
        try:
            cache = redis.Redis(host="localhost", port=6379, socket_timeout=0.5)
            cache.ping()
            return cache
        except Exception as e:
            logger.warning("No redis, keeping the cache to myself: %s", e)
            return None

    # ----- cache -----

    def _cache_get(self, person, key):
        name = f"memory:{person}:{key}"
        if self.cache is not None:
            value = self.cache.get(name)
            return json.loads(value) if value else None
        value, until = self.local_cache.get(name, (None, 0))
        return value if until > time.time() else None

    def _cache_put(self, person, key, value):
        name = f"memory:{person}:{key}"
        if self.cache is not None:
            self.cache.setex(name, CACHE_SECONDS, json.dumps(value))
        else:
            self.local_cache[name] = (value, time.time() + CACHE_SECONDS)

    # ----- facts -----

    def store(self, person, key, value):
        with self.db_lock:
            self.db.execute(
                "INSERT INTO facts (person, key, value, changed) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (person, key) DO UPDATE SET value = excluded.value, changed = excluded.changed",
                (person, key, value, time.time()),
            )
            self.db.commit()
        self._cache_put(person, key, value)
        return {"status": "success"}

    def recall(self, person, key):
        value = self._cache_get(person, key)
        if value is not None:
            self.hits += 1
            return {"status": "success", "value": value, "cached": True}
        self.misses += 1
        with self.db_lock:
            row = self.db.execute("SELECT value FROM facts WHERE person = ? AND key = ?", (person, key)).fetchone()
        if row is None:
            return {"status": "not_found"}
        self._cache_put(person, key, row[0])
        return {"status": "success", "value": row[0], "cached": False}

    def _health_check_loop(self):
        while self.running:
            try:
                if self.health_socket.poll(200):
                    self.health_socket.recv()
                    self.health_socket.send_json(self._get_health_status())
            except zmq.ZMQError:
                break

    def _get_health_status(self):
        with self.db_lock:
            facts = self.db.execute("SELECT COUNT(*) FROM facts").fetchone()[0]
        return {
            "status": "ok",
            "facts": facts,
            "cache": "redis" if self.cache is not None else "local",
            "hit_rate": self.hits / max(1, self.hits + self.misses),
            "uptime": time.time() - self.start_time,
        }

    def handle_request(self, request):
        action = request.get("action")
        person = request.get("person", "everyone")
        try:
            if action == "store":
                return self.store(person, request["key"], request["value"])
            if action == "recall":
                return self.recall(person, request["key"])
        except KeyError as e:
            return {"status": "error", "message": "missing field: %s" % e}
        except sqlite3.Error as e:
            logger.error("Database error: %s", e)
            return {"status": "error", "message": str(e)}
        return {"status": "error", "message": "Unknown action: %s" % action}

    def run(self):
        logger.info("MemoryAgent on %s, database %s", self.port, DB_PATH)
        while self.running:
            if self.socket.poll(200):
                request = self.socket.recv_json()
                response = self.handle_request(request)
                self.socket.send_json(response)

    def cleanup(self):
        self.running = False
        self.health_thread.join(timeout=2)
        self.socket.close()
        self.health_socket.close()
        self.context.term()
        with self.db_lock:
            self.db.close()
        if "MEMORY_DB" not in os.environ and os.path.exists(DB_PATH):
            os.unlink(DB_PATH)


if __name__ == "__main__":
    agent = MemoryAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        logger.info("interrupted")
    finally:
        agent.cleanup()
