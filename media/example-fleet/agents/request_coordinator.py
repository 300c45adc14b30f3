"""
RequestCoordinator - one sentence in, one answer out.

    text -> IntentAgent -> (MemoryAgent | SmartHomeAgent | TranslationAgent) -> DialogueAgent

Slow agents are asked from a small pool, so that one of them cannot hold up
the whole house. What happened is published on 7105 for whoever listens.
"""

import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import zmq

logger = logging.getLogger("RequestCoordinator")

# Ports as in config/startup.json. TODO: read them from there.
INTENT_AGENT = "tcp://localhost:7110"
MEMORY_AGENT = "tcp://localhost:7150"
DIALOGUE_AGENT = "tcp://localhost:7160"
SMART_HOME_AGENT = "tcp://localhost:7190"
TRANSLATION_AGENT = "tcp://localhost:7200"

ANSWER_TIMEOUT_MS = 1500


class RequestCoordinator:
    def __init__(self, port=7100, health_port=7101, event_port=7105):
        self.port = port
        self.health_port = health_port
        self.running = True
        self.start_time = time.time()
        self.answered = 0
        self.failed = 0

        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.bind(f"tcp://*:{self.port}")
        self.events = self.context.socket(zmq.PUB)
        self.events.setsockopt(zmq.LINGER, 0)
        self.events.bind(f"tcp://*:{event_port}")
        self.health_socket = self.context.socket(zmq.REP)
        self.health_socket.bind(f"tcp://*:{self.health_port}")

        self.pool = ThreadPoolExecutor(max_workers=4)
        self.health_thread = threading.Thread(target=self._health_check_loop, daemon=True)
        self.health_thread.start()

    def _health_check_loop(self):
        while self.running:
            try:
                if self.health_socket.poll(200):
                    self.health_socket.recv()
                    self.health_socket.send_json(self._get_health_status())
            except zmq.ZMQError:
                break

    def _get_health_status(self):
        return {"status": "ok", "answered": self.answered, "failed": self.failed}

    def ask(self, endpoint, request):
        """One question to one agent; an empty dictionary when it keeps silent."""
        client = self.context.socket(zmq.REQ)
        client.setsockopt(zmq.LINGER, 0)
        client.setsockopt(zmq.RCVTIMEO, ANSWER_TIMEOUT_MS)
        try:
            client.connect(endpoint)
            client.send_json(request)
            return client.recv_json()
        except zmq.ZMQError as e:
            logger.warning("%s: %s", endpoint, e)
            return {}
        finally:
            client.close()

    def act(self, intent, slots, person):
        """Do what was asked for; the slots that the answer needs."""
        if intent == "memory.store":
            self.ask(MEMORY_AGENT, {"action": "store", "person": person, "key": slots["key"], "value": slots["value"]})
        elif intent == "memory.recall":
            found = self.ask(MEMORY_AGENT, {"action": "recall", "person": person, "key": slots["key"]})
            slots["value"] = found.get("value", "something I do not know")
        elif intent in ("light.on", "light.off"):
            device = slots["room"] + " light"
            self.ask(SMART_HOME_AGENT, {"action": "switch", "device": device, "on": intent == "light.on"})
        elif intent == "translate":
            request = {"action": "translate", "text": slots["phrase"], "language": slots["language"]}
            slots["translation"] = self.ask(TRANSLATION_AGENT, request).get("translation")
        return slots

    def answer(self, text, person):
        understood = self.ask(INTENT_AGENT, {"action": "classify", "text": text})
        intent, slots = understood.get("intent", "unknown"), understood.get("slots", {})
        slots = self.pool.submit(self.act, intent, slots, person).result()
        if intent == "memory.recall":
            reply = {"text": "Your {key} is {value}.".format(**slots)}
        elif intent == "translate" and slots.get("translation"):
            reply = {"text": slots["translation"]}
        else:
            reply = self.ask(DIALOGUE_AGENT, {"action": "answer", "intent": intent, "slots": slots})
        self._publish("event.answered", {"intent": intent, "room": slots.get("room", "hall")})
        if "text" not in reply:
            self.failed += 1
            return {"status": "error", "message": "Nobody had an answer"}
        self.answered += 1
        return {"status": "success", "intent": intent, "text": reply["text"]}

    def _publish(self, topic, data):
        self.events.send_multipart([topic.encode("utf-8"), json.dumps(data).encode("utf-8")])

    def handle_request(self, request):
        action = request.get("action")
        if action == "say":
            return self.answer(request.get("text", ""), request.get("person", "everyone"))
        if action == "health_check":
            return self._get_health_status()
        return {"status": "error", "message": f"Unknown action: {action}"}

    def run(self):
        while self.running:
            if self.socket.poll(200):
                request = self.socket.recv_json()
                response = self.handle_request(request)
                self.socket.send_json(response)

    def cleanup(self):
        self.running = False
        self.pool.shutdown(wait=True)
        self.health_thread.join(timeout=2)
        self.health_socket.close()
        self.events.close()
        self.socket.close()
        self.context.term()


def main():
    coordinator = RequestCoordinator()
    try:
        coordinator.run()
    except KeyboardInterrupt:
        logger.info("Shutting down...")
    finally:
        coordinator.cleanup()


if __name__ == "__main__":
    main()
