"""DialogueAgent: finds the words for what was understood.

Runs on BaseAgent: requests, health checks and shutdown are the base's.
"""

from common.core.base_agent import BaseAgent

TEMPLATES = {
    "timer.set": "Your timer is set for {amount} {unit}.",
    "timer.cancel": "I have cancelled the timer.",
    "light.on": "The {room} light is on.",
    "light.off": "The {room} light is off.",
    "music.play": "Playing {query}.",
    "memory.store": "I will remember that your {key} is {value}.",
    "unknown": "Sorry, I did not get that.",
}


class DialogueAgent(BaseAgent):
    """Fills in a template; asks back when a slot is missing."""

    def __init__(self, port=7160, health_check_port=7161):
        self.answered = 0
        self.asked_back = 0
        super().__init__(name="DialogueAgent", port=port, health_check_port=health_check_port)

    def answer(self, intent, slots):
        template = TEMPLATES.get(intent, TEMPLATES["unknown"])
        try:
            text = template.format(**slots)
        except KeyError as missing:
            self.asked_back += 1
            return {"status": "success", "text": f"Which {missing.args[0]}?", "complete": False}
        self.answered += 1
        return {"status": "success", "text": text, "complete": True}

    def handle_request(self, request):
        if request.get("action") == "answer":
            return self.answer(request.get("intent", "unknown"), request.get("slots", {}))
        return super().handle_request(request)

    def _get_health_status(self):
        status = super()._get_health_status()
        status["answered"] = self.answered
        status["asked_back"] = self.asked_back
        return status


if __name__ == "__main__":
    agent = DialogueAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        pass
    finally:
        agent.cleanup()
