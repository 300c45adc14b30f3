import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { temporaryFolder } from '../../real-vscode/temporary-folder.js';

/** Starts the agent anew, slower when it is on the base class: that is the degradation which has to be found. */
const supervisor = `import os, signal, subprocess, sys

here = os.path.dirname(os.path.abspath(__file__))
memory = os.environ["AGENT_PID_FILE"]
script = os.path.join(here, sys.argv[1])
try:
    os.kill(int(open(memory).read()), signal.SIGKILL)
except (OSError, ValueError):
    pass
migrated = "super().__init__" in open(script).read()
delay = os.environ["MIGRATED_DELAY_MS" if migrated else "LEGACY_DELAY_MS"]
quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
environment = dict(os.environ, PYTHONPATH=here, FLEET_ANSWER_DELAY_MS=delay)
process = subprocess.Popen([sys.executable, script], cwd=here, env=environment, start_new_session=True, **quiet)
open(memory, "w").write(str(process.pid))
`;

export interface AgentDelays {
  readonly LEGACY_DELAY_MS: string;
  readonly MIGRATED_DELAY_MS: string;
}

/** One agent of the example fleet as a real process, with the command that restarts it and an address that asks it. */
export interface RunningAgent {
  readonly environment: Readonly<Record<string, string>>;
  /** Answers over HTTP when the agent answers a request of the fleet, and takes as long. */
  readonly health: string;
  /** Writes the contract with its restart command into a copy of the fleet, and starts the agent. */
  start(workspace: string): Promise<void>;
  stop(): Promise<void>;
}

export async function runningAgent(script: string, usualPort: number, delays: AgentDelays): Promise<RunningAgent> {
  const port = await freePort();
  const bridge = http.createServer((_, response) => {
    void askFleet(port).then((answered) => response.writeHead(answered ? 200 : 503).end());
  });
  bridge.listen(0, '127.0.0.1');
  await once(bridge, 'listening');
  const memory = temporaryFolder('agent');
  const pidFile = path.join(memory.path, 'pid');
  const environment = { AGENT_PID_FILE: pidFile, FLEET_PORT_OFFSET: String(port - usualPort), ...delays };
  return {
    environment,
    health: `http://127.0.0.1:${portOf(bridge)}/health`,
    start: async (workspace) => {
      await writeFile(path.join(workspace, 'restart_agent.py'), supervisor);
      const configuration = path.join(workspace, 'agent-migrator.json');
      const written = JSON.parse(await readFile(configuration, 'utf8')) as object;
      const restart = ['python3', 'restart_agent.py', '{path}'];
      const contract = { extends: 'common/core/base_agent.py:BaseAgent', restart };
      await writeFile(configuration, JSON.stringify({ ...written, contract }));
      const started = spawn('python3', ['restart_agent.py', script], {
        cwd: workspace,
        env: { ...process.env, ...environment },
      });
      await once(started, 'exit');
    },
    stop: async () => {
      bridge.close();
      process.kill(Number(await readFile(pidFile, 'utf8')), 'SIGKILL');
      await memory.remove();
    },
  };
}

/** A message of the fleet's transport is the number of its parts, then each part behind its length. */
async function askFleet(port: number): Promise<boolean> {
  const body = Buffer.from(JSON.stringify({ action: 'health_check' }));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(1, 0);
  head.writeUInt32BE(body.length, 4);
  const socket = net.connect({ port, host: '127.0.0.1' });
  try {
    socket.write(Buffer.concat([head, body]));
    return await Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)]);
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: net.Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
  return address.port;
}
