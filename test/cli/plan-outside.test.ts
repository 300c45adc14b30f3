import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runBuiltCli } from '../support/cli.js';

/** Its own answers to health checks go when it is moved onto the base. */
const agent = `import threading
import zmq


class HallAgent:
    def __init__(self, port=7990):
        self.port = port
        self.lit = True
        self.context = zmq.Context()
        self.health_socket = self.context.socket(zmq.REP)
        self.health_socket.bind(f"tcp://*:{port + 1}")
        self.health_thread = threading.Thread(target=self.answer_health, daemon=True)
        self.health_thread.start()

    def answer_health(self):
        while self.lit:
            self.health_socket.recv()
            self.health_socket.send_json({"status": "ok"})

    def cleanup(self):
        self.lit = False
        self.health_socket.close()
        self.context.term()
`;

interface Planned {
  readonly removed: readonly string[];
  readonly left: readonly string[];
}

describe('a plan of an agent that other files use', function () {
  this.timeout(120_000);
  let workspace: string;

  beforeEach(async () => {
    workspace = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-test-'));
    await cp('media/example-fleet', workspace, { recursive: true });
    await write(hall, agent);
  });
  afterEach(() => rm(workspace, { recursive: true, force: true }));

  const write = async (file: string, text: string): Promise<void> => {
    const place = path.join(workspace, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text);
  };
  const planned = async (agent: string): Promise<Planned> => {
    const { stdout } = await runBuiltCli(['plan', agent, '--json'], { cwd: workspace });
    const { stages } = JSON.parse(stdout) as {
      readonly stages: readonly { readonly removed: string[]; readonly left: { readonly reason: string }[] }[];
    };
    return {
      removed: stages.flatMap(({ removed }) => removed),
      left: stages.flatMap(({ left }) => left.map(({ reason }) => reason)),
    };
  };
  const diffOf = async (agent: string): Promise<string> => {
    const { code, stdout } = await runBuiltCli(['plan', agent, '--diff'], { cwd: workspace });
    assert.equal(code, 0);
    return stdout;
  };
  const hall = 'agents/hall_agent.py';
  const imports = 'from agents.hall_agent import HallAgent\n';
  const call = 'def check(agent):\n    agent.answer_health()\n';

  it('takes away what nobody else uses', async () => {
    await write('scripts/other.py', `from agents.intent_agent import IntentAgent\n${call}`);
    assert.deepEqual((await planned(hall)).removed, ['HallAgent.answer_health']);
  });

  const users: readonly (readonly [who: string, file: string, text: string, line: number])[] = [
    ['another module', 'scripts/other.py', `${imports}${call}`, 3],
    ['a test', 'tests/test_hall.py', `${imports}${call}`, 3],
    ['a test that replaces it', 'agents/test_hall.py', `${imports}patch.object(HallAgent, "answer_health")\n`, 2],
    [
      'a test that replaces it by its whole name',
      'tests/test_hall.py',
      `${imports}patch("agents.hall_agent.HallAgent.answer_health")\n`,
      2,
    ],
  ];
  for (const [who, file, text, line] of users) {
    it(`keeps what ${who} uses, and says where`, async () => {
      await write(file, text);
      const { removed, left } = await planned(hall);
      assert.deepEqual(removed, []);
      const said = `${file} uses HallAgent.answer_health in line ${line}, which is gone.`;
      assert.ok(
        left.some((reason) => reason.includes(said)),
        left.join('\n'),
      );
    });
  }

  it('keeps what a class that inherits the agent uses of itself, here and elsewhere', async () => {
    const heir = 'class Porch(HallAgent):\n    def again(self):\n        self.answer_health()\n';
    await write('scripts/other.py', `${imports}class Other:\n    def again(self):\n        self.answer_health()\n`);
    assert.deepEqual((await planned(hall)).removed, ['HallAgent.answer_health']);
    await write('tests/heir.py', `${imports}${heir}`);
    const { removed, left } = await planned(hall);
    assert.deepEqual(removed, []);
    assert.match(left.join('\n'), /tests\/heir\.py uses HallAgent\.answer_health in line 4/u);
  });

  it('keeps what a test uses of an agent that conftest.py hands to it', async () => {
    await write('tests/conftest.py', `${imports}def agent():\n    return HallAgent()\n`);
    await write('tests/deep/test_loop.py', call);
    await write('elsewhere/test_loop.py', call);
    const { removed, left } = await planned(hall);
    assert.deepEqual(removed, []);
    assert.match(left.join('\n'), /tests\/deep\/test_loop\.py uses HallAgent\.answer_health/u);
  });

  it('refuses an agent that the base imports itself, and says over which files', async () => {
    await write('common/core/endpoints.py', `${imports}def find_endpoint(name):\n    return None\n`);
    const { code, stdout } = await runBuiltCli(['plan', hall], { cwd: workspace });
    assert.equal(code, 3);
    const files = ['common/core/base_agent.py', 'common/core/endpoints.py', hall].join(' → ');
    assert.ok(stdout.includes(`Importing BaseAgent would close a circle of imports (${files})`), stdout);
  });

  const starts: readonly (readonly [what: string, head: string, needsPath: boolean])[] = [
    ['needs nothing of the workspace so far', '', true],
    ['imports of the workspace already', 'from common.core.metrics import MetricsExporter\n', false],
    ['changes the search path', 'import sys\nsys.path.append("..")\n', false],
    ['is started as a part of its package', 'from .intent_agent import IntentAgent\n', false],
  ];
  for (const [what, head, needsPath] of starts) {
    it(`says ${needsPath ? 'what' : 'nothing of what'} a start as a script takes where the file ${what}`, async () => {
      // The stand-in of the fleet for pyzmq is found from its root alone.
      await rm(path.join(workspace, 'zmq'), { recursive: true });
      await write(hall, `${head}${agent}\n\nif __name__ == "__main__":\n    HallAgent()\n`);
      const { stdout } = await runBuiltCli(['plan', hall], { cwd: workspace });
      assert.match(stdout, /Imports the base class BaseAgent/u);
      assert.equal(stdout.includes('BaseAgent; a start as a script then needs PYTHONPATH.'), needsPath, stdout);
    });
  }

  const importers: readonly (readonly [who: string, file: string, text: string])[] = [
    ['has it by a star', 'scripts/other.py', 'from agents.hall_agent import *\nlock = threading.Lock()\n'],
    ['has it by its name', 'scripts/other.py', 'from agents.hall_agent import threading\n'],
    [
      'reaches it in the module',
      'scripts/other.py',
      'import agents.hall_agent as hall\nlock = hall.threading.Lock()\n',
    ],
    ['replaces it in a test', 'tests/test_hall.py', `${imports}@patch("agents.hall_agent.threading.Thread")\n`],
  ];
  for (const [what, file, text] of importers) {
    it(`keeps an import where another file ${what}`, async () => {
      await write(file, text);
      assert.ok(!(await diffOf(hall)).includes('\n-import threading\n'));
    });
  }

  it('takes an import away that others have from elsewhere', async () => {
    await write('scripts/other.py', `${imports}import threading\nlock = threading.Lock()\n`);
    await write('scripts/star.py', 'from agents.hall_agent import *\nimport threading\nlock = threading.Lock()\n');
    assert.ok((await diffOf(hall)).includes('\n-import threading\n'));
  });

  it('keeps what a test in TypeScript uses', async () => {
    const weather = 'agents/weather-agent.ts';
    const text = await readFile(path.join(workspace, weather), 'utf8');
    await write(weather, text.replace('private heartbeat', 'heartbeat'));
    assert.deepEqual((await planned(weather)).removed, ['WeatherAgent.heartbeat']);
    await write(
      'agents/weather-agent.test.ts',
      "import { WeatherAgent } from './weather-agent.ts';\nclearInterval(new WeatherAgent().heartbeat);\n",
    );
    assert.deepEqual((await planned(weather)).removed, []);
  });

  it('keeps a private member that a test reaches past the compiler', async () => {
    const weather = 'agents/weather-agent.ts';
    const reaching =
      "import { WeatherAgent } from './weather-agent.ts';\nclearInterval(new WeatherAgent()['heartbeat']);\n";
    await write('test/weather.test.ts', reaching.replace('./weather', '../agents/weather'));
    const { removed, left } = await planned(weather);
    assert.deepEqual(removed, []);
    assert.match(left.join('\n'), /test\/weather\.test\.ts uses WeatherAgent\.heartbeat in line 2, which is gone/u);
  });
});
