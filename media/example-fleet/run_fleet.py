#!/usr/bin/env python3
# agent-migrator: ignore (starts agents and talks to them, but is none)
"""Start the fleet, see whether every agent answers, stop it again.

    python3 run_fleet.py                      all agents that parse
    python3 run_fleet.py IntentAgent          only this one and what it depends on
    python3 run_fleet.py --keep-running       until Ctrl+C
    python3 run_fleet.py --json               the result as one JSON document

Each agent runs as a process of its own on the loopback interface. It passes
when it gives the answer that ``config/startup.json`` expects of it, answers a
health check and ends by itself when asked to. Exit code 0: all passed.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
MANIFEST = os.path.join(ROOT, "config", "startup.json")

# A fleet occupies the ports from here up to the highest in the manifest. When
# somebody else is there, all of them move up together.
FIRST_PORT = 7089
BLOCK = 300
BLOCKS = 40


class FleetProcess:
    """One agent of the fleet as a process, and what it did so far."""

    def __init__(self, entry):
        self.name = entry["name"]
        self.script = os.path.join(ROOT, *entry["script"].split("/"))
        self.port = entry["port"]
        self.health_port = entry.get("health_check_port")
        self.probe = entry["probe"]
        self.process = None
        self.log = None
        self.result = {"name": self.name, "main": None, "health": None, "stop": None, "problem": None}

    def syntax_problem(self):
        """Why the script does not compile, or None."""
        with open(self.script, "rb") as source:
            try:
                compile(source.read(), self.script, "exec")
            except (SyntaxError, ValueError) as error:
                return "does not parse, line %s: %s" % (getattr(error, "lineno", "?"), error.args[0])
        return None

    def start(self, environment):
        self.log = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(
            [sys.executable, self.script], cwd=ROOT, env=environment, stdout=self.log, stderr=subprocess.STDOUT
        )

    def fail(self, problem):
        if self.result["problem"] is None:
            self.result["problem"] = problem

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)

    def wait(self, until):
        try:
            code = self.process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            self.result["stop"] = "killed"
            self.fail("did not end when asked to")
            return
        self.result["stop"] = "exit %d" % code
        if code != 0 and os.name == "posix":
            self.fail("ended with exit code %d" % code)

    def last_words(self, lines=12):
        self.log.seek(0)
        return "".join(self.log.readlines()[-lines:])


def is_free(port):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def claim_ports(agents):
    """(offset, claim): a block of ports that is ours for as long as the claim is open."""
    wanted = {port for agent in agents for port in (agent.port, agent.port + 1, agent.port + 2, agent.port + 5)}
    for offset in range(0, BLOCK * BLOCKS, BLOCK):
        claim = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            claim.bind(("127.0.0.1", FIRST_PORT + offset))
            claim.listen(1)
        except OSError:
            claim.close()
            continue
        if all(is_free(port + offset) for port in wanted):
            return offset, claim
        claim.close()
    raise SystemExit("No free block of ports on this machine")


def ask(zmq, port, request, until):
    """The reply to one request; None when there is none before ``until``."""
    context = zmq.Context.instance()
    client = context.socket(zmq.REQ)
    client.setsockopt(zmq.LINGER, 0)
    client.setsockopt(zmq.RCVTIMEO, max(1, int((until - time.monotonic()) * 1000)))
    try:
        client.connect("tcp://127.0.0.1:%d" % port)
        client.send_json(request)
        return client.recv_json()
    except zmq.Again:
        return None
    finally:
        client.close()


def contains(actual, expected):
    """Whether ``actual`` says at least what ``expected`` says."""
    if isinstance(expected, dict):
        return isinstance(actual, dict) and all(
            key in actual and contains(actual[key], value) for key, value in expected.items()
        )
    return actual == expected


def check(zmq, agent, timeout):
    until = time.monotonic() + timeout
    health_request = {"action": "health_check", "from": "run_fleet"}
    health = ask(zmq, agent.health_port or agent.port, health_request, until)
    agent.result["health"] = health and health.get("status")
    if not health:
        agent.fail("no answer to the health check")
    elif health.get("status") not in ("ok", "healthy", "success"):
        agent.fail("unhealthy: %s" % json.dumps(health))
    reply = ask(zmq, agent.port, agent.probe["request"], until)
    agent.result["main"] = reply and reply.get("status")
    if reply is None:
        agent.fail("no answer on port %d" % agent.port)
    elif not contains(reply, agent.probe["expect"]):
        agent.fail("answered %s" % json.dumps(reply))


def start_all(agents, offset):
    environment = dict(os.environ)
    environment.update(
        PYTHONPATH=ROOT, PYTHONDONTWRITEBYTECODE="1", PYTHONUNBUFFERED="1",
        FLEET_PORT_OFFSET=str(offset), FLEET_MANIFEST=MANIFEST,
    )
    for agent in agents:
        agent.start(environment)


def stop_all(agents, timeout):
    for agent in agents:
        agent.stop()
    until = time.monotonic() + timeout
    for agent in agents:
        agent.wait(until)


def run(agents, options):
    """Start, check and stop; the agents keep their results."""
    offset, claim = claim_ports(agents)
    os.environ["FLEET_PORT_OFFSET"] = str(offset)
    sys.path.insert(0, ROOT)
    sys.dont_write_bytecode = True
    import zmq

    try:
        start_all(agents, offset)
        for agent in agents:
            check(zmq, agent, options.timeout)
        if options.keep_running:
            print("The fleet is up (ports +%d). Ctrl+C stops it." % offset, file=sys.stderr)
            while True:
                time.sleep(3600)
    except KeyboardInterrupt:
        pass
    finally:
        stop_all([agent for agent in agents if agent.process], options.timeout)
        claim.close()


def report(agents, skipped, as_json):
    if as_json:
        results = [agent.result for agent in agents]
        skips = [{"name": agent.name, "reason": reason} for agent, reason in skipped]
        print(json.dumps({"agents": results, "skipped": skips}, indent=2))
        return
    print("%-24s %-10s %-10s %-8s" % ("agent", "main", "health", "end"))
    for agent in agents:
        result = agent.result
        print("%-24s %-10s %-10s %-8s %s" % (
            agent.name, result["main"] or "-", result["health"] or "-", result["stop"], result["problem"] or "",
        ))
        if result["problem"]:
            print("    " + agent.last_words().replace("\n", "\n    ").rstrip())
    for agent, reason in skipped:
        print("%-24s not started: %s" % (agent.name, reason))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", help="agents to start (default: all)")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds an agent may take to answer or to end")
    parser.add_argument("--keep-running", action="store_true", help="leave the fleet up until Ctrl+C")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser.parse_args()


def with_dependencies(names, entries):
    """The names and all that they need, in the manifest's order; everything when there are none."""
    by_name = {entry["name"]: entry for entry in entries}
    unknown = sorted(set(names) - set(by_name))
    if unknown:
        raise SystemExit("Not in the manifest: %s" % ", ".join(unknown))
    wanted, queue = set(), list(names or by_name)
    while queue:
        name = queue.pop()
        if name not in wanted:
            wanted.add(name)
            queue += by_name[name]["dependencies"]
    return [entry for entry in entries if entry["name"] in wanted]


def main():
    options = parse_arguments()
    # Children inherit the default handling of Ctrl+C even when we were started in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with open(MANIFEST, encoding="utf-8") as manifest:
        entries = with_dependencies(options.names, json.load(manifest)["agents"])
    agents, skipped = [], []
    for agent in (FleetProcess(entry) for entry in entries):
        problem = agent.syntax_problem()
        if problem:
            skipped.append((agent, problem))
        else:
            agents.append(agent)
    run(agents, options)
    report(agents, skipped, options.json)
    named_but_broken = any(agent.name in options.names for agent, _ in skipped)
    return 1 if named_but_broken or any(agent.result["problem"] for agent in agents) else 0


if __name__ == "__main__":
    sys.exit(main())
