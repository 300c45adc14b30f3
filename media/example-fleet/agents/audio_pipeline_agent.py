"""
AudioPipelineAgent - capture, clean up, detect speech, hand over.

Four threads with a queue between each two of them:

    capture -> denoise -> detect -> deliver

Each stage keeps its own counters under its own lock; "stats" takes all of
them in the same order everywhere (level, noise, segment), otherwise two
callers could wait for each other.

The microphone is simulated unless a frame is pushed with {"action": "push"}.
"""

import logging
import queue
import random
import threading
import time

import zmq

log = logging.getLogger("audio")

FRAME_MS = 20
FRAME_SAMPLES = 160
SPEECH_LEVEL = 900
SILENCE_FRAMES_TO_END = 15


class AudioPipelineAgent(object):
    def __init__(self, port=7140, health_port=7141):
        self.port = port
        self.health_port = health_port
        self.running = True

        self.raw_frames = queue.Queue(maxsize=200)
        self.clean_frames = queue.Queue(maxsize=200)
        self.segments = queue.Queue(maxsize=50)

        self.level_lock = threading.Lock()
        self.noise_lock = threading.Lock()
        self.segment_lock = threading.RLock()
        self.level = 0.0
        self.noise_floor = 100.0
        self.segment_count = 0
        self.delivered = []

        # SINGLE context for both sockets, a second one made the shutdown hang
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.bind("tcp://*:%d" % self.port)
        self.health_socket = self.context.socket(zmq.REP)
        self.health_socket.bind("tcp://*:%d" % self.health_port)

        self.capture_thread = threading.Thread(target=self._capture, name="capture", daemon=True)
        self.denoise_thread = threading.Thread(target=self._denoise, name="denoise", daemon=True)
        self.detect_thread = threading.Thread(target=self._detect, name="detect", daemon=True)
        self.deliver_thread = threading.Thread(target=self._deliver, name="deliver", daemon=True)
        self.health_thread = threading.Thread(target=self._health_loop, name="health", daemon=True)

    def start(self):
        self.health_thread.start()
        self.deliver_thread.start()
        self.detect_thread.start()
        self.denoise_thread.start()
        self.capture_thread.start()

    # ------------------------------------------------------------------ threads

    def _capture(self):
        """Pretend to be a microphone in a quiet room."""
        rng = random.Random(7)
        while self.running:
            frame = [rng.randint(-60, 60) for _ in range(FRAME_SAMPLES)]
            self._put(self.raw_frames, frame)
            time.sleep(FRAME_MS / 1000.0 * 5)

    def _denoise(self):
        while self.running:
            frame = self._get(self.raw_frames)
            if frame is None:
                continue
            level = sum(abs(sample) for sample in frame) / float(len(frame))
            with self.level_lock:
                self.level = level
            with self.noise_lock:
                # follows quiet frames quickly, loud ones hardly at all
                weight = 0.05 if level < self.noise_floor * 3 else 0.001
                self.noise_floor += (level - self.noise_floor) * weight
                floor = self.noise_floor
            self._put(self.clean_frames, [s if abs(s) > floor else 0 for s in frame])

    def _detect(self):
        speech, silence = [], 0
        while self.running:
            frame = self._get(self.clean_frames)
            if frame is None:
                silence += 1
            elif max(abs(sample) for sample in frame) >= SPEECH_LEVEL:
                speech.append(frame)
                silence = 0
            else:
                silence += 1
            if speech and silence >= SILENCE_FRAMES_TO_END:
                self._put(self.segments, speech)
                speech, silence = [], 0

    def _deliver(self):
        while self.running:
            segment = self._get(self.segments)
            if segment is None:
                continue
            with self.segment_lock:
                self.segment_count += 1
                self.delivered.append({"frames": len(segment), "ms": len(segment) * FRAME_MS})
                del self.delivered[:-20]

    def _health_loop(self):
        while self.running:
            try:
                if not self.health_socket.poll(200):
                    continue
                self.health_socket.recv_string()
                alive = [t.name for t in (self.capture_thread, self.denoise_thread, self.detect_thread,
                                          self.deliver_thread) if t.is_alive()]
                self.health_socket.send_json({"status": "ok" if len(alive) == 4 else "degraded", "threads": alive})
            except zmq.ZMQError:
                return

    def _put(self, target, item):
        try:
            target.put(item, timeout=0.2)
        except queue.Full:
            log.warning("dropping a frame")

    def _get(self, source):
        try:
            return source.get(timeout=0.1)
        except queue.Empty:
            return None

    # ------------------------------------------------------------------ requests

    def stats(self):
        with self.level_lock, self.noise_lock, self.segment_lock:
            return {
                "status": "success",
                "level": round(self.level, 1),
                "noise_floor": round(self.noise_floor, 1),
                "segments": self.segment_count,
                "delivered": list(self.delivered),
            }

    def run(self):
        self.start()
        while self.running:
            if not self.socket.poll(200):
                continue
            request = self.socket.recv_json()
            action = request.get("action")
            if action == "push":
                frames = request.get("frames", [])
                for frame in frames:
                    self._put(self.raw_frames, frame)
                self.socket.send_json({"status": "success", "accepted": len(frames)})
            elif action == "stats":
                self.socket.send_json(self.stats())
            else:
                self.socket.send_json({"status": "error", "message": "Unknown action: %s" % action})

    def shutdown(self):
        self.running = False
        for thread in (self.capture_thread, self.denoise_thread, self.detect_thread,
                       self.deliver_thread, self.health_thread):
            if thread.is_alive():
                thread.join(timeout=2.0)
        self.socket.close()
        self.health_socket.close()
        self.context.term()


if __name__ == "__main__":
    pipeline = AudioPipelineAgent()
    try:
        pipeline.run()
    except KeyboardInterrupt:
        log.info("bye")
    finally:
        pipeline.shutdown()
