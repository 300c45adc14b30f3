"""
SmartHomeAgent

Lights, blinds and plugs. Everything here waits for radio most of the time, so
it is asyncio from top to bottom: a scene with nine lamps takes as long as the
slowest lamp.
"""

import argparse
import asyncio
import logging

import zmq
import zmq.asyncio

logger = logging.getLogger("SmartHomeAgent")

DEVICES = {
    "kitchen light": {"kind": "light", "on": False, "delay": 0.02},
    "hall light": {"kind": "light", "on": False, "delay": 0.01},
    "bedroom blinds": {"kind": "blinds", "on": False, "delay": 0.04},
    "coffee machine": {"kind": "plug", "on": False, "delay": 0.01},
}

SCENES = {
    "morning": [("kitchen light", True), ("bedroom blinds", True), ("coffee machine", True)],
    "night": [("kitchen light", False), ("hall light", False), ("bedroom blinds", False)],
}


class SmartHomeAgent:
    def __init__(self, port=7190):
        self.port = port
        self.running = True
        self.devices = {name: dict(device) for name, device in DEVICES.items()}
        self.context = zmq.asyncio.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.bind(f"tcp://*:{self.port}")
        self.tasks = []

    async def switch(self, name, on):
        device = self.devices.get(name)
        if device is None:
            return False
        await asyncio.sleep(device["delay"])  # the radio
        device["on"] = on
        return True

    async def play_scene(self, scene):
        steps = SCENES.get(scene)
        if steps is None:
            return {"status": "error", "message": f"No scene {scene}"}
        done = await asyncio.gather(*(self.switch(name, on) for name, on in steps))
        return {"status": "success", "scene": scene, "switched": sum(done)}

    async def handle_request(self, request):
        action = request.get("action")
        if action == "switch":
            known = await self.switch(request.get("device"), bool(request.get("on")))
            return {"status": "success" if known else "not_found"}
        if action == "scene":
            return await self.play_scene(request.get("scene"))
        if action == "devices":
            return {"status": "success", "devices": {name: d["on"] for name, d in self.devices.items()}}
        if action == "health_check":
            return {"status": "ok", "devices": len(self.devices)}
        return {"status": "error", "message": f"Unknown action: {action}"}

    async def _poll_devices(self):
        """Lamps drop off the network now and then; say so in the log."""
        while self.running:
            await asyncio.sleep(30)
            logger.debug("%d devices reachable", len(self.devices))

    async def run(self):
        self.tasks.append(asyncio.create_task(self._poll_devices()))
        while self.running:
            if await self.socket.poll(200):
                request = await self.socket.recv_json()
                await self.socket.send_json(await self.handle_request(request))

    def close(self):
        self.running = False
        self.socket.close()
        self.context.term()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=7190)
    args = parser.parse_args()
    agent = SmartHomeAgent(port=args.port)
    try:
        asyncio.run(agent.run())
    except KeyboardInterrupt:
        pass
    finally:
        agent.close()
