// Plans every class of a folder onto one of its own base classes, whether detection takes it for an agent or not, and judges every result:
// the contract is what the command line infers.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { parseConfig } from '../../src/core/config/config.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { noOutsideUses } from '../../src/core/rewrite/outside-uses.js';
import { decode } from '../../src/languages/python/decode.js';
import { loadPythonParser } from '../../src/languages/python/parser.js';
import { readPythonFacts } from '../../src/languages/python/facts.js';
import { pythonFilesBelow } from '../languages/python/oracle/python.js';
import { sha256 } from '../support/assert-recipe.js';
import { runBuiltCli } from '../support/cli.js';
import { planPython } from '../../src/languages/python/rewrite/plan-python.js';
import { harmOf, judge } from './judge.js';

const options = {
  folder: { type: 'string' },
  /** `FILE:CLASS`, the file relative to the folder. */
  base: { type: 'string' },
  'include-review': { type: 'boolean', default: false },
} as const;

const answerSchema = v.object({ contract: v.looseObject({ module: v.string(), class: v.string() }) });

async function inferred(folder: string, base: string): Promise<Contract> {
  const { stdout, stderr } = await runBuiltCli(['contract', base, '--json'], { cwd: folder });
  if (stdout === '') throw new Error(stderr);
  const { contract } = v.parse(answerSchema, JSON.parse(stdout));
  const written = JSON.stringify({ contract: { ...contract, external: true } });
  const [rule] = parseConfig(written, 'agent-migrator.json').config.contracts;
  if (rule?.contract.kind !== 'written') throw new Error('The contract cannot be read back.');
  const empty = { language: 'python', module: '', class: '', keywords: [], positional: 'refused' } as const;
  const lists = { attributes: [], constructorHooks: [], methods: [], abstractMethods: [], ports: [] };
  return { ...empty, unknownKeywords: 'refused', ...lists, ...rule.contract.fields };
}

interface Planned {
  readonly name: string;
  readonly outcome: string;
  readonly versions: readonly Uint8Array[];
}

export async function classesCorpus(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options });
  const { folder, base } = values;
  if (folder === undefined || base === undefined) throw new Error('Name --folder DIR and --base FILE:CLASS.');
  const contract = await inferred(folder, base);
  const parser = await loadPythonParser(path.resolve('dist'));
  const includeReview = values['include-review'];
  const files = pythonFilesBelow(folder).filter((file) => statSync(file).isFile());
  const planned = files.flatMap((file) => {
    const bytes = readFileSync(file);
    return classesIn(bytes).map((name): Planned => {
      const request = { path: path.relative(folder, file), bytes, classes: [name], contract, includeReview } as const;
      const rest = { through: 'integration', outside: noOutsideUses, marker: 'comment' } as const;
      const { plan, stageBytes } = planPython(parser, { ...request, ...rest }, sha256);
      return { name: `${request.path}:${name}`, outcome: outcomeOf(plan), versions: [bytes, ...stageBytes] };
    });
  });
  return report(files.length, planned);
}

function classesIn(bytes: Uint8Array): readonly string[] {
  const decoded = decode(bytes);
  if (!decoded.ok) return [];
  const { classes } = readPythonFacts(decoded.source.text);
  return [...new Set(classes.filter(({ topLevel }) => topLevel).map(({ name }) => name))];
}

function outcomeOf({ refused, stages }: ReturnType<typeof planPython>['plan']): string {
  if (refused) return `refused: ${refused.code}`;
  if (stages.some(({ checks }) => checks.some(({ status }) => status === 'fail'))) return 'CHECK FAILED';
  const isChanged = stages.some(({ edits }) => edits.some(({ safety }) => safety === 'safe'));
  if (!isChanged) return 'nothing to do';
  return stages.some(({ left }) => left.length > 0) ? 'migrated in part' : 'migrated';
}

function report(files: number, planned: readonly Planned[]): boolean {
  const verdicts = judge(planned.flatMap(({ versions }) => versions));
  const counts = new Map<string, number>();
  const broken: string[] = [];
  let at = 0;
  for (const { name, outcome, versions } of planned) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    const [before, ...after] = verdicts.slice(at, at + versions.length);
    at += versions.length;
    if (outcome === 'CHECK FAILED') broken.push(`${name}: ${outcome}`);
    for (const verdict of after) {
      const harm = before && harmOf(before, verdict);
      if (harm !== undefined) broken.push(`${name}: ${harm}`);
    }
  }
  console.log(`${files} files, ${planned.length} classes`);
  for (const [key, count] of [...counts].sort()) console.log(`${count}\t${key}`);
  console.log(broken.length === 0 ? 'No harm done.' : `HARM:\n${broken.join('\n')}`);
  return broken.length === 0;
}
