"""What a migration script of the text-based kind does to assess a file: thirty regular expressions over each text.

Reads the list of files from the standard input, prints the seconds.
"""

import json
import re
import sys
import time

PATTERNS = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"torch\.cuda\.is_available", r"torch\.cuda\.memory_\w+", r"torch\.cuda\.empty_cache", r"torch\.cuda\.set_device",
        r"set_per_process_memory_fraction", r"torch\.cuda\.synchronize", r"\.cuda\(\)", r"\.to\(['\"]cuda", r"device_map",
        r"n_gpu_layers", r"threading\.Thread", r"threading\.(?:R?Lock|Semaphore|Condition)", r"ThreadPoolExecutor",
        r"multiprocessing\.", r"asyncio\.", r"^\s*async def ", r"sqlite3\.connect", r"redis\.(?:Strict)?Redis", r"psycopg2",
        r"zmq\.Context", r"\.socket\(zmq\.\w+\)", r"\.bind\(", r"FastAPI\(|Flask\(", r"while (?:True|self\.running)",
        r"^class (\w+)(?:\(([^)]*)\))?:", r"def \w*health\w*\(", r"super\(\).__init__", r"logging\.basicConfig",
        r"sys\.path\.(?:insert|append)", r"except\s*:",
    )
]

files = json.load(sys.stdin)
wall, cpu = time.perf_counter(), time.process_time()
found = 0
for file in files:
    with open(file, encoding="utf-8", errors="replace") as source:
        text = source.read()
    for pattern in PATTERNS:
        found += sum(1 for _ in pattern.finditer(text))
print(json.dumps({"wallMs": (time.perf_counter() - wall) * 1e3, "cpuMs": (time.process_time() - cpu) * 1e3}))
