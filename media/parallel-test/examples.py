"""Reads a request from standard input, calls one agent as its written test will, writes what came of it to descriptor 3.

Started by the extension or the command line, never by hand.
"""

import base64
import json
import os
import sys

# Nothing of a workspace may stand in for what is imported here: only the standard library and this folder.
sys.dont_write_bytecode = True
_here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [_here] + [one for one in sys.path if one and os.path.abspath(one) != _here]

import parallel_harness.clock as clock
import parallel_harness.confinement as confinement
from parallel_harness.examples import Examples
from parallel_harness.inputs import Inputs


def main():
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    inputs = Inputs(base64.b64decode(request["inputs"]))
    scratch = os.path.join(os.environ["AGENT_MIGRATOR_SCRATCH"], "0")
    out = os.fdopen(3, "w", encoding="utf-8")
    confinement.limit_process()
    sys.path.remove(_here)
    os.makedirs(scratch)
    os.chdir(scratch)
    overlay = confinement.Overlay(scratch, request["workspace"])
    if request["clock"] != "real":
        clock.install()
    confinement.install_overlay(overlay)
    confinement.refuse_the_rest(overlay)
    answer = Examples(request, base64.b64decode(request["source"]), inputs).record()
    out.write(json.dumps(answer) + "\n")
    out.flush()
    confinement.leave(0)


main()
