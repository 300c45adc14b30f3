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

    # ======================================================================
    # Phi-3 Mini (chat)
    # ======================================================================

    def _load_phi_3_mini(self, options=None):
        """Load Phi-3 Mini.

        3.8 billion parameters in 32 layers; takes 2600 MB with the default
        context of 4096 tokens. Loads quickly because the file is mapped, not read.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Phi-3 Mini was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 2600 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("phi-3-mini", needed_mb):
            layers = self._layers_that_fit("phi-3-mini", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("phi-3-mini", "phi-3-mini.q4_k_m.gguf", layers, context)
        return ModelHandle("phi-3-mini", backend, device, needed_mb)

    def _prompt_for_phi_3_mini(self, prompt, request):
        """Phi-3 Mini is terse and so is its format."""
        before = ""
        for question, answer in request.get("history", [])[-2:]:
            before += "Instruct: %s\nOutput: %s\n" % (question.strip(), answer.strip())
        return "%sInstruct: %s\nOutput:" % (before, prompt.strip())

    def _answer_with_phi_3_mini(self, prompt, request):
        """One answer of Phi-3 Mini, cleaned of what it likes to add."""
        handle = self.load_model("phi-3-mini", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_phi_3_mini(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["Instruct:", "Output:"])
        for ending in ["Instruct:", "Output:"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_phi_3_mini(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 161.4
        writing = answer_tokens / 26.9
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_phi_3_mini(self):
        """What speaks against using Phi-3 Mini right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "phi-3-mini.q4_k_m.gguf")):
            problems.append("phi-3-mini.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 2600:
            problems.append("needs 2600 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "phi-3-mini":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Whisper Small (transcribe)
    # ======================================================================

    def _load_whisper_small(self, options=None):
        """Load Whisper Small.

        0.24 billion parameters in 12 layers; takes 620 MB with the default
        context of 448 tokens. The first answer after loading is slow; do not measure that one.
        """
        options = dict(options or {})
        context = int(options.get("context", 448))
        if context > 448:
            raise ValueError("Whisper Small was not trained for %d tokens" % context)
        layers = int(options.get("layers", 12))
        needed_mb = 620 + max(0, context - 448) * 12 // 64
        device = self.device
        if not self._make_room("whisper-small", needed_mb):
            layers = self._layers_that_fit("whisper-small", layers, needed_mb)
            needed_mb = needed_mb * layers // 12
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("whisper-small", "whisper-small.q5_k_m.gguf", layers, context)
        return ModelHandle("whisper-small", backend, device, needed_mb)

    def _prompt_for_whisper_small(self, prompt, request):
        """Whisper Small takes the bare text; a missing line end makes it ramble."""
        prefix = request.get("prefix", "")
        return prefix + prompt.strip()

    def _answer_with_whisper_small(self, prompt, request):
        """One answer of Whisper Small, cleaned of what it likes to add."""
        handle = self.load_model("whisper-small", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 224)
        full_prompt = self._prompt_for_whisper_small(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_whisper_small(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 597.8
        writing = answer_tokens / 85.4
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_whisper_small(self):
        """What speaks against using Whisper Small right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "whisper-small.q5_k_m.gguf")):
            problems.append("whisper-small.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 620:
            problems.append("needs 620 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "whisper-small":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Whisper Medium (transcribe)
    # ======================================================================

    def _load_whisper_medium(self, options=None):
        """Load Whisper Medium.

        0.77 billion parameters in 24 layers; takes 1380 MB with the default
        context of 448 tokens. Came into the house for the kitchen panel and stayed.
        """
        options = dict(options or {})
        context = int(options.get("context", 448))
        if context > 448:
            raise ValueError("Whisper Medium was not trained for %d tokens" % context)
        layers = int(options.get("layers", 24))
        needed_mb = 1380 + max(0, context - 448) * 24 // 64
        device = self.device
        if not self._make_room("whisper-medium", needed_mb):
            layers = self._layers_that_fit("whisper-medium", layers, needed_mb)
            needed_mb = needed_mb * layers // 24
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("whisper-medium", "whisper-medium.q5_k_m.gguf", layers, context)
        return ModelHandle("whisper-medium", backend, device, needed_mb)

    def _prompt_for_whisper_medium(self, prompt, request):
        """Whisper Medium takes the bare text, without a leading space."""
        prefix = request.get("prefix", "")
        return prefix + prompt.strip()

    def _answer_with_whisper_medium(self, prompt, request):
        """One answer of Whisper Medium, cleaned of what it likes to add."""
        handle = self.load_model("whisper-medium", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 224)
        full_prompt = self._prompt_for_whisper_medium(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_whisper_medium(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 516.0
        writing = answer_tokens / 64.5
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_whisper_medium(self):
        """What speaks against using Whisper Medium right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "whisper-medium.q5_k_m.gguf")):
            problems.append("whisper-medium.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 1380:
            problems.append("needs 1380 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "whisper-medium":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Piper Amy (speak)
    # ======================================================================

    def _load_piper_amy(self, options=None):
        """Load Piper Amy.

        0.02 billion parameters in 6 layers; takes 90 MB with the default
        context of 512 tokens. Do not give it more context than this, it starts to repeat itself.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("Piper Amy was not trained for %d tokens" % context)
        layers = int(options.get("layers", 6))
        needed_mb = 90 + max(0, context - 512) * 6 // 64
        device = self.device
        if not self._make_room("piper-amy", needed_mb):
            layers = self._layers_that_fit("piper-amy", layers, needed_mb)
            needed_mb = needed_mb * layers // 6
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("piper-amy", "piper-amy.q5_k_m.gguf", layers, context)
        return ModelHandle("piper-amy", backend, device, needed_mb)

    def _prompt_for_piper_amy(self, prompt, request):
        """Piper Amy takes the bare text; older turns only confuse it."""
        prefix = request.get("prefix", "")
        return prefix + prompt.strip()

    def _answer_with_piper_amy(self, prompt, request):
        """One answer of Piper Amy, cleaned of what it likes to add."""
        handle = self.load_model("piper-amy", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_piper_amy(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_piper_amy(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 887.4
        writing = answer_tokens / 98.6
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_piper_amy(self):
        """What speaks against using Piper Amy right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "piper-amy.q5_k_m.gguf")):
            problems.append("piper-amy.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 90:
            problems.append("needs 90 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "piper-amy":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Piper Thorsten (speak)
    # ======================================================================

    def _load_piper_thorsten(self, options=None):
        """Load Piper Thorsten.

        0.02 billion parameters in 6 layers; takes 90 MB with the default
        context of 512 tokens. Fits beside the speech models on every card we own.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("Piper Thorsten was not trained for %d tokens" % context)
        layers = int(options.get("layers", 6))
        needed_mb = 90 + max(0, context - 512) * 6 // 64
        device = self.device
        if not self._make_room("piper-thorsten", needed_mb):
            layers = self._layers_that_fit("piper-thorsten", layers, needed_mb)
            needed_mb = needed_mb * layers // 6
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("piper-thorsten", "piper-thorsten.q5_k_m.gguf", layers, context)
        return ModelHandle("piper-thorsten", backend, device, needed_mb)

    def _prompt_for_piper_thorsten(self, prompt, request):
        """Piper Thorsten takes the bare text, and nothing after the last one."""
        prefix = request.get("prefix", "")
        return prefix + prompt.strip()

    def _answer_with_piper_thorsten(self, prompt, request):
        """One answer of Piper Thorsten, cleaned of what it likes to add."""
        handle = self.load_model("piper-thorsten", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_piper_thorsten(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_piper_thorsten(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 986.0
        writing = answer_tokens / 98.6
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_piper_thorsten(self):
        """What speaks against using Piper Thorsten right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "piper-thorsten.q5_k_m.gguf")):
            problems.append("piper-thorsten.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 90:
            problems.append("needs 90 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "piper-thorsten":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Functionary 7B (tools)
    # ======================================================================

    def _load_functionary_7b(self, options=None):
        """Load Functionary 7B.

        7.2 billion parameters in 32 layers; takes 5150 MB with the default
        context of 8192 tokens. Kept for comparison; nobody asks for it by name.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("Functionary 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5150 + max(0, context - 8192) * 32 // 64
        device = self.device
        if not self._make_room("functionary-7b", needed_mb):
            layers = self._layers_that_fit("functionary-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("functionary-7b", "functionary-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("functionary-7b", backend, device, needed_mb)

    def _prompt_for_functionary_7b(self, prompt, request):
        """Functionary 7B reads one tagged message after the other."""
        messages = [("system", request.get("system", "Answer briefly; the answer is read aloud."))]
        for question, answer in request.get("history", [])[-3:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_functionary_7b(self, prompt, request):
        """One answer of Functionary 7B, cleaned of what it likes to add."""
        handle = self.load_model("functionary-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_functionary_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_functionary_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 97.8
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_functionary_7b(self):
        """What speaks against using Functionary 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "functionary-7b.q4_k_m.gguf")):
            problems.append("functionary-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5150:
            problems.append("needs 5150 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "functionary-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Mistral 7B Instruct (chat)
    # ======================================================================

    def _load_mistral_7b_instruct(self, options=None):
        """Load Mistral 7B Instruct.

        7.2 billion parameters in 32 layers; takes 5100 MB with the default
        context of 8192 tokens. The four-bit file is as good as the eight-bit one for our sentences.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("Mistral 7B Instruct was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5100 + max(0, context - 8192) * 32 // 64
        device = self.device
        if not self._make_room("mistral-7b-instruct", needed_mb):
            layers = self._layers_that_fit("mistral-7b-instruct", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("mistral-7b-instruct", "mistral-7b-instruct.q4_k_m.gguf", layers, context)
        return ModelHandle("mistral-7b-instruct", backend, device, needed_mb)

    def _prompt_for_mistral_7b_instruct(self, prompt, request):
        """Mistral 7B Instruct wants its instruction between two markers; a missing line end makes it ramble."""
        system = request.get("system", "You help at home. No lists, no headings.")
        turns = []
        for question, answer in request.get("history", [])[-4:]:
            turns.append("[INST] %s [/INST] %s" % (question.strip(), answer.strip()))
        turns.append("[INST] %s\n%s [/INST]" % (system, prompt.strip()))
        return "\n".join(turns)

    def _answer_with_mistral_7b_instruct(self, prompt, request):
        """One answer of Mistral 7B Instruct, cleaned of what it likes to add."""
        handle = self.load_model("mistral-7b-instruct", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_mistral_7b_instruct(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["[INST]", "</s>"])
        for ending in ["[INST]", "</s>"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_mistral_7b_instruct(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 114.1
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_mistral_7b_instruct(self):
        """What speaks against using Mistral 7B Instruct right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "mistral-7b-instruct.q4_k_m.gguf")):
            problems.append("mistral-7b-instruct.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5100:
            problems.append("needs 5100 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "mistral-7b-instruct":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Llama 2 7B Chat (chat)
    # ======================================================================

    def _load_llama_2_7b_chat(self, options=None):
        """Load Llama 2 7B Chat.

        6.7 billion parameters in 32 layers; takes 4900 MB with the default
        context of 4096 tokens. Its tokenizer counts umlauts twice, hence the margin.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Llama 2 7B Chat was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 4900 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("llama-2-7b-chat", needed_mb):
            layers = self._layers_that_fit("llama-2-7b-chat", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("llama-2-7b-chat", "llama-2-7b-chat.q4_k_m.gguf", layers, context)
        return ModelHandle("llama-2-7b-chat", backend, device, needed_mb)

    def _prompt_for_llama_2_7b_chat(self, prompt, request):
        """Llama 2 7B Chat wants its instruction between two markers, without a leading space."""
        system = request.get("system", "Say what you know and say so when you do not.")
        turns = []
        for question, answer in request.get("history", [])[-5:]:
            turns.append("[INST] %s [/INST] %s" % (question.strip(), answer.strip()))
        turns.append("[INST] %s\n%s [/INST]" % (system, prompt.strip()))
        return "\n".join(turns)

    def _answer_with_llama_2_7b_chat(self, prompt, request):
        """One answer of Llama 2 7B Chat, cleaned of what it likes to add."""
        handle = self.load_model("llama-2-7b-chat", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_llama_2_7b_chat(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["[INST]", "</s>"])
        for ending in ["[INST]", "</s>"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_llama_2_7b_chat(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 138.4
        writing = answer_tokens / 17.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_llama_2_7b_chat(self):
        """What speaks against using Llama 2 7B Chat right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "llama-2-7b-chat.q4_k_m.gguf")):
            problems.append("llama-2-7b-chat.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 4900:
            problems.append("needs 4900 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "llama-2-7b-chat":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Llama 2 13B Chat (chat)
    # ======================================================================

    def _load_llama_2_13b_chat(self, options=None):
        """Load Llama 2 13B Chat.

        13.0 billion parameters in 40 layers; takes 8800 MB with the default
        context of 4096 tokens. Loads quickly because the file is mapped, not read.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Llama 2 13B Chat was not trained for %d tokens" % context)
        layers = int(options.get("layers", 40))
        needed_mb = 8800 + max(0, context - 4096) * 40 // 48
        device = self.device
        if not self._make_room("llama-2-13b-chat", needed_mb):
            layers = self._layers_that_fit("llama-2-13b-chat", layers, needed_mb)
            needed_mb = needed_mb * layers // 40
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("llama-2-13b-chat", "llama-2-13b-chat.q4_k_m.gguf", layers, context)
        return ModelHandle("llama-2-13b-chat", backend, device, needed_mb)

    def _prompt_for_llama_2_13b_chat(self, prompt, request):
        """Llama 2 13B Chat wants its instruction between two markers; older turns only confuse it."""
        system = request.get("system", "You are the voice of a house. Answer in one sentence.")
        turns = []
        for question, answer in request.get("history", [])[-2:]:
            turns.append("[INST] %s [/INST] %s" % (question.strip(), answer.strip()))
        turns.append("[INST] %s\n%s [/INST]" % (system, prompt.strip()))
        return "\n".join(turns)

    def _answer_with_llama_2_13b_chat(self, prompt, request):
        """One answer of Llama 2 13B Chat, cleaned of what it likes to add."""
        handle = self.load_model("llama-2-13b-chat", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_llama_2_13b_chat(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["[INST]", "</s>"])
        for ending in ["[INST]", "</s>"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_llama_2_13b_chat(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 87.3
        writing = answer_tokens / 9.7
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_llama_2_13b_chat(self):
        """What speaks against using Llama 2 13B Chat right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "llama-2-13b-chat.q4_k_m.gguf")):
            problems.append("llama-2-13b-chat.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 8800:
            problems.append("needs 8800 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "llama-2-13b-chat":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Zephyr 7B (chat)
    # ======================================================================

    def _load_zephyr_7b(self, options=None):
        """Load Zephyr 7B.

        7.2 billion parameters in 32 layers; takes 5000 MB with the default
        context of 8192 tokens. The first answer after loading is slow; do not measure that one.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("Zephyr 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5000 + max(0, context - 8192) * 32 // 64
        device = self.device
        if not self._make_room("zephyr-7b", needed_mb):
            layers = self._layers_that_fit("zephyr-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("zephyr-7b", "zephyr-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("zephyr-7b", backend, device, needed_mb)

    def _prompt_for_zephyr_7b(self, prompt, request):
        """Zephyr 7B was trained on named turns, and nothing after the last one."""
        lines = [request.get("system", "Answer briefly; the answer is read aloud.")]
        for question, answer in request.get("history", [])[-3:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_zephyr_7b(self, prompt, request):
        """One answer of Zephyr 7B, cleaned of what it likes to add."""
        handle = self.load_model("zephyr-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_zephyr_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_zephyr_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 163.0
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_zephyr_7b(self):
        """What speaks against using Zephyr 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "zephyr-7b.q4_k_m.gguf")):
            problems.append("zephyr-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5000:
            problems.append("needs 5000 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "zephyr-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # OpenHermes 7B (chat)
    # ======================================================================

    def _load_openhermes_7b(self, options=None):
        """Load OpenHermes 7B.

        7.2 billion parameters in 32 layers; takes 5050 MB with the default
        context of 8192 tokens. Came into the house for the kitchen panel and stayed.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("OpenHermes 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5050 + max(0, context - 8192) * 32 // 64
        device = self.device
        if not self._make_room("openhermes-7b", needed_mb):
            layers = self._layers_that_fit("openhermes-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("openhermes-7b", "openhermes-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("openhermes-7b", backend, device, needed_mb)

    def _prompt_for_openhermes_7b(self, prompt, request):
        """OpenHermes 7B reads one tagged message after the other."""
        messages = [("system", request.get("system", "You help at home. No lists, no headings."))]
        for question, answer in request.get("history", [])[-4:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_openhermes_7b(self, prompt, request):
        """One answer of OpenHermes 7B, cleaned of what it likes to add."""
        handle = self.load_model("openhermes-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_openhermes_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_openhermes_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 97.8
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_openhermes_7b(self):
        """What speaks against using OpenHermes 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "openhermes-7b.q4_k_m.gguf")):
            problems.append("openhermes-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5050:
            problems.append("needs 5050 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "openhermes-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Qwen 7B Chat (chat)
    # ======================================================================

    def _load_qwen_7b_chat(self, options=None):
        """Load Qwen 7B Chat.

        7.7 billion parameters in 32 layers; takes 5600 MB with the default
        context of 8192 tokens. Do not give it more context than this, it starts to repeat itself.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("Qwen 7B Chat was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5600 + max(0, context - 8192) * 32 // 64
        device = self.device
        if not self._make_room("qwen-7b-chat", needed_mb):
            layers = self._layers_that_fit("qwen-7b-chat", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("qwen-7b-chat", "qwen-7b-chat.q4_k_m.gguf", layers, context)
        return ModelHandle("qwen-7b-chat", backend, device, needed_mb)

    def _prompt_for_qwen_7b_chat(self, prompt, request):
        """Qwen 7B Chat reads one tagged message after the other; a missing line end makes it ramble."""
        messages = [("system", request.get("system", "Say what you know and say so when you do not."))]
        for question, answer in request.get("history", [])[-5:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_qwen_7b_chat(self, prompt, request):
        """One answer of Qwen 7B Chat, cleaned of what it likes to add."""
        handle = self.load_model("qwen-7b-chat", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_qwen_7b_chat(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_qwen_7b_chat(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 107.8
        writing = answer_tokens / 15.4
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_qwen_7b_chat(self):
        """What speaks against using Qwen 7B Chat right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "qwen-7b-chat.q4_k_m.gguf")):
            problems.append("qwen-7b-chat.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5600:
            problems.append("needs 5600 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "qwen-7b-chat":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Qwen 1.8B Chat (chat)
    # ======================================================================

    def _load_qwen_1_8b_chat(self, options=None):
        """Load Qwen 1.8B Chat.

        1.8 billion parameters in 24 layers; takes 1500 MB with the default
        context of 8192 tokens. Fits beside the speech models on every card we own.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 8192:
            raise ValueError("Qwen 1.8B Chat was not trained for %d tokens" % context)
        layers = int(options.get("layers", 24))
        needed_mb = 1500 + max(0, context - 8192) * 24 // 64
        device = self.device
        if not self._make_room("qwen-1-8b-chat", needed_mb):
            layers = self._layers_that_fit("qwen-1-8b-chat", layers, needed_mb)
            needed_mb = needed_mb * layers // 24
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("qwen-1-8b-chat", "qwen-1-8b-chat.q5_k_m.gguf", layers, context)
        return ModelHandle("qwen-1-8b-chat", backend, device, needed_mb)

    def _prompt_for_qwen_1_8b_chat(self, prompt, request):
        """Qwen 1.8B Chat reads one tagged message after the other, without a leading space."""
        messages = [("system", request.get("system", "You are the voice of a house. Answer in one sentence."))]
        for question, answer in request.get("history", [])[-2:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_qwen_1_8b_chat(self, prompt, request):
        """One answer of Qwen 1.8B Chat, cleaned of what it likes to add."""
        handle = self.load_model("qwen-1-8b-chat", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_qwen_1_8b_chat(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_qwen_1_8b_chat(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 350.4
        writing = answer_tokens / 43.8
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_qwen_1_8b_chat(self):
        """What speaks against using Qwen 1.8B Chat right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "qwen-1-8b-chat.q5_k_m.gguf")):
            problems.append("qwen-1-8b-chat.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 1500:
            problems.append("needs 1500 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "qwen-1-8b-chat":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Gemma 2B (chat)
    # ======================================================================

    def _load_gemma_2b_it(self, options=None):
        """Load Gemma 2B.

        2.5 billion parameters in 18 layers; takes 1900 MB with the default
        context of 8192 tokens. Kept for comparison; nobody asks for it by name.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("Gemma 2B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 18))
        needed_mb = 1900 + max(0, context - 8192) * 18 // 64
        device = self.device
        if not self._make_room("gemma-2b-it", needed_mb):
            layers = self._layers_that_fit("gemma-2b-it", layers, needed_mb)
            needed_mb = needed_mb * layers // 18
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("gemma-2b-it", "gemma-2b-it.q4_k_m.gguf", layers, context)
        return ModelHandle("gemma-2b-it", backend, device, needed_mb)

    def _prompt_for_gemma_2b_it(self, prompt, request):
        """Gemma 2B was trained on named turns; older turns only confuse it."""
        lines = [request.get("system", "Answer briefly; the answer is read aloud.")]
        for question, answer in request.get("history", [])[-3:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_gemma_2b_it(self, prompt, request):
        """One answer of Gemma 2B, cleaned of what it likes to add."""
        handle = self.load_model("gemma-2b-it", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_gemma_2b_it(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_gemma_2b_it(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 323.1
        writing = answer_tokens / 35.9
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_gemma_2b_it(self):
        """What speaks against using Gemma 2B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "gemma-2b-it.q4_k_m.gguf")):
            problems.append("gemma-2b-it.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 1900:
            problems.append("needs 1900 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "gemma-2b-it":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Gemma 7B (chat)
    # ======================================================================

    def _load_gemma_7b_it(self, options=None):
        """Load Gemma 7B.

        8.5 billion parameters in 28 layers; takes 6100 MB with the default
        context of 8192 tokens. The four-bit file is as good as the eight-bit one for our sentences.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("Gemma 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 28))
        needed_mb = 6100 + max(0, context - 8192) * 28 // 64
        device = self.device
        if not self._make_room("gemma-7b-it", needed_mb):
            layers = self._layers_that_fit("gemma-7b-it", layers, needed_mb)
            needed_mb = needed_mb * layers // 28
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("gemma-7b-it", "gemma-7b-it.q4_k_m.gguf", layers, context)
        return ModelHandle("gemma-7b-it", backend, device, needed_mb)

    def _prompt_for_gemma_7b_it(self, prompt, request):
        """Gemma 7B was trained on named turns, and nothing after the last one."""
        lines = [request.get("system", "You help at home. No lists, no headings.")]
        for question, answer in request.get("history", [])[-4:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_gemma_7b_it(self, prompt, request):
        """One answer of Gemma 7B, cleaned of what it likes to add."""
        handle = self.load_model("gemma-7b-it", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_gemma_7b_it(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_gemma_7b_it(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 141.0
        writing = answer_tokens / 14.1
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_gemma_7b_it(self):
        """What speaks against using Gemma 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "gemma-7b-it.q4_k_m.gguf")):
            problems.append("gemma-7b-it.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 6100:
            problems.append("needs 6100 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "gemma-7b-it":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # StableLM Zephyr 3B (chat)
    # ======================================================================

    def _load_stablelm_zephyr_3b(self, options=None):
        """Load StableLM Zephyr 3B.

        2.8 billion parameters in 32 layers; takes 2000 MB with the default
        context of 4096 tokens. Its tokenizer counts umlauts twice, hence the margin.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("StableLM Zephyr 3B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 2000 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("stablelm-zephyr-3b", needed_mb):
            layers = self._layers_that_fit("stablelm-zephyr-3b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("stablelm-zephyr-3b", "stablelm-zephyr-3b.q4_k_m.gguf", layers, context)
        return ModelHandle("stablelm-zephyr-3b", backend, device, needed_mb)

    def _prompt_for_stablelm_zephyr_3b(self, prompt, request):
        """StableLM Zephyr 3B was trained on named turns."""
        lines = [request.get("system", "Say what you know and say so when you do not.")]
        for question, answer in request.get("history", [])[-5:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_stablelm_zephyr_3b(self, prompt, request):
        """One answer of StableLM Zephyr 3B, cleaned of what it likes to add."""
        handle = self.load_model("stablelm-zephyr-3b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_stablelm_zephyr_3b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_stablelm_zephyr_3b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 199.8
        writing = answer_tokens / 33.3
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_stablelm_zephyr_3b(self):
        """What speaks against using StableLM Zephyr 3B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "stablelm-zephyr-3b.q4_k_m.gguf")):
            problems.append("stablelm-zephyr-3b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 2000:
            problems.append("needs 2000 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "stablelm-zephyr-3b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # TinyLlama 1.1B (chat)
    # ======================================================================

    def _load_tinyllama_1_1b(self, options=None):
        """Load TinyLlama 1.1B.

        1.1 billion parameters in 22 layers; takes 800 MB with the default
        context of 2048 tokens. Loads quickly because the file is mapped, not read.
        """
        options = dict(options or {})
        context = int(options.get("context", 2048))
        if context > 2048:
            raise ValueError("TinyLlama 1.1B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 22))
        needed_mb = 800 + max(0, context - 2048) * 22 // 64
        device = self.device
        if not self._make_room("tinyllama-1-1b", needed_mb):
            layers = self._layers_that_fit("tinyllama-1-1b", layers, needed_mb)
            needed_mb = needed_mb * layers // 22
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("tinyllama-1-1b", "tinyllama-1-1b.q5_k_m.gguf", layers, context)
        return ModelHandle("tinyllama-1-1b", backend, device, needed_mb)

    def _prompt_for_tinyllama_1_1b(self, prompt, request):
        """TinyLlama 1.1B was trained on named turns; a missing line end makes it ramble."""
        lines = [request.get("system", "You are the voice of a house. Answer in one sentence.")]
        for question, answer in request.get("history", [])[-2:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_tinyllama_1_1b(self, prompt, request):
        """One answer of TinyLlama 1.1B, cleaned of what it likes to add."""
        handle = self.load_model("tinyllama-1-1b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_tinyllama_1_1b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_tinyllama_1_1b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 392.0
        writing = answer_tokens / 56.0
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_tinyllama_1_1b(self):
        """What speaks against using TinyLlama 1.1B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "tinyllama-1-1b.q5_k_m.gguf")):
            problems.append("tinyllama-1-1b.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 800:
            problems.append("needs 800 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "tinyllama-1-1b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Code Llama 7B (code)
    # ======================================================================

    def _load_codellama_7b(self, options=None):
        """Load Code Llama 7B.

        6.7 billion parameters in 32 layers; takes 4900 MB with the default
        context of 16384 tokens. The first answer after loading is slow; do not measure that one.
        """
        options = dict(options or {})
        context = int(options.get("context", 16384))
        if context > 32768:
            raise ValueError("Code Llama 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 4900 + max(0, context - 16384) * 32 // 64
        device = self.device
        if not self._make_room("codellama-7b", needed_mb):
            layers = self._layers_that_fit("codellama-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("codellama-7b", "codellama-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("codellama-7b", backend, device, needed_mb)

    def _prompt_for_codellama_7b(self, prompt, request):
        """Code Llama 7B wants its instruction between two markers, without a leading space."""
        system = request.get("system", "Answer briefly; the answer is read aloud.")
        turns = []
        for question, answer in request.get("history", [])[-3:]:
            turns.append("[INST] %s [/INST] %s" % (question.strip(), answer.strip()))
        turns.append("[INST] %s\n%s [/INST]" % (system, prompt.strip()))
        return "\n".join(turns)

    def _answer_with_codellama_7b(self, prompt, request):
        """One answer of Code Llama 7B, cleaned of what it likes to add."""
        handle = self.load_model("codellama-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_codellama_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["[INST]", "</s>"])
        for ending in ["[INST]", "</s>"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_codellama_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 138.4
        writing = answer_tokens / 17.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_codellama_7b(self):
        """What speaks against using Code Llama 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "codellama-7b.q4_k_m.gguf")):
            problems.append("codellama-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 4900:
            problems.append("needs 4900 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "codellama-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Code Llama 13B (code)
    # ======================================================================

    def _load_codellama_13b(self, options=None):
        """Load Code Llama 13B.

        13.0 billion parameters in 40 layers; takes 8900 MB with the default
        context of 16384 tokens. Came into the house for the kitchen panel and stayed.
        """
        options = dict(options or {})
        context = int(options.get("context", 16384))
        if context > 32768:
            raise ValueError("Code Llama 13B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 40))
        needed_mb = 8900 + max(0, context - 16384) * 40 // 48
        device = self.device
        if not self._make_room("codellama-13b", needed_mb):
            layers = self._layers_that_fit("codellama-13b", layers, needed_mb)
            needed_mb = needed_mb * layers // 40
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("codellama-13b", "codellama-13b.q4_k_m.gguf", layers, context)
        return ModelHandle("codellama-13b", backend, device, needed_mb)

    def _prompt_for_codellama_13b(self, prompt, request):
        """Code Llama 13B wants its instruction between two markers; older turns only confuse it."""
        system = request.get("system", "You help at home. No lists, no headings.")
        turns = []
        for question, answer in request.get("history", [])[-4:]:
            turns.append("[INST] %s [/INST] %s" % (question.strip(), answer.strip()))
        turns.append("[INST] %s\n%s [/INST]" % (system, prompt.strip()))
        return "\n".join(turns)

    def _answer_with_codellama_13b(self, prompt, request):
        """One answer of Code Llama 13B, cleaned of what it likes to add."""
        handle = self.load_model("codellama-13b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_codellama_13b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["[INST]", "</s>"])
        for ending in ["[INST]", "</s>"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_codellama_13b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 87.3
        writing = answer_tokens / 9.7
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_codellama_13b(self):
        """What speaks against using Code Llama 13B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "codellama-13b.q4_k_m.gguf")):
            problems.append("codellama-13b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 8900:
            problems.append("needs 8900 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "codellama-13b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # DeepSeek Coder 1.3B (code)
    # ======================================================================

    def _load_deepseek_coder_1_3b(self, options=None):
        """Load DeepSeek Coder 1.3B.

        1.3 billion parameters in 24 layers; takes 1100 MB with the default
        context of 16384 tokens. Do not give it more context than this, it starts to repeat itself.
        """
        options = dict(options or {})
        context = int(options.get("context", 16384))
        if context > 16384:
            raise ValueError("DeepSeek Coder 1.3B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 24))
        needed_mb = 1100 + max(0, context - 16384) * 24 // 64
        device = self.device
        if not self._make_room("deepseek-coder-1-3b", needed_mb):
            layers = self._layers_that_fit("deepseek-coder-1-3b", layers, needed_mb)
            needed_mb = needed_mb * layers // 24
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("deepseek-coder-1-3b", "deepseek-coder-1-3b.q5_k_m.gguf", layers, context)
        return ModelHandle("deepseek-coder-1-3b", backend, device, needed_mb)

    def _prompt_for_deepseek_coder_1_3b(self, prompt, request):
        """DeepSeek Coder 1.3B expects headings, and nothing after the last one."""
        parts = [request.get("system", "Say what you know and say so when you do not.")]
        if request.get("history"):
            question, answer = request["history"][-1]
            parts.append("### Before:\n%s\n%s" % (question.strip(), answer.strip()))
        parts.append("### Instruction:\n%s" % prompt.strip())
        parts.append("### Response:")
        return "\n\n".join(parts)

    def _answer_with_deepseek_coder_1_3b(self, prompt, request):
        """One answer of DeepSeek Coder 1.3B, cleaned of what it likes to add."""
        handle = self.load_model("deepseek-coder-1-3b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_deepseek_coder_1_3b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["### Instruction:", "### Before:"])
        for ending in ["### Instruction:", "### Before:"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_deepseek_coder_1_3b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 519.0
        writing = answer_tokens / 51.9
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_deepseek_coder_1_3b(self):
        """What speaks against using DeepSeek Coder 1.3B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "deepseek-coder-1-3b.q5_k_m.gguf")):
            problems.append("deepseek-coder-1-3b.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 1100:
            problems.append("needs 1100 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "deepseek-coder-1-3b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # DeepSeek Coder 6.7B (code)
    # ======================================================================

    def _load_deepseek_coder_6_7b(self, options=None):
        """Load DeepSeek Coder 6.7B.

        6.7 billion parameters in 32 layers; takes 4900 MB with the default
        context of 16384 tokens. Fits beside the speech models on every card we own.
        """
        options = dict(options or {})
        context = int(options.get("context", 16384))
        if context > 32768:
            raise ValueError("DeepSeek Coder 6.7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 4900 + max(0, context - 16384) * 32 // 64
        device = self.device
        if not self._make_room("deepseek-coder-6-7b", needed_mb):
            layers = self._layers_that_fit("deepseek-coder-6-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("deepseek-coder-6-7b", "deepseek-coder-6-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("deepseek-coder-6-7b", backend, device, needed_mb)

    def _prompt_for_deepseek_coder_6_7b(self, prompt, request):
        """DeepSeek Coder 6.7B expects headings."""
        parts = [request.get("system", "You are the voice of a house. Answer in one sentence.")]
        if request.get("history"):
            question, answer = request["history"][-1]
            parts.append("### Before:\n%s\n%s" % (question.strip(), answer.strip()))
        parts.append("### Instruction:\n%s" % prompt.strip())
        parts.append("### Response:")
        return "\n\n".join(parts)

    def _answer_with_deepseek_coder_6_7b(self, prompt, request):
        """One answer of DeepSeek Coder 6.7B, cleaned of what it likes to add."""
        handle = self.load_model("deepseek-coder-6-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_deepseek_coder_6_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["### Instruction:", "### Before:"])
        for ending in ["### Instruction:", "### Before:"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_deepseek_coder_6_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 103.8
        writing = answer_tokens / 17.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_deepseek_coder_6_7b(self):
        """What speaks against using DeepSeek Coder 6.7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "deepseek-coder-6-7b.q4_k_m.gguf")):
            problems.append("deepseek-coder-6-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 4900:
            problems.append("needs 4900 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "deepseek-coder-6-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # StarCoder2 3B (code)
    # ======================================================================

    def _load_starcoder2_3b(self, options=None):
        """Load StarCoder2 3B.

        3.0 billion parameters in 30 layers; takes 2300 MB with the default
        context of 16384 tokens. Kept for comparison; nobody asks for it by name.
        """
        options = dict(options or {})
        context = int(options.get("context", 16384))
        if context > 32768:
            raise ValueError("StarCoder2 3B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 30))
        needed_mb = 2300 + max(0, context - 16384) * 30 // 64
        device = self.device
        if not self._make_room("starcoder2-3b", needed_mb):
            layers = self._layers_that_fit("starcoder2-3b", layers, needed_mb)
            needed_mb = needed_mb * layers // 30
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("starcoder2-3b", "starcoder2-3b.q4_k_m.gguf", layers, context)
        return ModelHandle("starcoder2-3b", backend, device, needed_mb)

    def _prompt_for_starcoder2_3b(self, prompt, request):
        """StarCoder2 3B takes the bare text; a missing line end makes it ramble."""
        prefix = request.get("prefix", "")
        return prefix + prompt.strip()

    def _answer_with_starcoder2_3b(self, prompt, request):
        """One answer of StarCoder2 3B, cleaned of what it likes to add."""
        handle = self.load_model("starcoder2-3b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_starcoder2_3b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_starcoder2_3b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 222.6
        writing = answer_tokens / 31.8
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_starcoder2_3b(self):
        """What speaks against using StarCoder2 3B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "starcoder2-3b.q4_k_m.gguf")):
            problems.append("starcoder2-3b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 2300:
            problems.append("needs 2300 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "starcoder2-3b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # StarCoder2 7B (code)
    # ======================================================================

    def _load_starcoder2_7b(self, options=None):
        """Load StarCoder2 7B.

        7.2 billion parameters in 32 layers; takes 5100 MB with the default
        context of 16384 tokens. The four-bit file is as good as the eight-bit one for our sentences.
        """
        options = dict(options or {})
        context = int(options.get("context", 16384))
        if context > 32768:
            raise ValueError("StarCoder2 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5100 + max(0, context - 16384) * 32 // 64
        device = self.device
        if not self._make_room("starcoder2-7b", needed_mb):
            layers = self._layers_that_fit("starcoder2-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("starcoder2-7b", "starcoder2-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("starcoder2-7b", backend, device, needed_mb)

    def _prompt_for_starcoder2_7b(self, prompt, request):
        """StarCoder2 7B takes the bare text, without a leading space."""
        prefix = request.get("prefix", "")
        return prefix + prompt.strip()

    def _answer_with_starcoder2_7b(self, prompt, request):
        """One answer of StarCoder2 7B, cleaned of what it likes to add."""
        handle = self.load_model("starcoder2-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_starcoder2_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_starcoder2_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 130.4
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_starcoder2_7b(self):
        """What speaks against using StarCoder2 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "starcoder2-7b.q4_k_m.gguf")):
            problems.append("starcoder2-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5100:
            problems.append("needs 5100 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "starcoder2-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # WizardCoder 7B (code)
    # ======================================================================

    def _load_wizardcoder_7b(self, options=None):
        """Load WizardCoder 7B.

        6.7 billion parameters in 32 layers; takes 4900 MB with the default
        context of 8192 tokens. Its tokenizer counts umlauts twice, hence the margin.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("WizardCoder 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 4900 + max(0, context - 8192) * 32 // 64
        device = self.device
        if not self._make_room("wizardcoder-7b", needed_mb):
            layers = self._layers_that_fit("wizardcoder-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("wizardcoder-7b", "wizardcoder-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("wizardcoder-7b", backend, device, needed_mb)

    def _prompt_for_wizardcoder_7b(self, prompt, request):
        """WizardCoder 7B expects headings; older turns only confuse it."""
        parts = [request.get("system", "Say what you know and say so when you do not.")]
        if request.get("history"):
            question, answer = request["history"][-1]
            parts.append("### Before:\n%s\n%s" % (question.strip(), answer.strip()))
        parts.append("### Instruction:\n%s" % prompt.strip())
        parts.append("### Response:")
        return "\n\n".join(parts)

    def _answer_with_wizardcoder_7b(self, prompt, request):
        """One answer of WizardCoder 7B, cleaned of what it likes to add."""
        handle = self.load_model("wizardcoder-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_wizardcoder_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["### Instruction:", "### Before:"])
        for ending in ["### Instruction:", "### Before:"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_wizardcoder_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 155.7
        writing = answer_tokens / 17.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_wizardcoder_7b(self):
        """What speaks against using WizardCoder 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "wizardcoder-7b.q4_k_m.gguf")):
            problems.append("wizardcoder-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 4900:
            problems.append("needs 4900 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "wizardcoder-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # NLLB 600M (translate)
    # ======================================================================

    def _load_nllb_600m(self, options=None):
        """Load NLLB 600M.

        0.6 billion parameters in 12 layers; takes 700 MB with the default
        context of 1024 tokens. Loads quickly because the file is mapped, not read.
        """
        options = dict(options or {})
        context = int(options.get("context", 1024))
        if context > 1024:
            raise ValueError("NLLB 600M was not trained for %d tokens" % context)
        layers = int(options.get("layers", 12))
        needed_mb = 700 + max(0, context - 1024) * 12 // 64
        device = self.device
        if not self._make_room("nllb-600m", needed_mb):
            layers = self._layers_that_fit("nllb-600m", layers, needed_mb)
            needed_mb = needed_mb * layers // 12
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("nllb-600m", "nllb-600m.q5_k_m.gguf", layers, context)
        return ModelHandle("nllb-600m", backend, device, needed_mb)

    def _prompt_for_nllb_600m(self, prompt, request):
        """NLLB 600M takes the bare text, and nothing after the last one."""
        prefix = request.get("prefix", "translate: ")
        return prefix + prompt.strip()

    def _answer_with_nllb_600m(self, prompt, request):
        """One answer of NLLB 600M, cleaned of what it likes to add."""
        handle = self.load_model("nllb-600m", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 512)
        full_prompt = self._prompt_for_nllb_600m(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_nllb_600m(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 700.0
        writing = answer_tokens / 70.0
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_nllb_600m(self):
        """What speaks against using NLLB 600M right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "nllb-600m.q5_k_m.gguf")):
            problems.append("nllb-600m.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 700:
            problems.append("needs 700 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "nllb-600m":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # NLLB 1.3B (translate)
    # ======================================================================

    def _load_nllb_1_3b(self, options=None):
        """Load NLLB 1.3B.

        1.3 billion parameters in 24 layers; takes 1700 MB with the default
        context of 1024 tokens. The first answer after loading is slow; do not measure that one.
        """
        options = dict(options or {})
        context = int(options.get("context", 1024))
        if context > 1024:
            raise ValueError("NLLB 1.3B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 24))
        needed_mb = 1700 + max(0, context - 1024) * 24 // 64
        device = self.device
        if not self._make_room("nllb-1-3b", needed_mb):
            layers = self._layers_that_fit("nllb-1-3b", layers, needed_mb)
            needed_mb = needed_mb * layers // 24
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("nllb-1-3b", "nllb-1-3b.q5_k_m.gguf", layers, context)
        return ModelHandle("nllb-1-3b", backend, device, needed_mb)

    def _prompt_for_nllb_1_3b(self, prompt, request):
        """NLLB 1.3B takes the bare text."""
        prefix = request.get("prefix", "translate: ")
        return prefix + prompt.strip()

    def _answer_with_nllb_1_3b(self, prompt, request):
        """One answer of NLLB 1.3B, cleaned of what it likes to add."""
        handle = self.load_model("nllb-1-3b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 512)
        full_prompt = self._prompt_for_nllb_1_3b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_nllb_1_3b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 311.4
        writing = answer_tokens / 51.9
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_nllb_1_3b(self):
        """What speaks against using NLLB 1.3B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "nllb-1-3b.q5_k_m.gguf")):
            problems.append("nllb-1-3b.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 1700:
            problems.append("needs 1700 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "nllb-1-3b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Opus English to German (translate)
    # ======================================================================

    def _load_opus_en_de(self, options=None):
        """Load Opus English to German.

        0.07 billion parameters in 6 layers; takes 160 MB with the default
        context of 512 tokens. Came into the house for the kitchen panel and stayed.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("Opus English to German was not trained for %d tokens" % context)
        layers = int(options.get("layers", 6))
        needed_mb = 160 + max(0, context - 512) * 6 // 64
        device = self.device
        if not self._make_room("opus-en-de", needed_mb):
            layers = self._layers_that_fit("opus-en-de", layers, needed_mb)
            needed_mb = needed_mb * layers // 6
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("opus-en-de", "opus-en-de.q5_k_m.gguf", layers, context)
        return ModelHandle("opus-en-de", backend, device, needed_mb)

    def _prompt_for_opus_en_de(self, prompt, request):
        """Opus English to German takes the bare text; a missing line end makes it ramble."""
        prefix = request.get("prefix", "translate: ")
        return prefix + prompt.strip()

    def _answer_with_opus_en_de(self, prompt, request):
        """One answer of Opus English to German, cleaned of what it likes to add."""
        handle = self.load_model("opus-en-de", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_opus_en_de(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_opus_en_de(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 666.4
        writing = answer_tokens / 95.2
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_opus_en_de(self):
        """What speaks against using Opus English to German right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "opus-en-de.q5_k_m.gguf")):
            problems.append("opus-en-de.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 160:
            problems.append("needs 160 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "opus-en-de":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Opus English to French (translate)
    # ======================================================================

    def _load_opus_en_fr(self, options=None):
        """Load Opus English to French.

        0.07 billion parameters in 6 layers; takes 160 MB with the default
        context of 512 tokens. Do not give it more context than this, it starts to repeat itself.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("Opus English to French was not trained for %d tokens" % context)
        layers = int(options.get("layers", 6))
        needed_mb = 160 + max(0, context - 512) * 6 // 64
        device = self.device
        if not self._make_room("opus-en-fr", needed_mb):
            layers = self._layers_that_fit("opus-en-fr", layers, needed_mb)
            needed_mb = needed_mb * layers // 6
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("opus-en-fr", "opus-en-fr.q5_k_m.gguf", layers, context)
        return ModelHandle("opus-en-fr", backend, device, needed_mb)

    def _prompt_for_opus_en_fr(self, prompt, request):
        """Opus English to French takes the bare text, without a leading space."""
        prefix = request.get("prefix", "translate: ")
        return prefix + prompt.strip()

    def _answer_with_opus_en_fr(self, prompt, request):
        """One answer of Opus English to French, cleaned of what it likes to add."""
        handle = self.load_model("opus-en-fr", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_opus_en_fr(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_opus_en_fr(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 761.6
        writing = answer_tokens / 95.2
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_opus_en_fr(self):
        """What speaks against using Opus English to French right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "opus-en-fr.q5_k_m.gguf")):
            problems.append("opus-en-fr.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 160:
            problems.append("needs 160 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "opus-en-fr":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Opus English to Spanish (translate)
    # ======================================================================

    def _load_opus_en_es(self, options=None):
        """Load Opus English to Spanish.

        0.07 billion parameters in 6 layers; takes 160 MB with the default
        context of 512 tokens. Fits beside the speech models on every card we own.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("Opus English to Spanish was not trained for %d tokens" % context)
        layers = int(options.get("layers", 6))
        needed_mb = 160 + max(0, context - 512) * 6 // 64
        device = self.device
        if not self._make_room("opus-en-es", needed_mb):
            layers = self._layers_that_fit("opus-en-es", layers, needed_mb)
            needed_mb = needed_mb * layers // 6
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("opus-en-es", "opus-en-es.q5_k_m.gguf", layers, context)
        return ModelHandle("opus-en-es", backend, device, needed_mb)

    def _prompt_for_opus_en_es(self, prompt, request):
        """Opus English to Spanish takes the bare text; older turns only confuse it."""
        prefix = request.get("prefix", "translate: ")
        return prefix + prompt.strip()

    def _answer_with_opus_en_es(self, prompt, request):
        """One answer of Opus English to Spanish, cleaned of what it likes to add."""
        handle = self.load_model("opus-en-es", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_opus_en_es(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_opus_en_es(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 856.8
        writing = answer_tokens / 95.2
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_opus_en_es(self):
        """What speaks against using Opus English to Spanish right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "opus-en-es.q5_k_m.gguf")):
            problems.append("opus-en-es.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 160:
            problems.append("needs 160 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "opus-en-es":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # MADLAD 3B (translate)
    # ======================================================================

    def _load_madlad_3b(self, options=None):
        """Load MADLAD 3B.

        2.9 billion parameters in 24 layers; takes 2400 MB with the default
        context of 1024 tokens. Kept for comparison; nobody asks for it by name.
        """
        options = dict(options or {})
        context = int(options.get("context", 1024))
        if context > 2048:
            raise ValueError("MADLAD 3B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 24))
        needed_mb = 2400 + max(0, context - 1024) * 24 // 64
        device = self.device
        if not self._make_room("madlad-3b", needed_mb):
            layers = self._layers_that_fit("madlad-3b", layers, needed_mb)
            needed_mb = needed_mb * layers // 24
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("madlad-3b", "madlad-3b.q4_k_m.gguf", layers, context)
        return ModelHandle("madlad-3b", backend, device, needed_mb)

    def _prompt_for_madlad_3b(self, prompt, request):
        """MADLAD 3B takes the bare text, and nothing after the last one."""
        prefix = request.get("prefix", "translate: ")
        return prefix + prompt.strip()

    def _answer_with_madlad_3b(self, prompt, request):
        """One answer of MADLAD 3B, cleaned of what it likes to add."""
        handle = self.load_model("madlad-3b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 512)
        full_prompt = self._prompt_for_madlad_3b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_madlad_3b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 326.0
        writing = answer_tokens / 32.6
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_madlad_3b(self):
        """What speaks against using MADLAD 3B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "madlad-3b.q4_k_m.gguf")):
            problems.append("madlad-3b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 2400:
            problems.append("needs 2400 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "madlad-3b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # MiniLM L6 (embed)
    # ======================================================================

    def _load_minilm_l6(self, options=None):
        """Load MiniLM L6.

        0.02 billion parameters in 6 layers; takes 60 MB with the default
        context of 256 tokens. The four-bit file is as good as the eight-bit one for our sentences.
        """
        options = dict(options or {})
        context = int(options.get("context", 256))
        if context > 256:
            raise ValueError("MiniLM L6 was not trained for %d tokens" % context)
        layers = int(options.get("layers", 6))
        needed_mb = 60 + max(0, context - 256) * 6 // 64
        device = self.device
        if not self._make_room("minilm-l6", needed_mb):
            layers = self._layers_that_fit("minilm-l6", layers, needed_mb)
            needed_mb = needed_mb * layers // 6
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("minilm-l6", "minilm-l6.q5_k_m.gguf", layers, context)
        return ModelHandle("minilm-l6", backend, device, needed_mb)

    def _prompt_for_minilm_l6(self, prompt, request):
        """MiniLM L6 takes the bare text."""
        prefix = request.get("prefix", "query: ")
        return prefix + prompt.strip()

    def _answer_with_minilm_l6(self, prompt, request):
        """One answer of MiniLM L6, cleaned of what it likes to add."""
        handle = self.load_model("minilm-l6", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 128)
        full_prompt = self._prompt_for_minilm_l6(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_minilm_l6(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 591.6
        writing = answer_tokens / 98.6
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_minilm_l6(self):
        """What speaks against using MiniLM L6 right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "minilm-l6.q5_k_m.gguf")):
            problems.append("minilm-l6.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 60:
            problems.append("needs 60 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "minilm-l6":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # BGE Small (embed)
    # ======================================================================

    def _load_bge_small(self, options=None):
        """Load BGE Small.

        0.03 billion parameters in 12 layers; takes 110 MB with the default
        context of 512 tokens. Its tokenizer counts umlauts twice, hence the margin.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("BGE Small was not trained for %d tokens" % context)
        layers = int(options.get("layers", 12))
        needed_mb = 110 + max(0, context - 512) * 12 // 64
        device = self.device
        if not self._make_room("bge-small", needed_mb):
            layers = self._layers_that_fit("bge-small", layers, needed_mb)
            needed_mb = needed_mb * layers // 12
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("bge-small", "bge-small.q5_k_m.gguf", layers, context)
        return ModelHandle("bge-small", backend, device, needed_mb)

    def _prompt_for_bge_small(self, prompt, request):
        """BGE Small takes the bare text; a missing line end makes it ramble."""
        prefix = request.get("prefix", "query: ")
        return prefix + prompt.strip()

    def _answer_with_bge_small(self, prompt, request):
        """One answer of BGE Small, cleaned of what it likes to add."""
        handle = self.load_model("bge-small", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_bge_small(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_bge_small(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 685.3
        writing = answer_tokens / 97.9
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_bge_small(self):
        """What speaks against using BGE Small right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "bge-small.q5_k_m.gguf")):
            problems.append("bge-small.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 110:
            problems.append("needs 110 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "bge-small":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # BGE Large (embed)
    # ======================================================================

    def _load_bge_large(self, options=None):
        """Load BGE Large.

        0.33 billion parameters in 24 layers; takes 720 MB with the default
        context of 512 tokens. Loads quickly because the file is mapped, not read.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("BGE Large was not trained for %d tokens" % context)
        layers = int(options.get("layers", 24))
        needed_mb = 720 + max(0, context - 512) * 24 // 64
        device = self.device
        if not self._make_room("bge-large", needed_mb):
            layers = self._layers_that_fit("bge-large", layers, needed_mb)
            needed_mb = needed_mb * layers // 24
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("bge-large", "bge-large.q5_k_m.gguf", layers, context)
        return ModelHandle("bge-large", backend, device, needed_mb)

    def _prompt_for_bge_large(self, prompt, request):
        """BGE Large takes the bare text, without a leading space."""
        prefix = request.get("prefix", "query: ")
        return prefix + prompt.strip()

    def _answer_with_bge_large(self, prompt, request):
        """One answer of BGE Large, cleaned of what it likes to add."""
        handle = self.load_model("bge-large", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_bge_large(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_bge_large(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 647.2
        writing = answer_tokens / 80.9
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_bge_large(self):
        """What speaks against using BGE Large right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "bge-large.q5_k_m.gguf")):
            problems.append("bge-large.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 720:
            problems.append("needs 720 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "bge-large":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # E5 Base (embed)
    # ======================================================================

    def _load_e5_base(self, options=None):
        """Load E5 Base.

        0.11 billion parameters in 12 layers; takes 260 MB with the default
        context of 512 tokens. The first answer after loading is slow; do not measure that one.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("E5 Base was not trained for %d tokens" % context)
        layers = int(options.get("layers", 12))
        needed_mb = 260 + max(0, context - 512) * 12 // 64
        device = self.device
        if not self._make_room("e5-base", needed_mb):
            layers = self._layers_that_fit("e5-base", layers, needed_mb)
            needed_mb = needed_mb * layers // 12
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("e5-base", "e5-base.q5_k_m.gguf", layers, context)
        return ModelHandle("e5-base", backend, device, needed_mb)

    def _prompt_for_e5_base(self, prompt, request):
        """E5 Base takes the bare text; older turns only confuse it."""
        prefix = request.get("prefix", "query: ")
        return prefix + prompt.strip()

    def _answer_with_e5_base(self, prompt, request):
        """One answer of E5 Base, cleaned of what it likes to add."""
        handle = self.load_model("e5-base", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_e5_base(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_e5_base(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 834.3
        writing = answer_tokens / 92.7
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_e5_base(self):
        """What speaks against using E5 Base right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "e5-base.q5_k_m.gguf")):
            problems.append("e5-base.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 260:
            problems.append("needs 260 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "e5-base":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # E5 Large (embed)
    # ======================================================================

    def _load_e5_large(self, options=None):
        """Load E5 Large.

        0.33 billion parameters in 24 layers; takes 730 MB with the default
        context of 512 tokens. Came into the house for the kitchen panel and stayed.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("E5 Large was not trained for %d tokens" % context)
        layers = int(options.get("layers", 24))
        needed_mb = 730 + max(0, context - 512) * 24 // 64
        device = self.device
        if not self._make_room("e5-large", needed_mb):
            layers = self._layers_that_fit("e5-large", layers, needed_mb)
            needed_mb = needed_mb * layers // 24
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("e5-large", "e5-large.q5_k_m.gguf", layers, context)
        return ModelHandle("e5-large", backend, device, needed_mb)

    def _prompt_for_e5_large(self, prompt, request):
        """E5 Large takes the bare text, and nothing after the last one."""
        prefix = request.get("prefix", "query: ")
        return prefix + prompt.strip()

    def _answer_with_e5_large(self, prompt, request):
        """One answer of E5 Large, cleaned of what it likes to add."""
        handle = self.load_model("e5-large", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_e5_large(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_e5_large(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 809.0
        writing = answer_tokens / 80.9
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_e5_large(self):
        """What speaks against using E5 Large right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "e5-large.q5_k_m.gguf")):
            problems.append("e5-large.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 730:
            problems.append("needs 730 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "e5-large":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Flan-T5 Base (summarise)
    # ======================================================================

    def _load_flan_t5_base(self, options=None):
        """Load Flan-T5 Base.

        0.25 billion parameters in 12 layers; takes 540 MB with the default
        context of 512 tokens. Do not give it more context than this, it starts to repeat itself.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("Flan-T5 Base was not trained for %d tokens" % context)
        layers = int(options.get("layers", 12))
        needed_mb = 540 + max(0, context - 512) * 12 // 64
        device = self.device
        if not self._make_room("flan-t5-base", needed_mb):
            layers = self._layers_that_fit("flan-t5-base", layers, needed_mb)
            needed_mb = needed_mb * layers // 12
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("flan-t5-base", "flan-t5-base.q5_k_m.gguf", layers, context)
        return ModelHandle("flan-t5-base", backend, device, needed_mb)

    def _prompt_for_flan_t5_base(self, prompt, request):
        """Flan-T5 Base takes the bare text."""
        prefix = request.get("prefix", "summarise: ")
        return prefix + prompt.strip()

    def _answer_with_flan_t5_base(self, prompt, request):
        """One answer of Flan-T5 Base, cleaned of what it likes to add."""
        handle = self.load_model("flan-t5-base", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_flan_t5_base(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_flan_t5_base(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 508.8
        writing = answer_tokens / 84.8
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_flan_t5_base(self):
        """What speaks against using Flan-T5 Base right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "flan-t5-base.q5_k_m.gguf")):
            problems.append("flan-t5-base.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 540:
            problems.append("needs 540 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "flan-t5-base":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Flan-T5 Large (summarise)
    # ======================================================================

    def _load_flan_t5_large(self, options=None):
        """Load Flan-T5 Large.

        0.78 billion parameters in 24 layers; takes 1600 MB with the default
        context of 512 tokens. Fits beside the speech models on every card we own.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("Flan-T5 Large was not trained for %d tokens" % context)
        layers = int(options.get("layers", 24))
        needed_mb = 1600 + max(0, context - 512) * 24 // 64
        device = self.device
        if not self._make_room("flan-t5-large", needed_mb):
            layers = self._layers_that_fit("flan-t5-large", layers, needed_mb)
            needed_mb = needed_mb * layers // 24
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("flan-t5-large", "flan-t5-large.q5_k_m.gguf", layers, context)
        return ModelHandle("flan-t5-large", backend, device, needed_mb)

    def _prompt_for_flan_t5_large(self, prompt, request):
        """Flan-T5 Large takes the bare text; a missing line end makes it ramble."""
        prefix = request.get("prefix", "summarise: ")
        return prefix + prompt.strip()

    def _answer_with_flan_t5_large(self, prompt, request):
        """One answer of Flan-T5 Large, cleaned of what it likes to add."""
        handle = self.load_model("flan-t5-large", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_flan_t5_large(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_flan_t5_large(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 449.4
        writing = answer_tokens / 64.2
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_flan_t5_large(self):
        """What speaks against using Flan-T5 Large right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "flan-t5-large.q5_k_m.gguf")):
            problems.append("flan-t5-large.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 1600:
            problems.append("needs 1600 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "flan-t5-large":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # BART Large CNN (summarise)
    # ======================================================================

    def _load_bart_large_cnn(self, options=None):
        """Load BART Large CNN.

        0.41 billion parameters in 12 layers; takes 870 MB with the default
        context of 1024 tokens. Kept for comparison; nobody asks for it by name.
        """
        options = dict(options or {})
        context = int(options.get("context", 1024))
        if context > 1024:
            raise ValueError("BART Large CNN was not trained for %d tokens" % context)
        layers = int(options.get("layers", 12))
        needed_mb = 870 + max(0, context - 1024) * 12 // 64
        device = self.device
        if not self._make_room("bart-large-cnn", needed_mb):
            layers = self._layers_that_fit("bart-large-cnn", layers, needed_mb)
            needed_mb = needed_mb * layers // 12
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("bart-large-cnn", "bart-large-cnn.q5_k_m.gguf", layers, context)
        return ModelHandle("bart-large-cnn", backend, device, needed_mb)

    def _prompt_for_bart_large_cnn(self, prompt, request):
        """BART Large CNN takes the bare text, without a leading space."""
        prefix = request.get("prefix", "summarise: ")
        return prefix + prompt.strip()

    def _answer_with_bart_large_cnn(self, prompt, request):
        """One answer of BART Large CNN, cleaned of what it likes to add."""
        handle = self.load_model("bart-large-cnn", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 512)
        full_prompt = self._prompt_for_bart_large_cnn(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_bart_large_cnn(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 618.4
        writing = answer_tokens / 77.3
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_bart_large_cnn(self):
        """What speaks against using BART Large CNN right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "bart-large-cnn.q5_k_m.gguf")):
            problems.append("bart-large-cnn.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 870:
            problems.append("needs 870 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "bart-large-cnn":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Pegasus News (summarise)
    # ======================================================================

    def _load_pegasus_news(self, options=None):
        """Load Pegasus News.

        0.57 billion parameters in 16 layers; takes 1180 MB with the default
        context of 1024 tokens. The four-bit file is as good as the eight-bit one for our sentences.
        """
        options = dict(options or {})
        context = int(options.get("context", 1024))
        if context > 1024:
            raise ValueError("Pegasus News was not trained for %d tokens" % context)
        layers = int(options.get("layers", 16))
        needed_mb = 1180 + max(0, context - 1024) * 16 // 64
        device = self.device
        if not self._make_room("pegasus-news", needed_mb):
            layers = self._layers_that_fit("pegasus-news", layers, needed_mb)
            needed_mb = needed_mb * layers // 16
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("pegasus-news", "pegasus-news.q5_k_m.gguf", layers, context)
        return ModelHandle("pegasus-news", backend, device, needed_mb)

    def _prompt_for_pegasus_news(self, prompt, request):
        """Pegasus News takes the bare text; older turns only confuse it."""
        prefix = request.get("prefix", "summarise: ")
        return prefix + prompt.strip()

    def _answer_with_pegasus_news(self, prompt, request):
        """One answer of Pegasus News, cleaned of what it likes to add."""
        handle = self.load_model("pegasus-news", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 512)
        full_prompt = self._prompt_for_pegasus_news(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_pegasus_news(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 639.9
        writing = answer_tokens / 71.1
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_pegasus_news(self):
        """What speaks against using Pegasus News right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "pegasus-news.q5_k_m.gguf")):
            problems.append("pegasus-news.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 1180:
            problems.append("needs 1180 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "pegasus-news":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # LLaVA 7B (describe)
    # ======================================================================

    def _load_llava_7b(self, options=None):
        """Load LLaVA 7B.

        7.1 billion parameters in 32 layers; takes 5900 MB with the default
        context of 4096 tokens. Its tokenizer counts umlauts twice, hence the margin.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("LLaVA 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5900 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("llava-7b", needed_mb):
            layers = self._layers_that_fit("llava-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("llava-7b", "llava-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("llava-7b", backend, device, needed_mb)

    def _prompt_for_llava_7b(self, prompt, request):
        """LLaVA 7B was trained on named turns, and nothing after the last one."""
        lines = [request.get("system", "Say what you know and say so when you do not.")]
        for question, answer in request.get("history", [])[-5:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_llava_7b(self, prompt, request):
        """One answer of LLaVA 7B, cleaned of what it likes to add."""
        handle = self.load_model("llava-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_llava_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_llava_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 165.0
        writing = answer_tokens / 16.5
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_llava_7b(self):
        """What speaks against using LLaVA 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "llava-7b.q4_k_m.gguf")):
            problems.append("llava-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5900:
            problems.append("needs 5900 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "llava-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # LLaVA 13B (describe)
    # ======================================================================

    def _load_llava_13b(self, options=None):
        """Load LLaVA 13B.

        13.3 billion parameters in 40 layers; takes 9200 MB with the default
        context of 4096 tokens. Loads quickly because the file is mapped, not read.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("LLaVA 13B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 40))
        needed_mb = 9200 + max(0, context - 4096) * 40 // 48
        device = self.device
        if not self._make_room("llava-13b", needed_mb):
            layers = self._layers_that_fit("llava-13b", layers, needed_mb)
            needed_mb = needed_mb * layers // 40
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("llava-13b", "llava-13b.q4_k_m.gguf", layers, context)
        return ModelHandle("llava-13b", backend, device, needed_mb)

    def _prompt_for_llava_13b(self, prompt, request):
        """LLaVA 13B was trained on named turns."""
        lines = [request.get("system", "You are the voice of a house. Answer in one sentence.")]
        for question, answer in request.get("history", [])[-2:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_llava_13b(self, prompt, request):
        """One answer of LLaVA 13B, cleaned of what it likes to add."""
        handle = self.load_model("llava-13b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_llava_13b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_llava_13b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 57.0
        writing = answer_tokens / 9.5
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_llava_13b(self):
        """What speaks against using LLaVA 13B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "llava-13b.q4_k_m.gguf")):
            problems.append("llava-13b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 9200:
            problems.append("needs 9200 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "llava-13b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # BakLLaVA 7B (describe)
    # ======================================================================

    def _load_bakllava_7b(self, options=None):
        """Load BakLLaVA 7B.

        7.2 billion parameters in 32 layers; takes 5950 MB with the default
        context of 4096 tokens. The first answer after loading is slow; do not measure that one.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("BakLLaVA 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5950 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("bakllava-7b", needed_mb):
            layers = self._layers_that_fit("bakllava-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("bakllava-7b", "bakllava-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("bakllava-7b", backend, device, needed_mb)

    def _prompt_for_bakllava_7b(self, prompt, request):
        """BakLLaVA 7B was trained on named turns; a missing line end makes it ramble."""
        lines = [request.get("system", "Answer briefly; the answer is read aloud.")]
        for question, answer in request.get("history", [])[-3:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_bakllava_7b(self, prompt, request):
        """One answer of BakLLaVA 7B, cleaned of what it likes to add."""
        handle = self.load_model("bakllava-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_bakllava_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_bakllava_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 114.1
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_bakllava_7b(self):
        """What speaks against using BakLLaVA 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "bakllava-7b.q4_k_m.gguf")):
            problems.append("bakllava-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5950:
            problems.append("needs 5950 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "bakllava-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Moondream 2 (describe)
    # ======================================================================

    def _load_moondream_2(self, options=None):
        """Load Moondream 2.

        1.9 billion parameters in 24 layers; takes 1650 MB with the default
        context of 2048 tokens. Came into the house for the kitchen panel and stayed.
        """
        options = dict(options or {})
        context = int(options.get("context", 2048))
        if context > 2048:
            raise ValueError("Moondream 2 was not trained for %d tokens" % context)
        layers = int(options.get("layers", 24))
        needed_mb = 1650 + max(0, context - 2048) * 24 // 64
        device = self.device
        if not self._make_room("moondream-2", needed_mb):
            layers = self._layers_that_fit("moondream-2", layers, needed_mb)
            needed_mb = needed_mb * layers // 24
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("moondream-2", "moondream-2.q5_k_m.gguf", layers, context)
        return ModelHandle("moondream-2", backend, device, needed_mb)

    def _prompt_for_moondream_2(self, prompt, request):
        """Moondream 2 takes the bare text, without a leading space."""
        prefix = request.get("prefix", "")
        return prefix + prompt.strip()

    def _answer_with_moondream_2(self, prompt, request):
        """One answer of Moondream 2, cleaned of what it likes to add."""
        handle = self.load_model("moondream-2", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 1024)
        full_prompt = self._prompt_for_moondream_2(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_moondream_2(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 339.2
        writing = answer_tokens / 42.4
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_moondream_2(self):
        """What speaks against using Moondream 2 right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "moondream-2.q5_k_m.gguf")):
            problems.append("moondream-2.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 1650:
            problems.append("needs 1650 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "moondream-2":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # BLIP Base (describe)
    # ======================================================================

    def _load_blip_base(self, options=None):
        """Load BLIP Base.

        0.25 billion parameters in 12 layers; takes 610 MB with the default
        context of 512 tokens. Do not give it more context than this, it starts to repeat itself.
        """
        options = dict(options or {})
        context = int(options.get("context", 512))
        if context > 512:
            raise ValueError("BLIP Base was not trained for %d tokens" % context)
        layers = int(options.get("layers", 12))
        needed_mb = 610 + max(0, context - 512) * 12 // 64
        device = self.device
        if not self._make_room("blip-base", needed_mb):
            layers = self._layers_that_fit("blip-base", layers, needed_mb)
            needed_mb = needed_mb * layers // 12
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("blip-base", "blip-base.q5_k_m.gguf", layers, context)
        return ModelHandle("blip-base", backend, device, needed_mb)

    def _prompt_for_blip_base(self, prompt, request):
        """BLIP Base takes the bare text; older turns only confuse it."""
        prefix = request.get("prefix", "")
        return prefix + prompt.strip()

    def _answer_with_blip_base(self, prompt, request):
        """One answer of BLIP Base, cleaned of what it likes to add."""
        handle = self.load_model("blip-base", request.get("options"))
        length = min(int(request.get("max_tokens", 256)), 256)
        full_prompt = self._prompt_for_blip_base(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["\n\n"])
        for ending in ["\n\n"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_blip_base(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 763.2
        writing = answer_tokens / 84.8
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_blip_base(self):
        """What speaks against using BLIP Base right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "blip-base.q5_k_m.gguf")):
            problems.append("blip-base.q5_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 610:
            problems.append("needs 610 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "blip-base":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Orca 2 7B (reason)
    # ======================================================================

    def _load_orca_2_7b(self, options=None):
        """Load Orca 2 7B.

        6.7 billion parameters in 32 layers; takes 4900 MB with the default
        context of 4096 tokens. Fits beside the speech models on every card we own.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Orca 2 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 4900 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("orca-2-7b", needed_mb):
            layers = self._layers_that_fit("orca-2-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("orca-2-7b", "orca-2-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("orca-2-7b", backend, device, needed_mb)

    def _prompt_for_orca_2_7b(self, prompt, request):
        """Orca 2 7B reads one tagged message after the other, and nothing after the last one."""
        messages = [("system", request.get("system", "You are the voice of a house. Answer in one sentence."))]
        for question, answer in request.get("history", [])[-2:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_orca_2_7b(self, prompt, request):
        """One answer of Orca 2 7B, cleaned of what it likes to add."""
        handle = self.load_model("orca-2-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_orca_2_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_orca_2_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 173.0
        writing = answer_tokens / 17.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_orca_2_7b(self):
        """What speaks against using Orca 2 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "orca-2-7b.q4_k_m.gguf")):
            problems.append("orca-2-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 4900:
            problems.append("needs 4900 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "orca-2-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Orca 2 13B (reason)
    # ======================================================================

    def _load_orca_2_13b(self, options=None):
        """Load Orca 2 13B.

        13.0 billion parameters in 40 layers; takes 8800 MB with the default
        context of 4096 tokens. Kept for comparison; nobody asks for it by name.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Orca 2 13B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 40))
        needed_mb = 8800 + max(0, context - 4096) * 40 // 48
        device = self.device
        if not self._make_room("orca-2-13b", needed_mb):
            layers = self._layers_that_fit("orca-2-13b", layers, needed_mb)
            needed_mb = needed_mb * layers // 40
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("orca-2-13b", "orca-2-13b.q4_k_m.gguf", layers, context)
        return ModelHandle("orca-2-13b", backend, device, needed_mb)

    def _prompt_for_orca_2_13b(self, prompt, request):
        """Orca 2 13B reads one tagged message after the other."""
        messages = [("system", request.get("system", "Answer briefly; the answer is read aloud."))]
        for question, answer in request.get("history", [])[-3:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_orca_2_13b(self, prompt, request):
        """One answer of Orca 2 13B, cleaned of what it likes to add."""
        handle = self.load_model("orca-2-13b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_orca_2_13b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_orca_2_13b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 58.2
        writing = answer_tokens / 9.7
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_orca_2_13b(self):
        """What speaks against using Orca 2 13B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "orca-2-13b.q4_k_m.gguf")):
            problems.append("orca-2-13b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 8800:
            problems.append("needs 8800 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "orca-2-13b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # WizardMath 7B (reason)
    # ======================================================================

    def _load_wizardmath_7b(self, options=None):
        """Load WizardMath 7B.

        6.7 billion parameters in 32 layers; takes 4900 MB with the default
        context of 2048 tokens. The four-bit file is as good as the eight-bit one for our sentences.
        """
        options = dict(options or {})
        context = int(options.get("context", 2048))
        if context > 4096:
            raise ValueError("WizardMath 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 4900 + max(0, context - 2048) * 32 // 64
        device = self.device
        if not self._make_room("wizardmath-7b", needed_mb):
            layers = self._layers_that_fit("wizardmath-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("wizardmath-7b", "wizardmath-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("wizardmath-7b", backend, device, needed_mb)

    def _prompt_for_wizardmath_7b(self, prompt, request):
        """WizardMath 7B expects headings; a missing line end makes it ramble."""
        parts = [request.get("system", "You help at home. No lists, no headings.")]
        if request.get("history"):
            question, answer = request["history"][-1]
            parts.append("### Before:\n%s\n%s" % (question.strip(), answer.strip()))
        parts.append("### Instruction:\n%s" % prompt.strip())
        parts.append("### Response:")
        return "\n\n".join(parts)

    def _answer_with_wizardmath_7b(self, prompt, request):
        """One answer of WizardMath 7B, cleaned of what it likes to add."""
        handle = self.load_model("wizardmath-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_wizardmath_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["### Instruction:", "### Before:"])
        for ending in ["### Instruction:", "### Before:"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_wizardmath_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 121.1
        writing = answer_tokens / 17.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_wizardmath_7b(self):
        """What speaks against using WizardMath 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "wizardmath-7b.q4_k_m.gguf")):
            problems.append("wizardmath-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 4900:
            problems.append("needs 4900 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "wizardmath-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Phi-2 (reason)
    # ======================================================================

    def _load_phi_2(self, options=None):
        """Load Phi-2.

        2.7 billion parameters in 32 layers; takes 2100 MB with the default
        context of 2048 tokens. Its tokenizer counts umlauts twice, hence the margin.
        """
        options = dict(options or {})
        context = int(options.get("context", 2048))
        if context > 4096:
            raise ValueError("Phi-2 was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 2100 + max(0, context - 2048) * 32 // 64
        device = self.device
        if not self._make_room("phi-2", needed_mb):
            layers = self._layers_that_fit("phi-2", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("phi-2", "phi-2.q4_k_m.gguf", layers, context)
        return ModelHandle("phi-2", backend, device, needed_mb)

    def _prompt_for_phi_2(self, prompt, request):
        """Phi-2 is terse and so is its format, without a leading space."""
        before = ""
        for question, answer in request.get("history", [])[-5:]:
            before += "Instruct: %s\nOutput: %s\n" % (question.strip(), answer.strip())
        return "%sInstruct: %s\nOutput:" % (before, prompt.strip())

    def _answer_with_phi_2(self, prompt, request):
        """One answer of Phi-2, cleaned of what it likes to add."""
        handle = self.load_model("phi-2", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_phi_2(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["Instruct:", "Output:"])
        for ending in ["Instruct:", "Output:"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_phi_2(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 272.8
        writing = answer_tokens / 34.1
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_phi_2(self):
        """What speaks against using Phi-2 right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "phi-2.q4_k_m.gguf")):
            problems.append("phi-2.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 2100:
            problems.append("needs 2100 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "phi-2":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # SOLAR 10.7B (chat)
    # ======================================================================

    def _load_solar_10_7b(self, options=None):
        """Load SOLAR 10.7B.

        10.7 billion parameters in 48 layers; takes 7300 MB with the default
        context of 4096 tokens. Loads quickly because the file is mapped, not read.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("SOLAR 10.7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 48))
        needed_mb = 7300 + max(0, context - 4096) * 48 // 48
        device = self.device
        if not self._make_room("solar-10-7b", needed_mb):
            layers = self._layers_that_fit("solar-10-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 48
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("solar-10-7b", "solar-10-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("solar-10-7b", backend, device, needed_mb)

    def _prompt_for_solar_10_7b(self, prompt, request):
        """SOLAR 10.7B expects headings; older turns only confuse it."""
        parts = [request.get("system", "You are the voice of a house. Answer in one sentence.")]
        if request.get("history"):
            question, answer = request["history"][-1]
            parts.append("### Before:\n%s\n%s" % (question.strip(), answer.strip()))
        parts.append("### Instruction:\n%s" % prompt.strip())
        parts.append("### Response:")
        return "\n\n".join(parts)

    def _answer_with_solar_10_7b(self, prompt, request):
        """One answer of SOLAR 10.7B, cleaned of what it likes to add."""
        handle = self.load_model("solar-10-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_solar_10_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["### Instruction:", "### Before:"])
        for ending in ["### Instruction:", "### Before:"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_solar_10_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 104.4
        writing = answer_tokens / 11.6
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_solar_10_7b(self):
        """What speaks against using SOLAR 10.7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "solar-10-7b.q4_k_m.gguf")):
            problems.append("solar-10-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 7300:
            problems.append("needs 7300 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "solar-10-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Yi 6B Chat (chat)
    # ======================================================================

    def _load_yi_6b_chat(self, options=None):
        """Load Yi 6B Chat.

        6.1 billion parameters in 32 layers; takes 4400 MB with the default
        context of 4096 tokens. The first answer after loading is slow; do not measure that one.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Yi 6B Chat was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 4400 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("yi-6b-chat", needed_mb):
            layers = self._layers_that_fit("yi-6b-chat", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("yi-6b-chat", "yi-6b-chat.q4_k_m.gguf", layers, context)
        return ModelHandle("yi-6b-chat", backend, device, needed_mb)

    def _prompt_for_yi_6b_chat(self, prompt, request):
        """Yi 6B Chat reads one tagged message after the other, and nothing after the last one."""
        messages = [("system", request.get("system", "Answer briefly; the answer is read aloud."))]
        for question, answer in request.get("history", [])[-3:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_yi_6b_chat(self, prompt, request):
        """One answer of Yi 6B Chat, cleaned of what it likes to add."""
        handle = self.load_model("yi-6b-chat", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_yi_6b_chat(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_yi_6b_chat(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 187.0
        writing = answer_tokens / 18.7
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_yi_6b_chat(self):
        """What speaks against using Yi 6B Chat right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "yi-6b-chat.q4_k_m.gguf")):
            problems.append("yi-6b-chat.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 4400:
            problems.append("needs 4400 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "yi-6b-chat":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Neural Chat 7B (chat)
    # ======================================================================

    def _load_neural_chat_7b(self, options=None):
        """Load Neural Chat 7B.

        7.2 billion parameters in 32 layers; takes 5050 MB with the default
        context of 8192 tokens. Came into the house for the kitchen panel and stayed.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("Neural Chat 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5050 + max(0, context - 8192) * 32 // 64
        device = self.device
        if not self._make_room("neural-chat-7b", needed_mb):
            layers = self._layers_that_fit("neural-chat-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("neural-chat-7b", "neural-chat-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("neural-chat-7b", backend, device, needed_mb)

    def _prompt_for_neural_chat_7b(self, prompt, request):
        """Neural Chat 7B expects headings."""
        parts = [request.get("system", "You help at home. No lists, no headings.")]
        if request.get("history"):
            question, answer = request["history"][-1]
            parts.append("### Before:\n%s\n%s" % (question.strip(), answer.strip()))
        parts.append("### Instruction:\n%s" % prompt.strip())
        parts.append("### Response:")
        return "\n\n".join(parts)

    def _answer_with_neural_chat_7b(self, prompt, request):
        """One answer of Neural Chat 7B, cleaned of what it likes to add."""
        handle = self.load_model("neural-chat-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_neural_chat_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["### Instruction:", "### Before:"])
        for ending in ["### Instruction:", "### Before:"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_neural_chat_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 97.8
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_neural_chat_7b(self):
        """What speaks against using Neural Chat 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "neural-chat-7b.q4_k_m.gguf")):
            problems.append("neural-chat-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5050:
            problems.append("needs 5050 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "neural-chat-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Dolphin Phi-2 (chat)
    # ======================================================================

    def _load_dolphin_phi_2(self, options=None):
        """Load Dolphin Phi-2.

        2.7 billion parameters in 32 layers; takes 2150 MB with the default
        context of 2048 tokens. Do not give it more context than this, it starts to repeat itself.
        """
        options = dict(options or {})
        context = int(options.get("context", 2048))
        if context > 4096:
            raise ValueError("Dolphin Phi-2 was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 2150 + max(0, context - 2048) * 32 // 64
        device = self.device
        if not self._make_room("dolphin-phi-2", needed_mb):
            layers = self._layers_that_fit("dolphin-phi-2", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("dolphin-phi-2", "dolphin-phi-2.q4_k_m.gguf", layers, context)
        return ModelHandle("dolphin-phi-2", backend, device, needed_mb)

    def _prompt_for_dolphin_phi_2(self, prompt, request):
        """Dolphin Phi-2 reads one tagged message after the other; a missing line end makes it ramble."""
        messages = [("system", request.get("system", "Say what you know and say so when you do not."))]
        for question, answer in request.get("history", [])[-5:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_dolphin_phi_2(self, prompt, request):
        """One answer of Dolphin Phi-2, cleaned of what it likes to add."""
        handle = self.load_model("dolphin-phi-2", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_dolphin_phi_2(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_dolphin_phi_2(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 238.7
        writing = answer_tokens / 34.1
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_dolphin_phi_2(self):
        """What speaks against using Dolphin Phi-2 right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "dolphin-phi-2.q4_k_m.gguf")):
            problems.append("dolphin-phi-2.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 2150:
            problems.append("needs 2150 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "dolphin-phi-2":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Rocket 3B (chat)
    # ======================================================================

    def _load_rocket_3b(self, options=None):
        """Load Rocket 3B.

        2.8 billion parameters in 32 layers; takes 2050 MB with the default
        context of 4096 tokens. Fits beside the speech models on every card we own.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Rocket 3B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 2050 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("rocket-3b", needed_mb):
            layers = self._layers_that_fit("rocket-3b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("rocket-3b", "rocket-3b.q4_k_m.gguf", layers, context)
        return ModelHandle("rocket-3b", backend, device, needed_mb)

    def _prompt_for_rocket_3b(self, prompt, request):
        """Rocket 3B reads one tagged message after the other, without a leading space."""
        messages = [("system", request.get("system", "You are the voice of a house. Answer in one sentence."))]
        for question, answer in request.get("history", [])[-2:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_rocket_3b(self, prompt, request):
        """One answer of Rocket 3B, cleaned of what it likes to add."""
        handle = self.load_model("rocket-3b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_rocket_3b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_rocket_3b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 266.4
        writing = answer_tokens / 33.3
        if self.device == "cpu":
            return (reading + writing) * 5
        return reading + writing

    def _check_rocket_3b(self):
        """What speaks against using Rocket 3B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "rocket-3b.q4_k_m.gguf")):
            problems.append("rocket-3b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 2050:
            problems.append("needs 2050 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "rocket-3b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Starling 7B (chat)
    # ======================================================================

    def _load_starling_7b(self, options=None):
        """Load Starling 7B.

        7.2 billion parameters in 32 layers; takes 5100 MB with the default
        context of 8192 tokens. Kept for comparison; nobody asks for it by name.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("Starling 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5100 + max(0, context - 8192) * 32 // 64
        device = self.device
        if not self._make_room("starling-7b", needed_mb):
            layers = self._layers_that_fit("starling-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("starling-7b", "starling-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("starling-7b", backend, device, needed_mb)

    def _prompt_for_starling_7b(self, prompt, request):
        """Starling 7B was trained on named turns; older turns only confuse it."""
        lines = [request.get("system", "Answer briefly; the answer is read aloud.")]
        for question, answer in request.get("history", [])[-3:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_starling_7b(self, prompt, request):
        """One answer of Starling 7B, cleaned of what it likes to add."""
        handle = self.load_model("starling-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_starling_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_starling_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 146.7
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_starling_7b(self):
        """What speaks against using Starling 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "starling-7b.q4_k_m.gguf")):
            problems.append("starling-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5100:
            problems.append("needs 5100 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "starling-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # OpenChat 7B (chat)
    # ======================================================================

    def _load_openchat_7b(self, options=None):
        """Load OpenChat 7B.

        7.2 billion parameters in 32 layers; takes 5100 MB with the default
        context of 8192 tokens. The four-bit file is as good as the eight-bit one for our sentences.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("OpenChat 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5100 + max(0, context - 8192) * 32 // 64
        device = self.device
        if not self._make_room("openchat-7b", needed_mb):
            layers = self._layers_that_fit("openchat-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("openchat-7b", "openchat-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("openchat-7b", backend, device, needed_mb)

    def _prompt_for_openchat_7b(self, prompt, request):
        """OpenChat 7B was trained on named turns, and nothing after the last one."""
        lines = [request.get("system", "You help at home. No lists, no headings.")]
        for question, answer in request.get("history", [])[-4:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_openchat_7b(self, prompt, request):
        """One answer of OpenChat 7B, cleaned of what it likes to add."""
        handle = self.load_model("openchat-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_openchat_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_openchat_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 163.0
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_openchat_7b(self):
        """What speaks against using OpenChat 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "openchat-7b.q4_k_m.gguf")):
            problems.append("openchat-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5100:
            problems.append("needs 5100 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "openchat-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Vicuna 7B (chat)
    # ======================================================================

    def _load_vicuna_7b(self, options=None):
        """Load Vicuna 7B.

        6.7 billion parameters in 32 layers; takes 4950 MB with the default
        context of 4096 tokens. Its tokenizer counts umlauts twice, hence the margin.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Vicuna 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 4950 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("vicuna-7b", needed_mb):
            layers = self._layers_that_fit("vicuna-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("vicuna-7b", "vicuna-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("vicuna-7b", backend, device, needed_mb)

    def _prompt_for_vicuna_7b(self, prompt, request):
        """Vicuna 7B was trained on named turns."""
        lines = [request.get("system", "Say what you know and say so when you do not.")]
        for question, answer in request.get("history", [])[-5:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_vicuna_7b(self, prompt, request):
        """One answer of Vicuna 7B, cleaned of what it likes to add."""
        handle = self.load_model("vicuna-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_vicuna_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_vicuna_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 103.8
        writing = answer_tokens / 17.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_vicuna_7b(self):
        """What speaks against using Vicuna 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "vicuna-7b.q4_k_m.gguf")):
            problems.append("vicuna-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 4950:
            problems.append("needs 4950 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "vicuna-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Vicuna 13B (chat)
    # ======================================================================

    def _load_vicuna_13b(self, options=None):
        """Load Vicuna 13B.

        13.0 billion parameters in 40 layers; takes 8850 MB with the default
        context of 4096 tokens. Loads quickly because the file is mapped, not read.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Vicuna 13B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 40))
        needed_mb = 8850 + max(0, context - 4096) * 40 // 48
        device = self.device
        if not self._make_room("vicuna-13b", needed_mb):
            layers = self._layers_that_fit("vicuna-13b", layers, needed_mb)
            needed_mb = needed_mb * layers // 40
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("vicuna-13b", "vicuna-13b.q4_k_m.gguf", layers, context)
        return ModelHandle("vicuna-13b", backend, device, needed_mb)

    def _prompt_for_vicuna_13b(self, prompt, request):
        """Vicuna 13B was trained on named turns; a missing line end makes it ramble."""
        lines = [request.get("system", "You are the voice of a house. Answer in one sentence.")]
        for question, answer in request.get("history", [])[-2:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_vicuna_13b(self, prompt, request):
        """One answer of Vicuna 13B, cleaned of what it likes to add."""
        handle = self.load_model("vicuna-13b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_vicuna_13b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_vicuna_13b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 7 times as fast as writing here."""
        reading = prompt_tokens / 67.9
        writing = answer_tokens / 9.7
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_vicuna_13b(self):
        """What speaks against using Vicuna 13B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "vicuna-13b.q4_k_m.gguf")):
            problems.append("vicuna-13b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 8850:
            problems.append("needs 8850 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "vicuna-13b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Nous Hermes 7B (chat)
    # ======================================================================

    def _load_nous_hermes_7b(self, options=None):
        """Load Nous Hermes 7B.

        6.7 billion parameters in 32 layers; takes 4900 MB with the default
        context of 4096 tokens. The first answer after loading is slow; do not measure that one.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Nous Hermes 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 4900 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("nous-hermes-7b", needed_mb):
            layers = self._layers_that_fit("nous-hermes-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("nous-hermes-7b", "nous-hermes-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("nous-hermes-7b", backend, device, needed_mb)

    def _prompt_for_nous_hermes_7b(self, prompt, request):
        """Nous Hermes 7B expects headings, without a leading space."""
        parts = [request.get("system", "Answer briefly; the answer is read aloud.")]
        if request.get("history"):
            question, answer = request["history"][-1]
            parts.append("### Before:\n%s\n%s" % (question.strip(), answer.strip()))
        parts.append("### Instruction:\n%s" % prompt.strip())
        parts.append("### Response:")
        return "\n\n".join(parts)

    def _answer_with_nous_hermes_7b(self, prompt, request):
        """One answer of Nous Hermes 7B, cleaned of what it likes to add."""
        handle = self.load_model("nous-hermes-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_nous_hermes_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["### Instruction:", "### Before:"])
        for ending in ["### Instruction:", "### Before:"]:
            text = text.split(ending)[0]
        return text.strip().rstrip("#")

    def _cost_of_nous_hermes_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 8 times as fast as writing here."""
        reading = prompt_tokens / 138.4
        writing = answer_tokens / 17.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_nous_hermes_7b(self):
        """What speaks against using Nous Hermes 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "nous-hermes-7b.q4_k_m.gguf")):
            problems.append("nous-hermes-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 4900:
            problems.append("needs 4900 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "nous-hermes-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Samantha 7B (chat)
    # ======================================================================

    def _load_samantha_7b(self, options=None):
        """Load Samantha 7B.

        7.2 billion parameters in 32 layers; takes 5000 MB with the default
        context of 4096 tokens. Came into the house for the kitchen panel and stayed.
        """
        options = dict(options or {})
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("Samantha 7B was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5000 + max(0, context - 4096) * 32 // 64
        device = self.device
        if not self._make_room("samantha-7b", needed_mb):
            layers = self._layers_that_fit("samantha-7b", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("samantha-7b", "samantha-7b.q4_k_m.gguf", layers, context)
        return ModelHandle("samantha-7b", backend, device, needed_mb)

    def _prompt_for_samantha_7b(self, prompt, request):
        """Samantha 7B reads one tagged message after the other; older turns only confuse it."""
        messages = [("system", request.get("system", "You help at home. No lists, no headings."))]
        for question, answer in request.get("history", [])[-4:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_samantha_7b(self, prompt, request):
        """One answer of Samantha 7B, cleaned of what it likes to add."""
        handle = self.load_model("samantha-7b", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_samantha_7b(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return " ".join(text.split())

    def _cost_of_samantha_7b(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 9 times as fast as writing here."""
        reading = prompt_tokens / 146.7
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_samantha_7b(self):
        """What speaks against using Samantha 7B right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "samantha-7b.q4_k_m.gguf")):
            problems.append("samantha-7b.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5000:
            problems.append("needs 5000 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "samantha-7b":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # MPT 7B Chat (chat)
    # ======================================================================

    def _load_mpt_7b_chat(self, options=None):
        """Load MPT 7B Chat.

        6.7 billion parameters in 32 layers; takes 5000 MB with the default
        context of 8192 tokens. Do not give it more context than this, it starts to repeat itself.
        """
        options = dict(options or {})
        context = int(options.get("context", 8192))
        if context > 16384:
            raise ValueError("MPT 7B Chat was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5000 + max(0, context - 8192) * 32 // 64
        device = self.device
        if not self._make_room("mpt-7b-chat", needed_mb):
            layers = self._layers_that_fit("mpt-7b-chat", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("mpt-7b-chat", "mpt-7b-chat.q4_k_m.gguf", layers, context)
        return ModelHandle("mpt-7b-chat", backend, device, needed_mb)

    def _prompt_for_mpt_7b_chat(self, prompt, request):
        """MPT 7B Chat reads one tagged message after the other, and nothing after the last one."""
        messages = [("system", request.get("system", "Say what you know and say so when you do not."))]
        for question, answer in request.get("history", [])[-5:]:
            messages.append(("user", question))
            messages.append(("assistant", answer))
        messages.append(("user", prompt))
        lines = ["<|im_start|>%s\n%s<|im_end|>" % (role, text.strip()) for role, text in messages]
        return "\n".join(lines + ["<|im_start|>assistant"])

    def _answer_with_mpt_7b_chat(self, prompt, request):
        """One answer of MPT 7B Chat, cleaned of what it likes to add."""
        handle = self.load_model("mpt-7b-chat", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_mpt_7b_chat(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["<|im_end|>", "<|im_start|>"])
        for ending in ["<|im_end|>", "<|im_start|>"]:
            text = text.split(ending)[0]
        return text.strip().strip("\"")

    def _cost_of_mpt_7b_chat(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 10 times as fast as writing here."""
        reading = prompt_tokens / 173.0
        writing = answer_tokens / 17.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_mpt_7b_chat(self):
        """What speaks against using MPT 7B Chat right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "mpt-7b-chat.q4_k_m.gguf")):
            problems.append("mpt-7b-chat.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5000:
            problems.append("needs 5000 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "mpt-7b-chat":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Falcon 7B Instruct (chat)
    # ======================================================================

    def _load_falcon_7b_instruct(self, options=None):
        """Load Falcon 7B Instruct.

        7.2 billion parameters in 32 layers; takes 5300 MB with the default
        context of 2048 tokens. Fits beside the speech models on every card we own.
        """
        options = dict(options or {})
        context = int(options.get("context", 2048))
        if context > 4096:
            raise ValueError("Falcon 7B Instruct was not trained for %d tokens" % context)
        layers = int(options.get("layers", 32))
        needed_mb = 5300 + max(0, context - 2048) * 32 // 64
        device = self.device
        if not self._make_room("falcon-7b-instruct", needed_mb):
            layers = self._layers_that_fit("falcon-7b-instruct", layers, needed_mb)
            needed_mb = needed_mb * layers // 32
            device = "cpu" if layers == 0 else self.device
        backend = self._open_backend("falcon-7b-instruct", "falcon-7b-instruct.q4_k_m.gguf", layers, context)
        return ModelHandle("falcon-7b-instruct", backend, device, needed_mb)

    def _prompt_for_falcon_7b_instruct(self, prompt, request):
        """Falcon 7B Instruct was trained on named turns."""
        lines = [request.get("system", "You are the voice of a house. Answer in one sentence.")]
        for question, answer in request.get("history", [])[-2:]:
            lines.append("USER: " + question.strip())
            lines.append("ASSISTANT: " + answer.strip())
        lines.append("USER: " + prompt.strip())
        lines.append("ASSISTANT:")
        return "\n".join(lines)

    def _answer_with_falcon_7b_instruct(self, prompt, request):
        """One answer of Falcon 7B Instruct, cleaned of what it likes to add."""
        handle = self.load_model("falcon-7b-instruct", request.get("options"))
        length = min(int(request.get("max_tokens", 160)), 1024)
        full_prompt = self._prompt_for_falcon_7b_instruct(prompt, request)
        text = handle.backend.complete(full_prompt, length, ["USER:", "</s>"])
        for ending in ["USER:", "</s>"]:
            text = text.split(ending)[0]
        return text.strip()

    def _cost_of_falcon_7b_instruct(self, prompt_tokens, answer_tokens):
        """Rough seconds on our card: reading is 6 times as fast as writing here."""
        reading = prompt_tokens / 97.8
        writing = answer_tokens / 16.3
        if self.device == "cpu":
            return (reading + writing) * 9
        return reading + writing

    def _check_falcon_7b_instruct(self):
        """What speaks against using Falcon 7B Instruct right now; an empty list when nothing does."""
        problems = []
        if not os.path.exists(os.path.join(MODEL_DIR, "falcon-7b-instruct.q4_k_m.gguf")):
            problems.append("falcon-7b-instruct.q4_k_m.gguf is not in %s" % MODEL_DIR)
        if self.budget_mb - VRAM_RESERVED_FOR_SPEECH_MB < 5300:
            problems.append("needs 5300 MB, the budget is %d MB" % self.budget_mb)
        if self.loading is not None and self.loading != "falcon-7b-instruct":
            problems.append("%s is being loaded" % self.loading)
        return problems

    # ======================================================================
    # Who can do what
    # ======================================================================

    def _build_catalogue(self):
        return {
            "phi-3-mini": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_phi_3_mini,
                "answer": self._answer_with_phi_3_mini,
                "cost": self._cost_of_phi_3_mini,
                "check": self._check_phi_3_mini,
            },
            "whisper-small": {
                "task": "transcribe",
                "languages": ["english", "german", "french", "spanish"],
                "load": self._load_whisper_small,
                "answer": self._answer_with_whisper_small,
                "cost": self._cost_of_whisper_small,
                "check": self._check_whisper_small,
            },
            "whisper-medium": {
                "task": "transcribe",
                "languages": ["english", "german", "french", "tagalog"],
                "load": self._load_whisper_medium,
                "answer": self._answer_with_whisper_medium,
                "cost": self._cost_of_whisper_medium,
                "check": self._check_whisper_medium,
            },
            "piper-amy": {
                "task": "speak",
                "languages": ["english"],
                "load": self._load_piper_amy,
                "answer": self._answer_with_piper_amy,
                "cost": self._cost_of_piper_amy,
                "check": self._check_piper_amy,
            },
            "piper-thorsten": {
                "task": "speak",
                "languages": ["german"],
                "load": self._load_piper_thorsten,
                "answer": self._answer_with_piper_thorsten,
                "cost": self._cost_of_piper_thorsten,
                "check": self._check_piper_thorsten,
            },
            "functionary-7b": {
                "task": "tools",
                "languages": ["english"],
                "load": self._load_functionary_7b,
                "answer": self._answer_with_functionary_7b,
                "cost": self._cost_of_functionary_7b,
                "check": self._check_functionary_7b,
            },
            "mistral-7b-instruct": {
                "task": "chat",
                "languages": ["english", "french"],
                "load": self._load_mistral_7b_instruct,
                "answer": self._answer_with_mistral_7b_instruct,
                "cost": self._cost_of_mistral_7b_instruct,
                "check": self._check_mistral_7b_instruct,
            },
            "llama-2-7b-chat": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_llama_2_7b_chat,
                "answer": self._answer_with_llama_2_7b_chat,
                "cost": self._cost_of_llama_2_7b_chat,
                "check": self._check_llama_2_7b_chat,
            },
            "llama-2-13b-chat": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_llama_2_13b_chat,
                "answer": self._answer_with_llama_2_13b_chat,
                "cost": self._cost_of_llama_2_13b_chat,
                "check": self._check_llama_2_13b_chat,
            },
            "zephyr-7b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_zephyr_7b,
                "answer": self._answer_with_zephyr_7b,
                "cost": self._cost_of_zephyr_7b,
                "check": self._check_zephyr_7b,
            },
            "openhermes-7b": {
                "task": "chat",
                "languages": ["english", "spanish"],
                "load": self._load_openhermes_7b,
                "answer": self._answer_with_openhermes_7b,
                "cost": self._cost_of_openhermes_7b,
                "check": self._check_openhermes_7b,
            },
            "qwen-7b-chat": {
                "task": "chat",
                "languages": ["english", "chinese"],
                "load": self._load_qwen_7b_chat,
                "answer": self._answer_with_qwen_7b_chat,
                "cost": self._cost_of_qwen_7b_chat,
                "check": self._check_qwen_7b_chat,
            },
            "qwen-1-8b-chat": {
                "task": "chat",
                "languages": ["english", "chinese"],
                "load": self._load_qwen_1_8b_chat,
                "answer": self._answer_with_qwen_1_8b_chat,
                "cost": self._cost_of_qwen_1_8b_chat,
                "check": self._check_qwen_1_8b_chat,
            },
            "gemma-2b-it": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_gemma_2b_it,
                "answer": self._answer_with_gemma_2b_it,
                "cost": self._cost_of_gemma_2b_it,
                "check": self._check_gemma_2b_it,
            },
            "gemma-7b-it": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_gemma_7b_it,
                "answer": self._answer_with_gemma_7b_it,
                "cost": self._cost_of_gemma_7b_it,
                "check": self._check_gemma_7b_it,
            },
            "stablelm-zephyr-3b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_stablelm_zephyr_3b,
                "answer": self._answer_with_stablelm_zephyr_3b,
                "cost": self._cost_of_stablelm_zephyr_3b,
                "check": self._check_stablelm_zephyr_3b,
            },
            "tinyllama-1-1b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_tinyllama_1_1b,
                "answer": self._answer_with_tinyllama_1_1b,
                "cost": self._cost_of_tinyllama_1_1b,
                "check": self._check_tinyllama_1_1b,
            },
            "codellama-7b": {
                "task": "code",
                "languages": ["python", "javascript"],
                "load": self._load_codellama_7b,
                "answer": self._answer_with_codellama_7b,
                "cost": self._cost_of_codellama_7b,
                "check": self._check_codellama_7b,
            },
            "codellama-13b": {
                "task": "code",
                "languages": ["python", "javascript"],
                "load": self._load_codellama_13b,
                "answer": self._answer_with_codellama_13b,
                "cost": self._cost_of_codellama_13b,
                "check": self._check_codellama_13b,
            },
            "deepseek-coder-1-3b": {
                "task": "code",
                "languages": ["python", "typescript"],
                "load": self._load_deepseek_coder_1_3b,
                "answer": self._answer_with_deepseek_coder_1_3b,
                "cost": self._cost_of_deepseek_coder_1_3b,
                "check": self._check_deepseek_coder_1_3b,
            },
            "deepseek-coder-6-7b": {
                "task": "code",
                "languages": ["python", "typescript"],
                "load": self._load_deepseek_coder_6_7b,
                "answer": self._answer_with_deepseek_coder_6_7b,
                "cost": self._cost_of_deepseek_coder_6_7b,
                "check": self._check_deepseek_coder_6_7b,
            },
            "starcoder2-3b": {
                "task": "code",
                "languages": ["python", "rust"],
                "load": self._load_starcoder2_3b,
                "answer": self._answer_with_starcoder2_3b,
                "cost": self._cost_of_starcoder2_3b,
                "check": self._check_starcoder2_3b,
            },
            "starcoder2-7b": {
                "task": "code",
                "languages": ["python", "rust"],
                "load": self._load_starcoder2_7b,
                "answer": self._answer_with_starcoder2_7b,
                "cost": self._cost_of_starcoder2_7b,
                "check": self._check_starcoder2_7b,
            },
            "wizardcoder-7b": {
                "task": "code",
                "languages": ["python"],
                "load": self._load_wizardcoder_7b,
                "answer": self._answer_with_wizardcoder_7b,
                "cost": self._cost_of_wizardcoder_7b,
                "check": self._check_wizardcoder_7b,
            },
            "nllb-600m": {
                "task": "translate",
                "languages": ["french", "german", "tagalog", "spanish"],
                "load": self._load_nllb_600m,
                "answer": self._answer_with_nllb_600m,
                "cost": self._cost_of_nllb_600m,
                "check": self._check_nllb_600m,
            },
            "nllb-1-3b": {
                "task": "translate",
                "languages": ["french", "german", "tagalog", "italian"],
                "load": self._load_nllb_1_3b,
                "answer": self._answer_with_nllb_1_3b,
                "cost": self._cost_of_nllb_1_3b,
                "check": self._check_nllb_1_3b,
            },
            "opus-en-de": {
                "task": "translate",
                "languages": ["german"],
                "load": self._load_opus_en_de,
                "answer": self._answer_with_opus_en_de,
                "cost": self._cost_of_opus_en_de,
                "check": self._check_opus_en_de,
            },
            "opus-en-fr": {
                "task": "translate",
                "languages": ["french"],
                "load": self._load_opus_en_fr,
                "answer": self._answer_with_opus_en_fr,
                "cost": self._cost_of_opus_en_fr,
                "check": self._check_opus_en_fr,
            },
            "opus-en-es": {
                "task": "translate",
                "languages": ["spanish"],
                "load": self._load_opus_en_es,
                "answer": self._answer_with_opus_en_es,
                "cost": self._cost_of_opus_en_es,
                "check": self._check_opus_en_es,
            },
            "madlad-3b": {
                "task": "translate",
                "languages": ["italian", "portuguese"],
                "load": self._load_madlad_3b,
                "answer": self._answer_with_madlad_3b,
                "cost": self._cost_of_madlad_3b,
                "check": self._check_madlad_3b,
            },
            "minilm-l6": {
                "task": "embed",
                "languages": ["english"],
                "load": self._load_minilm_l6,
                "answer": self._answer_with_minilm_l6,
                "cost": self._cost_of_minilm_l6,
                "check": self._check_minilm_l6,
            },
            "bge-small": {
                "task": "embed",
                "languages": ["english"],
                "load": self._load_bge_small,
                "answer": self._answer_with_bge_small,
                "cost": self._cost_of_bge_small,
                "check": self._check_bge_small,
            },
            "bge-large": {
                "task": "embed",
                "languages": ["english"],
                "load": self._load_bge_large,
                "answer": self._answer_with_bge_large,
                "cost": self._cost_of_bge_large,
                "check": self._check_bge_large,
            },
            "e5-base": {
                "task": "embed",
                "languages": ["english", "german"],
                "load": self._load_e5_base,
                "answer": self._answer_with_e5_base,
                "cost": self._cost_of_e5_base,
                "check": self._check_e5_base,
            },
            "e5-large": {
                "task": "embed",
                "languages": ["english", "german"],
                "load": self._load_e5_large,
                "answer": self._answer_with_e5_large,
                "cost": self._cost_of_e5_large,
                "check": self._check_e5_large,
            },
            "flan-t5-base": {
                "task": "summarise",
                "languages": ["english"],
                "load": self._load_flan_t5_base,
                "answer": self._answer_with_flan_t5_base,
                "cost": self._cost_of_flan_t5_base,
                "check": self._check_flan_t5_base,
            },
            "flan-t5-large": {
                "task": "summarise",
                "languages": ["english"],
                "load": self._load_flan_t5_large,
                "answer": self._answer_with_flan_t5_large,
                "cost": self._cost_of_flan_t5_large,
                "check": self._check_flan_t5_large,
            },
            "bart-large-cnn": {
                "task": "summarise",
                "languages": ["english"],
                "load": self._load_bart_large_cnn,
                "answer": self._answer_with_bart_large_cnn,
                "cost": self._cost_of_bart_large_cnn,
                "check": self._check_bart_large_cnn,
            },
            "pegasus-news": {
                "task": "summarise",
                "languages": ["english"],
                "load": self._load_pegasus_news,
                "answer": self._answer_with_pegasus_news,
                "cost": self._cost_of_pegasus_news,
                "check": self._check_pegasus_news,
            },
            "llava-7b": {
                "task": "describe",
                "languages": ["english"],
                "load": self._load_llava_7b,
                "answer": self._answer_with_llava_7b,
                "cost": self._cost_of_llava_7b,
                "check": self._check_llava_7b,
            },
            "llava-13b": {
                "task": "describe",
                "languages": ["english"],
                "load": self._load_llava_13b,
                "answer": self._answer_with_llava_13b,
                "cost": self._cost_of_llava_13b,
                "check": self._check_llava_13b,
            },
            "bakllava-7b": {
                "task": "describe",
                "languages": ["english"],
                "load": self._load_bakllava_7b,
                "answer": self._answer_with_bakllava_7b,
                "cost": self._cost_of_bakllava_7b,
                "check": self._check_bakllava_7b,
            },
            "moondream-2": {
                "task": "describe",
                "languages": ["english"],
                "load": self._load_moondream_2,
                "answer": self._answer_with_moondream_2,
                "cost": self._cost_of_moondream_2,
                "check": self._check_moondream_2,
            },
            "blip-base": {
                "task": "describe",
                "languages": ["english"],
                "load": self._load_blip_base,
                "answer": self._answer_with_blip_base,
                "cost": self._cost_of_blip_base,
                "check": self._check_blip_base,
            },
            "orca-2-7b": {
                "task": "reason",
                "languages": ["english"],
                "load": self._load_orca_2_7b,
                "answer": self._answer_with_orca_2_7b,
                "cost": self._cost_of_orca_2_7b,
                "check": self._check_orca_2_7b,
            },
            "orca-2-13b": {
                "task": "reason",
                "languages": ["english"],
                "load": self._load_orca_2_13b,
                "answer": self._answer_with_orca_2_13b,
                "cost": self._cost_of_orca_2_13b,
                "check": self._check_orca_2_13b,
            },
            "wizardmath-7b": {
                "task": "reason",
                "languages": ["english"],
                "load": self._load_wizardmath_7b,
                "answer": self._answer_with_wizardmath_7b,
                "cost": self._cost_of_wizardmath_7b,
                "check": self._check_wizardmath_7b,
            },
            "phi-2": {
                "task": "reason",
                "languages": ["english"],
                "load": self._load_phi_2,
                "answer": self._answer_with_phi_2,
                "cost": self._cost_of_phi_2,
                "check": self._check_phi_2,
            },
            "solar-10-7b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_solar_10_7b,
                "answer": self._answer_with_solar_10_7b,
                "cost": self._cost_of_solar_10_7b,
                "check": self._check_solar_10_7b,
            },
            "yi-6b-chat": {
                "task": "chat",
                "languages": ["english", "chinese"],
                "load": self._load_yi_6b_chat,
                "answer": self._answer_with_yi_6b_chat,
                "cost": self._cost_of_yi_6b_chat,
                "check": self._check_yi_6b_chat,
            },
            "neural-chat-7b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_neural_chat_7b,
                "answer": self._answer_with_neural_chat_7b,
                "cost": self._cost_of_neural_chat_7b,
                "check": self._check_neural_chat_7b,
            },
            "dolphin-phi-2": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_dolphin_phi_2,
                "answer": self._answer_with_dolphin_phi_2,
                "cost": self._cost_of_dolphin_phi_2,
                "check": self._check_dolphin_phi_2,
            },
            "rocket-3b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_rocket_3b,
                "answer": self._answer_with_rocket_3b,
                "cost": self._cost_of_rocket_3b,
                "check": self._check_rocket_3b,
            },
            "starling-7b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_starling_7b,
                "answer": self._answer_with_starling_7b,
                "cost": self._cost_of_starling_7b,
                "check": self._check_starling_7b,
            },
            "openchat-7b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_openchat_7b,
                "answer": self._answer_with_openchat_7b,
                "cost": self._cost_of_openchat_7b,
                "check": self._check_openchat_7b,
            },
            "vicuna-7b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_vicuna_7b,
                "answer": self._answer_with_vicuna_7b,
                "cost": self._cost_of_vicuna_7b,
                "check": self._check_vicuna_7b,
            },
            "vicuna-13b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_vicuna_13b,
                "answer": self._answer_with_vicuna_13b,
                "cost": self._cost_of_vicuna_13b,
                "check": self._check_vicuna_13b,
            },
            "nous-hermes-7b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_nous_hermes_7b,
                "answer": self._answer_with_nous_hermes_7b,
                "cost": self._cost_of_nous_hermes_7b,
                "check": self._check_nous_hermes_7b,
            },
            "samantha-7b": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_samantha_7b,
                "answer": self._answer_with_samantha_7b,
                "cost": self._cost_of_samantha_7b,
                "check": self._check_samantha_7b,
            },
            "mpt-7b-chat": {
                "task": "chat",
                "languages": ["english"],
                "load": self._load_mpt_7b_chat,
                "answer": self._answer_with_mpt_7b_chat,
                "cost": self._cost_of_mpt_7b_chat,
                "check": self._check_mpt_7b_chat,
            },
            "falcon-7b-instruct": {
                "task": "chat",
                "languages": ["english", "french"],
                "load": self._load_falcon_7b_instruct,
                "answer": self._answer_with_falcon_7b_instruct,
                "cost": self._cost_of_falcon_7b_instruct,
                "check": self._check_falcon_7b_instruct,
            },
        }

    def _build_defaults(self):
        return {
            "chat": "phi-3-mini",
            "code": "deepseek-coder-1-3b",
            "transcribe": "whisper-small",
            "speak": "piper-amy",
            "translate": "nllb-600m",
            "embed": "minilm-l6",
            "summarise": "flan-t5-base",
            "describe": "moondream-2",
            "reason": "phi-2",
            "tools": "functionary-7b",
        }


if __name__ == "__main__":
    agent = ModelManagerAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        logger.info("interrupted")
    finally:
        agent.cleanup()


# Loading times, first start after a reboot
# model                    MB      seconds
# phi-3-mini               2600        6.7
# whisper-small             620        1.9
# whisper-medium           1380        3.8
# piper-amy                  90        0.6
# piper-thorsten             90        0.6
# functionary-7b           5150       13.0
# mistral-7b-instruct      5100       12.8
# llama-2-7b-chat          4900       12.4
# llama-2-13b-chat         8800       21.9
# zephyr-7b                5000       12.6
# openhermes-7b            5050       12.7
# qwen-7b-chat             5600       14.1
# qwen-1-8b-chat           1500        4.1
# gemma-2b-it              1900        5.0
# gemma-7b-it              6100       15.3
# stablelm-zephyr-3b       2000        5.3
# tinyllama-1-1b            800        2.4
# codellama-7b             4900       12.4
# codellama-13b            8900       22.1
# deepseek-coder-1-3b      1100        3.1
# deepseek-coder-6-7b      4900       12.4
# starcoder2-3b            2300        6.0
# starcoder2-7b            5100       12.8
# wizardcoder-7b           4900       12.4
# nllb-600m                 700        2.1
# nllb-1-3b                1700        4.5
# opus-en-de                160        0.8
# opus-en-fr                160        0.8
# opus-en-es                160        0.8
# ------------------------------------------------------------------------
