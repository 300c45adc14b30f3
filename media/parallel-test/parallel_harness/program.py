"""The agent started as a program, asked through its sockets, ended with Ctrl+C."""

import gc
import json

from .recording import message_of
from .scenario import ENDING_S, STEPS, Scenario, compiled, empty_module, words_for
from .scheduler import scheduler
from .world import world

START_S = 30.0371
REQUEST_S = 5.0371


class Program(Scenario):
    """``python agent.py``: every listening socket is sent what the agent's own text compares requests with."""

    def run(self):
        if not self.inputs.has_main_guard():
            self.problem = "the module cannot be started as a program"
            return self.end()
        module = empty_module("__main__", self.request["path"])
        code = compiled(self.source, self.request["path"])
        self.begin()
        main = scheduler.spawn(lambda: exec(code, module.__dict__), "main")
        # Not until somebody listens: the base does that sooner than the agent did, and its threads go on meanwhile.
        scheduler.finish(lambda: main.is_done, START_S)
        if isinstance(main.error, Exception):
            self.problem = "it cannot be started: %s" % words_for(main)
            self.step("start", outcome={"raised": message_of(main.error)})
            return self.end()
        self.step("start")
        if not main.is_done:
            self.converse()
            self.idle()
            self.agent = _instance_of(module, self.request["classes"])
            self.begin()
            scheduler.interrupt(main)
            scheduler.finish(lambda: main.is_done, ENDING_S)
        outcome = {"raised": message_of(main.error)} if main.error is not None else {"returned": None}
        self.step("end", outcome=outcome if main.is_done else {"pending": True})
        return self.end()

    # -- talking to the agent --

    def converse(self):
        script = self.request.get("script")
        if script is None:
            self._ask_everything()
        else:
            for address, number in script:
                socket = next((one for one in world.listeners() if one.address == address), None)
                self._ask(socket, address, number)

    def _ask_everything(self):
        count = len(self.inputs.requests())
        for socket in list(world.listeners()):
            silent = 0
            for number in range(count if socket.kind in ("REP", "ROUTER") else min(6, count)):
                if silent == 2 or socket.closed or len(self.steps) > STEPS:
                    break
                silent = 0 if self._ask(socket, socket.address, number) or socket.kind not in ("REP", "ROUTER") else silent + 1

    def _ask(self, socket, address, number):
        request = self.inputs.requests()[number]
        name = "request %s on %s" % (json.dumps(request, sort_keys=True, default=str), address)
        self.begin()
        if socket is None:
            self.step(name, asked=[address, number], outcome={"unheard": True})
            return False
        socket.arrive(_message_for(socket, request))
        answered = lambda: any(one["address"] == address for one in world.replies)  # noqa: E731
        expects = socket.kind in ("REP", "ROUTER")
        heard = scheduler.finish(answered if expects else (lambda: not socket.inbox), REQUEST_S)
        scheduler.run_ready()
        replies, world.replies = world.replies, []
        made = self.step(name, asked=[address, number], outcome={"replied": [one["reply"] for one in replies if one["address"] == address]})
        made["servedBy"] = sorted({one["thread"] for one in replies})
        made["servedByBase"] = any(one["base"] for one in replies)
        return heard


def _instance_of(module, names):
    kinds = tuple(kind for kind in (vars(module).get(name) for name in names) if isinstance(kind, type))
    return next((one for one in gc.get_objects() if kinds and type(one) in kinds), None)


def _message_for(socket, request):
    body = json.dumps(request, default=str).encode("utf-8")
    if socket.kind == "ROUTER":
        return [b"client", b"", body]
    if socket.kind == "SUB":
        return [socket.prefixes[0] if socket.prefixes else b"", body]
    return [body]
