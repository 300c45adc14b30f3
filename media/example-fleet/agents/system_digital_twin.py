"""
SystemDigitalTwin: the registry.

Agents report here when they come up; the others ask here who is there and
what they can do. It also asks every agent it knows for its health once in a
while. Started first; everything works without it, only blinder.
"""

import logging
import signal
import threading
import time

import zmq

logger = logging.getLogger("SystemDigitalTwin")

PORT = 7090
CHECK_EVERY_S = 10
FORGET_AFTER_S = 120


class SystemDigitalTwin:
    def __init__(self):
        self.agents = {}
        self.agents_lock = threading.Lock()
        self.stop_event = threading.Event()
        self.context = zmq.Context()
        self.server = self.context.socket(zmq.REP)
        self.server.bind("tcp://*:%d" % PORT)
        self.checker = threading.Thread(target=self.check_agents, daemon=True)
        signal.signal(signal.SIGTERM, self.on_signal)

    def on_signal(self, signum, frame):
        logger.info("signal %s", signum)
        self.stop_event.set()

    def register(self, message):
        with self.agents_lock:
            self.agents[message["name"]] = {
                "port": message["port"],
                "health_check_port": message.get("health_check_port"),
                "capabilities": message.get("capabilities", []),
                "seen": time.time(),
            }
        return {"status": "success", "known": len(self.agents)}

    def find(self, capability):
        with self.agents_lock:
            return sorted(name for name, agent in self.agents.items() if capability in agent["capabilities"])

    def dispatch(self, message):
        action = message.get("action")
        if action == "register_agent":
            return self.register(message)
        if action == "find":
            return {"status": "success", "agents": self.find(message.get("capability"))}
        if action == "list":
            with self.agents_lock:
                return {"status": "success", "agents": sorted(self.agents)}
        if action in ("ping", "health_check"):
            return {"status": "ok"}
        return {"status": "error", "message": "Unknown action: %s" % action}

    def ask_health(self, port):
        client = self.context.socket(zmq.REQ)
        client.setsockopt(zmq.LINGER, 0)
        client.setsockopt(zmq.RCVTIMEO, 500)
        try:
            client.connect("tcp://localhost:%d" % port)
            client.send_json({"action": "health_check", "from": "SystemDigitalTwin"})
            return client.recv_json().get("status") == "ok"
        except zmq.ZMQError:
            return False
        finally:
            client.close()

    def check_agents(self):
        """Ask around; forget who has not answered for two minutes."""
        while not self.stop_event.wait(CHECK_EVERY_S):
            with self.agents_lock:
                ports = {name: agent["health_check_port"] for name, agent in self.agents.items()}
            for name, port in ports.items():
                if port and self.ask_health(port):
                    with self.agents_lock:
                        self.agents[name]["seen"] = time.time()
            with self.agents_lock:
                oldest = time.time() - FORGET_AFTER_S
                self.agents = {name: agent for name, agent in self.agents.items() if agent["seen"] > oldest}

    def serve_forever(self):
        self.checker.start()
        while not self.stop_event.is_set():
            if self.server.poll(200):
                self.server.send_json(self.dispatch(self.server.recv_json()))

    def close(self):
        self.stop_event.set()
        if self.checker.is_alive():
            self.checker.join(timeout=2)
        self.server.close()
        self.context.term()


if __name__ == "__main__":
    twin = SystemDigitalTwin()
    try:
        twin.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        twin.close()
