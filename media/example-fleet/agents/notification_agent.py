"""
NotificationAgent: the house's bulletin board.

Takes events on its request port ({"action": "publish", ...}) and from the
coordinator's PUB socket, and publishes what people should hear on 7185 under
"notify.<room>". Rooms that are asleep are left alone between 22:00 and 7:00.
"""

import collections
import json
import logging
import threading
import time
from datetime import datetime

import zmq

logger = logging.getLogger("NotificationAgent")

EVENT_ENDPOINT = "tcp://localhost:7105"
QUIET_ROOMS = {"bedroom", "nursery"}
QUIET_FROM, QUIET_UNTIL = 22, 7


class NotificationAgent:
    def __init__(self, port=7180, publish_port=7185):
        self.port = port
        self.publish_port = publish_port
        self.running = True
        self.started_at = datetime.now()
        self.recent = collections.deque(maxlen=50)
        self.lock = threading.Lock()

        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.bind(f"tcp://*:{self.port}")

        self.publisher = self.context.socket(zmq.PUB)
        self.publisher.setsockopt(zmq.LINGER, 0)
        self.publisher.bind(f"tcp://*:{self.publish_port}")

        self.subscriber = self.context.socket(zmq.SUB)
        self.subscriber.setsockopt_string(zmq.SUBSCRIBE, "event.")
        self.subscriber.setsockopt(zmq.RCVTIMEO, 300)
        self.subscriber.connect(EVENT_ENDPOINT)

        self.listen_thread = threading.Thread(target=self._listen, daemon=True)
        self.listen_thread.start()

    def _listen(self):
        """Events arrive as two parts: topic and JSON."""
        while self.running:
            try:
                topic, body = self.subscriber.recv_multipart()
                self.take(topic.decode("utf-8"), json.loads(body.decode("utf-8")))
            except zmq.Again:
                continue
            except zmq.ContextTerminated:
                break
            except Exception as e:
                logger.error("Bad event: %s", e)

    def is_quiet(self, room, hour=None):
        hour = datetime.now().hour if hour is None else hour
        return room in QUIET_ROOMS and (hour >= QUIET_FROM or hour < QUIET_UNTIL)

    def take(self, topic, data):
        room = data.get("room", "hall") if isinstance(data, dict) else "hall"
        quiet = self.is_quiet(room)
        with self.lock:
            self.recent.append({"topic": topic, "room": room, "at": time.time(), "quiet": quiet})
            if not quiet:
                body = json.dumps({"topic": topic, "data": data}).encode("utf-8")
                self.publisher.send_multipart([f"notify.{room}".encode("utf-8"), body])
        return not quiet

    def process_message(self, message):
        action = message.get("action")
        if action == "publish":
            heard = self.take(message.get("topic", "event.other"), message.get("data", {}))
            return {"status": "success", "heard": heard}
        if action == "recent":
            with self.lock:
                return {"status": "success", "events": list(self.recent)}
        if action in ("health_check", "ping"):
            return {"status": "ok", "up_since": self.started_at.isoformat()}
        return {"status": "error", "message": f"Unknown action: {action}"}

    def run(self):
        poller = zmq.Poller()
        poller.register(self.socket, zmq.POLLIN)
        while self.running:
            for ready, _ in poller.poll(200):
                message = ready.recv_json()
                ready.send_json(self.process_message(message))

    def stop(self):
        self.running = False
        self.listen_thread.join(timeout=2)
        for s in (self.socket, self.publisher, self.subscriber):
            s.close()
        self.context.term()


if __name__ == "__main__":
    agent = NotificationAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        pass
    finally:
        agent.stop()
