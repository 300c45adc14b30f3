"""
SpeechRecognitionAgent

Audio in, text out. Loads an acoustic model onto the GPU when there is one and
gives the memory back after two idle minutes, because the language model lives
on the same card.

Runs without torch too: the text is then read from the "transcript" field of
the request, which is how the integration tests feed it.
"""

import gc
import logging
import time

import zmq

try:
    import torch
except ImportError:  # CPU-only box
    torch = None

logger = logging.getLogger("SpeechRecognitionAgent")

IDLE_SECONDS = 120
MEMORY_FRACTION = 0.35
FILLERS = {"uh", "um", "erm", "hmm"}


class AcousticModel:
    """The network, or what stands in for it on a machine without torch."""

    def __init__(self, device):
        self.device = device
        self.layers = []
        if torch is not None:
            self.layers = [torch.nn.Linear(80, 512), torch.nn.Linear(512, 64)]
            for layer in self.layers:
                layer.to(device)

    def transcribe(self, request):
        return request.get("transcript", "")


class SpeechRecognitionAgent:
    def __init__(self, port=7130):
        self.port = port
        self.running = True
        self.model = None
        self.last_used = 0.0
        self.device = self._pick_device()

        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.bind(f"tcp://*:{self.port}")

    # --- GPU ---

    def _pick_device(self):
        if torch is None or not torch.cuda.is_available():
            return "cpu"
        torch.cuda.set_device(0)
        torch.cuda.set_per_process_memory_fraction(MEMORY_FRACTION, 0)
        return "cuda:0"

    def _load_model(self):
        if self.model is None:
            logger.info("Loading acoustic model on %s", self.device)
            self.model = AcousticModel(self.device)
            if torch is not None and torch.cuda.is_available():
                torch.cuda.synchronize()
        self.last_used = time.time()
        return self.model

    def _unload_model(self):
        self.model = None
        gc.collect()
        if torch is not None and torch.cuda.is_available():
            torch.cuda.empty_cache()

    def _gpu_memory(self):
        if torch is None or not torch.cuda.is_available():
            return {"allocated_mb": 0, "reserved_mb": 0}
        return {
            "allocated_mb": torch.cuda.memory_allocated() // 2**20,
            "reserved_mb": torch.cuda.memory_reserved() // 2**20,
        }

    # --- requests ---

    def transcribe(self, request):
        text = self._load_model().transcribe(request)
        words = [word for word in text.split() if word.lower().strip(",.") not in FILLERS]
        return {"status": "success", "text": " ".join(words), "device": self.device}

    def handle_request(self, request):
        action = request.get("action")
        if action == "transcribe":
            return self.transcribe(request)
        elif action == "release":
            self._unload_model()
            return {"status": "success", "memory": self._gpu_memory()}
        elif action in ("health", "health_check"):
            return {"status": "ok", "loaded": self.model is not None, "memory": self._gpu_memory()}
        return {"status": "error", "message": "Unknown action: %s" % action}

    def run(self):
        while self.running:
            if self.socket.poll(500):
                request = self.socket.recv_json()
                try:
                    reply = self.handle_request(request)
                except Exception as e:
                    logger.exception("Transcription failed")
                    reply = {"status": "error", "message": str(e)}
                self.socket.send_json(reply)
            elif self.model is not None and time.time() - self.last_used > IDLE_SECONDS:
                logger.info("Idle, releasing GPU memory")
                self._unload_model()

    def stop(self):
        self.running = False
        self._unload_model()
        self.socket.close()
        self.context.term()


if __name__ == "__main__":
    agent = SpeechRecognitionAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        pass
    finally:
        agent.stop()
