"""
EmotionAgent: how does the user sound today?

Looks at the words only. The tone model never made it past the prototype.
"""

import logging
import time

import zmq

try:
    import numpy as np
from common.core.base_agent import BaseAgent
except ImportError:
    np = None

logger = logging.getLogger("EmotionAgent")

WORDS = {
    "happy": {"great", "love", "nice", "wonderful", "thanks"},
    "angry": {"stupid", "hate", "again", "wrong"},
    "tired": {"tired", "bed", "sleep", "late"},
}


class EmotionAgent(BaseAgent):
    def __init__(self, port=7210):
        super().__init__(name="EmotionAgent", port=port)
        self.history = []

    def score(self, text):
        words = set(text.lower().split())
        scores = {emotion: len(words & known) for emotion, known in WORDS.items()}
        if np is not None:
            total = float(np.sum(list(scores.values())))
        else:
            total = float(sum(scores.values()))
        self.history.append((time.time(), scores))
        return {emotion: count / total if total else 0.0 for emotion, count in scores.items()}

    def handle_request(self, request):
        if request.get("action") == "score":
            return {"status": "success", "scores": self.score(request.get("text", ""))}
        return super().handle_request(request)


if __name__ == "__main__":
    agent = EmotionAgent()
    try:
        agent.run()
    finally:
        agent.cleanup()
