"""Runs a command without its output and prints what it took, all of its processes together."""

import json
import os
import subprocess
import sys
import time

wall = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
cost = {"wallMs": (time.perf_counter() - wall) * 1e3}
if os.name == "posix":
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost["cpuMs"] = (used.ru_utime + used.ru_stime) * 1e3
print(json.dumps(cost))
