#!/usr/bin/env python3
"""
TranslationAgent: phrases for travellers, from a small dictionary.

Anything it does not know it passes on to the model manager, which may or may
not have a translation model loaded.
"""
import os
import sys

# make "common" importable when started from anywhere
sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), "..")))

import logging
import time
import threading

import zmq

logging.basicConfig(
    level=logging.INFO,
    format="%(asctime)s [%(levelname)s] %(name)s: %(message)s",
    handlers=[logging.StreamHandler()],
)
logger = logging.getLogger("TranslationAgent")

PHRASES = {
    "french": {"good morning": "bonjour", "thank you": "merci", "where is the station": "où est la gare"},
    "german": {"good morning": "guten Morgen", "thank you": "danke", "where is the station": "wo ist der Bahnhof"},
    "tagalog": {"good morning": "magandang umaga", "thank you": "salamat"},
}

MODEL_MANAGER_PORT = 7220


class TranslationAgent:
    def __init__(self, zmq_port=7200, health_check_port=7201):
        self.zmq_port = zmq_port
        self.health_check_port = health_check_port
        self.running = True
        self.start_time = time.time()
        self.translated = 0
        self.asked_model = 0

        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.bind(f"tcp://*:{self.zmq_port}")
        logger.info(f"TranslationAgent bound to {self.zmq_port}")

        self.health_socket = self.context.socket(zmq.REP)
        self.health_socket.bind(f"tcp://*:{self.health_check_port}")
        self._start_health_check()

    def _start_health_check(self):
        self.health_thread = threading.Thread(target=self._health_check_loop)
        self.health_thread.daemon = True
        self.health_thread.start()

    def _health_check_loop(self):
        while self.running:
            try:
                if self.health_socket.poll(200) != 0:
                    request = self.health_socket.recv_json()
                    logger.debug("health check from %s", request.get("from", "?"))
                    self.health_socket.send_json(self._get_health_status())
            except zmq.ZMQError:
                break
            except:
                logger.error("health check failed")

    def _get_health_status(self):
        return {"status": "ok", "translated": self.translated, "uptime": time.time() - self.start_time}

    def _ask_model(self, phrase, language):
        """The big model, if it has two seconds for us."""
        self.asked_model += 1
        client = self.context.socket(zmq.REQ)
        client.setsockopt(zmq.LINGER, 0)
        client.setsockopt(zmq.RCVTIMEO, 2000)
        try:
            client.connect(f"tcp://localhost:{MODEL_MANAGER_PORT}")
            client.send_json({"action": "generate", "task": "translate", "prompt": phrase, "language": language})
            return client.recv_json().get("text")
        except zmq.ZMQError as e:
            logger.warning(f"model manager did not answer: {e}")
            return None
        finally:
            client.close()

    def translate(self, phrase, language):
        known = PHRASES.get(language.lower(), {}).get(phrase.lower().strip(" .?!"))
        if known:
            self.translated += 1
            return {"status": "success", "translation": known, "source": "dictionary"}
        guess = self._ask_model(phrase, language)
        if guess:
            self.translated += 1
            return {"status": "success", "translation": guess, "source": "model"}
        return {"status": "not_found"}

    def handle_request(self, request):
        action = request.get("action")
        if action == "translate":
            return self.translate(request.get("text", ""), request.get("language", "french"))
        elif action == "languages":
            return {"status": "success", "languages": sorted(PHRASES)}
        elif action == "health_check":
            return self._get_health_status()
        else:
            return {"status": "error", "message": f"Unknown action: {action}"}

    def run(self):
        logger.info("TranslationAgent running")
        while self.running:
            try:
                if self.socket.poll(timeout=500):
                    request = self.socket.recv_json()
                    response = self.handle_request(request)
                    self.socket.send_json(response)
            except zmq.ZMQError as e:
                logger.error(f"socket error: {e}")
                break

    def cleanup(self):
        logger.info("cleaning up")
        self.running = False
        self.health_thread.join(timeout=2)
        self.socket.close()
        self.health_socket.close()
        self.context.term()


if __name__ == "__main__":
    agent = TranslationAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        logger.info("interrupted by user")
    finally:
        agent.cleanup()
