import { fleetFolder } from './fleet-folder.js';
import { runPython } from './python.js';

/** Runs statements in a process that may import the fleet's packages; what they print, as JSON. */
export async function inFleet(statements: string): Promise<unknown> {
  const preamble = [
    'import json, os, socket, time',
    // A port that the system calls free, so that no fleet on this machine is in the way.
    'probe = socket.socket(); probe.bind(("127.0.0.1", 0)); PORT = probe.getsockname()[1]; probe.close()',
    'os.environ["FLEET_MANIFEST"] = "none"',
    'import zmq',
    'from common.core.base_agent import BaseAgent',
  ];
  const input = [...preamble, statements].join('\n');
  const { stdout, stderr } = await runPython(['-'], { cwd: fleetFolder, input, path: fleetFolder });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}
