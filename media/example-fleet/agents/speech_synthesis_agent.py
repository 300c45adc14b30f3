"""
SpeechSynthesisAgent - turns sentences into audio.

Without a voice installed it still answers with the timing of the words, which
is what the lip-sync on the panel needs. A health thread of its own answers
the watchdog while a long text is being spoken.
"""

import json
import logging
import math
import struct
import threading
import time
import zlib

import zmq

logger = logging.getLogger("SpeechSynthesisAgent")

SAMPLE_RATE = 8000
MS_PER_LETTER = 62
PAUSE_MS = {",": 180, ".": 320, "!": 320, "?": 340, ";": 220}


class SpeechSynthesisAgent:
    """Speaks on port 7120, answers the watchdog on 7121."""

    def __init__(self, port=7120, health_port=7121):
        self.port = port
        self.health_port = health_port
        self.running = True
        self.start_time = time.time()
        self.spoken = 0
        self.last_error = None

        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.bind(f"tcp://*:{self.port}")

        self.health_socket = self.context.socket(zmq.REP)
        self.health_socket.setsockopt(zmq.LINGER, 0)
        self.health_socket.bind(f"tcp://*:{self.health_port}")
        self.health_thread = threading.Thread(target=self._health_check_loop, daemon=True)
        self.health_thread.start()

    # ---------------------------------------------------------------- health

    def _health_check_loop(self):
        while self.running:
            try:
                if self.health_socket.poll(200):
                    self.health_socket.recv()
                    self.health_socket.send_json(self._get_health_status())
            except zmq.ZMQError as e:
                logger.debug("Health socket: %s", e)
                break

    def _get_health_status(self):
        return {
            "status": "ok",
            "uptime": time.time() - self.start_time,
            "spoken": self.spoken,
            "last_error": self.last_error,
        }

    # ---------------------------------------------------------------- speech

    def plan_timing(self, text):
        """[(word, start ms, end ms)] - a letter takes 62 ms, punctuation a breath."""
        timing = []
        at = 0
        for word in text.split():
            letters = sum(1 for char in word if char.isalnum())
            length = max(90, letters * MS_PER_LETTER)
            timing.append((word, at, at + length))
            at += length + PAUSE_MS.get(word[-1], 60)
        return timing

    def render(self, timing):
        """A quiet tone per word; good enough to hear whether the speaker works."""
        total_ms = timing[-1][2] if timing else 0
        samples = [0] * (total_ms * SAMPLE_RATE // 1000)
        for word, start, end in timing:
            pitch = 140 + zlib.crc32(word.lower().encode("utf-8")) % 80
            first, last = start * SAMPLE_RATE // 1000, end * SAMPLE_RATE // 1000
            for i in range(first, min(last, len(samples))):
                samples[i] = int(2400 * math.sin(2 * math.pi * pitch * i / SAMPLE_RATE))
        return struct.pack("<%dh" % len(samples), *samples)

    def handle_request(self, request):
        action = request.get("action")
        if action == "speak":
            timing = self.plan_timing(request.get("text", ""))
            audio = self.render(timing)
            self.spoken += 1
            return {
                "status": "success",
                "words": len(timing),
                "duration_ms": timing[-1][2] if timing else 0,
                "audio_bytes": len(audio),
                "timing": timing if request.get("with_timing") else None,
            }
        if action == "health_check":
            return self._get_health_status()
        return {"status": "error", "message": "Unknown action: {}".format(action)}

    def run(self):
        logger.info("Speaking on %d", self.port)
        while self.running:
            try:
                message = self.socket.recv()
                request = json.loads(message.decode("utf-8"))
                self.socket.send_json(self.handle_request(request))
            except ValueError as e:
                self.last_error = str(e)
                self.socket.send_json({"status": "error", "message": "not JSON"})

    def cleanup(self):
        self.running = False
        if self.health_thread.is_alive():
            self.health_thread.join(timeout=2)
        self.health_socket.close()
        self.socket.close()
        self.context.term()


def main():
    agent = SpeechSynthesisAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        logger.info("Shutting down")
    finally:
        agent.cleanup()


if __name__ == "__main__":
    main()
