"""
ModelManagerAgent

Owns the graphics card. Every agent that wants a model asks here; nobody else
loads anything. The manager decides what stays in VRAM, what is unloaded to
make room, and on which device a request is answered.

    main socket    7220   JSON requests, see handle_request
    health socket  7221   any message is answered with the status

One file on purpose: in the early days every model had a module of its own,
and each of them believed the card was empty. What is special about a model
(prompt format, size, habits) stands in the second half of the class, one
section per model, in the order in which they came into the house.

Rules that took us weeks to find out:

  * never load while another load is running (vram_lock)
  * take models_lock before vram_lock, never the other way round
  * empty the allocator's cache after unloading, not before loading
  * the speech models must always fit, whatever the chat model is
"""

import gc
import logging
import os
import queue
import sqlite3
import tempfile
import threading
import time

import zmq

try:
    import torch
except ImportError:
    torch = None

try:
    import redis
except ImportError:
    redis = None

try:
    import llama_cpp
except ImportError:
    llama_cpp = None

logger = logging.getLogger("ModelManagerAgent")

MODEL_DIR = os.environ.get("MODEL_DIR", "models")
USAGE_DB = os.environ.get("MODEL_USAGE_DB") or os.path.join(
    tempfile.gettempdir(), "model-usage-%d.db" % os.getpid()
)
REDIS_HOST = os.environ.get("REDIS_HOST", "localhost")
REDIS_PORT = int(os.environ.get("REDIS_PORT", "6379"))

# What a 12 GB card really has left once the desktop took its share.
VRAM_BUDGET_MB = 10600
VRAM_RESERVED_FOR_SPEECH_MB = 1400
VRAM_HIGH_WATER = 0.85
MEMORY_FRACTION = 0.92

MONITOR_EVERY_S = 5.0
IDLE_CHECK_EVERY_S = 15.0
IDLE_UNLOAD_AFTER_S = 600.0
STATS_EVERY_S = 20.0
ANSWER_CACHE_S = 120

USAGE_SCHEMA = """
CREATE TABLE IF NOT EXISTS usage (
    at        REAL NOT NULL,
    model     TEXT NOT NULL,
    event     TEXT NOT NULL,
    vram_mb   INTEGER NOT NULL,
    took_ms   REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS usage_by_model ON usage (model, at);
"""


class ModelHandle:
    """One loaded model."""

    def __init__(self, key, backend, device, vram_mb):
        self.key = key
        self.backend = backend
        self.device = device
        self.vram_mb = vram_mb
        self.loaded_at = time.time()
        self.last_used = self.loaded_at
        self.uses = 0

    def touch(self):
        self.last_used = time.time()
        self.uses += 1

    def idle_seconds(self):
        return time.time() - self.last_used


class EchoBackend:
    """What answers on a machine without the real libraries, so that the rest can be tested."""

    def __init__(self, key):
        self.key = key

    def complete(self, prompt, max_tokens, stop):
        said = [line for line in prompt.splitlines() if line.strip() and not line.rstrip().endswith(":")]
        words = said[-1].split(": ")[-1].split()[:max_tokens] if said else []
        return "[%s] %s" % (self.key, " ".join(words))


class LlamaBackend:
    """A GGUF file through llama.cpp."""

    def __init__(self, path, layers, context):
        self.llama = llama_cpp.Llama(model_path=path, n_gpu_layers=layers, n_ctx=context, verbose=False)

    def complete(self, prompt, max_tokens, stop):
        result = self.llama(prompt, max_tokens=max_tokens, stop=stop)
        return result["choices"][0]["text"]


class ModelManagerAgent:
    def __init__(self, port=7220, health_port=7221):
        self.port = port
        self.health_port = health_port
        self.running = True
        self.start_time = time.time()

        # --- models and memory
        self.models = {}
        self.loading = None
        self.budget_mb = VRAM_BUDGET_MB
        self.peak_mb = 0
        self.pressure = 0.0
        self.catalogue = self._build_catalogue()
        self.defaults = self._build_defaults()
        self.models_lock = threading.RLock()
        self.vram_lock = threading.Lock()
        self.device = self._claim_device()

        # --- books
        self.db = sqlite3.connect(USAGE_DB, check_same_thread=False)
        self.db.executescript(USAGE_SCHEMA)
        self.db_lock = threading.Lock()
        self.answers = self._connect_answer_cache()
        self.local_answers = {}
        self.events = queue.Queue(maxsize=1000)
        self.preload_queue = queue.Queue()
        self.request_count = 0
        self.error_count = 0

        # --- sockets
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.bind(f"tcp://*:{self.port}")
        self.health_socket = self.context.socket(zmq.REP)
        self.health_socket.setsockopt(zmq.LINGER, 0)
        self.health_socket.bind(f"tcp://*:{self.health_port}")

        # --- threads
        self.monitor_thread = threading.Thread(target=self._monitor_vram, name="vram-monitor", daemon=True)
        self.idle_thread = threading.Thread(target=self._watch_idle_models, name="idle-watch", daemon=True)
        self.preload_thread = threading.Thread(target=self._preload_models, name="preload", daemon=True)
        self.books_thread = threading.Thread(target=self._write_books, name="books", daemon=True)
        self.health_thread = threading.Thread(target=self._health_check_loop, name="health", daemon=True)
        for thread in (self.monitor_thread, self.idle_thread, self.preload_thread, self.books_thread):
            thread.start()
        self.health_thread.start()
        logger.info("ModelManagerAgent knows %d models, device %s", len(self.catalogue), self.device)

    # ======================================================================
    # The card
    # ======================================================================

    def _has_gpu(self):
        return torch is not None and torch.cuda.is_available()

    def _claim_device(self):
        """Take the first card, but leave a little for the desktop."""
        if not self._has_gpu():
            return "cpu"
        torch.cuda.set_device(0)
        torch.cuda.set_per_process_memory_fraction(MEMORY_FRACTION, 0)
        total_mb = torch.cuda.get_device_properties(0).total_memory // 2**20
        self.budget_mb = min(self.budget_mb, int(total_mb * MEMORY_FRACTION))
        self.copy_stream = torch.cuda.Stream()
        return "cuda:0"

    def _used_vram_mb(self):
        """What the loaded models take; on a real card, what the allocator says."""
        if self._has_gpu():
            return torch.cuda.memory_allocated() // 2**20
        return sum(handle.vram_mb for handle in list(self.models.values()))

    def _free_vram_mb(self, for_speech=False):
        reserve = 0 if for_speech else VRAM_RESERVED_FOR_SPEECH_MB
        return self.budget_mb - reserve - self._used_vram_mb()

    def _empty_gpu_cache(self):
        gc.collect()
        if self._has_gpu():
            torch.cuda.synchronize()
            torch.cuda.empty_cache()

    def _make_room(self, key, needed_mb):
        """Unload what was used least recently until ``needed_mb`` fit; False when they never will."""
        for_speech = self.catalogue[key]["task"] in ("transcribe", "speak")
        if needed_mb > self.budget_mb - (0 if for_speech else VRAM_RESERVED_FOR_SPEECH_MB):
            return False
        while self._free_vram_mb(for_speech) < needed_mb:
            victim = self._pick_victim(key)
            if victim is None:
                return False
            logger.info("Unloading %s to make room for %s", victim, key)
            self.unload_model(victim)
        return True

    def _pick_victim(self, wanted):
        """The least recently used model that is not needed for speech."""
        with self.models_lock:
            candidates = [
                handle
                for handle in self.models.values()
                if handle.key != wanted and self.catalogue[handle.key]["task"] not in ("transcribe", "speak")
            ]
        if not candidates:
            return None
        return min(candidates, key=lambda handle: handle.last_used).key

    def _layers_that_fit(self, key, layers, needed_mb):
        """How many layers go onto the card when not all of them do."""
        room = max(0, self._free_vram_mb())
        fitting = int(layers * room / float(max(1, needed_mb)))
        logger.warning("%s: only %d of %d layers fit on the card", key, fitting, layers)
        return fitting

    def _open_backend(self, key, file_name, layers, context):
        path = os.path.join(MODEL_DIR, file_name)
        if llama_cpp is None or not os.path.exists(path):
            return EchoBackend(key)
        return LlamaBackend(path, layers if self._has_gpu() else 0, context)

    # ======================================================================
    # Loading and unloading
    # ======================================================================

    def load_model(self, key, options=None):
        """The handle of a model; loads it when it is not there yet."""
        with self.models_lock:
            handle = self.models.get(key)
            if handle is not None:
                handle.touch()
                return handle
            entry = self.catalogue.get(key)
            if entry is None:
                raise KeyError("No model named %s" % key)
            with self.vram_lock:
                self.loading = key
                started = time.time()
                try:
                    handle = entry["load"](options)
                finally:
                    self.loading = None
                self.models[key] = handle
                self.peak_mb = max(self.peak_mb, self._used_vram_mb())
            self._note(key, "load", handle.vram_mb, (time.time() - started) * 1000)
            handle.touch()
            return handle

    def unload_model(self, key):
        """Give the memory of a model back; False when it was not loaded."""
        with self.models_lock:
            handle = self.models.pop(key, None)
        if handle is None:
            return False
        started = time.time()
        handle.backend = None
        self._empty_gpu_cache()
        self._note(key, "unload", handle.vram_mb, (time.time() - started) * 1000)
        return True

    def unload_everything(self):
        with self.models_lock:
            keys = list(self.models)
        for key in keys:
            self.unload_model(key)

    # ======================================================================
    # Threads
    # ======================================================================

    def _monitor_vram(self):
        """Watch the pressure on the card; unload early instead of failing late."""
        while self._sleep(MONITOR_EVERY_S):
            self.pressure = self._used_vram_mb() / float(self.budget_mb)
            if self.pressure > VRAM_HIGH_WATER:
                victim = self._pick_victim(None)
                logger.warning("VRAM at %.0f %%, giving up %s", self.pressure * 100, victim)
                if victim is not None:
                    self.unload_model(victim)

    def _watch_idle_models(self):
        while self._sleep(IDLE_CHECK_EVERY_S):
            with self.models_lock:
                idle = [h.key for h in self.models.values() if h.idle_seconds() > IDLE_UNLOAD_AFTER_S]
            for key in idle:
                logger.info("%s was not used for a while", key)
                self.unload_model(key)

    def _preload_models(self):
        """Load what somebody will need soon, one after the other."""
        while self.running:
            try:
                key = self.preload_queue.get(timeout=0.2)
            except queue.Empty:
                continue
            try:
                self.load_model(key)
            except Exception as e:
                self.error_count += 1
                logger.error("Preloading %s failed: %s", key, e)

    def _write_books(self):
        """Every event goes to the database from this thread only."""
        while self.running or not self.events.empty():
            try:
                event = self.events.get(timeout=0.2)
            except queue.Empty:
                continue
            with self.db_lock:
                self.db.execute("INSERT INTO usage (at, model, event, vram_mb, took_ms) VALUES (?, ?, ?, ?, ?)", event)
                self.db.commit()

    def _sleep(self, seconds):
        """Sleep in small pieces; False when the agent is to stop."""
        until = time.time() + seconds
        while self.running and time.time() < until:
            time.sleep(0.1)
        return self.running

    def _note(self, key, event, vram_mb, took_ms):
        try:
            self.events.put_nowait((time.time(), key, event, int(vram_mb), float(took_ms)))
        except queue.Full:
            logger.warning("The books are behind, dropping %s of %s", event, key)

    # ======================================================================
    # Health
    # ======================================================================

    def _health_check_loop(self):
        while self.running:
            try:
                if self.health_socket.poll(200):
                    self.health_socket.recv()
                    self.health_socket.send_json(self._get_health_status())
            except zmq.ZMQError:
                break

    def _get_health_status(self):
        return {
            "status": "ok",
            "uptime": time.time() - self.start_time,
            "device": self.device,
            "loaded": sorted(self.models),
            "loading": self.loading,
            "vram_used_mb": self._used_vram_mb(),
            "vram_budget_mb": self.budget_mb,
            "requests": self.request_count,
            "errors": self.error_count,
        }

    # ======================================================================
    # Answers that were given before
    # ======================================================================

    def _connect_answer_cache(self):
        if redis is None:
            return None
        try:
            answers = redis.Redis(host=REDIS_HOST, port=REDIS_PORT, db=2, socket_timeout=0.5)
            answers.ping()
            return answers
        except Exception as e:
            logger.warning("No redis, answers are cached in this process: %s", e)
            return None

    def _cached_answer(self, name):
        if self.answers is not None:
            value = self.answers.get(name)
            return value.decode("utf-8") if value else None
        value, until = self.local_answers.get(name, (None, 0))
        return value if until > time.time() else None

    def _cache_answer(self, name, text):
        if self.answers is not None:
            self.answers.setex(name, ANSWER_CACHE_S, text)
        else:
            self.local_answers[name] = (text, time.time() + ANSWER_CACHE_S)

    # ======================================================================
    # Requests
    # ======================================================================

    def choose_model(self, task, language=None):
        """The model for a task: the default, unless the language asks for another one."""
        key = self.defaults.get(task)
        if key is None:
            raise ValueError("Nobody here does %s" % task)
        if language:
            for other, entry in self.catalogue.items():
                if entry["task"] == task and language.lower() in entry["languages"]:
                    return other
        return key

    def generate(self, request):
        task = request.get("task", "chat")
        prompt = request.get("prompt", "")
        key = request.get("model") or self.choose_model(task, request.get("language"))
        name = "answer:%s:%s" % (key, prompt)
        cached = self._cached_answer(name)
        if cached is not None:
            return {"status": "success", "model": key, "text": cached, "cached": True}
        started = time.time()
        text = self.catalogue[key]["answer"](prompt, request)
        self._cache_answer(name, text)
        self._note(key, "generate", self.models[key].vram_mb, (time.time() - started) * 1000)
        return {"status": "success", "model": key, "text": text, "cached": False}

    def usage(self, key=None, limit=20):
        query = "SELECT model, event, COUNT(*), AVG(took_ms) FROM usage"
        arguments = []
        if key:
            query += " WHERE model = ?"
            arguments.append(key)
        query += " GROUP BY model, event ORDER BY COUNT(*) DESC LIMIT ?"
        arguments.append(int(limit))
        with self.db_lock:
            rows = self.db.execute(query, arguments).fetchall()
        return [{"model": m, "event": e, "count": c, "average_ms": round(a, 1)} for m, e, c, a in rows]

    def list_models(self, task=None):
        found = []
        for key, entry in self.catalogue.items():
            if task is None or entry["task"] == task:
                found.append({"model": key, "task": entry["task"], "loaded": key in self.models})
        return found

    def handle_request(self, request):
        action = request.get("action")
        self.request_count += 1
        try:
            if action == "generate":
                return self.generate(request)
            if action == "load":
                handle = self.load_model(request["model"], request.get("options"))
                return {"status": "success", "device": handle.device, "vram_mb": handle.vram_mb}
            if action == "unload":
                return {"status": "success" if self.unload_model(request["model"]) else "not_found"}
            if action == "preload":
                self.preload_queue.put(request["model"])
                return {"status": "success"}
            if action == "list":
                return {"status": "success", "models": self.list_models(request.get("task"))}
            if action == "usage":
                return {"status": "success", "usage": self.usage(request.get("model"))}
            if action == "check":
                return {"status": "success", "problems": self.catalogue[request["model"]]["check"]()}
            if action == "health_check":
                return self._get_health_status()
        except KeyError as e:
            self.error_count += 1
            return {"status": "error", "message": "missing or unknown: %s" % e}
        except Exception as e:
            self.error_count += 1
            logger.exception("Request failed")
            return {"status": "error", "message": str(e)}
        return {"status": "error", "message": "Unknown action: %s" % action}

    def run(self):
        logger.info("ModelManagerAgent listening on port %s", self.port)
        while self.running:
            if self.socket.poll(200):
                request = self.socket.recv_json()
                response = self.handle_request(request)
                self.socket.send_json(response)

    def cleanup(self):
        self.running = False
        for thread in (self.monitor_thread, self.idle_thread, self.preload_thread, self.books_thread,
                       self.health_thread):
            if thread.is_alive():
                thread.join(timeout=2)
        self.unload_everything()
        self.socket.close()
        self.health_socket.close()
        self.context.term()
        with self.db_lock:
            self.db.close()
        if "MODEL_USAGE_DB" not in os.environ and os.path.exists(USAGE_DB):
            os.unlink(USAGE_DB)

