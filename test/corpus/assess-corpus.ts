// Assesses a folder with the built command line, holds the document to its schema, and compares what it says with python3: with the
// interpreter and without one, and against the scripts that start-up manifests name.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { pythonFilesBelow } from '../languages/python/oracle/python.js';
import { runBuiltCli } from '../support/cli.js';
import { assessSchema, type Assessment } from './assess-schema.js';
import { judge } from './judge.js';

const options = {
  folder: { type: 'string' },
  manifest: { type: 'string', multiple: true, default: [] as string[] },
} as const;

const broken = new Set(['does-not-parse', 'does-not-compile', 'conflict-markers', 'encoding', 'too-large']);

async function assess(folder: string, how: string, flags: readonly string[]): Promise<Assessment> {
  const started = performance.now();
  const args = ['assess', '--json', '--no-ignore', '--no-cache', ...flags];
  // An interpreter that cannot be started is none.
  const env = how === 'without an interpreter' ? { PATH: '' } : {};
  const { code, stdout, stderr } = await runBuiltCli(args, { cwd: folder, env });
  if (code !== 0) throw new Error(`assess ended with ${code}: ${stderr}`);
  const report = v.parse(assessSchema, JSON.parse(stdout));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${how}: ${seconds} s, ${JSON.stringify(report.summary)}`);
  return report;
}

/** Counts of the summary that its lists do not bear out. */
function inconsistencies({ summary, agents }: Assessment): readonly string[] {
  const of = (readiness: string): number => agents.filter((agent) => agent.readiness === readiness).length;
  const total = agents.reduce((sum, { score }) => sum + score, 0);
  const facts: readonly (readonly [string, number, number])[] = [
    ['agents', summary.agents, agents.length],
    ['blocked', summary.blocked, of('blocked')],
    ['migrated', summary.migrated, of('migrated')],
    ['partial', summary.partial, of('partial')],
    ['ready', summary.ready, of('ready')],
    ['totalScore', summary.totalScore, total],
    ['high', summary.levels.high, agents.filter(({ level }) => level === 'high').length],
  ];
  return facts.filter(([, said, is]) => said !== is).map(([name, said, is]) => `${name} is ${is}, not ${said}`);
}

/** What the document says against what python3 says of the same files. */
function compare(
  how: string,
  { agents, problems }: Assessment,
  refused: ReadonlySet<string>,
  isAll: boolean,
): string[] {
  const named = new Set(problems.filter(({ code }) => broken.has(code)).map(({ path: file }) => file));
  const blocked = agents.filter(({ reason }) => reason !== null && broken.has(reason.code)).map((agent) => agent.path);
  const agentFiles = new Set(agents.map((agent) => agent.path));
  const missed = [...agentFiles].filter((file) => refused.has(file) && !blocked.includes(file));
  const unsaid = [...refused].filter((file) => !named.has(file));
  const wrong = [...named, ...blocked].filter((file) => file.endsWith('.py') && !refused.has(file));
  console.log(
    `${how}: ${agentFiles.size} agent files, ${missed.length} of them refused by python3 and not blocked; ` +
      `of ${refused.size} refused files ${unsaid.length} not in problems; ${wrong.length} blocked that compile`,
  );
  return [
    ...wrong.map((file) => `${how}: ${file} compiles`),
    ...(isAll ? missed.map((file) => `${how}: ${file} missed`) : []),
  ];
}

function startedScripts(folder: string, manifests: readonly string[]): ReadonlySet<string> {
  const scripts = manifests.flatMap((manifest) => {
    const written = readFileSync(path.join(folder, manifest), 'utf8').matchAll(/:\s*["']?([\w./-]+\.py)/g);
    return [...written].flatMap(([, script]) => script ?? []);
  });
  return new Set(scripts.filter((script) => existsSync(path.join(folder, script))));
}

export async function assessCorpus(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options });
  const { folder, manifest } = values;
  if (folder === undefined) throw new Error('Name --folder DIR.');
  const files = pythonFilesBelow(folder);
  const verdicts = judge(files.map((file) => readFileSync(file)));
  const refused = new Set(
    files.flatMap((file, index) => ((verdicts[index]?.error ?? null) === null ? [] : [path.relative(folder, file)])),
  );
  const verified = await assess(folder, 'with an interpreter', ['--verify']);
  const alone = await assess(folder, 'without an interpreter', ['--verify']);
  const plain = await assess(folder, 'by structure alone', []);
  const found = new Set(plain.agents.map((agent) => agent.path));
  const started = [...startedScripts(folder, manifest)];
  const undetected = started.filter((script) => !found.has(script));
  if (started.length > 0)
    console.log(`${started.length} started scripts, not detected: ${undetected.join(', ') || 'none'}`);
  const failures = [
    ...[verified, alone, plain].flatMap(inconsistencies),
    ...compare('with an interpreter', verified, refused, true),
    ...compare('without an interpreter', alone, refused, false),
    ...compare('by structure alone', plain, refused, false),
  ];
  for (const failure of failures) console.log(`BROKEN: ${failure}`);
  return failures.length === 0;
}
