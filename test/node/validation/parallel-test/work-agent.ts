/** Serves on port 5000, tells somebody that it is there and ends when it is asked to. */
export const base = `
import logging
import threading
import time
import zmq


class BaseAgent:
    def __init__(self, name=None, port=None, **kwargs):
        self.name = name or type(self).__name__
        self.logger = logging.getLogger(self.name)
        self.port = int(port or 5000)
        self.running = True
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.bind(f"tcp://*:{self.port}")
        self.events = self.context.socket(zmq.PUB)
        self.events.bind("tcp://*:5900")
        self._tell("started")
        self.beat_thread = threading.Thread(target=self._beat, daemon=True)
        self.beat_thread.start()

    def _tell(self, what):
        request = self.context.socket(zmq.REQ)
        request.connect("tcp://localhost:7120")
        request.setsockopt(zmq.RCVTIMEO, 1000)
        request.send_json({"agent": self.name, "is": what})
        try:
            request.recv_json()
        except zmq.Again:
            pass

    def _beat(self):
        while self.running:
            self.events.send_json({"agent": self.name})
            time.sleep(0.1)

    def cleanup(self):
        self._tell("ended")
        self.running = False
        self.beat_thread.join()
        self.socket.close()
        self.events.close()
        self.context.term()
`;

/** An agent before and after its migration: \`<base>\` and \`<constructed>\` say where they differ. */
export function versions(source: string): { readonly legacy: string; readonly migrated: string } {
  const filled = (superclass: string, constructed: string, ended: string): string =>
    source.replaceAll('<base>', superclass).replaceAll('<constructed>', constructed).replaceAll('<ended>', ended);
  return {
    legacy: filled('', 'pass', 'pass'),
    migrated: `from common.core.base_agent import BaseAgent\n${filled('(BaseAgent)', 'super().__init__()', 'super().cleanup()')}`,
  };
}
