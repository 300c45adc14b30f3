/**
 * What the Agents view costs with a synthetic fleet, in milliseconds of the processor, all of them on the extension host's thread: filling it after the
 * assessment, filtering and sorting it, laying it out by wave, and reading the change of one agent.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { WorkspaceAssessor } from '../../../src/app/assess/workspace-assessor.js';
import type { Assessment } from '../../../src/core/assess/assessment.js';
import { defaultConfig } from '../../../src/core/config/config.js';
import type { FleetPlan } from '../../../src/core/fleet/fleet-plan.js';
import { planWaves } from '../../../src/core/fleet/plan-waves.js';
import { createLocalPorts } from '../../../src/node/local-ports.js';
import { agentText } from '../../../src/vscode/agents/agent-nodes.js';
import { AgentsTree } from '../../../src/vscode/agents/agents-tree.js';
import { defaultArrangement } from '../../../src/vscode/agents/arrangement.js';
import { writeSyntheticFleet } from '../../support/synthetic-fleet.js';

interface Input {
  readonly agents: number;
}

interface Row {
  readonly key: string;
  readonly folder: string;
  assessment: Assessment;
}

const { agents } = (await json(process.stdin)) as Input;
const folder = await mkdtemp(path.join(tmpdir(), 'agent-migrator-fleet-'));

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** What VS Code asks for when a tree is drawn anew: every root, and the row of every agent. */
function draw({ roots }: AgentsTree<Row>): number {
  return roots
    .flatMap((root) => ('agents' in root ? root.agents : [root]))
    .reduce((sum, { assessment }) => sum + agentText(assessment).label.length, 0);
}

try {
  await writeSyntheticFleet(folder, agents);
  const environment = { ...process.env, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder };
  const ports = createLocalPorts({ root: folder, environment, distDir: path.resolve('dist') });
  const assessor = new WorkspaceAssessor(ports, defaultConfig);
  await assessor.refresh({ signal: new AbortController().signal });
  const rows = (): Row[] =>
    assessor
      .all()
      .flatMap(({ path: file, agents: own }) => own.map((assessment) => ({ key: file, folder: 'fleet', assessment })));
  let plan: FleetPlan | undefined;
  const tree = new AgentsTree<Row>(() => (plan === undefined ? [] : [{ folder: 'fleet', plan }]));
  const fill = cpuMs(() => {
    tree.update(rows());
    draw(tree);
  });
  if (tree.all.length !== agents) throw new Error(`${tree.all.length} of ${agents} agents were found.`);
  const typed = 'synthetic_19 ready'.split('').map((_, index, letters) => letters.slice(0, index + 1).join(''));
  const filters = typed.map((filter) =>
    cpuMs(() => {
      tree.lay({ ...defaultArrangement, filter });
      draw(tree);
    }),
  );
  const waves = cpuMs(() => (plan = planWaves({ ...assessor.fleet(), waveSize: 10 })));
  const byWave = cpuMs(() => {
    tree.lay({ ...defaultArrangement, grouping: 'wave' });
    draw(tree);
  });
  tree.lay(defaultArrangement);
  const change = cpuMs(() => {
    const [first, ...others] = rows();
    if (first) tree.update([{ ...first, assessment: { ...first.assessment } }, ...others]);
  });
  console.log(JSON.stringify({ fill, filter: Math.max(...filters), waves, byWave, change }));
  assessor.dispose();
  await ports.dispose();
} finally {
  await rm(folder, { recursive: true, force: true });
}
