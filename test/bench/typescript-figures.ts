import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { output, type Cost } from './cost.js';
import type { Figure, FigureSource } from './figures.js';
import { median } from './statistics.js';

interface Plans {
  /** The first plan of a process: it reads the workspace and starts the compiler. */
  readonly first: Cost;
  readonly turns: readonly { readonly plan: Cost }[];
}

const lines = 1000;
const agent = 'agents/weather-agent.ts';

/** Plans of an agent in TypeScript, with the type checks of all stages. */
export const typescript: FigureSource = {
  id: 'typescript',
  measure: async ({ scratch }) => {
    const folder = path.join(scratch, 'typescript-fleet');
    await lengthen(folder);
    const stdout = await output({
      file: process.execPath,
      args: [path.resolve('out/test/bench/subjects/plans.mjs')],
      input: JSON.stringify({ folder, file: agent, plans: 10 }),
      environment: { XDG_CACHE_HOME: scratch, LOCALAPPDATA: scratch },
    });
    const { first, turns } = JSON.parse(stdout) as Plans;
    const later = turns.map(({ plan }) => plan);
    const what = `plan of all stages, ${lines} lines of TypeScript`;
    return [
      under('typescript, first', `${what}, first of a process`, first.wallMs, 2500),
      ofProcessor('typescript, first, CPU', `${what}, first of a process, CPU`, [first]),
      under('typescript, later', what, median(later.map(({ wallMs }) => wallMs)), 400),
      ofProcessor('typescript, later, CPU', `${what}, CPU`, later),
    ];
  },
};

/** The fleet with the types of Node beside it, as a project has them, and an agent with many methods more. */
async function lengthen(folder: string): Promise<void> {
  await cp('media/example-fleet', folder, { recursive: true });
  await mkdir(path.join(folder, 'node_modules/@types'), { recursive: true });
  for (const types of ['@types/node', 'undici-types'])
    await symlink(path.resolve('node_modules', types), path.join(folder, 'node_modules', types), 'junction');
  const file = path.join(folder, agent);
  const text = await readFile(file, 'utf8');
  const end = text.indexOf('\n}\n', text.indexOf('class ')) + 1;
  const missing = lines - text.split('\n').length + 1;
  const method = (_: unknown, index: number): string =>
    [
      '',
      `  async report${index}(city: string): Promise<string> {`,
      `    const degrees = this.degrees.get(city) ?? ${index};`,
      '    if (degrees > 30) this.answered++;',
      "    return [city, degrees].join(': ');",
      '  }',
      '',
    ].join('\n');
  const methods = Array.from({ length: Math.floor(missing / 6) }, method).join('');
  await writeFile(file, text.slice(0, end) + methods + text.slice(end));
}

function under(id: string, what: string, value: number, maximum: number): Figure {
  return { id, what, value, unit: 'ms', target: `≤ ${maximum} ms`, met: value <= maximum };
}

/** What it takes of the processor, which other work on the machine does not change. */
function ofProcessor(id: string, what: string, costs: readonly Cost[]): Figure {
  const value = median(costs.map(({ cpuMs = Number.NaN }) => cpuMs));
  return { id, what, value, unit: 'ms', target: '', met: undefined };
}
