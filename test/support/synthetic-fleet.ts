import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Agents per folder; a fleet of thousands does not stand in one. */
const perFolder = 100;

const base = `import threading

import zmq


class BaseAgent:
    def __init__(self, name=None, port=None):
        self.name = name
        self.port = port
        self.running = True
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.bind(f"tcp://*:{port}")

    def handle_request(self, request):
        return {"status": "error"}

    def health_check(self):
        return {"status": "ok"}

    def run(self):
        while self.running:
            self.socket.send_json(self.handle_request(self.socket.recv_json()))

    def cleanup(self):
        self.running = False
        self.socket.close()
`;

/** Where an agent of the fleet stands, relative to its folder. */
export function syntheticPath(index: number): string {
  return `agents/group_${Math.floor(index / perFolder)}/${stem(index)}.py`;
}

export function syntheticClass(index: number): string {
  return `Synthetic${index}Agent`;
}

const stem = (index: number): string => `synthetic_${index}_agent`;

/**
 * Writes a fleet of so many agents with a base class to move onto. Every agent needs one of those before it, so that there are chains and
 * hubs; some use a GPU or threads, so that there are all levels of risk. The same number gives the same bytes.
 */
export async function writeSyntheticFleet(folder: string, agents: number): Promise<void> {
  await mkdir(path.join(folder, 'common', 'core'), { recursive: true });
  await writeFile(path.join(folder, 'common', '__init__.py'), '');
  await writeFile(path.join(folder, 'common', 'core', '__init__.py'), '');
  await writeFile(path.join(folder, 'common', 'core', 'base_agent.py'), base);
  for (let index = 0; index < agents; index++) {
    const file = path.join(folder, syntheticPath(index));
    if (index % perFolder === 0) await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, agentSource(index));
  }
}

function agentSource(index: number): string {
  const needed = index === 0 || index % 7 === 0 ? undefined : Math.floor((index * 0.618) % index);
  const needs =
    needed === undefined
      ? ''
      : `from ${syntheticPath(needed).replace(/\.py$/u, '').replaceAll('/', '.')} import ${syntheticClass(needed)}\n`;
  const uses = needed === undefined ? '' : `        self.helper = ${syntheticClass(needed)}\n`;
  const gpu = index % 11 === 3 ? '        torch.cuda.empty_cache()\n' : '';
  return `import time
${gpu === '' ? '' : 'import torch\n'}import zmq
${needs}

class ${syntheticClass(index)}:
    def __init__(self, port=${5000 + index}):
        self.port = port
        self.running = True
        self.start_time = time.time()
        self.calls = ${index}
${uses}${gpu}        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.bind(f"tcp://*:{self.port}")

    def handle_request(self, request):
        self.calls += 1
        return {"status": "success", "calls": self.calls}

    def run(self):
        while self.running:
            request = self.socket.recv_json()
            self.socket.send_json(self.handle_request(request))

    def cleanup(self):
        self.running = False
        self.socket.close()
        self.context.term()


if __name__ == "__main__":
    ${syntheticClass(index)}().run()
`;
}
