import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Cost } from './cost.js';
import { output } from './cost.js';
import { median, medianRatio } from './statistics.js';
import {
  activation,
  readiness,
  astGrepScan,
  flagship,
  parse,
  product,
  productCommand,
  pythonScript,
  type Setting,
  type Subject,
} from './subjects.js';

/** One line of the result: a subject, alone or against a yardstick that ran in the same rounds. */
export interface Row {
  readonly subject: string;
  readonly against?: string;
  readonly target: string;
  /** Whether the target is met; undefined where there is nothing to hold it against. */
  readonly met: (row: MeasuredRow) => boolean | undefined;
}

export interface MeasuredRow {
  readonly wallMs: number;
  readonly cpuMs: number | undefined;
  /** Subject over yardstick, median of the rounds. */
  readonly wallRatio: number | undefined;
  readonly cpuRatio: number | undefined;
}

export const subjects: readonly Subject[] = [
  parse('T', 'tree-sitter, parse only (T)', ({ corpus }) => Promise.resolve(corpus.files)),
  parse('T-agents', 'the same, agent files only', agentFiles),
  product('assess', 'assess, nothing cached', ['assess', '--no-ignore', '--no-cache'], 'cold'),
  product('assess-warm', 'assess, nothing changed', ['assess', '--no-ignore'], 'warm'),
  product('assess-verify', 'assess --verify', ['assess', '--no-ignore', '--no-cache', '--verify'], 'cold'),
  product('plan', 'plan FILE in this workspace, 227 KB', ['plan', flagship], 'cold'),
  astGrepScan,
  pythonScript('ast', "CPython's ast.parse, with reading", 'cpython_ast.py'),
  pythonScript('regex', 'script of 30 regular expressions', 'regex_script.py'),
  activation,
  readiness,
];

const atMost =
  (ratio: number) =>
  ({ wallRatio, cpuRatio }: MeasuredRow): boolean | undefined =>
    wallRatio === undefined ? undefined : wallRatio <= ratio && (cpuRatio ?? 0) <= ratio;

export const rows: readonly Row[] = [
  { subject: 'assess', against: 'T', target: '≤ 0.20 T', met: atMost(0.2) },
  { subject: 'assess', against: 'ast-grep', target: '≥ 5 × faster', met: atMost(0.2) },
  { subject: 'assess', against: 'regex', target: 'faster', met: atMost(1) },
  { subject: 'assess', against: 'ast', target: '', met: () => undefined },
  { subject: 'assess-warm', against: 'T', target: '≤ 0.02 T', met: atMost(0.02) },
  // All cores: the wall is what a person waits for.
  {
    subject: 'assess-verify',
    against: 'T-agents',
    target: '≤ 1.5 T of the agents',
    met: ({ wallRatio }) => (wallRatio === undefined ? undefined : wallRatio <= 1.5),
  },
  { subject: 'plan', target: '', met: () => undefined },
  { subject: 'activation', target: '≤ 20 ms CPU', met: ({ cpuMs }) => (cpuMs === undefined ? undefined : cpuMs <= 20) },
  { subject: 'ready', target: '', met: () => undefined },
];

/** Medians of a row; undefined while its subject or its yardstick has not been measured. */
export function measure(row: Row, costs: ReadonlyMap<string, readonly Cost[]>): MeasuredRow | undefined {
  const own = costs.get(row.subject);
  const other = row.against === undefined ? undefined : costs.get(row.against);
  if (own === undefined || (row.against !== undefined && other === undefined)) return undefined;
  return {
    wallMs: median(own.map((cost) => cost.wallMs)),
    cpuMs: medianCpu(own),
    wallRatio:
      other &&
      medianRatio(
        own.map((cost) => cost.wallMs),
        other.map((cost) => cost.wallMs),
      ),
    cpuRatio: other && cpuRatio(own, other),
  };
}

function medianCpu(costs: readonly Cost[]): number | undefined {
  const known = costs.flatMap(({ cpuMs }) => (cpuMs === undefined ? [] : [cpuMs]));
  return known.length === 0 ? undefined : median(known);
}

function cpuRatio(own: readonly Cost[], other: readonly Cost[]): number | undefined {
  const missing = [...own, ...other].some((cost) => cost.cpuMs === undefined);
  return missing
    ? undefined
    : medianRatio(
        own.map((cost) => cost.cpuMs ?? 0),
        other.map((cost) => cost.cpuMs ?? 0),
      );
}

let agents: Promise<readonly string[]> | undefined;

/** The files that hold an agent, as the product itself says; asked once. */
async function agentFiles(setting: Setting): Promise<readonly string[]> {
  agents ??= listAgents(setting);
  return agents;
}

async function listAgents(setting: Setting): Promise<readonly string[]> {
  const command = productCommand(setting, ['assess', '--no-ignore'], { cache: path.join(setting.scratch, 'list') });
  const report = JSON.parse(await output(command)) as { agents: readonly { path: string }[] };
  const unique = new Set(report.agents.map((agent) => path.join(setting.corpus.folder, agent.path)));
  return [...unique].sort();
}

/** Bytes of every file that ships in dist. */
export async function bundleSizes(): Promise<Readonly<Record<string, number>>> {
  const files = (await readdir('dist')).filter((file) => /\.(?:js|wasm)$/u.test(file));
  const sizes = await Promise.all(
    files.map(async (file) => [file, (await stat(path.join('dist', file))).size] as const),
  );
  return Object.fromEntries(sizes);
}
