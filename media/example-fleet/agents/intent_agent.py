"""
IntentAgent

Decides what the user wants from one line of text. Plain patterns, no model:
it answers in well under a millisecond and needs no GPU, so it is asked first
and the language model only when it shrugs.

Request:  {"action": "classify", "text": "set a timer for five minutes"}
Reply:    {"status": "success", "intent": "timer.set", "slots": {"amount": 5, "unit": "minutes"}, "confidence": 0.9}
"""

import logging
import re
import time

import zmq

logger = logging.getLogger("IntentAgent")

NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}

# First match wins, so the more special ones come first.
PATTERNS = [
    ("timer.set", r"\b(?:set|start) (?:a |an )?timer for (?P<amount>\w+) (?P<unit>seconds?|minutes?|hours?)"),
    ("timer.cancel", r"\b(?:cancel|stop) (?:the |my )?timer"),
    ("light.on", r"\bturn on (?:the )?(?P<room>[a-z ]+?) lights?\b"),
    ("light.off", r"\bturn off (?:the )?(?P<room>[a-z ]+?) lights?\b"),
    ("music.play", r"\bplay (?P<query>.+)"),
    ("translate", r"\b(?:how do you say|translate) (?P<phrase>.+?) (?:in|into|to) (?P<language>[a-z]+)"),
    ("memory.recall", r"\bwhat (?:is|was|are|were) my (?P<key>[a-z ]+)"),
    ("memory.store", r"\bremember (?:that )?my (?P<key>[a-z ]+?) (?:is|are) (?P<value>.+)"),
    ("weather", r"\b(?:weather|rain|sunny|umbrella)\b"),
]


class IntentAgent:
    def __init__(self, port=7110):
        self.port = port
        self.running = True
        self.start_time = time.time()
        self.patterns = [(intent, re.compile(pattern, re.IGNORECASE)) for intent, pattern in PATTERNS]
        self.counts = {}

        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.bind(f"tcp://*:{self.port}")

    def classify(self, text):
        """The first intent whose pattern matches, with its slots."""
        for intent, pattern in self.patterns:
            match = pattern.search(text)
            if match:
                slots = {name: value.strip() for name, value in match.groupdict().items() if value}
                if "amount" in slots:
                    slots["amount"] = self._to_number(slots["amount"])
                self.counts[intent] = self.counts.get(intent, 0) + 1
                return {"intent": intent, "slots": slots, "confidence": 0.9}
        return {"intent": "unknown", "slots": {}, "confidence": 0.0}

    def _to_number(self, word):
        if word.isdigit():
            return int(word)
        return NUMBERS.get(word.lower(), word)

    def handle_request(self, request):
        action = request.get("action")
        if action == "classify":
            result = self.classify(request.get("text", ""))
            result["status"] = "success"
            return result
        if action == "stats":
            return {"status": "success", "counts": self.counts}
        if action == "health_check":
            return {"status": "ok", "uptime": time.time() - self.start_time}
        return {"status": "error", "message": f"Unknown action: {action}"}

    def run(self):
        logger.info("IntentAgent listening on port %s", self.port)
        while self.running:
            if self.socket.poll(200):
                request = self.socket.recv_json()
                response = self.handle_request(request)
                self.socket.send_json(response)

    def cleanup(self):
        self.running = False
        self.socket.close()
        self.context.term()


if __name__ == "__main__":
    agent = IntentAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        print("IntentAgent interrupted")
    finally:
        agent.cleanup()
