"""Reads a request from standard input, runs its scenario, writes the record as one line of JSON to descriptor 3.

Started by the extension or the command line, never by hand.
"""

import json
import os
import sys

# Nothing of a workspace may stand in for what is imported here: only the standard library and this folder.
sys.dont_write_bytecode = True
_here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [_here] + [one for one in sys.path if one and os.path.abspath(one) != _here]

import parallel_harness.confinement as confinement
import parallel_harness.clock as clock
import parallel_harness.doubles as doubles
import parallel_harness.outside as outside
import parallel_harness.redis_double as redis_double
import parallel_harness.scenarios as scenarios
import parallel_harness.threads as threads
import parallel_harness.zmq_double as zmq_double
from parallel_harness.world import world


def main():
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    sys.stdin = open(os.devnull)
    scratch = os.environ["AGENT_MIGRATOR_SCRATCH"]
    confinement.limit_process()
    found = doubles.Doubles(
        {} if request["isAbsent"] else redis_double.module(), request["isAbsent"], [request["base"]["module"]]
    )
    found.made.update(zmq_double.modules())
    found.workspace = request["workspace"]
    world.is_populated = not request["isAbsent"]
    sys.path.remove(_here)
    folder = os.path.dirname(request["path"])
    sys.path[:0] = [folder] + [one for one in request["roots"] if one != folder]
    sys.meta_path.insert(0, found)
    sys.meta_path.append(found.last)
    sys.argv = [request["path"]]
    overlay = confinement.Overlay(scratch)
    out = os.fdopen(3, "w", encoding="utf-8")
    threads.install()
    clock.install()
    outside.install(overlay)
    confinement.install_overlay(overlay)
    confinement.refuse_the_rest(overlay)
    trace = scenarios.run(request, request["source"])
    trace["doubles"] = sorted(found.names)
    json.dump(trace, out, default=str)
    out.flush()
    confinement.leave(0)


main()
