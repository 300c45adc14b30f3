import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Corpus } from './corpus.js';
import { output, reportedCost, type Command, type Cost } from './cost.js';
import type { Provisions } from './provision.js';
import { python } from './python.js';

/** What the subjects share. */
export interface Setting {
  readonly corpus: Corpus;
  readonly provisions: Provisions;
  /** A folder of this run, for caches and results. */
  readonly scratch: string;
}

/** One thing that is measured, in a process of its own each time. */
export interface Subject {
  readonly id: string;
  readonly what: string;
  run(setting: Setting): Promise<Cost>;
}

/** The largest agent of the corpus, relative to it. */
export const flagship = 'example-fleet/agents/model_manager_agent.py';

const subjectsFolder = path.resolve('out/test/bench/subjects');
const yardsticksFolder = path.resolve('test/bench/yardsticks');

/** T: the parse alone, one after the other, of texts that are in memory. */
export function parse(id: string, what: string, files: (setting: Setting) => Promise<readonly string[]>): Subject {
  return {
    id,
    what,
    run: async (setting) => {
      const { yardstick, modules } = setting.provisions;
      const input = JSON.stringify({ files: await files(setting), parser: yardstick.parser, modules });
      const script = path.join(subjectsFolder, 'tree-sitter-parse.mjs');
      const { wallMs, cpuMs } = await reportedCost({ file: process.execPath, args: [script], input });
      const { factor } = yardstick;
      return { wallMs: wallMs * factor, ...(cpuMs === undefined ? {} : { cpuMs: cpuMs * factor }) };
    },
  };
}

/** The shipped command line, from the loading of its bundle to its end. */
export function product(id: string, what: string, args: readonly string[], cache: 'cold' | 'warm'): Subject {
  return {
    id,
    what,
    run: async (setting) => {
      const own = path.join(setting.scratch, `cache-${id}`);
      if (cache === 'cold') await rm(own, { recursive: true, force: true });
      else await warmUp(setting, args, own);
      return productCost(setting, args, own);
    },
  };
}

const warm = new Set<string>();

async function warmUp(setting: Setting, args: readonly string[], cache: string): Promise<void> {
  if (warm.has(cache)) return;
  await productCost(setting, args, cache);
  warm.add(cache);
}

async function productCost(setting: Setting, args: readonly string[], cache: string): Promise<Cost> {
  const costFile = path.join(setting.scratch, 'cost.json');
  await rm(costFile, { force: true });
  await output(productCommand(setting, args, { cache, costFile }));
  return JSON.parse(await readFile(costFile, 'utf8')) as Cost;
}

/** The command line as a child process, in a state and a cache folder of this run. */
export function productCommand(
  { corpus }: Setting,
  args: readonly string[],
  { cache, costFile }: { readonly cache: string; readonly costFile?: string },
): Command {
  // With --import, Node would load a CommonJS program by its ESM loader, which reads it for its exports: a third of a warm assessment.
  const preload = ['--require', path.join(subjectsFolder, 'report-cost.cjs')];
  return {
    file: process.execPath,
    args: [...preload, path.resolve('dist/cli.js'), ...args, '--json'],
    folder: corpus.folder,
    environment: {
      XDG_CACHE_HOME: cache,
      LOCALAPPDATA: cache,
      AGENT_MIGRATOR_STATE_DIR: path.join(cache, 'state'),
      ...(costFile === undefined ? {} : { BENCH_COST_FILE: costFile }),
    },
    // A finding, a refused file: an answer all the same.
    expected: [0, 1, 3],
  };
}

/** A script in Python that gets the list of files and prints its own cost. */
export function pythonScript(id: string, what: string, script: string): Subject {
  return {
    id,
    what,
    run: ({ corpus }) =>
      reportedCost({
        file: python,
        args: [path.join(yardsticksFolder, script)],
        input: JSON.stringify(corpus.files),
      }),
  };
}

/** ast-grep's own command line with rules for what the scanner looks for; all cores. */
export const astGrepScan: Subject = {
  id: 'ast-grep',
  what: 'ast-grep scan, 30 rules',
  run: ({ corpus, provisions }) => {
    if (provisions.astGrep === undefined) throw new Error('@ast-grep/cli could not be installed');
    const rules = path.join(yardsticksFolder, 'ast-grep-rules.yml');
    const scan = [provisions.astGrep, 'scan', '--rule', rules, '--json=stream', '--no-ignore', 'hidden', corpus.folder];
    return reportedCost({ file: python, args: [path.join(yardsticksFolder, 'children_cost.py'), ...scan] });
  },
};

/** Loading and activating the extension, against a VS Code that does nothing; `ready` waits for what follows activation too. */
const activated = (id: string, what: string, ...args: readonly string[]): Subject => ({
  id,
  what,
  run: async ({ scratch }) => {
    await mkdir(scratch, { recursive: true });
    return reportedCost({ file: process.execPath, args: [path.join(subjectsFolder, 'activation.mjs'), ...args] });
  },
});

export const activation = activated('activation', 'activation');
export const readiness = activated('ready', 'activation, and what is read after it', 'ready');
