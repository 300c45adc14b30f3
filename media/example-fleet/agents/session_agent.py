"""
SessionAgent - who is talking, and since when.

Moved to BaseAgent in spring; the old health loop stayed because the watchdog
still asks port 7175.
"""

import threading
import time
import uuid

import zmq

from common.core.base_agent import BaseAgent

SESSION_SECONDS = 15 * 60


class SessionAgent(BaseAgent):
    def __init__(self, port=7170, watchdog_port=7175):
        super().__init__(name="SessionAgent", port=port)
        self.sessions = {}
        self.watchdog_port = watchdog_port

        # TODO: drop this once the watchdog knows the base's health port
        self.watchdog_socket = self.context.socket(zmq.REP)
        self.watchdog_socket.setsockopt(zmq.LINGER, 0)
        self.watchdog_socket.bind(f"tcp://*:{self.watchdog_port}")
        self.watchdog_thread = threading.Thread(target=self._watchdog_health_loop, daemon=True)
        self.watchdog_thread.start()

    def _watchdog_health_loop(self):
        while self.running:
            try:
                if self.watchdog_socket.poll(200):
                    self.watchdog_socket.recv()
                    self.watchdog_socket.send_json({"status": "ok", "sessions": len(self.sessions)})
            except zmq.ZMQError:
                break

    def _expire(self):
        oldest = time.time() - SESSION_SECONDS
        for session_id in [key for key, session in self.sessions.items() if session["seen"] < oldest]:
            del self.sessions[session_id]

    def open_session(self, person):
        self._expire()
        session_id = uuid.uuid4().hex[:12]
        self.sessions[session_id] = {"person": person, "opened": time.time(), "seen": time.time(), "turns": 0}
        return {"status": "success", "session": session_id}

    def touch(self, session_id):
        session = self.sessions.get(session_id)
        if session is None:
            return {"status": "not_found"}
        session["seen"] = time.time()
        session["turns"] += 1
        return {"status": "success", "person": session["person"], "turns": session["turns"]}

    def handle_request(self, request):
        action = request.get("action")
        if action == "open":
            return self.open_session(request.get("person", "guest"))
        if action == "touch":
            return self.touch(request.get("session"))
        return super().handle_request(request)

    def cleanup(self):
        self.running = False
        self.watchdog_thread.join(timeout=2)
        self.watchdog_socket.close()
        super().cleanup()


if __name__ == "__main__":
    agent = SessionAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        print("session agent stops")
    finally:
        agent.cleanup()
