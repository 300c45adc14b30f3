"""
TutorAgent - ten minutes of vocabulary a day.

Keeps a box of cards per learner; what was answered wrong comes back sooner.
"""

import logging
import os
import threading
import time

import zmq

from common.core.logging_setup import configure_logging

LOG_DIR = os.environ.get("TUTOR_LOGS", "logs")

logger = configure_logging(__name__)
    level=logging.INFO,
    format="%(asctime)s - %(name)s - %(levelname)s - %(message)s",
    handlers=[
        logging.FileHandler(os.path.join(LOG_DIR, "tutor_agent.log")),
        logging.StreamHandler(),
    ],
)

# days until a card comes back, by the box it is in
BOXES = [0, 1, 3, 7, 21]


class TutorAgent:
    def __init__(self, port=7230, health_port=7231):
        self.port = port
        self.health_port = health_port
        self.running = True
        self.cards = {}
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.bind(f"tcp://*:{self.port}")
        self.health_socket = self.context.socket(zmq.REP)
        self.health_socket.bind(f"tcp://*:{self.health_port}")
        self.health_thread = threading.Thread(target=self._health_check_loop, daemon=True)
        self.health_thread.start()

    def _health_check_loop(self):
        while self.running:
            if self.health_socket.poll(200):
                self.health_socket.recv()
                self.health_socket.send_json({"status": "ok", "cards": len(self.cards)})

    def due(self, learner, now=None):
        now = now or time.time()
        return [word for word, card in self.cards.get(learner, {}).items() if card["due"] <= now]

    def answer(self, learner, word, correct):
        card = self.cards.setdefault(learner, {}).setdefault(word, {"box": 0, "due": 0})
        card["box"] = min(card["box"] + 1, len(BOXES) - 1) if correct else 0
        card["due"] = time.time() + BOXES[card["box"]] * 86400
        return {"status": "success", "box": card["box"]}

    def handle_request(self, request):
        action = request.get("action")
        if action == "due":
            return {"status": "success", "words": self.due(request.get("learner"))}
        if action == "answer":
            return self.answer(request.get("learner"), request.get("word"), request.get("correct"))
        return {"status": "error", "message": "Unknown action: %s" % action}

    def run(self):
        while self.running:
            if self.socket.poll(200):
                request = self.socket.recv_json()
                self.socket.send_json(self.handle_request(request))

    def cleanup(self):
        self.running = False
        self.socket.close()
        self.health_socket.close()
        self.context.term()


if __name__ == "__main__":
    agent = TutorAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        pass
    finally:
        agent.cleanup()
