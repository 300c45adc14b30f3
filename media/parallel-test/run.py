"""Reads a request from standard input, runs its scenarios, writes each record as one line of JSON to descriptor 3.

Started by the extension or the command line, never by hand.
"""

import base64
import gc
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
import parallel_harness.zmq_double.modules as zmq_double
from parallel_harness.inputs import Inputs
from parallel_harness.scheduler import scheduler
from parallel_harness.world import world


def run_one(request, run, scratch):
    """One scenario in this process, which is not fit for another one afterwards."""
    confinement.limit_process()
    confinement.limit_errors()
    # Cycles would be collected at another moment in each version; who collects them by hand need not look through what is here already.
    gc.disable()
    gc.freeze()
    found = doubles.Doubles(
        dict({} if run["isAbsent"] else redis_double.module(), **zmq_double.modules()),
        run["isAbsent"],
        [request["base"]["module"]],
        request["workspace"],
    )
    world.is_populated = not run["isAbsent"]
    scheduler.computing_s = request["computingS"]
    sys.path.remove(_here)
    folder = os.path.dirname(request["path"])
    sys.path[:0] = [folder] + [one for one in request["roots"] if one != folder]
    doubles.install(found)
    sys.argv = [request["path"]]
    os.makedirs(scratch)
    os.chdir(scratch)
    overlay = confinement.Overlay(scratch, request["workspace"])
    threads.install()
    clock.install()
    outside.install(overlay)
    confinement.install_overlay(overlay)
    confinement.refuse_the_rest(overlay)
    trace = scenarios.run(dict(request, **run), base64.b64decode(request["source"]))
    trace["doubles"] = sorted(found.names)
    return json.dumps(trace, default=str)


def run_beside(request, run, scratch):
    """One scenario in a process of its own that starts with everything imported; where its record will be."""
    record = scratch + ".json"
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with open(record, "w", encoding="utf-8") as out:
                out.write(run_one(request, run, scratch))
                out.flush()
            code = 0
        finally:
            confinement.leave(code)
    return child, record


def main():
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    request["inputs"] = Inputs(base64.b64decode(request["inputs"]))
    scratches = [os.path.join(os.environ["AGENT_MIGRATOR_SCRATCH"], str(number)) for number in range(len(request["runs"]))]
    with os.fdopen(3, "w", encoding="utf-8") as out:
        if len(scratches) == 1 or not hasattr(os, "fork"):
            out.write(run_one(request, request["runs"][0], scratches[0]) + "\n")
            out.flush()
            confinement.leave(0)
        started = [run_beside(request, run, scratch) for run, scratch in zip(request["runs"], scratches)]
        for child, record in started:
            os.waitpid(child, 0)
            with open(record, encoding="utf-8") as recorded:
                out.write((recorded.read() or "null") + "\n")


main()
